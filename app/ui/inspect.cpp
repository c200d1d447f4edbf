#include "app/ui/inspect.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ocop::ui {
namespace {

constexpr float tolerance = 0.5F;  // of a dp: targets are laid out in fractions

bool ends_with_step(std::string_view path, std::string_view end) {
  return path.size() > end.size() && path.ends_with(end) && path[path.size() - end.size() - 1] == '/';
}

bool overlap(const Item& a, const Item& b) {
  if (!a.is_target || !b.is_target || a.layer != b.layer) return false;
  const Rect shared = intersection(a.visible, b.visible);
  return shared.width > 1 && shared.height > 1;
}

std::string number(float value) { return std::to_string(std::lround(value)); }

}  // namespace

Rect intersection(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x);
  const float y = std::max(a.y, b.y);
  const float right = std::min(a.right(), b.right());
  const float bottom = std::min(a.bottom(), b.bottom());
  return right <= x || bottom <= y ? Rect{x, y, 0, 0} : Rect{x, y, right - x, bottom - y};
}

std::string_view name_of(Role role) {
  switch (role) {
    case Role::Button:
      return "button";
    case Role::Option:
      return "option";
    case Role::Row:
      return "row";
    case Role::Chip:
      return "chip";
    case Role::Field:
      return "field";
    case Role::Text:
      return "text";
    case Role::Image:
      return "image";
    case Role::Key:
      return "key";
    case Role::Area:
      return "area";
    case Role::Sheet:
      return "sheet";
    case Role::Bar:
      return "bar";
  }
  return "";
}

const Item* Inspection::find(std::string_view path) const {
  const Item* by_end = nullptr;
  int ends = 0;
  for (const auto& item : items) {
    if (item.path == path) return &item;
    if (!ends_with_step(item.path, path)) continue;
    by_end = &item;
    ++ends;
  }
  return ends == 1 ? by_end : nullptr;
}

std::vector<std::string> Inspection::problems() const {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& item : items) {
    const bool is_small =
        item.rect.width < metrics::target_min - tolerance || item.rect.height < metrics::target_min - tolerance;
    if (item.is_target && is_small)
      out.push_back(item.path + ": a target of " + number(item.rect.width) + "x" + number(item.rect.height) +
                    " dp, under 48");
    if (item.is_clipped) out.push_back(item.path + ": clipped: \"" + item.label + "\"");
    if (!seen.insert(item.path).second && item.is_target) out.push_back(item.path + ": two items of this path");
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = i + 1; j < items.size(); ++j)
      if (overlap(items[i], items[j])) out.push_back(items[i].path + ": overlaps " + items[j].path);
  return out;
}

std::string Inspection::print() const {
  std::string out;
  for (const auto& item : items) {
    out += item.path + " " + std::string(name_of(item.role)) + " \"" + item.label + "\" " + number(item.rect.x) + "," +
           number(item.rect.y) + " " + number(item.rect.width) + "x" + number(item.rect.height);
    if (!item.state.empty()) out += " [" + item.state + "]";
    if (!item.is_enabled) out += " disabled";
    if (item.is_clipped) out += " CLIPPED";
    if (item.is_covered) out += " covered";
    out += "\n";
  }
  return out;
}

}  // namespace ocop::ui
