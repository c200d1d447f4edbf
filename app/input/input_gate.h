// The one gate between the world and the screen: events of a window or of a test in, InputFrames out. It puts the
// keyboard, the queue and the gestures in their order: the keyboard takes its fingers first, the rest waits in the
// queue, and what a drag took for scrolling the screen does not see.
//
// One thread: the screen's.
#pragma once

#include "app/input/event_queue.h"
#include "app/input/gesture.h"
#include "app/input/keyboard.h"

namespace ocop::input {

enum class KeyboardUse { Auto, Always, Never };  // Auto: until somebody types on a keyboard of the machine

struct Surface {
  float width_px = 0;
  float height_px = 0;
  float scale = 1;
};

class InputGate {
 public:
  static constexpr float step_max_s = 0.1F;  // after a sleep nothing leaps

  void push(Event event);
  // Lines of a wheel at a place: counts as a drag that is over at once.
  void wheel(Point at, float lines);
  InputFrame next(const Surface& surface, float step_s);
  bool wants_frames() const;  // something waits, runs on or repeats

  void set_use(KeyboardUse use) { use_ = use; }
  void show_keyboard_for(const std::optional<Keyboard::Wish>& wish);
  Keyboard& keyboard() { return keyboard_; }
  const Keyboard& keyboard() const { return keyboard_; }

 private:
  bool offer_to_keyboard(const Event& event);

  EventQueue queue_;
  GestureRecogniser gestures_;
  Keyboard keyboard_;
  KeyboardUse use_ = KeyboardUse::Auto;
  bool has_hardware_keyboard_ = false;
  float scale_ = 1;
  std::optional<Scroll> wheel_;
};

}  // namespace ocop::input
