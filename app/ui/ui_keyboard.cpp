// Drawing the on-screen keyboard: part of ui.h. What the keys are and do is app/input/keyboard.h's.
#include "app/ui/ui.h"

namespace ocop::ui {
namespace {

std::optional<Icon> icon_of(const input::KeyCap& key) {
  using input::KeyAction;
  switch (key.action) {
    case KeyAction::Backspace:
      return Icon::Backspace;
    case KeyAction::Shift:
      return Icon::Shift;
    case KeyAction::Hide:
      return Icon::Hide;
    case KeyAction::Enter:
      return Icon::Enter;
    default:
      return std::nullopt;
  }
}

std::string_view label_of(const input::KeyCap& key, bool is_telex, const KeyWords& words) {
  using input::KeyAction;
  switch (key.action) {
    case KeyAction::Symbols:
      return words.symbols;
    case KeyAction::Letters:
      return words.letters;
    case KeyAction::Language:
      return is_telex ? words.telex : words.plain;
    default:
      return key.label;
  }
}

}  // namespace

void Ui::draw_keyboard(const input::Keyboard& keyboard) {
  if (!keyboard.is_shown()) return;
  const float top = work_area_.height;
  canvas_.fill({0, top, work_area_.width, keyboard.height_dp()}, theme_->keyboard);
  canvas_.line(0, top, work_area_.width, top, theme_->line, theme_->line_width);
  const auto* held = keyboard.held();
  for (const auto& key : keyboard.keys()) {
    const Rect rect{key.x_dp, key.y_dp, key.width_dp, key.height_dp};
    const bool is_letter = key.action == input::KeyAction::Write;
    const bool is_main = key.action == input::KeyAction::Enter;
    const bool is_lit = key.action == input::KeyAction::Shift && keyboard.shift() != input::ShiftState::Off;
    const Color ground = &key == held        ? theme_->pressed
                         : is_main || is_lit ? theme_->green
                         : is_letter         ? theme_->key
                                             : theme_->key_special;
    const Color ink = (is_main || is_lit) && &key != held ? theme_->on_green : theme_->ink;
    const std::string label(label_of(key, keyboard.is_telex(), key_words_));
    canvas_.fill(rect, ground, metrics::radius_small);
    if (theme_->line_width > 1) canvas_.stroke(rect, theme_->line, 2, metrics::radius_small);
    if (const auto icon = icon_of(key)) {
      canvas_.icon(*icon, {rect.x + rect.width / 2 - 12, rect.y + rect.height / 2 - 12, 24, 24}, ink);
    } else {
      const auto style = is_letter ? TextStyle::Title : TextStyle::Strong;
      canvas_.text(canvas_.lay_out(label, style, rect.width), rect, Align::Center, ink);
    }
    Item item{"keyboard/" + key.name, Role::Key, label, rect, rect, true, true};
    item.layer = top_layer_now_;
    building_.items.push_back(std::move(item));
  }
}

}  // namespace ocop::ui
