#include "app/input/gesture.h"

#include <algorithm>
#include <cmath>

namespace ocop::input {

void GestureRecogniser::begin(Point at) {
  phase_ = is_running() ? Phase::Swallowed : Phase::Pressed;
  origin_ = last_ = at;
  speed_ = 0;
  pressed_s_ = 0;
  has_said_long_press_ = false;
}

void GestureRecogniser::drag(Point at, float scale, float step_s, Out& out) {
  const float dx = at.x - origin_.x;
  const float dy = at.y - origin_.y;
  if (phase_ != Phase::Scrolling && std::abs(dy) > slop_dp * scale && std::abs(dy) > std::abs(dx))
    phase_ = Phase::Scrolling;
  if (phase_ != Phase::Scrolling) return;
  const float moved = at.y - last_.y;  // the slop is given back: the content stays under the finger
  last_ = at;
  if (step_s > 0) {
    const float now = moved / step_s;
    const float weight = std::min(1.0F, step_s / 0.05F);  // the last 50 ms make the speed
    speed_ += (now - speed_) * weight;
  }
  if (moved != 0) out.scroll = Scroll{origin_, moved};
}

GestureRecogniser::Out GestureRecogniser::update(const EventQueue::Step& step, float scale, float step_s) {
  Out out;
  if (step.was_pressed && step.pointer) begin(*step.pointer);
  if (step.pointer && (step.is_down || step.was_released) && phase_ != Phase::Idle)
    drag(*step.pointer, scale, step_s, out);

  const bool is_hidden = phase_ == Phase::Scrolling || phase_ == Phase::Swallowed;
  if (!is_hidden) {
    out.pointer = step.pointer;
    out.is_down = step.is_down;
    out.was_pressed = step.was_pressed;
    out.was_released = step.was_released;
  }
  if (phase_ == Phase::Pressed && step.is_down && !step.was_pressed) {
    pressed_s_ += step_s;
    if (pressed_s_ >= long_press_s && !has_said_long_press_) {
      out.long_press = origin_;
      has_said_long_press_ = true;
    }
  }
  if (!step.is_down) {  // lifted, lost, or never down
    if (phase_ == Phase::Scrolling) speed_ = std::clamp(speed_, -fastest_dp_s * scale, fastest_dp_s * scale);
    if (phase_ == Phase::Scrolling && !step.was_released) speed_ = 0;  // lost: nothing runs on
    const bool was_active = phase_ != Phase::Idle;
    phase_ = Phase::Idle;
    if (!was_active && is_running()) {
      out.scroll = Scroll{origin_, speed_ * step_s};
      speed_ *= std::exp(-step_s / slowing_s);
    }
    if (std::abs(speed_) < slowest_dp_s * scale) speed_ = 0;
  }
  return out;
}

}  // namespace ocop::input
