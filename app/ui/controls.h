// What is tapped: buttons, options, rows, filters, steppers. Each returns what the finger did in this frame; nothing
// here changes a value by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/display.h"

namespace ocop::ui {

enum class ButtonKind {
  Main,
  Plain,
  Danger,
  Quiet
};  // Main is 76 dp high, Plain and Danger 60, Quiet 48 without a line

struct Button {
  std::string_view id = {};
  std::string_view label = {};
  ButtonKind kind = ButtonKind::Plain;
  std::optional<Icon> icon = {};
  bool is_enabled = true;
  float height = 0;  // 0: the kind's
};
[[nodiscard]] bool button(Ui& ui, const Button& button);

// A whole row to choose: mark, label, a chip below it, points at the right.
struct OptionRow {
  std::string_view id = {};
  std::string_view label = {};
  std::string_view points = {};
  bool is_chosen = false;
  bool is_quiet = false;  // "none of these"
  std::optional<Chip> chip = {};
  bool is_many = false;  // a tick instead of a dot: others may be chosen as well
  bool is_enabled = true;
};
[[nodiscard]] bool option_row(Ui& ui, const OptionRow& row);

// A dossier in a list: picture, title, subtitle; stars with a line below; a chip. Use inside long_list or a card.
struct ListRow {
  std::string_view id = {};
  std::string_view title = {};
  std::string_view subtitle = {};
  std::optional<Texture> thumbnail = {};  // 0 keeps a grey place
  std::optional<int> stars = {};
  std::optional<int> stars_max = {};
  std::string_view note = {};  // under the stars
  std::optional<Chip> chip = {};
  bool has_chevron = false;
  bool is_enabled = true;
};
[[nodiscard]] bool list_row(Ui& ui, const ListRow& row);

// A row with a frame that leads somewhere: title, a line below, a chevron.
struct LinkRow {
  std::string_view id = {};
  std::string_view title = {};
  std::string_view subtitle = {};
  Tone tone = Tone::Plain;
};
[[nodiscard]] bool link_row(Ui& ui, const LinkRow& row);

// Filters are counts: "Đang làm 5". The id that was tapped.
struct Filter {
  std::string_view id = {};
  std::string_view label = {};
  Tone tone = Tone::Neutral;
  bool is_chosen = false;
};
[[nodiscard]] std::optional<std::string> filters(Ui& ui, std::string_view id, const std::vector<Filter>& filters);

// A few choices side by side, one of them chosen (or none yet). The id that was tapped. Path: id/choice.
struct Choice {
  std::string_view id = {};
  std::string_view label = {};
};
struct Segmented {
  std::string_view id = {};
  std::string_view label = {};
  std::vector<Choice> choices = {};
  std::string_view chosen = {};
  bool is_enabled = true;
};
[[nodiscard]] std::optional<std::string> segmented(Ui& ui, const Segmented& control);

// One of many, as rows below each other. The id that was tapped. Path: id/choice.
struct ChoiceList {
  std::string_view id = {};
  std::string_view label = {};
  std::vector<Choice> choices = {};
  std::string_view chosen = {};
};
[[nodiscard]] std::optional<std::string> choice_list(Ui& ui, const ChoiceList& list);

// A number with a minus and a plus. The new value, within its bounds. Paths: id/less, id/more.
struct Stepper {
  std::string_view id = {};
  std::string_view label = {};
  long value = 0;
  long min = 0;
  long max = 100;
  std::string_view unit = {};
};
[[nodiscard]] std::optional<long> stepper(Ui& ui, const Stepper& stepper);

}  // namespace ocop::ui
