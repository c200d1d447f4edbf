#include "app/input/event_queue.h"

namespace ocop::input {

bool EventQueue::push(Event event) {
  if (events_.size() >= events_max) return false;
  if (!events_.empty() && std::holds_alternative<PointerMoved>(event) &&
      std::holds_alternative<PointerMoved>(events_.back())) {
    events_.back() = std::move(event);
    return true;
  }
  events_.push_back(std::move(event));
  return true;
}

EventQueue::Step EventQueue::next() {
  Step step;
  bool has_moved = false;
  while (!events_.empty()) {
    auto& event = events_.front();
    if (auto* stroke = std::get_if<Stroke>(&event)) {
      step.strokes.push_back(std::move(*stroke));
    } else if (const auto* moved = std::get_if<PointerMoved>(&event)) {
      if (step.was_pressed || step.was_released) break;
      pointer_ = moved->at;
      has_moved = true;
    } else if (const auto* pressed = std::get_if<PointerPressed>(&event)) {
      if (step.was_released || !step.strokes.empty()) break;
      if (pointer_ != pressed->at || has_moved) {  // arrive first, press in the next frame
        pointer_ = pressed->at;
        break;
      }
      is_down_ = step.was_pressed = true;
    } else if (const auto* released = std::get_if<PointerReleased>(&event)) {
      if (step.was_pressed || has_moved || !step.strokes.empty()) break;
      if (pointer_ != released->at) {
        pointer_ = released->at;
        break;
      }
      is_down_ = false;
      step.was_released = true;
    } else {
      if (step.was_pressed || step.was_released) break;
      pointer_.reset();
      is_down_ = false;
    }
    events_.pop_front();
    if (step.was_pressed || step.was_released) break;
  }
  step.pointer = pointer_;
  step.is_down = is_down_;
  return step;
}

}  // namespace ocop::input
