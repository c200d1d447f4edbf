// Shell: from window to frame and back. It owns the gate, the toolkit, the fonts and the decision when to draw; it
// knows nothing of dossiers. The same Shell runs behind a real window (GlfwWindow, GlRenderer) and in a test
// (fake::FakeWindow, NullRenderer).
//
// One thread. Other threads reach it through waker() only.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "app/input/input_gate.h"
#include "app/shell/imgui_glue.h"
#include "app/shell/redraw.h"
#include "app/shell/renderer.h"
#include "app/ui/ui.h"
#include "core/base/clock.h"
#include "platform/api/window.h"

namespace ocop::shell {

// What is run: the composition root's.
class Application {
 public:
  virtual ~Application() = default;
  virtual void before_frame() {}       // results of other threads are taken in here: a frame sees one world
  virtual void frame(ui::Ui& ui) = 0;  // draws, and collects intents
  virtual void after_frame() {}        // intents are applied here, in order
  // When, in monotonic time, something must be drawn or done though nobody touched anything (a second of typing to
  // save, progress of a sync). Nothing: never.
  virtual std::optional<std::int64_t> next_deadline_ms() { return std::nullopt; }
  virtual bool may_close() { return true; }  // false: the window stays, and the application asks
};

class Shell {
 public:
  static constexpr float text_size_min = 0.75F;
  static constexpr float text_size_max = 2;

  static Result<std::unique_ptr<Shell>> start(platform::Window& window, Renderer& renderer, const Clock& clock,
                                              Application& application);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  // One turn: sleeps if nothing is owed, takes what happened, draws at most one frame. False: the window is to close.
  bool turn();
  void run() {
    while (turn()) {
    }
  }

  ui::Ui& ui() { return ui_; }
  input::InputGate& gate() { return gate_; }
  Redraw& redraw() { return redraw_; }
  Renderer& renderer() { return renderer_; }
  Waker& waker() { return waker_; }
  void set_text_size(float factor);  // the officer's; 1 is the designer's
  void use_theme(ui::ThemeKind kind) {
    ui_.use_theme(kind);
    redraw_.owe();
  }
  float scale() const { return scale_; }
  std::uint64_t frames_drawn() const { return frames_; }
  Result<Bytes> screenshot_png();  // draws a frame anew and reads it back; NotFound without a real window

 private:
  // Wakes the window's sleep and says that a frame is owed.
  class FrameWaker final : public Waker {
   public:
    explicit FrameWaker(platform::Window& window) : window_(window) {}
    void wake() override {
      is_due_.store(true);
      window_.waker().wake();
    }
    bool take() { return is_due_.exchange(false); }

   private:
    platform::Window& window_;
    std::atomic<bool> is_due_ = false;
  };

  Shell(platform::Window& window, Renderer& renderer, const Clock& clock, Application& application);
  void take_events();
  void follow_scale(float content_scale);
  void draw(const platform::WindowState& state);

  platform::Window& window_;
  Renderer& renderer_;
  const Clock& clock_;
  Application& application_;
  FrameWaker waker_;
  ImguiGlue imgui_;
  input::InputGate gate_;
  ui::Ui ui_;
  ui::FontSet fonts_;
  Redraw redraw_;
  float text_size_ = 1;
  float scale_ = 0;
  std::int64_t last_frame_ms_ = 0;
  std::uint64_t frames_ = 0;
};

}  // namespace ocop::shell
