// Drafts: text that is being typed, until the database has it.
//
// A field that is typed in has a draft: the text, and the ShownField that was on the screen when the typing began. It
// is saved 500 ms after the last key, and at once when the field or the screen is left; so a battery that falls out
// costs less than a second. A draft goes away only when the database holds its text: a full disk, a busy database, a
// refused value keep it here, with the reason, and the screen shows it when the field is next seen.
//
// The command carries the heads that were shown when the typing began, never fresher ones. After a save the record is
// read again, and what the field now shows is what the next save names. If somebody else's value arrived meanwhile the
// field is in conflict: both values are kept, the field is locked, and settling is asked for (core/service/commands.h).
//
// Text that cannot be a value yet ("0912 34" in a telephone field) is not sent; `problem` says why.
// The screen's thread; lives as long as the program.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/presenter/desk.h"
#include "core/base/clock.h"
#include "core/domain/record_type.h"
#include "core/service/commands.h"

namespace ocop::presenter {

struct DraftKey {
  store::RecordKey record;
  std::string field;
  friend bool operator<(const DraftKey& a, const DraftKey& b);
};

// Where a field is kept, as a screen was shown it.
struct DraftField {
  store::RecordKey record;
  std::string type;            // of the record: "producer", "assessment"
  std::string field;           // "phone", "1.2.note"
  service::ShownField shown;   // taken when the screen was filled
  std::string assessor = {};   // of an answer in an assessment: whose sheet (scoring_command.h); else empty
};

struct Draft {
  DraftField field;
  std::string text;
  std::int64_t due_at_ms = 0;        // monotonic: when it is to be saved
  enum class State {
    Waiting,  // for due_at_ms
    Saving,   // `text_saving` is on its way
    Saved,    // the database holds it; kept while the caret is in the field, which shows what was typed
    Refused,  // `problem` says why; only another key tries again
  } state = State::Waiting;
  std::string text_saving;
  std::optional<ErrorCode> problem;  // also of a Waiting one that will be tried again
  bool was_left = false;             // the caret is elsewhere: it goes once it is saved
};

class Drafts {
 public:
  static constexpr std::int64_t quiet_ms = 500;
  static constexpr std::int64_t retry_ms = 2'000;  // after an error that may pass
  static constexpr std::int64_t refused_ms = 100;  // the desk was full: soon again

  Drafts(Desk& desk, const Clock& clock) : desk_(desk), clock_(clock) {}

  // An error that is said beside the field alone: the text cannot be a value yet.
  static bool is_about_the_text(ErrorCode code) {
    return code == ErrorCode::InvalidInput || code == ErrorCode::UnknownUnit;
  }

  // `saved` hears of every record that was written, as it is now; `failed` of every save that was refused, once for
  // each draft and reason.
  void on_saved(std::function<void(const service::RecordView&)> saved) { saved_ = std::move(saved); }
  void on_failed(std::function<void(const Error&)> failed) { failed_ = std::move(failed); }

  void edit(const DraftField& field, std::string text);  // a key was pressed
  void set(const DraftField& field, std::string text);   // a choice was tapped: edit, and save at once
  void leave(const store::RecordKey& record, std::string_view field);  // the caret went away
  void leave_all();                                                    // the screen went away, the program ends

  const Draft* find(const store::RecordKey& record, std::string_view field) const;
  bool is_saving() const;    // something is on its way, or about to be
  bool has_failed() const;   // the database would not take something

  void tick();
  std::optional<std::int64_t> next_deadline_ms() const;  // monotonic

 private:
  void save(Draft& draft, std::int64_t now_ms);
  void finish(const DraftKey& key, const Result<service::RecordView>& answer);
  void accept(Draft& draft, const service::RecordView& record);
  void refuse(Draft& draft, const Error& error);

  Desk& desk_;
  const Clock& clock_;
  Asker asker_;
  std::map<DraftKey, Draft> drafts_;
  std::function<void(const service::RecordView&)> saved_;
  std::function<void(const Error&)> failed_;
};

}  // namespace ocop::presenter
