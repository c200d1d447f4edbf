// InputFrame: everything that fingers and keys did in one frame of the screen.
//
// The window's events and a test's script become the same InputFrames, through the same gate (input_gate.h), so what a
// test can do a finger can do, and the other way round. Positions are pixels of the window, from its upper left corner.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ocop::input {

struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

// The keys that do something other than write a character.
enum class Key { Text, Backspace, Delete, Enter, Tab, Escape, Left, Right, Up, Down, Home, End, PageUp, PageDown };

enum class Compose {
  No,
  Telex
};  // Telex: `text` is a key, what it does depends on the text before the caret (telex.h)
enum class Source { Screen, Hardware };

// One press of a key, in the order of pressing. `text` is UTF-8 and only there for Key::Text.
struct Stroke {
  Key key = Key::Text;
  std::string text;
  Compose compose = Compose::No;
  Source source = Source::Hardware;
};

// What a key does to the text before the caret: takes `delete_count` characters (code points) away, then inserts.
struct TextEdit {
  int delete_count = 0;
  std::string insert;
  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

// A drag or its after-run: the scroll area that holds `origin` moves its content by `dy` (positive: downwards).
struct Scroll {
  Point origin;
  float dy = 0;
};

struct InputFrame {
  std::optional<Point> pointer;  // none: no finger, or its movement became a scroll
  bool is_down = false;
  bool was_pressed = false;   // went down in this frame
  bool was_released = false;  // went up in this frame, at `pointer`; a release without a pointer is a press cancelled
  std::optional<Point> long_press;
  std::optional<Scroll> scroll;
  std::vector<Stroke> strokes;
  float width_px = 0;
  float height_px = 0;
  float scale = 1;   // pixels in one dp
  float step_s = 0;  // since the frame before; at most 0.1 after a sleep
};

}  // namespace ocop::input
