// The registry of the items on the screen: what tests find by name and tap, what layout tests measure, and where an
// accessibility bridge can be put later. Rebuilt every frame.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/metrics.h"

namespace ocop::ui {

enum class Role { Button, Option, Row, Chip, Field, Text, Image, Key, Area, Sheet, Bar };

struct Item {
  std::string path = {};  // "assessment/criterion 1.2/option b"; the same in every frame, never an index of a list
  Role role = Role::Text;
  std::string label = {};  // what a person reads on it
  Rect rect = {};          // in dp, on the screen
  Rect visible = {};       // the part of rect that no scroll area and no edge cuts off
  bool is_target = false;  // can be tapped (when enabled)
  bool is_enabled = true;
  bool is_clipped = false;  // its text does not fit in it, or it leaves its column sideways or the screen for good
  bool is_covered = false;  // lies under a sheet
  std::string state = {};   // "chosen", "focused", the text of a field; empty mostly
  int layer = 0;            // 0 screen, 1 and more sheets, in front of it
};

struct Inspection {
  std::vector<Item> items = {};  // in the order of drawing

  const Item* find(std::string_view path) const;  // exact path, or its ending after a '/' if only one item has it
  std::vector<std::string> problems() const;      // targets under 48 dp, clipped items, paths given twice, overlaps
  std::string print() const;                      // one line an item, sizes rounded: the golden of a layout
};

std::string_view name_of(Role role);

}  // namespace ocop::ui
