#include "app/ui/display.h"

#include <algorithm>
#include <string>

#include "app/ui/widget_parts.h"

namespace ocop::ui {
namespace {

constexpr float chip_height = 32;
constexpr float chip_padding = 11;
constexpr float chip_icon = 14;
constexpr float bar_chip_height = 38;
constexpr float lead_button = 56;

Color color_of(const Ui& ui, Ink ink) {
  switch (ink) {
    case Ink::Normal:
      return ui.theme().ink;
    case Ink::Quiet:
      return ui.theme().quiet;
    case Ink::Good:
      return ui.theme().good.ink;
    case Ink::Warning:
      return ui.theme().warning.ink;
    case Ink::Error:
      return ui.theme().error.ink;
    case Ink::Star:
      return ui.theme().star;
  }
  return ui.theme().ink;
}

}  // namespace

Size chip_size(Ui& ui, const Chip& chip, float width_max) {
  const float icon = chip.icon ? chip_icon + 8 : 0;
  const auto words = ui.canvas().lay_out(chip.label, TextStyle::Small, width_max - 2 * chip_padding - icon);
  return {words.width + 2 * chip_padding + icon, std::max(chip_height, words.height + 8)};
}

void draw_chip(Ui& ui, const Chip& chip, const Rect& rect) {
  const auto& colors = ui.theme().of(chip.tone);
  const float icon = chip.icon ? chip_icon + 8 : 0;
  const auto words = ui.canvas().lay_out(chip.label, TextStyle::Small, rect.width - 2 * chip_padding - icon + 1);
  ui.canvas().fill(rect, colors.ground, 8);
  if (ui.theme().line_width > 1) ui.canvas().stroke(rect, colors.line, 2, 8);
  if (chip.icon)
    ui.canvas().icon(*chip.icon, {rect.x + chip_padding, rect.y + (rect.height - chip_icon) / 2, chip_icon, chip_icon},
                     colors.ink);
  const Rect box{rect.x + chip_padding + icon, rect.y, rect.width - 2 * chip_padding - icon, rect.height};
  ui.canvas().text(words, box, Align::Left, colors.ink);
}

void draw_stars(Ui& ui, int count, int count_max, float right, float center_y, float size) {
  const float step = size * 1.04F;
  for (int i = 0; i < 5; ++i) {
    const float x = right - size / 2 - step * static_cast<float>(4 - i);
    const bool is_full = i < count;
    const bool is_possible = i < count_max;
    ui.canvas().star(x, center_y, size * 0.42F,
                     is_possible || ui.theme().line_width > 1 ? ui.theme().star : ui.theme().star_empty);
    if (!is_full && (is_possible || ui.theme().line_width > 1))  // an outline: perhaps, or (in the sun) not
      ui.canvas().star(x, center_y, size * 0.26F, is_possible ? ui.theme().warning.ground : ui.theme().card);
  }
}

float stars_width(float size) { return size * (1.04F * 4 + 1); }

void text(Ui& ui, std::string_view words, const TextOptions& options) {
  const auto block = ui.canvas().lay_out(words, options.style, ui.remaining_width());
  const Rect rect = ui.place(block.width, block.height);
  ui.canvas().text(block, rect, options.align, color_of(ui, options.ink));
  ui.note({.id = options.id.empty() ? words : options.id,
           .role = Role::Text,
           .label = words,
           .rect = rect,
           .is_clipped = block.width > rect.width + 1});
}

void chip(Ui& ui, const Chip& chip) {
  const Size size = chip_size(ui, chip, ui.remaining_width());
  Rect rect = ui.place(size.width, size.height);
  rect.width = std::min(rect.width, size.width);
  draw_chip(ui, chip, rect);
  ui.note({.id = chip.label, .role = Role::Chip, .label = chip.label, .rect = rect});
}

// --- the top bar ----------------------------------------------------------------------------------------------------

namespace {

// Chips from the right; returns the place left of them.
float draw_bar_chips(Ui& ui, const TopBar& bar, const Rect& rect, TopBarTap& tap) {
  float right = rect.right() - metrics::margin;
  for (auto chip = bar.chips.rbegin(); chip != bar.chips.rend(); ++chip) {
    const float icon = chip->icon ? chip_icon + 8 : 0;
    const float width = ui.canvas().text_width(chip->label, TextStyle::Small) + 28 + icon;
    const Rect pill{right - width, rect.y + (rect.height - bar_chip_height) / 2, width, bar_chip_height};
    const Rect target{pill.x, rect.y + (rect.height - metrics::target_min) / 2, std::max(width, metrics::target_min),
                      metrics::target_min};
    const auto& colors = ui.theme().of(chip->tone);
    bool is_held = false;
    if (chip->id.empty()) {
      ui.note({.id = chip->label, .role = Role::Chip, .label = chip->label, .rect = pill});
    } else {
      const auto press = ui.add({.id = chip->id, .role = Role::Chip, .label = chip->label, .rect = target});
      is_held = press.is_held;
      if (press.was_tapped) tap.chip = chip->id;
    }
    ui.canvas().fill(pill, is_held ? ui.theme().bar_dark : colors.ground, bar_chip_height / 2);
    if (ui.theme().line_width > 1) ui.canvas().stroke(pill, colors.line, 2, bar_chip_height / 2);
    if (chip->icon) ui.canvas().icon(*chip->icon, {pill.x + 14, pill.y + 12, chip_icon, chip_icon}, colors.ink);
    const auto words = ui.canvas().lay_out(chip->label, TextStyle::Small, width);
    ui.canvas().text(words, {pill.x + 14 + icon, pill.y, width - 28 - icon, pill.height}, Align::Left, colors.ink);
    right -= width + metrics::margin;
  }
  return right;
}

float chips_width(Ui& ui, const TopBar& bar) {
  float width = 0;
  for (const auto& chip : bar.chips)
    width +=
        ui.canvas().text_width(chip.label, TextStyle::Small) + 28 + (chip.icon ? chip_icon + 8 : 0) + metrics::margin;
  return width;
}

}  // namespace

TopBarTap top_bar(Ui& ui, const TopBar& bar) {
  TopBarTap tap;
  const float left = metrics::margin + (bar.lead == Lead::None ? 0 : lead_button + metrics::margin);
  const float width = ui.remaining_width();
  // On a narrow screen the chips go under the title rather than squeeze it.
  const float beside = width - left - chips_width(ui, bar) - metrics::margin;
  const bool is_stacked = beside < 240 && !bar.chips.empty();
  const float words_width = is_stacked ? width - left - metrics::margin : beside;
  const auto words = ui.canvas().lay_out(bar.title, TextStyle::Title, words_width);
  const auto below = ui.canvas().lay_out(bar.subtitle, TextStyle::Small, words_width);
  const float words_height = words.height + (bar.subtitle.empty() ? 0 : below.height - 2);
  const float head = std::max(metrics::top_bar, words_height + 12);
  const Rect rect = ui.place(width, head + (is_stacked ? metrics::target_min + 8 : 0));
  ui.canvas().fill(rect, ui.theme().green);
  if (bar.lead != Lead::None) {
    const Rect box{rect.x + metrics::margin, rect.y + (head - lead_button) / 2, lead_button, lead_button};
    const bool is_back = bar.lead == Lead::Back;
    const auto press =
        ui.add({.id = is_back ? "back" : "menu", .role = Role::Button, .label = is_back ? "←" : "☰", .rect = box});
    ui.canvas().fill(box, press.is_held ? ui.theme().bar_fill : ui.theme().bar_dark, 12);
    ui.canvas().icon(is_back ? Icon::Back : Icon::Menu, box.inset(16), ui.theme().on_green);
    tap.lead = press.was_tapped;
  }
  float y = rect.y + (head - words_height) / 2;
  ui.canvas().text(words, rect.x + left, y, ui.theme().on_green);
  ui.note(
      {.id = "title", .role = Role::Text, .label = bar.title, .rect = {rect.x + left, y, words.width, words.height}});
  y += words.height - 2;
  if (!bar.subtitle.empty()) {
    ui.canvas().text(below, rect.x + left, y, ui.theme().on_green_quiet);
    ui.note({.id = "subtitle",
             .role = Role::Text,
             .label = bar.subtitle,
             .rect = {rect.x + left, y, below.width, below.height}});
  }
  const Rect chips = is_stacked ? Rect{rect.x, rect.y + head, rect.width, metrics::target_min} : rect;
  draw_bar_chips(ui, bar, chips, tap);
  return tap;
}

// --- headings, figures, bars ----------------------------------------------------------------------------------------

bool heading(Ui& ui, const Heading& heading) {
  float right_width = 0;
  for (const auto& one : heading.chips) right_width += chip_size(ui, one, 400).width + metrics::margin;
  const float action_width = heading.action.empty() ? 0 : ui.canvas().text_width(heading.action, TextStyle::Small) + 24;
  right_width += action_width;
  const float width = ui.remaining_width();
  const bool is_stacked = width - right_width < 200 && right_width > 0;
  const auto words = ui.canvas().lay_out(heading.title, heading.style, is_stacked ? width : width - right_width - 8);
  const float side = heading.action.empty() ? chip_height : metrics::target_min;
  const Rect rect =
      ui.place(width, is_stacked ? words.height + 8 + side : std::max(words.height, right_width > 0 ? side : 0));
  const Rect first{rect.x, rect.y, width, is_stacked ? words.height : rect.height};
  ui.canvas().text(words, first, Align::Left, ui.theme().ink);
  ui.note({.id = heading.title,
           .role = Role::Text,
           .label = heading.title,
           .rect = {rect.x, first.y, words.width, first.height}});
  const float center = is_stacked ? rect.bottom() - side / 2 : rect.y + rect.height / 2;
  float right = rect.right();
  bool was_tapped = false;
  if (!heading.action.empty()) {
    const Rect target{right - action_width, center - metrics::target_min / 2, action_width, metrics::target_min};
    const auto press = ui.add({.id = heading.action_id, .role = Role::Button, .label = heading.action, .rect = target});
    ui.canvas().fill(target.inset(0), press.is_held ? ui.theme().pressed : ui.theme().neutral.ground,
                     metrics::radius_small);
    if (ui.theme().line_width > 1) ui.canvas().stroke(target, ui.theme().line, 2, metrics::radius_small);
    ui.canvas().text(ui.canvas().lay_out(heading.action, TextStyle::Small, action_width), target, Align::Center,
                     ui.theme().ink);
    right -= action_width + metrics::margin;
    was_tapped = press.was_tapped;
  }
  for (auto one = heading.chips.rbegin(); one != heading.chips.rend(); ++one) {
    const Size size = chip_size(ui, *one, 400);
    const Rect box{right - size.width, center - size.height / 2, size.width, size.height};
    draw_chip(ui, *one, box);
    ui.note({.id = one->label, .role = Role::Chip, .label = one->label, .rect = box});
    right -= size.width + metrics::margin;
  }
  return was_tapped;
}

void stars(Ui& ui, int count, float size_dp) {
  const Rect rect = ui.place(stars_width(size_dp), size_dp * 1.2F);
  draw_stars(ui, count, count, rect.x + stars_width(size_dp), rect.y + rect.height / 2, size_dp);
  ui.note({.id = "stars", .role = Role::Text, .label = std::to_string(count) + "★", .rect = rect});
}

void figure(Ui& ui, const Figure& figure) {
  const float width = ui.remaining_width();
  constexpr float star_size = 25;
  const auto value = ui.canvas().lay_out(figure.value, figure.style, width);
  const float unit_x = value.width + 14;
  const float unit_width = ui.canvas().text_width(figure.unit, TextStyle::Body);
  const bool has_room = unit_x + unit_width + (figure.stars ? stars_width(star_size) + 8 : 0) <= width;
  const Rect rect = ui.place(unit_x + unit_width, value.height + (figure.stars && !has_room ? star_size * 1.3F : 0));
  ui.canvas().text(value, rect.x, rect.y, ui.theme().ink);
  const float base = rect.y + value.height * 0.83F;  // where the figure's own feet stand
  const auto unit = ui.canvas().lay_out(figure.unit, TextStyle::Body, std::max(width - unit_x, 60.0F));
  ui.canvas().text(unit, rect.x + unit_x, base - line_height_dp(TextStyle::Body) * 0.8F, ui.theme().quiet);
  std::string label(figure.value);
  if (!figure.unit.empty()) label += " " + std::string(figure.unit);
  if (figure.stars) {
    const float y = has_room ? base - star_size * 0.3F : rect.bottom() - star_size * 0.6F;
    draw_stars(ui, *figure.stars, figure.stars_max.value_or(*figure.stars), rect.x + width - 2, y, star_size);
    label += " " + std::to_string(*figure.stars) + "★";
  }
  ui.note({.id = "figure", .role = Role::Text, .label = label, .rect = rect});
}

void bars(Ui& ui, const std::vector<Bar>& bars) {
  float label_width = 0;
  float text_width = 0;
  for (const auto& bar : bars) {
    label_width = std::max(label_width, ui.canvas().text_width(bar.label, TextStyle::Strong));
    text_width = std::max(text_width, ui.canvas().text_width(bar.text, TextStyle::Small));
  }
  const float width = ui.remaining_width();
  const bool is_stacked = label_width > width * 0.4F;  // long names stand above their bars
  for (const auto& bar : bars) {
    const auto label = ui.canvas().lay_out(bar.label, TextStyle::Strong, width);
    const Rect rect = ui.place(width, is_stacked ? label.height + 24 : 24);
    const Rect line{rect.x, rect.bottom() - 24, rect.width, 24};
    ui.canvas().text(label, {rect.x, rect.y, width, is_stacked ? label.height : 24}, Align::Left, ui.theme().ink);
    const float left = is_stacked ? 0 : label_width + 18;
    const Rect track{rect.x + left, line.y + 5, std::max(8.0F, width - left - text_width - 24), 14};
    const double part = bar.max > 0 ? std::clamp(bar.value / bar.max, 0.0, 1.0) : 0;
    ui.canvas().fill(track, ui.theme().bar_empty, 7);
    if (part > 0) {
      ui.canvas().push_clip({track.x, track.y, track.width * static_cast<float>(part), track.height});
      ui.canvas().fill(track, ui.theme().bar_fill, 7);
      ui.canvas().pop_clip();
    }
    if (ui.theme().line_width > 1) ui.canvas().stroke(track, ui.theme().ink, 2, 7);
    if (bar.mark && bar.max > 0) {
      const float x = track.x + track.width * static_cast<float>(std::clamp(*bar.mark / bar.max, 0.0, 1.0));
      ui.canvas().line(x, track.y - 4, x, track.bottom() + 4, ui.theme().ink, 2);
    }
    ui.canvas().text(ui.canvas().lay_out(bar.text, TextStyle::Small, text_width + 1), line, Align::Right,
                     ui.theme().ink);
    ui.note({.id = bar.label,
             .role = Role::Bar,
             .label = std::string(bar.label) + " " + std::string(bar.text),
             .rect = rect});
  }
}

void progress(Ui& ui, std::string_view label, double part) {
  text(ui, label, {.style = TextStyle::Small});
  const Rect rect = ui.place(ui.remaining_width(), 14);
  ui.canvas().fill(rect, ui.theme().bar_empty, 7);
  ui.canvas().push_clip({rect.x, rect.y, rect.width * static_cast<float>(std::clamp(part, 0.0, 1.0)), rect.height});
  ui.canvas().fill(rect, ui.theme().bar_fill, 7);
  ui.canvas().pop_clip();
  if (ui.theme().line_width > 1) ui.canvas().stroke(rect, ui.theme().ink, 2, 7);
}

void fact_row(Ui& ui, const FactRow& row) {
  const float width = ui.remaining_width();
  const Size chip = row.chip ? chip_size(ui, *row.chip, width) : Size{};
  const bool is_wide = width >= 560;
  const float column = is_wide ? width * 0.45F : width;
  const auto label = ui.canvas().lay_out(row.label, TextStyle::Body, column - 12);
  const float value_width = is_wide ? std::max(40.0F, width - column - (row.chip ? chip.width + 12 : 0)) : width;
  const auto value = ui.canvas().lay_out(row.value, TextStyle::Body, value_width);
  const bool has_value = !row.value.empty();
  const float height = is_wide ? std::max({label.height, value.height, chip.height})
                               : label.height + (has_value ? value.height : 0) + (row.chip ? chip.height + 4 : 0);
  const Rect rect = ui.place(width, height);
  if (is_wide) {
    ui.canvas().text(label, rect, Align::Left, ui.theme().ink);
    ui.canvas().text(value, {rect.x + column, rect.y, value_width, height}, Align::Left, ui.theme().quiet);
    if (row.chip)
      draw_chip(ui, *row.chip,
                {rect.right() - chip.width, rect.y + (height - chip.height) / 2, chip.width, chip.height});
  } else {
    ui.canvas().text(label, rect.x, rect.y, ui.theme().ink);
    if (has_value) ui.canvas().text(value, rect.x, rect.y + label.height, ui.theme().quiet);
    if (row.chip) draw_chip(ui, *row.chip, {rect.x, rect.bottom() - chip.height, chip.width, chip.height});
  }
  std::string words(row.label);
  if (has_value) words += " · " + std::string(row.value);
  if (row.chip) words += " · " + std::string(row.chip->label);
  ui.note({.id = row.label, .role = Role::Text, .label = words, .rect = rect});
}

// --- pictures -------------------------------------------------------------------------------------------------------

void draw_picture(Ui& ui, Texture texture, float aspect, bool is_cropped, const Rect& rect, float radius) {
  if (texture == 0 || aspect <= 0) return ui.canvas().fill(rect, ui.theme().bar_empty, radius);
  const float place_aspect = rect.width / rect.height;
  if (is_cropped) {
    const float part_width = std::min(1.0F, place_aspect / aspect);
    const float part_height = std::min(1.0F, aspect / place_aspect);
    ui.canvas().image(texture, rect, {(1 - part_width) / 2, (1 - part_height) / 2, part_width, part_height}, radius);
    return;
  }
  const float width = std::min(rect.width, rect.height * aspect);
  const float height = std::min(rect.height, rect.width / aspect);
  ui.canvas().fill(rect, ui.theme().bar_empty, radius);
  ui.canvas().image(texture, {rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2, width, height},
                    {0, 0, 1, 1}, 0);
}

bool image(Ui& ui, const Image& image) {
  const float width = image.width > 0 ? image.width : ui.remaining_width();
  Rect rect = ui.place(width, image.height);
  if (image.width > 0) rect.width = std::min(rect.width, image.width);
  draw_picture(ui, image.texture, image.aspect, image.is_cropped, rect, metrics::radius_small);
  const ItemOptions item{.id = image.id, .role = Role::Image, .label = image.label, .rect = rect};
  if (!image.is_target) {
    ui.note(item);
    return false;
  }
  const auto press = ui.add(item);
  if (press.is_held) ui.canvas().stroke(rect, ui.theme().green, 4, metrics::radius_small);
  return press.was_tapped;
}

}  // namespace ocop::ui
