#include "app/ui/field.h"

#include <algorithm>

#include "app/ui/display.h"

namespace ocop::ui {
namespace {

using input::Key;
using input::Lines;

constexpr float padding = 16;

struct Box {
  Rect rect;   // the whole field
  Rect words;  // where its text stands
  float line = 0;
};

// The line that a byte of the text stands on, and where in it. A caret between two lines stands at the start of the
// lower.
struct Place {
  std::size_t line = 0;
  std::size_t byte = 0;  // in the line
};

Place place_of(const std::string& text, const TextBlock& block, std::size_t caret) {
  Place out;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto start = static_cast<std::size_t>(block.lines[i].data() - text.data());
    if (caret < start) break;
    out = {i, std::min(caret - start, block.lines[i].size())};
  }
  return out;
}

std::size_t byte_at(Ui& ui, const std::string& text, const TextBlock& block, std::size_t line, float x) {
  const auto words = block.lines[std::min(line, block.lines.size() - 1)];
  std::size_t at = 0;
  float width = 0;
  while (at < words.size()) {
    const std::size_t next = input::character_after(words, at);
    const float wider = ui.canvas().text_width(words.substr(0, next), block.style);
    if (x < (width + wider) / 2) break;
    width = wider;
    at = next;
  }
  return static_cast<std::size_t>(words.data() - text.data()) + at;
}

// An empty text has no bytes to point into; its one line must still lie inside it.
TextBlock lay_out(Ui& ui, const std::string& text, float width) {
  return ui.canvas().lay_out(text, TextStyle::Body, width);
}

void move_line(Ui& ui, Focus& focus, float width, int by) {
  const auto block = lay_out(ui, focus.buffer.text(), width);
  const auto at = place_of(focus.buffer.text(), block, focus.buffer.caret());
  const auto target = static_cast<long>(at.line) + by;
  if (target < 0 || target >= static_cast<long>(block.lines.size())) return;
  const float x = ui.canvas().text_width(block.lines[at.line].substr(0, at.byte), block.style);
  focus.buffer.set_caret(byte_at(ui, focus.buffer.text(), block, static_cast<std::size_t>(target), x));
}

// What was typed since the frame before. Stops where a key takes the caret away.
void apply_strokes(Ui& ui, Focus& focus, const std::string& path, float width, FieldChange& out) {
  const auto lines = focus.is_multi_line ? Lines::Many : Lines::One;
  const std::string before = focus.buffer.text();
  bool is_left = false;
  for (const auto& stroke : ui.frame().strokes) {
    if (is_left) break;
    if (stroke.key == Key::Up)
      move_line(ui, focus, width, -1);
    else if (stroke.key == Key::Down)
      move_line(ui, focus, width, 1);
    else if (stroke.key == Key::Enter && !focus.is_multi_line)
      is_left = out.was_entered = true;
    else if (stroke.key == Key::Escape || stroke.key == Key::Tab)
      is_left = true;
    else
      focus.buffer.apply(stroke, lines);
    if (stroke.key == Key::Tab)
      if (const auto next = ui.next_field(path); !next.empty()) ui.focus(next);
  }
  if (focus.buffer.text() != before) out.changed = focus.buffer.text();
  if (is_left) ui.blur();
}

void follow_presenter(Ui& ui, Focus& focus, std::string_view id, std::string_view value) {
  auto& last = ui.memory(id).text;
  if (value != last && value != focus.buffer.text()) focus.buffer = input::TextBuffer(std::string(value));
  last = value;
}

void draw_caret(Ui& ui, const std::string& shown, std::size_t caret, const TextBlock& block, const Box& box) {
  const auto at = place_of(shown, block, caret);
  const float x = box.words.x + ui.canvas().text_width(block.lines[at.line].substr(0, at.byte), block.style);
  const float y = box.words.y + box.line * static_cast<float>(at.line);
  ui.canvas().fill({x, y + 1, 2, box.line - 2}, ui.theme().green);
  const bool is_small = box.rect.height < 4 * box.line;  // then all of it, else the line that is written in
  ui.show_focused(is_small ? box.rect.inset(-8)
                           : Rect{box.rect.x, y - padding, box.rect.width, box.line + 2 * padding});
}

struct FieldLook {
  float height_min = 0;
  float left = padding;
  float right = padding;
};

// The box with text and caret, common to all fields.
FieldChange edit_box(Ui& ui, const TextField& field, const FieldLook& look) {
  FieldChange out;
  const std::string path = ui.path_of(field.id);
  const float width = ui.remaining_width();
  const float words_width = width - look.left - look.right - 3;  // room for the caret at the end of a full line
  if (field.is_enabled && ui.take_focus_request(path))
    ui.set_focus({path, input::TextBuffer(std::string(field.value)), field.is_multi_line, field.is_number});
  Focus* focus = ui.focus_of(path);
  if (focus) {
    follow_presenter(ui, *focus, field.id, field.value);
    apply_strokes(ui, *focus, path, words_width, out);
    focus = ui.focus_of(path);
  }
  ui.memory(field.id).text = field.value;
  if (focus && out.changed) ui.keep_caret_in_view();

  const std::string shown = focus ? focus->buffer.text() : out.changed.value_or(std::string(field.value));
  const auto block = lay_out(ui, shown, words_width);
  const auto hint = ui.canvas().lay_out(field.hint, TextStyle::Body, words_width);
  Box box;
  box.line = line_height_dp(TextStyle::Body);
  const float text_height =
      std::max({block.height, shown.empty() ? hint.height : 0, field.is_multi_line ? 3 * box.line : box.line});
  box.rect = ui.place(width, std::max(look.height_min, text_height + 2 * padding));
  box.words = {box.rect.x + look.left, box.rect.y + (box.rect.height - text_height) / 2, words_width, text_height};

  const Rect target{box.rect.x, box.rect.y, box.rect.width - (look.right > padding ? look.right : 0), box.rect.height};
  const auto press = ui.add({.id = field.id,
                             .role = Role::Field,
                             .label = field.label.empty() ? field.hint : field.label,
                             .rect = target,
                             .is_enabled = field.is_enabled,
                             .is_clipped = block.width > words_width + 4,
                             .state = shown});
  if (press.was_tapped) {
    ui.tapped_field();
    if (!focus) {  // the first tap writes on at the end, the next puts the caret where the finger is
      ui.set_focus({path, input::TextBuffer(shown), field.is_multi_line, field.is_number});
      focus = ui.focus_of(path);
    } else if (const auto at = ui.finger()) {
      const auto line = static_cast<std::size_t>(std::max(0.0F, (at->y - box.words.y) / box.line));
      focus->buffer.set_caret(byte_at(ui, shown, block, line, at->x - box.words.x));
    }
    ui.want_frame();
  }
  const auto& theme = ui.theme();
  const Color line = !field.error.empty() ? theme.error.ink : focus ? theme.green : theme.strong_line;
  ui.canvas().fill(box.rect, field.is_enabled ? theme.card : theme.neutral.ground, metrics::radius_small + 4);
  ui.canvas().stroke(box.rect, line, focus ? 3 : theme.strong_line_width, metrics::radius_small + 4);
  if (shown.empty()) ui.canvas().text(hint, box.words.x, box.words.y, theme.quiet);
  ui.canvas().text(block, box.words.x, box.words.y, theme.ink);
  if (focus && focus->buffer.text() == shown) draw_caret(ui, shown, focus->buffer.caret(), block, box);

  auto& memory = ui.memory(field.id);
  out.was_left = memory.had_focus && !focus;
  memory.had_focus = focus != nullptr;
  if (field.has_search_icon)
    ui.canvas().icon(Icon::Search, {box.rect.x + 18, box.rect.y + box.rect.height / 2 - 12, 24, 24}, theme.ink);
  return out;
}

}  // namespace

