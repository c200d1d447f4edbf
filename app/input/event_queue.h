// Spreads what happened between two frames over as many frames as it needs, in order and losing nothing.
//
// A finger lands by moving to its place in one frame, pressing in the next and lifting in the one after, however fast
// it was: what is drawn as pressed has been seen, and nothing depends on how slow a frame is. Strokes of keys come in
// the order they were typed, all that lie between two events of the finger in one frame. Moves while nothing changes
// are folded: the last position counts.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "app/input/input_frame.h"

namespace ocop::input {

struct PointerMoved {
  Point at;
};
struct PointerPressed {
  Point at;
};
struct PointerReleased {
  Point at;
};
struct PointerLost {};  // the window lost the finger: not a tap
using Event = std::variant<PointerMoved, PointerPressed, PointerReleased, PointerLost, Stroke>;

class EventQueue {
 public:
  static constexpr std::size_t events_max =
      4096;  // minutes of typing into a frozen screen; beyond, the newest are lost

  // What one frame sees.
  struct Step {
    std::optional<Point> pointer;
    bool is_down = false;
    bool was_pressed = false;
    bool was_released = false;
    std::vector<Stroke> strokes;
  };

  bool push(Event event);  // false: full
  Step next();
  bool is_empty() const { return events_.empty(); }

 private:
  std::deque<Event> events_;
  std::optional<Point> pointer_;
  bool is_down_ = false;
};

}  // namespace ocop::input
