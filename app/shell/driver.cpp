#include "app/shell/driver.h"

#include <algorithm>
#include <cmath>

namespace ocop::shell {
namespace {

constexpr int turns_max = 2000;
constexpr float wheel_line_dp = 60;  // the gate's

bool is_tappable(const ui::Item& item) {
  return item.visible.width >= std::min(item.rect.width, 24.0F) &&
         item.visible.height >= std::min(item.rect.height, 24.0F);
}

std::vector<ui::Item> areas_of(const ui::Inspection& items) {
  std::vector<ui::Item> out;
  for (const auto& item : items.items)
    if (item.role == ui::Role::Area && !item.is_covered) out.push_back(item);
  return out;
}

}  // namespace

void Driver::push(const input::Event& event) {
  shell_.gate().push(event);
  shell_.redraw().owe();
}

Error Driver::not_there(std::string_view path, const std::string& why) {
  return Error{ErrorCode::NotFound, std::string(path) + " " + why + ". On the screen:\n" + items().print()};
}

Status Driver::settle() {
  shell_.redraw().owe(1);
  for (int i = 0; i < turns_max; ++i) {
    turn_();
    if (!shell_.redraw().owes()) return {};
  }
  return Error{ErrorCode::TimedOut, "the screen never comes to rest:\n" + items().print()};
}

void Driver::wheel(float x_dp, float y_dp, float dy_dp) {
  const float scale = shell_.scale();
  shell_.gate().wheel({x_dp * scale, y_dp * scale}, dy_dp / wheel_line_dp);
  shell_.redraw().owe();
}

// A long list draws only what is seen: looks through every area from its top.
bool Driver::page_through(std::string_view path) {
  for (const auto& area : areas_of(items())) {
    const float x = area.visible.x + area.visible.width / 2;
    const float y = area.visible.y + area.visible.height / 2;
    wheel(x, y, 1e6F);
    std::string before;
    for (int i = 0; i < turns_max && settle().has_value(); ++i) {
      if (items().find(path) != nullptr) return true;
      const std::string now = items().print();
      if (now == before) break;
      before = now;
      wheel(x, y, -area.visible.height * 0.7F);
    }
  }
  return false;
}

Result<ui::Item> Driver::find(std::string_view path) {
  TRY(settle());
  const auto* item = items().find(path);
  if (item == nullptr && page_through(path)) item = items().find(path);
  if (item == nullptr) return not_there(path, "is not there, or more than one ends so");
  if (item->is_covered) return not_there(path, "lies under a sheet");
  return *item;
}

Status Driver::scroll_to(std::string_view path) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    TRY_ASSIGN(const auto item, find(path));
    if (is_tappable(item)) return {};
    const float x = item.rect.x + item.rect.width / 2;
    const float y = item.rect.y + item.rect.height / 2;
    for (const auto& area : areas_of(items())) {
      if (area.layer != item.layer || x < area.visible.x || x > area.visible.right()) continue;
      wheel(area.visible.x + area.visible.width / 2, area.visible.y + area.visible.height / 2,
            area.visible.y + area.visible.height / 2 - y);
      TRY(settle());
    }
  }
  return not_there(path, "cannot be scrolled into view");
}

Status Driver::tap(std::string_view path) {
  TRY(scroll_to(path));
  TRY_ASSIGN(const auto item, find(path));
  if (!item.is_target) return not_there(path, "cannot be tapped");
  if (!item.is_enabled) return not_there(path, "is disabled");
  const float scale = shell_.scale();
  const input::Point at{(item.visible.x + item.visible.width / 2) * scale,
                        (item.visible.y + item.visible.height / 2) * scale};
  push(input::PointerPressed{at});
  push(input::PointerReleased{at});
  return settle();
}

Status Driver::type(std::string_view text) {
  TRY(settle());
  if (!shell_.ui().focus()) return not_there("the caret", "is in no field");
  push(input::Stroke{input::Key::Text, std::string(text), input::Compose::No, input::Source::Screen});
  return settle();
}

Status Driver::clear_field() {
  TRY(settle());
  if (!shell_.ui().focus()) return not_there("the caret", "is in no field");
  push(input::Stroke{input::Key::End, {}, input::Compose::No, input::Source::Screen});
  for (std::size_t i = 0; i < shell_.ui().focus()->buffer.text().size(); ++i)
    push(input::Stroke{input::Key::Backspace, {}, input::Compose::No, input::Source::Screen});
  return settle();
}

Status Driver::press_keys(std::string_view letters) {
  for (const char letter : letters) {
    const bool is_upper = letter >= 'A' && letter <= 'Z';
    if (is_upper) TRY(tap("keyboard/shift"));
    const std::string name =
        letter == ' ' ? "space" : std::string(1, is_upper ? static_cast<char>(letter + 32) : letter);
    TRY(tap("keyboard/" + name));
  }
  return {};
}

Status Driver::drag(std::string_view path, float dy_dp) {
  TRY_ASSIGN(const auto item, find(path));
  const float scale = shell_.scale();
  input::Point at{(item.visible.x + item.visible.width / 2) * scale,
                  (item.visible.y + item.visible.height / 2) * scale};
  push(input::PointerPressed{at});
  turn_();
  turn_();
  constexpr int steps = 12;
  for (int i = 0; i < steps; ++i) {
    at.y += dy_dp * scale / steps;
    push(input::PointerMoved{at});
    turn_();
  }
  for (int i = 0; i < 40; ++i) {  // a finger that rests before it lifts: nothing runs on
    shell_.redraw().owe();
    turn_();
  }
  push(input::PointerReleased{at});
  return settle();
}

}  // namespace ocop::shell
