#include "app/ui/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/ui/controls.h"

namespace ocop::ui {
namespace {

constexpr float flow_gap = 10;
constexpr float footer_guess = metrics::main_button + metrics::margin;

float content_height(const Region& before, const Region& after) { return std::max(0.0F, after.y - before.y); }

bool is_unbounded(const Region& region) { return region.bottom >= unbounded / 2; }

// A bar at the right that says how much there is and where one is; it cannot be grabbed.
void scroll_mark(Ui& ui, const Rect& visible, float height, float scroll) {
  if (height <= visible.height + 1) return;
  const float length = std::max(24.0F, visible.height * visible.height / height);
  const float top = visible.y + (visible.height - length) * scroll / (height - visible.height);
  ui.canvas().fill({visible.right() - 5, top, 4, length}, ui.theme().quiet, 2);
}

std::vector<float> widths_of(const std::vector<Column>& columns, float width) {
  float fixed_sum = 0;
  float shares = 0;
  for (const auto& column : columns) {
    fixed_sum += column.track.fixed;
    shares += column.track.share;
  }
  const float gaps = metrics::margin * static_cast<float>(columns.size() - 1);
  const float left = std::max(0.0F, width - gaps - fixed_sum);
  std::vector<float> out;
  for (const auto& column : columns)
    out.push_back(column.track.share > 0 ? left * column.track.share / shares : column.track.fixed);
  return out;
}

void remember_height(Ui& ui, Memory& memory, float height) {
  if (std::abs(memory.height - height) < 0.5F) return;
  memory.height = height;
  ui.want_frame();
}

}  // namespace

void card(Ui& ui, const CardOptions& options, const Body& body) {
  const Region& outer = ui.region();
  const float width = ui.place_width(outer.width);
  const float top = outer.y + (outer.is_empty ? 0 : outer.gap);
  const float height_min = options.fill == Fill::Yes && !is_unbounded(outer) ? std::max(0.0F, outer.bottom - top) : 0;
  Region inner;
  inner.x = outer.x + options.padding;
  inner.y = top + options.padding;
  inner.width = width - 2 * options.padding;
  inner.bottom = outer.bottom - options.padding;
  inner.gap = options.gap;
  Region after;
  ui.canvas().begin_content();
  ui.inside(inner, body, &after);
  const float natural = std::max(height_min, content_height(inner, after) + 2 * options.padding);
  const Rect rect = ui.place(width, ui.stretch_to(natural));
  auto colors = ui.theme().of(options.tone);
  if (options.tone == Tone::Warning) colors.ground = ui.theme().line_width > 1 ? colors.ground : rgb(0xfffaf0);
  ui.canvas().begin_behind();
  ui.canvas().fill(rect, colors.ground, metrics::radius);
  ui.canvas().stroke(rect, colors.line, ui.theme().line_width, metrics::radius);
  ui.canvas().end_behind();
}

void page(Ui& ui, const Body& body) {
  Region inner = ui.region();
  inner.x += metrics::margin;
  inner.width -= 2 * metrics::margin;
  inner.y += metrics::margin;
  inner.bottom -= metrics::margin;
  inner.gap = metrics::gap;
  inner.is_empty = true;
  Region after;
  ui.inside(inner, body, &after);
  ui.region().y = after.y;
  ui.region().is_empty = false;
}

namespace {

enum class Ends { Free, Equal };

// The heights of the frame before say how much each column lacks to the tallest.
void lay_columns(Ui& ui, std::string_view id, const std::vector<Column>& columns, Ends ends) {
  if (columns.empty()) return;
  std::vector<float> before = ui.memory(id).heights;
  before.resize(columns.size(), 0.0F);
  const float tallest_before = *std::max_element(before.begin(), before.end());
  const Region outer = ui.region();
  const float top = outer.y + (outer.is_empty ? 0 : outer.gap);
  const auto widths = widths_of(columns, outer.width);
  std::vector<float> heights;
  float x = outer.x;
  float tallest = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Region inner;
    inner.x = x;
    inner.y = top;
    inner.width = widths[i];
    inner.bottom = outer.bottom;
    inner.stretch = ends == Ends::Equal && before[i] > 0 ? tallest_before - before[i] : 0;
    Region after;
    ui.inside(inner, columns[i].body, &after);
    tallest = std::max(tallest, content_height(inner, after));
    heights.push_back(content_height(inner, after) - after.stretched);
    x += widths[i] + metrics::margin;
  }
  ui.place(outer.width, tallest);
  if (ends == Ends::Free) return;
  for (std::size_t i = 0; i < heights.size(); ++i) {  // a hair's difference is rounding, and would never come to rest
    if (std::abs(heights[i] - before[i]) < 0.5F)
      heights[i] = before[i];
    else
      ui.want_frame();
  }
  ui.memory(id).heights = std::move(heights);
}

}  // namespace

