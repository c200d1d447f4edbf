#include "app/presenter/drafts.h"

#include <algorithm>
#include <tuple>

#include "app/presenter/scoring_command.h"
#include "app/presenter/form_fields.h"
#include "core/service/queries.h"

namespace ocop::presenter {

using State = Draft::State;

bool operator<(const DraftKey& a, const DraftKey& b) {
  return std::tie(a.record, a.field) < std::tie(b.record, b.field);
}

void Drafts::edit(const DraftField& field, std::string text) {
  const DraftKey key{field.record, field.field};
  const auto [at, is_new] = drafts_.try_emplace(key);
  Draft& draft = at->second;
  // Whoever goes on typing after a refusal has been told, and has what is shown now before his eyes.
  if (is_new || draft.state == State::Refused) draft.field = field;
  draft.text = std::move(text);
  draft.due_at_ms = clock_.monotonic_ms() + quiet_ms;
  draft.was_left = false;
  if (draft.state == State::Saving) return;  // finish() sees that the text has moved on
  draft.state = State::Waiting;
  draft.problem.reset();
}

void Drafts::set(const DraftField& field, std::string text) {
  edit(field, std::move(text));
  leave(field.record, field.field);
}

void Drafts::leave(const store::RecordKey& record, std::string_view field) {
  const auto at = drafts_.find(DraftKey{record, std::string(field)});
  if (at == drafts_.end()) return;
  Draft& draft = at->second;
  draft.was_left = true;
  draft.due_at_ms = std::min(draft.due_at_ms, clock_.monotonic_ms());
  if (draft.state == State::Saved) drafts_.erase(at);
}

void Drafts::leave_all() {
  std::vector<DraftKey> keys;
  for (const auto& [key, draft] : drafts_) keys.push_back(key);
  for (const DraftKey& key : keys) leave(key.record, key.field);
}

const Draft* Drafts::find(const store::RecordKey& record, std::string_view field) const {
  const auto at = drafts_.find(DraftKey{record, std::string(field)});
  return at == drafts_.end() ? nullptr : &at->second;
}

bool Drafts::is_saving() const {
  return std::any_of(drafts_.begin(), drafts_.end(), [](const auto& entry) {
    return entry.second.state == State::Waiting || entry.second.state == State::Saving;
  });
}

bool Drafts::has_failed() const {
  return std::any_of(drafts_.begin(), drafts_.end(), [](const auto& entry) {
    return entry.second.problem && !is_about_the_text(*entry.second.problem);
  });
}

void Drafts::tick() {
  const std::int64_t now_ms = clock_.monotonic_ms();
  for (auto& [key, draft] : drafts_) {
    if (draft.state == State::Waiting && draft.due_at_ms <= now_ms) save(draft, now_ms);
  }
}

std::optional<std::int64_t> Drafts::next_deadline_ms() const {
  std::optional<std::int64_t> out;
  for (const auto& [key, draft] : drafts_) {
    if (draft.state != State::Waiting) continue;
    out = out ? std::min(*out, draft.due_at_ms) : draft.due_at_ms;
  }
  return out;
}

void Drafts::save(Draft& draft, std::int64_t now_ms) {
  const domain::Field* description = domain::find_field(draft.field.type, draft.field.field);
  if (description == nullptr) return refuse(draft, {ErrorCode::UnknownField, draft.field.field});
  auto value = domain::parse_value(*description, as_kept(*description, draft.text));
  if (!value) return refuse(draft, value.error());

  const bool is_asked = desk_.ask(
      asker_,
      [field = draft.field, value = std::move(*value)](service::Folder& folder) -> Result<service::RecordView> {
        if (field.assessor.empty())
          TRY(service::edit_record(folder, {field.record, field.type, {{field.field, value, field.shown}}}));
        else
          TRY(write_answer(folder, field, value));
        return service::read_record(folder, field.record);
      },
      [this, key = DraftKey{draft.field.record, draft.field.field}](const Result<service::RecordView>& answer) {
        finish(key, answer);
      });
  if (is_asked) {
    draft.state = State::Saving;
    draft.text_saving = draft.text;
  } else {
    draft.due_at_ms = now_ms + refused_ms;
  }
}

void Drafts::finish(const DraftKey& key, const Result<service::RecordView>& answer) {
  Draft& draft = drafts_.at(key);  // a Saving one is never taken away
  if (answer) {
    accept(draft, *answer);
    if (draft.state == State::Saved && draft.was_left) drafts_.erase(key);
    if (saved_) saved_(*answer);
  } else {
    refuse(draft, answer.error());
  }
}

void Drafts::accept(Draft& draft, const service::RecordView& record) {
  const service::ShownField* now = record.find(draft.field.field);
  draft.field.shown = now == nullptr ? service::ShownField{} : *now;
  draft.problem.reset();
  if (draft.text == draft.text_saving) {
    draft.state = State::Saved;
  } else if (draft.field.shown.is_in_conflict) {  // typed on while somebody else's value came in
    draft.state = State::Refused;
    draft.problem = ErrorCode::Conflict;
  } else {
    draft.state = State::Waiting;
  }
}

void Drafts::refuse(Draft& draft, const Error& error) {
  const bool is_news = draft.problem != error.code;
  draft.problem = error.code;
  const bool has_moved_on = draft.state == State::Saving && draft.text != draft.text_saving;
  if (error_row(error.code).retry == Retry::Later) {
    draft.state = State::Waiting;
    draft.due_at_ms = clock_.monotonic_ms() + retry_ms;
  } else if (has_moved_on) {
    draft.state = State::Waiting;  // what was typed since may be right
  } else {
    draft.state = State::Refused;
  }
  if (is_news && failed_) failed_(error);
}

}  // namespace ocop::presenter
