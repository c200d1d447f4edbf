#include "app/shell/shell.h"

#include <algorithm>
#include <cmath>

#include "app/shell/fonts.h"
#include "app/shell/png.h"

namespace ocop::shell {
namespace {

input::Key key_of(platform::WindowKey key) {
  using platform::WindowKey;
  switch (key) {
    case WindowKey::Backspace:
      return input::Key::Backspace;
    case WindowKey::Delete:
      return input::Key::Delete;
    case WindowKey::Enter:
      return input::Key::Enter;
    case WindowKey::Tab:
      return input::Key::Tab;
    case WindowKey::Escape:
      return input::Key::Escape;
    case WindowKey::Left:
      return input::Key::Left;
    case WindowKey::Right:
      return input::Key::Right;
    case WindowKey::Up:
      return input::Key::Up;
    case WindowKey::Down:
      return input::Key::Down;
    case WindowKey::Home:
      return input::Key::Home;
    case WindowKey::End:
      return input::Key::End;
    case WindowKey::PageUp:
      return input::Key::PageUp;
    case WindowKey::PageDown:
      return input::Key::PageDown;
    case WindowKey::Paste:
      return input::Key::Text;
  }
  return input::Key::Text;
}

std::string utf8_of(char32_t character) {
  std::string out;
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | character >> 6);
    put(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    put(0xE0 | character >> 12);
    put(0x80 | (character >> 6 & 0x3F));
    put(0x80 | (character & 0x3F));
  } else {
    put(0xF0 | character >> 18);
    put(0x80 | (character >> 12 & 0x3F));
    put(0x80 | (character >> 6 & 0x3F));
    put(0x80 | (character & 0x3F));
  }
  return out;
}

}  // namespace

Shell::Shell(platform::Window& window, Renderer& renderer, const Clock& clock, Application& application)
    : window_(window), renderer_(renderer), clock_(clock), application_(application), waker_(window) {
  last_frame_ms_ = clock.monotonic_ms();
}

Result<std::unique_ptr<Shell>> Shell::start(platform::Window& window, Renderer& renderer, const Clock& clock,
                                            Application& application) {
  std::unique_ptr<Shell> shell(new Shell(window, renderer, clock, application));
  TRY(renderer.start());
  shell->follow_scale(window.state().content_scale);
  return shell;
}

Shell::~Shell() {
  if (scale_ > 0) renderer_.stop();
}

void Shell::set_text_size(float factor) {
  text_size_ = std::clamp(factor, text_size_min, text_size_max);
  redraw_.owe();
}

void Shell::follow_scale(float content_scale) {
  const float scale = std::max(content_scale, 0.5F) * text_size_;
  if (std::abs(scale - scale_) < 0.01F) return;
  scale_ = scale;
  fonts_ = bake_fonts(imgui_.atlas(), scale_);
  renderer_.fonts_changed();
  redraw_.owe();
}

void Shell::take_events() {
  using Kind = platform::WindowEvent::Kind;
  for (const auto& event : window_.take_events()) {
    redraw_.owe();
    const input::Point at{event.x, event.y};
    switch (event.kind) {
      case Kind::PointerMoved:
        gate_.push(input::PointerMoved{at});
        break;
      case Kind::PointerPressed:
        gate_.push(input::PointerPressed{at});
        break;
      case Kind::PointerReleased:
        gate_.push(input::PointerReleased{at});
        break;
      case Kind::PointerLost:
        gate_.push(input::PointerLost{});
        break;
      case Kind::Wheel:
        gate_.wheel(at, event.lines);
        break;
      case Kind::Character:
        gate_.push(input::Stroke{input::Key::Text, utf8_of(event.character)});
        break;
      case Kind::KeyPressed:
        gate_.push(input::Stroke{key_of(event.key),
                                 event.key == platform::WindowKey::Paste ? window_.clipboard() : std::string()});
        break;
    }
  }
}

bool Shell::turn() {
  redraw_.set_deadline(application_.next_deadline_ms());
  auto state = window_.state();
  if (state.has_changed) redraw_.owe();
  window_.wait(state.is_visible ? redraw_.wait_ms(clock_.monotonic_ms()) : std::nullopt);
  state = window_.state();
  if (state.has_changed) redraw_.owe();
  if (state.wants_to_close && application_.may_close()) return false;
  take_events();
  if (waker_.take()) redraw_.owe();
  redraw_.pass_time(clock_.monotonic_ms());
  if (!state.is_visible || !redraw_.owes()) return true;
  draw(state);
  window_.present();
  return true;
}

void Shell::draw(const platform::WindowState& state) {
  application_.before_frame();
  follow_scale(state.content_scale);
  const auto now_ms = clock_.monotonic_ms();
  const float step_s = static_cast<float>(now_ms - last_frame_ms_) / 1000;
  last_frame_ms_ = now_ms;
  const auto frame =
      gate_.next({static_cast<float>(state.width_px), static_cast<float>(state.height_px), scale_}, step_s);
  ImDrawList* list = imgui_.begin(frame);
  ui_.begin(frame, list, fonts_, gate_.keyboard());
  application_.frame(ui_);
  ui_.end(gate_.keyboard());
  imgui_.end();
  renderer_.clear(state.width_px, state.height_px);
  renderer_.draw();
  ++frames_;
  redraw_.frame_drawn();

  application_.after_frame();
  if (gate_.keyboard().take_hide()) ui_.blur();
  std::optional<input::Keyboard::Wish> wish;
  if (const auto& focus = ui_.focus()) wish = {focus->path, focus->is_number, focus->is_multi_line};
  const float keyboard_before = gate_.keyboard().height_dp();
  gate_.show_keyboard_for(wish);
  if (gate_.keyboard().height_dp() != keyboard_before) redraw_.owe();
  // The queue may have held this back: what was done in this frame shows in the next.
  if (frame.was_pressed || frame.was_released || frame.scroll || !frame.strokes.empty()) redraw_.owe();
  if (ui_.wants_another_frame() || gate_.wants_frames()) redraw_.owe(1);
}

Result<Bytes> Shell::screenshot_png() {
  draw(window_.state());
  TRY_ASSIGN(const auto picture, window_.grab());
  return png_of(picture);
}

}  // namespace ocop::shell
