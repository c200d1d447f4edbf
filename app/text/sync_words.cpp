#include "app/text/sync_words.h"

#include "app/text/amounts.h"
#include "core/base/clock.h"

namespace ocop::text {
namespace {

std::string count(std::uint64_t amount) { return number(static_cast<std::int64_t>(amount)); }

class Writer {
 public:
  Writer(const SessionWords& session, Language language) : session_(session), language_(language) {}

  std::vector<std::string> write() {
    switch (session_.kind) {
      case SessionWords::Kind::Sync: write_sync(); break;
      case SessionWords::Kind::Export: write_export(); break;
      case SessionWords::Kind::Import: write_import(); break;
    }
    return std::move(out_);
  }

 private:
  void write_sync() {
    if (session_.error == ErrorCode::Cancelled) say(Key::SyncJournalStopped);
    else if (session_.error) say_error(Key::SyncJournalFailed);
    else if (session_.is_finished) write_sent();
    if (session_.carried > 0) say(Key::SyncJournalCarried, count(session_.carried));
  }

  void write_sent() {
    const std::string changes = count(session_.changes), files = count(session_.photo_files);
    const bool is_nothing = session_.changes + session_.photo_files == 0;
    if (is_nothing && session_.carried > 0) return;
    if (is_nothing) say(Key::SyncJournalNothing);
    else if (session_.breaks == 0) say(Key::SyncJournalSent, changes, files);
    else say(Key::SyncJournalSentWithBreaks, changes, files, std::to_string(session_.breaks));
  }

  void write_export() {
    say(Key::SyncJournalExported, count(session_.changes), count(session_.photo_files));
    if (session_.carried > 0) say(Key::SyncJournalExportedCarried, count(session_.carried));
  }

  void write_import() {
    if (session_.error) return say_error(Key::SyncJournalImportFailed);
    if (session_.answered + session_.photos_arrived > 0)
      say(Key::SyncJournalImportedAnswer, count(session_.answered), count(session_.photos_arrived));
    if (session_.changes + session_.photo_files > 0)
      say(Key::SyncJournalImported, count(session_.changes), count(session_.photo_files));
    if (session_.carried > 0) say(Key::SyncJournalImportedCarried, count(session_.carried));
    if (out_.empty()) say(Key::SyncJournalImportedNothing);
    if (session_.missing > 0) say(Key::SyncJournalImportedPart, count(session_.missing));
    if (session_.is_cut) say(Key::SyncJournalImportedCut);
  }

  void say(Key key, const std::string& one = {}, const std::string& two = {}, const std::string& three = {}) {
    out_.push_back(fill(key, language_, {local_day_time(session_.ended_wall_ms), one, two, three}));
  }
  void say_error(Key key) { say(key, std::string(sentence(error_sentence(*session_.error), language_))); }

  const SessionWords& session_;
  const Language language_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> session_sentences(const SessionWords& session, Language language) {
  return Writer(session, language).write();
}

}  // namespace ocop::text
