#include "app/presenter/conflict.h"

#include "core/base/text.h"
#include "core/service/commands.h"

namespace ocop::presenter {

using text::Key;

Conflicts::Conflicts(Context& context, const place::Conflicts& place)
    : Screen(context), place_(place), wanted_(place.conflict) {}

void Conflicts::refresh() { must_ask_ = !ask(); }

void Conflicts::tick() {
  if (must_ask_) refresh();
}

bool Conflicts::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_,
      [dossier = place_.dossier, wanted = wanted_, at = answer_.at](service::Folder& folder) {
        return read_conflicts(folder, dossier, wanted, at);
      },
      [this](Result<ConflictAnswer> answer) { take(std::move(answer)); });
}

void Conflicts::take(Result<ConflictAnswer> answer) {
  if (!answer) return context_.report(answer.error());
  const auto before = wanted_;
  answer_ = std::move(*answer);
  wanted_.reset();
  if (const auto* current = answer_.current()) wanted_ = current->id;
  if (before != wanted_) view_.is_other_open = false;  // another conflict: nothing typed for the one before applies
  show();
}

// Keeps what the officer is doing over the new values.
void Conflicts::show() {
  const ConflictView before = std::move(view_);
  view_ = show_conflict(answer_, context_.clock.wall_ms(), context_.language());
  view_.reason = reason_;
  view_.reason_error = before.reason_error;
  view_.is_saving = before.is_saving;
  view_.is_other_open = before.is_other_open && view_.can_write_other;
  view_.other_text = before.other_text;
  view_.other_error = before.other_error;
  if (view_.is_other_open)
    view_.other_choices =
        other_choices(*answer_.current(), answer_.dossier ? answer_.dossier->set : std::string{}, context_.language());
}

void Conflicts::apply(const Intent& intent) {
  const auto* own = std::get_if<ConflictIntent>(&intent);
  if (own == nullptr || answer_.current() == nullptr) return;
  if (const auto* typed = std::get_if<conflict::TypeReason>(own)) {
    reason_ = typed->text;
    if (!trim(reason_).empty()) view_.reason_error.clear();
  } else if (const auto* chosen = std::get_if<conflict::Choose>(own))
    choose(chosen->n);
  else if (std::holds_alternative<conflict::Previous>(*own))
    move(-1);
  else if (std::holds_alternative<conflict::Next>(*own))
    move(+1);
  else
    apply_other(*own);
  show();
}

void Conflicts::move(int by) {
  if ((by < 0 && !view_.has_previous) || (by > 0 && !view_.has_next)) return;
  answer_.at = by < 0 ? answer_.at - 1 : answer_.at + 1;
  wanted_ = answer_.conflicts[answer_.at].id;
  reason_.clear();
  view_.reason_error.clear();
  view_.is_other_open = false;
  if (!place_.dossier) answer_.dossier.reset();  // of the one before; the new one comes with the answer
  refresh();
}

void Conflicts::apply_other(const ConflictIntent& intent) {
  if (std::holds_alternative<conflict::OpenOther>(intent)) {
    view_.is_other_open = true;
    view_.other_text.clear();
    view_.other_error.clear();
  } else if (std::holds_alternative<conflict::CloseOther>(intent)) {
    view_.is_other_open = false;
  } else if (const auto* typed = std::get_if<conflict::TypeOther>(&intent)) {
    view_.other_text = typed->text;
    view_.other_error.clear();
  } else if (const auto* picked = std::get_if<conflict::ChooseOther>(&intent)) {
    choose_other(picked->choice);
  } else if (std::holds_alternative<conflict::SaveOther>(intent)) {
    choose_other(view_.other_text);
  }
}

void Conflicts::choose(int n) {
  service::Settle command;
  command.choose = n;
  settle(std::move(command));
}

void Conflicts::choose_other(const std::string& text) {
  const auto* current = answer_.current();
  const domain::Field* field = domain::find_field(current->type, current->field);
  if (field == nullptr || !view_.can_write_other) return;
  auto value = domain::parse_value(*field, text);
  if (!value) {
    view_.other_error = text::sentence(text::error_sentence(value.error().code), context_.language());
    return;
  }
  service::Settle command;
  command.value = std::move(*value);
  settle(std::move(command));
}

void Conflicts::settle(service::Settle command) {
  if (view_.is_saving) return;
  if (trim(reason_).empty()) {
    view_.reason_error = text::sentence(Key::ConflictReasonNeeded, context_.language());
    view_.is_other_open = false;  // the reason stands behind the sheet
    return;
  }
  command.conflict = answer_.current()->id;
  command.reason = trim(reason_);
  // Read even when the officer has gone back meanwhile: an error of what was decided is not to be missed.
  const auto asker = std::make_shared<Asker>();
  view_.is_saving = context_.desk.ask(
      *asker, [command](service::Folder& folder) { return service::settle(folder, command); },
      [asker, screen = std::weak_ptr<Conflicts*>(self_), context = &context_](const Status& status) {
        if (const auto here = screen.lock())
          (*here)->settled(status);
        else if (!status)
          context->report(status.error());
      });
  if (!view_.is_saving) context_.report({ErrorCode::StorageBusy, {}});
}

void Conflicts::settled(const Status& status) {
  view_.is_saving = false;
  view_.is_other_open = false;
  if (status) {
    reason_.clear();
    context_.notices.saved();
    context_.notices.say(std::string(text::sentence(Key::ConflictSettled, context_.language())));
  } else if (status.error().code == ErrorCode::Changed) {
    context_.notices.say(std::string(text::sentence(Key::ConflictChangedMeanwhile, context_.language())));
  } else {
    context_.report(status.error());
  }
  refresh();
}

}  // namespace ocop::presenter