FieldChange text_field(Ui& ui, const TextField& field) {
  if (!field.label.empty()) {
    const std::string label = std::string(field.label) + (field.is_required ? " *" : "");
    text(ui, label, {.style = TextStyle::Strong, .id = std::string(field.id) + "-label"});
    ui.space(6 - ui.region().gap);
  }
  const auto out =
      edit_box(ui, field, {.height_min = metrics::plain_button, .left = field.has_search_icon ? 54 : padding});
  if (!field.error.empty()) {
    ui.space(4 - ui.region().gap);
    text(ui, field.error, {.style = TextStyle::Small, .ink = Ink::Error, .id = std::string(field.id) + "-error"});
  } else if (!field.help.empty()) {
    ui.space(4 - ui.region().gap);
    text(ui, field.help, {.style = TextStyle::Small, .ink = Ink::Quiet, .id = std::string(field.id) + "-help"});
  }
  return out;
}

FieldChange search_field(Ui& ui, const SearchField& field) {
  constexpr float cross = 60;
  const bool has_cross = !field.value.empty();
  const float top = ui.region().y + (ui.region().is_empty ? 0 : ui.region().gap);
  TextField plain{.id = field.id, .value = field.value, .hint = field.hint};
  plain.has_search_icon = true;
  auto out =
      edit_box(ui, plain, {.height_min = metrics::main_button, .left = 54, .right = has_cross ? cross : padding});
  if (!has_cross) return out;
  const Region& region = ui.region();
  const Rect box{region.x + region.width - cross, top, cross, region.y - top};
  const auto press = ui.add({.id = std::string(field.id) + "/clear", .role = Role::Button, .label = "×", .rect = box});
  ui.canvas().icon(Icon::Close, {box.x + cross / 2 - 9, box.y + box.height / 2 - 9, 18, 18}, ui.theme().quiet);
  if (press.was_tapped) {
    ui.tapped_field();  // the caret stays: one clears to write something else
    out.changed = std::string();
  }
  return out;
}

}  // namespace ocop::ui
