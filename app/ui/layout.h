// Where widgets stand: cards, columns, flows, scroll areas, long lists, footers, sheets. None of them adds to the path
// of what is inside, but for a sheet.
#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ui/ui.h"

namespace ocop::ui {

enum class Fill { No, Yes };

struct CardOptions {
  Tone tone = Tone::Plain;
  Fill fill = Fill::No;  // Yes: down to the end of its column
  float padding = metrics::margin;
  float gap = 8;
};
void card(Ui& ui, const CardOptions& options, const Body& body);
inline void card(Ui& ui, const Body& body) { card(ui, {}, body); }

// The current column with a margin at both sides and above: what a screen puts under its top bar.
void page(Ui& ui, const Body& body);

// The width of a column: so many dp, or a share of what is left.
struct Track {
  float fixed = 0;
  float share = 0;
};
inline Track fixed(float dp) { return {dp, 0}; }
inline Track share(float part = 1) { return {0, part}; }

// Columns side by side; the id is for their remembered height. Cards in them are made equally high.
struct Column {
  Track track = {};
  Body body = {};
};
void columns(Ui& ui, std::string_view id, const std::vector<Column>& columns);

// A main part with a side panel: beside it (360 dp) on a wide screen, below it on a narrow one. Both reach to the end
// of the column. Below, the main part gets what the panel leaves.
void with_side_panel(Ui& ui, std::string_view id, const Body& main, const Body& panel);

// Widgets from left to right, each as wide as it needs, in as many lines as it takes.
void flow(Ui& ui, std::string_view id, const Body& body);

// What is taller than its place is dragged. Takes the column to its end.
void scroll_area(Ui& ui, std::string_view id, const Body& body);

// A list of any length inside a scroll area of its own, of which only the visible rows are drawn. `row_height` is a
// guess for rows not yet seen. One card around, a line between rows.
void long_list(Ui& ui, std::string_view id, std::size_t count, float row_height,
               const std::function<void(std::size_t index)>& row);

// A footer at the end of the column (main actions), the body in the rest. When the keyboard leaves the body no room the
// footer steps aside.
void with_footer(Ui& ui, std::string_view id, const Body& footer, const Body& body);

// A sheet before the screen: from below on a narrow screen, in the middle of a wide one. What lies under it can not be
// tapped. Call it at the end of the screen. True: the officer wants it gone (the cross, or a tap beside it).
struct SheetOptions {
  std::string_view id = {};
  std::string_view title = {};
  float width = 640;
};
[[nodiscard]] bool sheet(Ui& ui, const SheetOptions& options, const Body& body);

}  // namespace ocop::ui
