// Tells a tap from a drag. A finger that moves more than 10 dp, mostly up or down, scrolls: from then on the screen
// sees no finger (so the press is cancelled), only a Scroll, which runs on after the finger left and slows down. The
// touch that stops a running list is not a tap. A long press is only said once and only ever duplicates what can be
// seen.
#pragma once

#include <optional>

#include "app/input/event_queue.h"
#include "app/input/input_frame.h"

namespace ocop::input {

class GestureRecogniser {
 public:
  static constexpr float slop_dp = 10;
  static constexpr float slowest_dp_s = 20;  // a list slower than this stands still
  static constexpr float fastest_dp_s = 6000;
  static constexpr float slowing_s = 0.325F;  // time in which the speed falls to a third
  static constexpr float long_press_s = 0.5F;

  struct Out {
    std::optional<Point> pointer;
    bool is_down = false;
    bool was_pressed = false;
    bool was_released = false;
    std::optional<Scroll> scroll;
    std::optional<Point> long_press;
  };
  Out update(const EventQueue::Step& step, float scale, float step_s);
  bool wants_frames() const { return is_running() || phase_ == Phase::Pressed || phase_ == Phase::Scrolling; }

 private:
  enum class Phase { Idle, Pressed, Scrolling, Swallowed };
  bool is_running() const { return speed_ != 0 && phase_ == Phase::Idle; }
  void begin(Point at);
  void drag(Point at, float scale, float step_s, Out& out);

  Phase phase_ = Phase::Idle;
  Point origin_;
  Point last_;
  float speed_ = 0;  // pixels a second, downwards
  float pressed_s_ = 0;
  bool has_said_long_press_ = false;
};

}  // namespace ocop::input