void columns(Ui& ui, std::string_view id, const std::vector<Column>& columns) {
  lay_columns(ui, id, columns, Ends::Equal);
}

void flow(Ui& ui, std::string_view id, const Body& body) {
  const Region outer = ui.region();
  Region inner = outer;
  inner.y = outer.y + (outer.is_empty ? 0 : outer.gap);
  inner.is_flow = true;
  inner.is_empty = true;
  inner.gap = flow_gap;
  inner.line_height = ui.memory(id).height;
  inner.tallest = inner.stretched = inner.stretch = 0;
  Region after;
  ui.inside(inner, body, &after);
  remember_height(ui, ui.memory(id), after.tallest);
  if (!after.is_empty) ui.place(outer.width, after.line_bottom - inner.y);
}

void scroll_area(Ui& ui, std::string_view id, const Body& body) {
  const Region outer = ui.region();
  if (is_unbounded(outer)) {  // inside another: one finger moves one thing
    Region inner = outer;
    inner.y += outer.is_empty ? 0 : outer.gap;
    inner.is_empty = true;
    inner.stretch = inner.stretched = 0;
    Region after;
    ui.inside(inner, body, &after);
    ui.place(outer.width, content_height(inner, after));
    return;
  }
  const Rect visible = ui.place(outer.width, std::max(0.0F, ui.remaining_height()));
  const float scroll = ui.memory(id).scroll;
  Region inner;
  inner.x = visible.x;
  inner.y = visible.y - scroll;
  inner.width = visible.width;
  inner.bottom = unbounded;
  ui.note({.id = id, .role = Role::Area, .rect = visible});
  ui.begin_scrolling(visible);
  Region after;
  ui.inside(inner, body, &after);
  const float height = content_height(inner, after);
  const float moved = ui.end_scrolling(visible, height, scroll);
  ui.memory(id).scroll = moved;
  ui.memory(id).height = height;
  scroll_mark(ui, {visible.x, visible.y, visible.width + metrics::margin / 2, visible.height}, height, moved);
}

void long_list(Ui& ui, std::string_view id, std::size_t count, float row_height,
               const std::function<void(std::size_t index)>& row) {
  const Region outer = ui.region();
  const float height_max = is_unbounded(outer) ? unbounded : std::max(0.0F, ui.remaining_height());
  {
    auto& memory = ui.memory(id);
    if (memory.heights.size() != count || memory.width != outer.width) memory.heights.assign(count, row_height);
    memory.width = outer.width;
  }
  std::vector<float> heights = std::move(ui.memory(id).heights);
  const float scroll = ui.memory(id).scroll;
  const float guessed = std::accumulate(heights.begin(), heights.end(), 0.0F);
  const Rect visible = ui.place(outer.width, std::min(height_max, std::max(guessed, metrics::row_min)));
  ui.canvas().fill(visible, ui.theme().card, metrics::radius);
  ui.note({.id = id, .role = Role::Area, .rect = visible});
  ui.begin_scrolling(visible);
  const Rect seen = ui.canvas().clip();
  float y = visible.y - scroll;
  for (std::size_t i = 0; i < count; ++i) {
    if (y + heights[i] >= seen.y && y <= seen.bottom()) {
      Region inner;
      inner.x = visible.x;
      inner.y = y;
      inner.width = visible.width;
      inner.bottom = unbounded;
      Region after;
      ui.inside(
          inner, [&] { row(i); }, &after);
      const float height = content_height(inner, after);
      if (height > 0 && std::abs(height - heights[i]) > 0.5F) {
        heights[i] = height;
        ui.want_frame();
      }
      if (i > 0) ui.canvas().line(visible.x, y, visible.right(), y, ui.theme().line, ui.theme().line_width);
    }
    y += heights[i];
  }
  const float height = y - visible.y + scroll;
  const float moved = ui.end_scrolling(visible, height, scroll);
  ui.memory(id).heights = std::move(heights);
  ui.memory(id).scroll = moved;
  ui.canvas().stroke(visible, ui.theme().line, ui.theme().line_width, metrics::radius);
  scroll_mark(ui, {visible.x, visible.y, visible.width - 4, visible.height}, height, moved);
}

