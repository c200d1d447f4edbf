// A screen's presenter: the state machine behind one screen. It owns what the screen shows (its view-model), turns
// intents into questions and commands, and knows nothing of pixels. One exists for every screen on the stack.
//
// Anchor: home.h. Every other presenter has the same shape:
//   - the view-model is a plain struct in X_view.h, with everything formatted in the officer's language
//   - asks through desk, by an Asker of its own; never waits; draws from the last answer meanwhile
//   - refresh() reads again: after coming back to it, after a sync brought something, after a command
//   - text being typed goes through `drafts`, errors to `notices`, other screens by `go` and `back`
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "app/presenter/desk.h"
#include "app/presenter/drafts.h"
#include "app/presenter/intents.h"
#include "app/presenter/notices.h"
#include "app/presenter/outside.h"
#include "app/presenter/place.h"
#include "app/presenter/settings.h"
#include "app/presenter/view.h"

namespace ocop::presenter {

// What every presenter works with; made by Application, outlives all screens.
struct Context {
  Desk& desk;
  Drafts& drafts;
  Notices& notices;
  Outside& outside;
  const Clock& clock;
  const Settings& settings;
  const SyncProgress& sync;
  std::function<void(Place)> go;     // opens a screen above this one; takes effect after the intents of the frame
  std::function<void()> back;        // closes this one
  std::function<void(Place)> replace;  // closes this one and opens another

  text::Language language() const { return settings.language; }
  void report(const Error& error) const { notices.report(error, settings.language); }
};

class Screen {
 public:
  explicit Screen(Context& context) : context_(context) {}
  virtual ~Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  virtual ScreenView view() const = 0;
  virtual void apply(const Intent& intent) = 0;  // intents of other screens are none of its business
  virtual void refresh() = 0;                    // reads again what it shows; also after a change of language
  virtual void leave() {}                        // another screen covers it, or it is closed
  virtual void tick() {}                         // before each frame
  virtual void saved(const service::RecordView&) {}                      // a draft was saved: the record as it is now
  virtual void refused() {}                                              // a draft was not: its problem says why
  virtual std::optional<std::int64_t> next_deadline_ms() const { return std::nullopt; }  // monotonic

 protected:
  Context& context_;
  Asker asker_;
};

}  // namespace ocop::presenter
