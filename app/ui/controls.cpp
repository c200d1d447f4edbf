#include "app/ui/controls.h"

#include <algorithm>
#include <string>

#include "app/ui/layout.h"
#include "app/ui/widget_parts.h"

namespace ocop::ui {
namespace {

struct ButtonLook {
  float height;
  TextStyle style;
  Color ground, line, ink;
};

ButtonLook look_of(const Ui& ui, ButtonKind kind) {
  const auto& t = ui.theme();
  switch (kind) {
    case ButtonKind::Main:
      return {metrics::main_button, TextStyle::LeadStrong, t.green, t.green, t.on_green};
    case ButtonKind::Plain:
      return {metrics::plain_button, TextStyle::Strong, t.card, t.green, t.green};
    case ButtonKind::Danger:
      return {metrics::plain_button, TextStyle::Strong, t.card, t.error.ink, t.error.ink};
    case ButtonKind::Quiet:
      return {metrics::target_min, TextStyle::Body, t.neutral.ground, t.neutral.ground, t.ink};
  }
  return {};
}

ButtonLook disabled(const Ui& ui, ButtonLook look) {
  look.ground = ui.theme().neutral.ground;
  look.line = ui.theme().line;
  look.ink = ui.theme().quiet;
  return look;
}

std::string choice_path(std::string_view id, std::string_view choice) {
  return std::string(id) + "/" + std::string(choice);
}

void frame_of_row(Ui& ui, const Rect& rect, bool is_chosen, bool is_held) {
  const auto& t = ui.theme();
  ui.canvas().fill(rect, is_held ? t.pressed : is_chosen ? t.chosen : t.card, metrics::radius_small + 4);
  ui.canvas().stroke(rect, is_chosen ? t.green : t.strong_line, t.strong_line_width, metrics::radius_small + 4);
}

void choice_mark(Ui& ui, float x, float y, bool is_chosen, bool is_many) {
  const auto& t = ui.theme();
  const Rect box{x - 15, y - 15, 30, 30};
  if (is_many) {
    if (is_chosen)
      ui.canvas().fill(box, t.green, 7);
    else
      ui.canvas().stroke(box, t.quiet, 3, 7);
    if (is_chosen) ui.canvas().icon(Icon::Check, box.inset(6), t.on_green);
  } else if (is_chosen) {
    ui.canvas().disc(x, y, 15, t.green);
    ui.canvas().disc(x, y, 6, t.on_green);
  } else {
    ui.canvas().ring(x, y, 15, t.quiet, 3);
  }
}

}  // namespace

bool button(Ui& ui, const Button& button) {
  auto look = look_of(ui, button.kind);
  if (!button.is_enabled) look = disabled(ui, look);
  constexpr float padding = 22;
  constexpr float icon_size = 22;
  const float icon = button.icon ? icon_size + (button.label.empty() ? 0.0F : 10.0F) : 0;
  const float natural = ui.canvas().text_width(button.label, look.style) + 2 * padding + icon + 1;
  const float width = ui.place_width(natural);
  const float side = width < natural ? 8 : padding;  // a narrow column gives up the air before it breaks a word
  const auto words = ui.canvas().lay_out(button.label, look.style, width - 2 * side - icon);
  const float height = std::max(button.height > 0 ? button.height : look.height, words.height + 20);
  const Rect rect = ui.place(natural, ui.stretch_to(height));
  const auto press = ui.add({.id = button.id,
                             .role = Role::Button,
                             .label = button.label,
                             .rect = rect,
                             .is_enabled = button.is_enabled,
                             .is_clipped = words.width > width - icon});
  const bool is_main = button.kind == ButtonKind::Main && button.is_enabled;
  const float radius = button.kind == ButtonKind::Quiet ? metrics::radius_small : metrics::radius_small + 4;
  ui.canvas().fill(rect, press.is_held ? (is_main ? ui.theme().bar_dark : ui.theme().pressed) : look.ground, radius);
  ui.canvas().stroke(rect, look.line, ui.theme().strong_line_width, radius);
  const float left = rect.x + (rect.width - words.width - icon) / 2;
  if (button.icon)
    ui.canvas().icon(*button.icon, {left, rect.y + (rect.height - icon_size) / 2, icon_size, icon_size}, look.ink);
  ui.canvas().text(words, {left + icon, rect.y, words.width, rect.height}, Align::Center, look.ink);
  return press.was_tapped;
}

bool option_row(Ui& ui, const OptionRow& row) {
  constexpr float mark_space = 64;
  const float points_width = row.points.empty() ? 0 : ui.canvas().text_width(row.points, TextStyle::LeadStrong) + 16;
  const float width = ui.place_width(ui.remaining_width());
  const float words_width = width - mark_space - points_width - metrics::margin;
  const auto words = ui.canvas().lay_out(row.label, TextStyle::Body, words_width);
  const Size chip = row.chip ? chip_size(ui, *row.chip, words_width) : Size{};
  const float chip_height = row.chip ? chip.height - 6 : 0;
  const float content = words.height + (row.chip ? chip_height + 2 : 0);
  const Rect rect = ui.place(width, std::max(metrics::row_min, content + 20));
  const auto press = ui.add({.id = row.id,
                             .role = Role::Option,
                             .label = row.label,
                             .rect = rect,
                             .is_enabled = row.is_enabled,
                             .is_clipped = words.width > words_width + 1,
                             .state = row.is_chosen ? "chosen" : ""});
  frame_of_row(ui, rect, row.is_chosen, press.is_held);
  choice_mark(ui, rect.x + 33, rect.y + rect.height / 2, row.is_chosen, row.is_many);
  const float top = rect.y + (rect.height - content) / 2;
  ui.canvas().text(words, rect.x + mark_space, top,
                   row.is_quiet || !row.is_enabled ? ui.theme().quiet : ui.theme().ink);
  if (row.chip) draw_chip(ui, *row.chip, {rect.x + mark_space, top + words.height + 2, chip.width, chip_height});
  if (!row.points.empty()) {
    const Rect box{rect.x, rect.y, rect.width - metrics::margin, rect.height};
    ui.canvas().text(ui.canvas().lay_out(row.points, TextStyle::LeadStrong, points_width), box, Align::Right,
                     ui.theme().ink);
  }
  return press.was_tapped;
}

bool link_row(Ui& ui, const LinkRow& row) {
  const auto& colors = ui.theme().of(row.tone);
  const float width = ui.remaining_width();
  const float words_width = width - 2 * metrics::margin - 28;
  const auto title = ui.canvas().lay_out(row.title, TextStyle::SmallStrong, words_width);
  const auto below = ui.canvas().lay_out(row.subtitle, TextStyle::Small, words_width);
  const float content = title.height + (row.subtitle.empty() ? 0 : below.height);
  const Rect rect = ui.place(width, std::max(metrics::plain_button, content + 22));
  const auto press = ui.add({.id = row.id, .role = Role::Row, .label = row.title, .rect = rect});
  ui.canvas().fill(rect, press.is_held ? ui.theme().pressed : ui.theme().card, metrics::radius_small + 4);
  ui.canvas().stroke(rect, row.tone == Tone::Plain ? ui.theme().strong_line : colors.line, ui.theme().strong_line_width,
                     metrics::radius_small + 4);
  const float top = rect.y + (rect.height - content) / 2;
  ui.canvas().text(title, rect.x + metrics::margin, top, ui.theme().ink);
  if (!row.subtitle.empty()) ui.canvas().text(below, rect.x + metrics::margin, top + title.height, ui.theme().ink);
  ui.canvas().icon(Icon::Chevron, {rect.right() - 36, rect.y + rect.height / 2 - 10, 20, 20}, ui.theme().ink);
  return press.was_tapped;
}

std::optional<std::string> filters(Ui& ui, std::string_view id, const std::vector<Filter>& filters) {
  std::optional<std::string> out;
  flow(ui, id, [&] {
    for (const auto& filter : filters) {
      const auto words = ui.canvas().lay_out(filter.label, TextStyle::Body, ui.remaining_width() - 28);
      const Rect rect =
          ui.place(std::max(words.width + 28, metrics::target_min), std::max(metrics::target_min, words.height + 16));
      const auto press = ui.add({.id = choice_path(id, filter.id),
                                 .role = Role::Chip,
                                 .label = filter.label,
                                 .rect = rect,
                                 .state = filter.is_chosen ? "chosen" : ""});
      const auto& colors = ui.theme().of(filter.is_chosen ? Tone::Good : filter.tone);
      ui.canvas().fill(rect, press.is_held ? ui.theme().pressed : colors.ground, metrics::radius_small);
      if (filter.is_chosen || ui.theme().line_width > 1)
        ui.canvas().stroke(rect, filter.is_chosen ? ui.theme().green : colors.line,
                           filter.is_chosen ? ui.theme().strong_line_width : 2, metrics::radius_small);
      ui.canvas().text(words, rect, Align::Center, colors.ink);
      if (press.was_tapped) out = std::string(filter.id);
    }
  });
  return out;
}

std::optional<std::string> segmented(Ui& ui, const Segmented& control) {
  if (!control.label.empty()) text(ui, control.label, {.style = TextStyle::Strong});
  std::optional<std::string> out;
  const float width = ui.remaining_width();
  const float each = width / static_cast<float>(std::max<std::size_t>(control.choices.size(), 1));
  bool is_stacked = false;  // words too long to stand beside each other stand below each other
  for (const auto& choice : control.choices)
    if (ui.canvas().text_width(choice.label, TextStyle::Strong) > each - 20) is_stacked = true;
  const float row = metrics::plain_button;
  std::vector<TextBlock> words;
  float height = 0;
  for (const auto& choice : control.choices) {
    words.push_back(ui.canvas().lay_out(choice.label, TextStyle::Strong, (is_stacked ? width : each) - 20));
    height = is_stacked ? height + std::max(row, words.back().height + 16) : std::max(row, words.back().height + 16);
  }
  const Rect rect = ui.place(width, height);
  ui.canvas().fill(rect, ui.theme().card, metrics::radius_small + 4);
  float at = 0;
  for (std::size_t i = 0; i < control.choices.size(); ++i) {
    const auto& choice = control.choices[i];
    const float own = is_stacked ? std::max(row, words[i].height + 16) : height;
    const Rect part = is_stacked ? Rect{rect.x, rect.y + at, width, own}
                                 : Rect{rect.x + each * static_cast<float>(i), rect.y, each, own};
    at += own;
    const bool is_chosen = choice.id == control.chosen && !control.chosen.empty();
    const auto press = ui.add({.id = choice_path(control.id, choice.id),
                               .role = Role::Option,
                               .label = choice.label,
                               .rect = part,
                               .is_enabled = control.is_enabled,
                               .state = is_chosen ? "chosen" : ""});
    if (is_chosen || press.is_held)
      ui.canvas().fill(part, is_chosen ? ui.theme().green : ui.theme().pressed, metrics::radius_small + 4);
    ui.canvas().text(words[i], part, Align::Center,
                     is_chosen            ? ui.theme().on_green
                     : control.is_enabled ? ui.theme().ink
                                          : ui.theme().quiet);
    if (press.was_tapped) out = std::string(choice.id);
  }
  ui.canvas().stroke(rect, ui.theme().green, ui.theme().strong_line_width, metrics::radius_small + 4);
  return out;
}

std::optional<std::string> choice_list(Ui& ui, const ChoiceList& list) {
  if (!list.label.empty()) text(ui, list.label, {.style = TextStyle::Strong});
  std::optional<std::string> out;
  for (const auto& choice : list.choices) {
    const bool is_chosen = !list.chosen.empty() && choice.id == list.chosen;
    if (option_row(ui, {.id = choice_path(list.id, choice.id), .label = choice.label, .is_chosen = is_chosen}))
      out = std::string(choice.id);
  }
  return out;
}

std::optional<long> stepper(Ui& ui, const Stepper& stepper) {
  const float side = metrics::plain_button;
  const std::string value =
      std::to_string(stepper.value) + (stepper.unit.empty() ? "" : " " + std::string(stepper.unit));
  const float value_width = std::max(72.0F, ui.canvas().text_width(value, TextStyle::LeadStrong) + 16);
  const float control = 2 * side + value_width;
  const float width = ui.remaining_width();
  const bool is_stacked = width - control < 160;
  const auto label = ui.canvas().lay_out(stepper.label, TextStyle::Body, is_stacked ? width : width - control - 16);
  const Rect rect = ui.place(width, is_stacked ? label.height + 6 + side : std::max(side, label.height));
  const Rect label_box{rect.x, rect.y, rect.width, is_stacked ? label.height : rect.height};
  ui.canvas().text(label, label_box, Align::Left, ui.theme().ink);
  const float left = is_stacked ? rect.x : rect.right() - control;
  const float top = is_stacked ? rect.bottom() - side : rect.y + (rect.height - side) / 2;
  std::optional<long> out;
  const auto one = [&](std::string_view name, Icon icon, float x, bool is_enabled) {
    const Rect box{x, top, side, side};
    const auto press = ui.add({.id = choice_path(stepper.id, name),
                               .role = Role::Button,
                               .label = name == "less" ? "−" : "+",
                               .rect = box,
                               .is_enabled = is_enabled});
    ui.canvas().fill(box, press.is_held ? ui.theme().pressed : ui.theme().card, metrics::radius_small + 4);
    ui.canvas().stroke(box, is_enabled ? ui.theme().green : ui.theme().line, ui.theme().strong_line_width,
                       metrics::radius_small + 4);
    ui.canvas().icon(icon, box.inset(18), is_enabled ? ui.theme().green : ui.theme().quiet);
    return press.was_tapped;
  };
  if (one("less", Icon::Minus, left, stepper.value > stepper.min)) out = stepper.value - 1;
  const Rect middle{left + side, top, value_width, side};
  ui.canvas().text(ui.canvas().lay_out(value, TextStyle::LeadStrong, value_width), middle, Align::Center,
                   ui.theme().ink);
  if (one("more", Icon::Plus, left + side + value_width, stepper.value < stepper.max)) out = stepper.value + 1;
  ui.note({.id = stepper.id, .role = Role::Text, .label = std::string(stepper.label) + ": " + value, .rect = rect});
  return out;
}

}  // namespace ocop::ui
