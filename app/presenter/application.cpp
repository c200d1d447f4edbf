#include "app/presenter/application.h"

#include <algorithm>

#include "app/presenter/screens.h"

namespace ocop::presenter {

Application::Application(const Parts& parts)
    : settings_(parts.settings),
      kept_settings_(parts.settings),
      drafts_(parts.desk, parts.clock),
      notices_(parts.clock),
      context_{parts.desk, drafts_, notices_, parts.outside, parts.clock, settings_, sync_,
               [this](Place place) { moves_.push_back([this, place] { go(place); }); },
               [this] { moves_.push_back([this] { go_back(); }); },
               [this](Place place) { moves_.push_back([this, place] { replace(place); }); }} {
  drafts_.on_saved([this](const service::RecordView& record) {
    notices_.saved();
    for (auto& screen : stack_) screen->saved(record);
  });
  drafts_.on_failed([this](const Error& error) {
    if (!Drafts::is_about_the_text(error.code)) notices_.report(error, settings_.language);
    for (auto& screen : stack_) screen->refused();
  });
  go(place::Home{});
}

void Application::go(const Place& place) {
  if (!stack_.empty()) stack_.back()->leave();
  drafts_.leave_all();
  stack_.push_back(make_screen(place, context_));
  stack_.back()->refresh();
}

void Application::go_back() {
  if (stack_.size() < 2) return;
  stack_.back()->leave();
  drafts_.leave_all();
  drafts_.tick();  // what was typed is on its way before the screen below reads
  stack_.pop_back();
  stack_.back()->refresh();
}

void Application::replace(const Place& place) {
  if (stack_.size() > 1) {
    stack_.back()->leave();
    stack_.pop_back();
  }
  go(place);
}

void Application::tick() {
  settle_stack();
  drafts_.tick();
  keep_settings();
  notices_.tick();
  stack_.back()->tick();
  settle_stack();
}

View Application::view() const {
  View out{stack_.back()->view(), stack_.size(), notices_.notice(), SaveState::Nothing, {}, settings_, is_menu_open_};
  if (drafts_.has_failed()) {
    out.save_state = SaveState::Failed;
    out.saved = text::sentence(text::Key::NotSaved, settings_.language);
  } else if (drafts_.is_saving()) {
    out.save_state = SaveState::Saving;
    out.saved = text::sentence(text::Key::Saving, settings_.language);
  } else if (notices_.saved_at_wall_ms() != 0) {
    out.save_state = SaveState::Saved;
    out.saved = text::fill(text::Key::SavedAt, settings_.language, {local_time(notices_.saved_at_wall_ms())});
  }
  return out;
}

void Application::apply(const Intents& intents) {
  for (const Intent& intent : intents) {
    if (const auto* own = std::get_if<ApplicationIntent>(&intent)) apply_own(*own);
    else stack_.back()->apply(intent);
    // What was meant for a screen that is left now was drawn by it: the rest of the frame is not for its successor.
    if (!moves_.empty()) break;
  }
  settle_stack();
}

void Application::apply_own(const ApplicationIntent& intent) {
  if (std::holds_alternative<GoBack>(intent)) context_.back();
  else if (const auto* to = std::get_if<GoTo>(&intent)) {
    is_menu_open_ = false;
    context_.go(to->place);
  } else if (std::holds_alternative<CloseNotice>(intent)) notices_.close();
  else if (std::holds_alternative<OpenMenu>(intent)) is_menu_open_ = true;
  else if (std::holds_alternative<CloseMenu>(intent)) is_menu_open_ = false;
  else if (const auto* chosen = std::get_if<ChooseSettings>(&intent)) {
    settings_ = chosen->settings;
    keep_settings();
    for (auto& screen : stack_) screen->refresh();
  }
}

void Application::keep_settings() {
  if (settings_ == kept_settings_) return;
  const bool is_asked = context_.desk.ask(
      settings_asker_,
      [choices = choices_of(settings_, kept_settings_)](service::Folder& folder) {
        return service::set_preferences(folder, choices);
      },
      [this](const Status& status) {
        if (!status) notices_.report(status.error(), settings_.language);
      });
  if (is_asked) kept_settings_ = settings_;  // else at the next tick; questions are answered in their order
}

void Application::settle_stack() {
  while (!moves_.empty()) {
    const auto moves = std::exchange(moves_, {});
    for (const auto& move : moves) move();
  }
}

std::optional<std::int64_t> Application::next_deadline_ms() const {
  std::optional<std::int64_t> out;
  for (const auto& deadline :
       {drafts_.next_deadline_ms(), notices_.next_deadline_ms(), stack_.back()->next_deadline_ms()}) {
    if (deadline) out = out ? std::min(*out, *deadline) : *deadline;
  }
  return out;
}

void Application::sync_moved(const SyncProgress& progress) {
  const bool has_brought = progress.changes_down != sync_.changes_down || progress.photos_down != sync_.photos_down;
  const bool has_ended = sync_.is_running && !progress.is_running;
  sync_ = progress;
  if (has_brought || has_ended) stack_.back()->refresh();
}

bool Application::may_close() {
  drafts_.leave_all();
  drafts_.tick();
  keep_settings();
  return !drafts_.is_saving() || drafts_.has_failed();
}

}  // namespace ocop::presenter
