// list_row of controls.h: the row of a dossier.
#include <algorithm>
#include <string>

#include "app/ui/controls.h"
#include "app/ui/widget_parts.h"

namespace ocop::ui {
namespace {

constexpr float thumbnail = 72;
constexpr float star_size = 24;
constexpr float chip_column = 220;  // chips of all rows end at one edge, stars at another
constexpr float beside_min = 860;  // narrower, the words would be squeezed by stars and chip: all rows put them below

struct RowWords {
  TextBlock title, subtitle, note;
  Size chip;
  float left = 0;  // where the words begin
  float words_width = 0;
  bool is_wide = false;  // stars and chip beside the words; else below them
};

RowWords lay_out_row(Ui& ui, const ListRow& row, float width) {
  RowWords out;
  out.is_wide = width >= beside_min;
  out.left = metrics::margin + (row.thumbnail ? thumbnail + metrics::margin : 0);
  const bool has_stars = row.stars || !row.note.empty();
  const float note_width = ui.canvas().text_width(row.note, TextStyle::Small) + 1;
  const float stars_column = has_stars ? std::max(stars_width(star_size), note_width) + metrics::margin : 0;
  const float chevron = row.has_chevron ? 32 : 0;
  const float right = out.is_wide ? stars_column + (row.chip ? chip_column + metrics::margin : 0) : 0;
  out.words_width = std::max(120.0F, width - out.left - right - chevron - metrics::margin);
  out.chip = row.chip ? chip_size(ui, *row.chip, out.is_wide ? chip_column : out.words_width) : Size{};
  out.title = ui.canvas().lay_out(row.title, TextStyle::LeadStrong, out.words_width);
  out.subtitle = ui.canvas().lay_out(row.subtitle, TextStyle::Small, out.words_width);
  out.note = ui.canvas().lay_out(row.note, TextStyle::Small, out.is_wide ? note_width : out.words_width);
  return out;
}

float height_of(const RowWords& words, const ListRow& row) {
  float content = words.title.height + (row.subtitle.empty() ? 0 : words.subtitle.height);
  if (!words.is_wide) {
    if (row.stars) content += star_size + 6;
    if (!row.note.empty()) content += words.note.height;
    if (row.chip) content += words.chip.height + 8;
  }
  return std::max({metrics::row_min, content + 28, row.thumbnail ? thumbnail + 28 : 0});
}

void draw_beside(Ui& ui, const ListRow& row, const RowWords& words, const Rect& rect) {
  const float chevron = row.has_chevron ? 32 : 0;
  float right = rect.right() - metrics::margin - chevron;
  const float middle = rect.y + rect.height / 2;
  if (row.chip) {
    draw_chip(ui, *row.chip,
              {right - words.chip.width, middle - words.chip.height / 2, words.chip.width, words.chip.height});
    right -= chip_column;
  }
  const float height = (row.stars ? star_size + 2 : 0) + (row.note.empty() ? 0 : words.note.height);
  float y = middle - height / 2;
  if (row.stars) {
    draw_stars(ui, *row.stars, row.stars_max.value_or(*row.stars), right, y + star_size / 2, star_size);
    y += star_size + 2;
  }
  if (!row.note.empty()) ui.canvas().text(words.note, right - words.note.width, y, ui.theme().quiet);
}

void draw_below(Ui& ui, const ListRow& row, const RowWords& words, float x, float y) {
  if (row.stars) {
    draw_stars(ui, *row.stars, row.stars_max.value_or(*row.stars), x + stars_width(star_size), y + 3 + star_size / 2,
               star_size);
    y += star_size + 6;
  }
  if (!row.note.empty()) {
    ui.canvas().text(words.note, x, y, ui.theme().quiet);
    y += words.note.height;
  }
  if (row.chip) draw_chip(ui, *row.chip, {x, y + 8, words.chip.width, words.chip.height});
}

}  // namespace

bool list_row(Ui& ui, const ListRow& row) {
  const float width = ui.remaining_width();
  const auto words = lay_out_row(ui, row, width);
  const Rect rect = ui.place(width, height_of(words, row));
  std::string label(row.title);
  if (row.chip) label += " · " + std::string(row.chip->label);
  const auto press =
      ui.add({.id = row.id, .role = Role::Row, .label = label, .rect = rect, .is_enabled = row.is_enabled});
  if (press.is_held) ui.canvas().fill(rect, ui.theme().pressed, metrics::radius);
  if (row.thumbnail) {
    const Rect box{rect.x + metrics::margin, rect.y + 14, thumbnail, thumbnail};
    draw_picture(ui, *row.thumbnail, 1, true, box, 12);
  }
  const float content = words.title.height + (row.subtitle.empty() ? 0 : words.subtitle.height);
  float y = words.is_wide ? rect.y + (rect.height - content) / 2 : rect.y + 14;
  ui.canvas().text(words.title, rect.x + words.left, y, ui.theme().ink);
  y += words.title.height;
  if (!row.subtitle.empty()) {
    ui.canvas().text(words.subtitle, rect.x + words.left, y, ui.theme().quiet);
    y += words.subtitle.height;
  }
  if (words.is_wide)
    draw_beside(ui, row, words, rect);
  else
    draw_below(ui, row, words, rect.x + words.left, y);
  if (row.has_chevron)
    ui.canvas().icon(Icon::Chevron, {rect.right() - metrics::margin - 20, rect.y + rect.height / 2 - 10, 20, 20},
                     ui.theme().quiet);
  return press.was_tapped;
}

}  // namespace ocop::ui
