#include "app/input/input_gate.h"

#include <algorithm>

namespace ocop::input {
namespace {

constexpr float wheel_line_dp = 60;

}  // namespace

bool InputGate::offer_to_keyboard(const Event& event) {
  const auto dp = [&](float px) { return px / scale_; };
  if (const auto* pressed = std::get_if<PointerPressed>(&event))
    return keyboard_.press(dp(pressed->at.x), dp(pressed->at.y));
  if (const auto* moved = std::get_if<PointerMoved>(&event)) return keyboard_.move(dp(moved->at.x), dp(moved->at.y));
  if (const auto* released = std::get_if<PointerReleased>(&event)) {
    std::vector<Stroke> strokes;
    const bool is_taken = keyboard_.release(dp(released->at.x), dp(released->at.y), strokes);
    for (auto& stroke : strokes) queue_.push(std::move(stroke));
    return is_taken;
  }
  if (std::holds_alternative<PointerLost>(event)) keyboard_.cancel();
  return false;
}

void InputGate::push(Event event) {
  if (const auto* stroke = std::get_if<Stroke>(&event);
      stroke && stroke->source == Source::Hardware && stroke->key == Key::Text)
    has_hardware_keyboard_ = true;
  if (!offer_to_keyboard(event)) queue_.push(std::move(event));
}

void InputGate::wheel(Point at, float lines) {
  const float dy = lines * wheel_line_dp * scale_;
  wheel_ = Scroll{at, dy + (wheel_ ? wheel_->dy : 0)};
}

void InputGate::show_keyboard_for(const std::optional<Keyboard::Wish>& wish) {
  const bool is_wanted = use_ == KeyboardUse::Always || (use_ == KeyboardUse::Auto && !has_hardware_keyboard_);
  keyboard_.show_for(is_wanted ? wish : std::nullopt);
}

InputFrame InputGate::next(const Surface& surface, float step_s) {
  scale_ = surface.scale;
  step_s = std::clamp(step_s, 0.0F, step_max_s);
  keyboard_.set_screen(surface.width_px / scale_, surface.height_px / scale_);
  std::vector<Stroke> repeated;
  keyboard_.tick(step_s, repeated);
  for (auto& stroke : repeated) queue_.push(std::move(stroke));

  auto step = queue_.next();
  const auto seen = gestures_.update(step, scale_, step_s);
  InputFrame frame;
  frame.pointer = seen.pointer;
  frame.is_down = seen.is_down;
  frame.was_pressed = seen.was_pressed;
  frame.was_released = seen.was_released;
  frame.long_press = seen.long_press;
  frame.scroll = seen.scroll ? seen.scroll : wheel_;
  frame.strokes = std::move(step.strokes);
  frame.width_px = surface.width_px;
  frame.height_px = surface.height_px;
  frame.scale = scale_;
  frame.step_s = step_s;
  if (!seen.scroll) wheel_.reset();
  return frame;
}

bool InputGate::wants_frames() const {
  return !queue_.is_empty() || gestures_.wants_frames() || keyboard_.wants_frames() || wheel_.has_value();
}

}  // namespace ocop::input