void with_footer(Ui& ui, std::string_view id, const Body& footer, const Body& body) {
  const Region outer = ui.region();
  if (is_unbounded(outer)) {
    body();
    footer();
    return;
  }
  const float remembered = ui.memory(id).height;
  const float height = remembered > 0 ? remembered : footer_guess;
  const float left = ui.remaining_height() - height - outer.gap;
  const bool is_hidden = ui.is_keyboard_shown() && left < metrics::body_height_min;
  Region inner = outer;
  if (!is_hidden) inner.bottom -= height + outer.gap;
  Region after;
  ui.inside(inner, body, &after);
  ui.region() = after;
  ui.region().bottom = outer.bottom;
  if (is_hidden) return;
  Region last = outer;
  last.y = outer.bottom - height;
  last.is_empty = true;
  last.stretch = last.stretched = 0;
  ui.inside(last, footer, &after);
  remember_height(ui, ui.memory(id), content_height(last, after));
  ui.region().y = outer.bottom;
  ui.region().is_empty = false;
}

void with_side_panel(Ui& ui, std::string_view id, const Body& main, const Body& panel) {
  if (ui.is_wide()) {
    lay_columns(
        ui, id,
        {{share(), main}, {fixed(metrics::side_panel), [&] { scroll_area(ui, std::string(id) + "-panel", panel); }}},
        Ends::Free);
    return;
  }
  const float panel_height = ui.memory(id).height;
  if (panel_height > 0 && ui.remaining_height() - panel_height < 2 * metrics::body_height_min) {
    scroll_area(ui, std::string(id) + "-all", [&] {
      main();
      const float before = ui.region().y;
      panel();
      ui.memory(id).height = ui.region().y - before;
    });
    return;
  }
  with_footer(ui, id, panel, main);
}

bool sheet(Ui& ui, const SheetOptions& options, const Body& body) {
  ui.begin_layer();
  const Rect work = ui.work_rect();
  ui.canvas().fill(work, ui.theme().shade);
  const bool is_wide = ui.is_wide();
  const float width = is_wide ? std::min(options.width, work.width - 2 * metrics::margin) : work.width;
  const float height_max = work.height - 2 * metrics::margin;
  bool is_left = false;
  Rect rect;
  ui.within(options.id, [&] {
    const float wanted = ui.memory("sheet").height;
    const float height = wanted > 0 ? std::min(wanted, height_max) : height_max;
    rect = {(work.width - width) / 2, is_wide ? (work.height - height) / 2 : work.height - height, width, height};
    ui.canvas().fill(rect, ui.theme().card, metrics::radius);
    ui.canvas().stroke(rect, ui.theme().line, ui.theme().line_width, metrics::radius);
    ui.note({.id = "sheet", .role = Role::Sheet, .label = options.title, .rect = rect});
    Region inner;
    inner.x = rect.x + metrics::margin;
    inner.y = rect.y + metrics::margin;
    inner.width = rect.width - 2 * metrics::margin;
    inner.bottom = rect.bottom() - metrics::margin;
    float head = 0;
    ui.inside(inner, [&] {
      const float close = metrics::target_min;
      const auto words = ui.canvas().lay_out(options.title, TextStyle::Title, inner.width - close - 8);
      const Rect line = ui.place(inner.width, std::max(close, words.height));
      ui.canvas().text(words, {line.x, line.y, line.width - close - 8, line.height}, Align::Left, ui.theme().ink);
      const Rect cross{line.right() - close, line.y, close, close};
      const auto tapped = ui.add({.id = "close", .role = Role::Button, .label = "×", .rect = cross});
      if (tapped.is_held) ui.canvas().fill(cross, ui.theme().pressed, metrics::radius_small);
      ui.canvas().icon(Icon::Close, cross.inset(14), ui.theme().ink);
      is_left = tapped.was_tapped;
      head = ui.region().y - rect.y;
      scroll_area(ui, "body", body);
    });
    const float content = head + metrics::gap + ui.memory("body").height + metrics::margin;
    if (std::abs(ui.memory("sheet").height - content) > 0.5F) ui.want_frame();
    ui.memory("sheet").height = content;
    const auto at = ui.finger();
    const bool is_beside = at && !rect.contains(at->x, at->y);
    if (is_beside && ui.press(ui.path_of("beside"), work).was_tapped) is_left = true;
  });
  ui.end_layer();
  return is_left;
}

}  // namespace ocop::ui
