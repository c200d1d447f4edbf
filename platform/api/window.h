// The port to a window: what fingers and keys did, how large the screen is, when to draw.
//
// One thread (the screen's), but for the Waker, which any thread may use. Positions are pixels of the framebuffer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/result.h"

namespace ocop::platform {

enum class WindowKey {
  Backspace,
  Delete,
  Enter,
  Tab,
  Escape,
  Left,
  Right,
  Up,
  Down,
  Home,
  End,
  PageUp,
  PageDown,
  Paste
};

struct WindowEvent {
  enum class Kind { PointerMoved, PointerPressed, PointerReleased, PointerLost, Wheel, KeyPressed, Character };
  Kind kind = Kind::PointerMoved;
  float x = 0;
  float y = 0;
  float lines = 0;                       // Wheel
  WindowKey key = WindowKey::Backspace;  // KeyPressed; repeats while held
  char32_t character = 0;                // Character: composed by the system's input method
};

struct WindowState {
  int width_px = 0;
  int height_px = 0;
  float content_scale = 1;
  bool is_visible = true;  // false: minimised, nothing need be drawn
  bool wants_to_close = false;
  bool has_changed = false;  // size, or uncovered: draw again
};

struct Picture {
  int width = 0;
  int height = 0;
  Bytes rgba;  // rows from above
};

class Window {
 public:
  virtual ~Window() = default;
  virtual WindowState state() = 0;
  virtual std::vector<WindowEvent> take_events() = 0;
  // Sleeps until something happens, a wake, or the time is over. Nothing: until something happens. 0: looks only.
  virtual void wait(std::optional<std::int64_t> timeout_ms) = 0;
  virtual void present() = 0;          // what was drawn becomes visible
  virtual Result<Picture> grab() = 0;  // what was drawn last, before it is presented
  virtual std::string clipboard() = 0;
  virtual Waker& waker() = 0;
};

}  // namespace ocop::platform
