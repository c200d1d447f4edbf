// What is only looked at: text, chips, stars, bars, figures, pictures; and the top bar.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/ui/ui.h"

namespace ocop::ui {

enum class Ink { Normal, Quiet, Good, Warning, Error, Star };

struct TextOptions {
  TextStyle style = TextStyle::Body;
  Ink ink = Ink::Normal;
  Align align = Align::Left;
  std::string_view id = {};  // if a test is to find it
};
void text(Ui& ui, std::string_view text, const TextOptions& options = {});
inline void title(Ui& ui, std::string_view words) { text(ui, words, {.style = TextStyle::Title}); }
inline void strong(Ui& ui, std::string_view words) { text(ui, words, {.style = TextStyle::Strong}); }
inline void small(Ui& ui, std::string_view words) { text(ui, words, {.style = TextStyle::Small, .ink = Ink::Quiet}); }

struct Chip {
  std::string_view label = {};
  Tone tone = Tone::Neutral;
  std::optional<Icon> icon = {};
};
void chip(Ui& ui, const Chip& chip);

// The bar at the top: back or menu, title, subtitle, chips at the right.
struct TopBarChip {
  std::string_view id = {};  // empty: only looked at
  std::string_view label = {};
  std::optional<Icon> icon = {};
  Tone tone = Tone::OnBar;
};
enum class Lead { None, Back, Menu };
struct TopBar {
  Lead lead = Lead::Back;  // path ends in "back" or "menu"
  std::string_view title = {};
  std::string_view subtitle = {};
  std::vector<TopBarChip> chips = {};
};
struct TopBarTap {
  bool lead = false;
  std::string_view chip = {};  // the id of the chip that was tapped
};
TopBarTap top_bar(Ui& ui, const TopBar& bar);

// A heading with chips at its right and at most one small action, e.g. help. True: the action was tapped.
struct Heading {
  std::string_view title = {};
  std::vector<Chip> chips = {};
  std::string_view action_id = {};
  std::string_view action = {};
  TextStyle style = TextStyle::Title;
};
bool heading(Ui& ui, const Heading& heading);

// Drawn stars, the missing ones empty.
void stars(Ui& ui, int count, float size_dp = 24);

// "71 /100 điểm" with stars at the right. With `stars_max` above `stars` the figure is a conflict's bounds: the stars
// between are drawn as rings.
struct Figure {
  std::string_view value = {};
  std::string_view unit = {};
  TextStyle style = TextStyle::Total;
  std::optional<int> stars = {};
  std::optional<int> stars_max = {};
};
void figure(Ui& ui, const Figure& figure);

struct Bar {
  std::string_view label = {};
  double value = 0;
  double max = 1;
  std::string_view text = {};       // "29/40"
  std::optional<double> mark = {};  // a line across the bar: where it ought to be
};
void bars(Ui& ui, const std::vector<Bar>& bars);

void progress(Ui& ui, std::string_view label, double part);  // 0 to 1

// A line of a bill: what, how much, and a chip at the right. On a narrow column they stand below each other.
struct FactRow {
  std::string_view label = {};
  std::string_view value = {};
  std::optional<Chip> chip = {};
};
void fact_row(Ui& ui, const FactRow& row);

struct Image {
  std::string_view id = {};
  Texture texture = 0;  // 0: a grey place is kept
  float aspect = 1.5F;  // of the picture: width by height
  float width = 0;      // 0: the column's
  float height = 84;
  bool is_cropped = true;  // fills its place; else the whole picture is shown
  bool is_target = false;
  std::string_view label = {};
};
bool image(Ui& ui, const Image& image);  // true: tapped

}  // namespace ocop::ui
