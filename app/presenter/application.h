// The application without its pixels: the stack of screens, what is said around them, and when something is due.
//
// A frame, by the shell:
//   1. the screen's executor is drained: answers arrive        (not while a finger is down: nothing moves under it)
//   2. tick(): drafts that are due are saved, deadlines run out
//   3. view() is drawn; the screens append intents
//   4. apply(intents)
// and then it sleeps until something happens or next_deadline_ms().
//
// The screen's thread. Everything given outlives it.
#pragma once

#include <memory>
#include <vector>

#include "app/presenter/screen.h"

namespace ocop::presenter {

class Application {
 public:
  struct Parts {
    Desk& desk;
    Outside& outside;
    const Clock& clock;
    Settings settings = {};
  };
  explicit Application(const Parts& parts);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  void tick();
  View view() const;
  void apply(const Intents& intents);
  std::optional<std::int64_t> next_deadline_ms() const;  // monotonic; nothing: nothing is due

  const Settings& settings() const { return settings_; }
  void sync_moved(const SyncProgress& progress);  // from the sync's thread, by way of the screen's executor
  // The window wants to close: drafts are saved. True when nothing is left to save, or it cannot be.
  bool may_close();

  const Drafts& drafts() const { return drafts_; }

 private:
  void go(const Place& place);
  void go_back();
  void replace(const Place& place);
  void apply_own(const ApplicationIntent& intent);
  void settle_stack();
  void keep_settings();

  Settings settings_;
  Settings kept_settings_;  // those that the data folder holds, or is about to
  Asker settings_asker_;
  SyncProgress sync_;
  Drafts drafts_;
  Notices notices_;
  Context context_;
  std::vector<std::unique_ptr<Screen>> stack_;
  std::vector<std::function<void()>> moves_;  // of the stack, done when no screen is running
  bool is_menu_open_ = false;
};

}  // namespace ocop::presenter
