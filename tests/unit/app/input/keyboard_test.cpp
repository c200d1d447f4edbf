#include "app/input/keyboard.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <algorithm>

#include "tests/support/catch.h"

using namespace ocop::input;

namespace {

const KeyCap* find(const Keyboard& keyboard, std::string_view name) {
  for (const auto& key : keyboard.keys())
    if (key.name == name) return &key;
  return nullptr;
}

std::vector<Stroke> tap(Keyboard& keyboard, std::string_view name) {
  const auto* key = find(keyboard, name);
  REQUIRE(key != nullptr);
  const float x = key->x_dp + key->width_dp / 2, y = key->y_dp + key->height_dp / 2;
  std::vector<Stroke> out;
  REQUIRE(keyboard.press(x, y));
  REQUIRE(keyboard.release(x, y, out));
  return out;
}

Keyboard shown(float width = 1280, float height = 800, bool is_number = false) {
  Keyboard keyboard;
  keyboard.set_screen(width, height);
  keyboard.show_for(Keyboard::Wish{"field", is_number, false});
  return keyboard;
}

}  // namespace

TEST_CASE("every key of every page is 48 dp or more on the narrowest tablet, and none overlaps another") {
  for (const float width : {600.0F, 800.0F, 1280.0F}) {
    for (const char* page : {"letters", "symbols", "digits"}) {
      auto keyboard = shown(width, 1280, std::string_view(page) == "digits");
      if (std::string_view(page) == "symbols") tap(keyboard, "symbols");
      for (const auto& key : keyboard.keys()) {
        INFO(page << " " << key.name << " at " << width);
        REQUIRE(key.width_dp >= 48);
        REQUIRE(key.height_dp >= 48);
        REQUIRE(key.x_dp >= 0);
        REQUIRE(key.x_dp + key.width_dp <= width);
        REQUIRE(key.y_dp + key.height_dp <= 1280);
        for (const auto& other : keyboard.keys()) {
          if (&other == &key) continue;
          const bool is_apart = other.x_dp >= key.x_dp + key.width_dp || key.x_dp >= other.x_dp + other.width_dp ||
                                other.y_dp >= key.y_dp + key.height_dp || key.y_dp >= other.y_dp + other.height_dp;
          REQUIRE(is_apart);
        }
      }
    }
  }
}

TEST_CASE("shift counts for one letter, twice it is locked, thrice it is off") {
  auto keyboard = shown();
  tap(keyboard, "shift");
  REQUIRE(tap(keyboard, "h")[0].text == "H");
  REQUIRE(tap(keyboard, "h")[0].text == "h");
  tap(keyboard, "shift");
  tap(keyboard, "shift");
  REQUIRE(tap(keyboard, "h")[0].text == "H");
  REQUIRE(tap(keyboard, "h")[0].text == "H");
  tap(keyboard, "shift");
  REQUIRE(tap(keyboard, "h")[0].text == "h");
}

TEST_CASE("without Telex letters are letters") {
  auto keyboard = shown();
  REQUIRE(tap(keyboard, "s")[0].compose == Compose::Telex);
  tap(keyboard, "language");
  REQUIRE(tap(keyboard, "s")[0].compose == Compose::No);
}

TEST_CASE("symbols and digits are never composed, and the dong sign is there") {
  auto keyboard = shown();
  tap(keyboard, "symbols");
  const auto strokes = tap(keyboard, "₫");
  REQUIRE(strokes[0].text == "₫");
  REQUIRE(strokes[0].compose == Compose::No);
  tap(keyboard, "letters");
  REQUIRE(find(keyboard, "q") != nullptr);
}

TEST_CASE("a number's field opens the digits, another field the letters again") {
  auto keyboard = shown(800, 1280, true);
  REQUIRE(find(keyboard, "q") == nullptr);
  REQUIRE(tap(keyboard, "7")[0].text == "7");
  keyboard.show_for(Keyboard::Wish{"other", false, false});
  REQUIRE(find(keyboard, "q") != nullptr);
  keyboard.show_for(std::nullopt);
  REQUIRE(keyboard.height_dp() == 0);
}

TEST_CASE("the keys of the digits stand in even columns and fill every row") {
  const auto keyboard = shown(800, 1280, true);
  std::map<float, float> ends;  // of each row, by its height
  for (const auto& key : keyboard.keys()) {
    INFO(key.name);
    const auto& keys = keyboard.keys();
    const float column = (key.x_dp - keys[0].x_dp) / (keys[1].x_dp - keys[0].x_dp);
    REQUIRE(column == Approx(std::round(column)));
    ends[key.y_dp] = std::max(ends[key.y_dp], key.x_dp + key.width_dp);
  }
  REQUIRE(ends.size() == 4);
  for (const auto& [y, end] : ends) REQUIRE(end == Approx(ends.begin()->second));
  REQUIRE(find(keyboard, "0")->x_dp == Approx(find(keyboard, "8")->x_dp));
  REQUIRE(find(keyboard, "/") != nullptr);  // dates
}

TEST_CASE("a finger that landed wrong slides to the right key, or off the keys to write nothing") {
  auto keyboard = shown();
  const auto* q = find(keyboard, "q");
  const auto* w = find(keyboard, "w");
  std::vector<Stroke> out;
  REQUIRE(keyboard.press(q->x_dp + 5, q->y_dp + 5));
  REQUIRE(keyboard.move(w->x_dp + 5, w->y_dp + 5));
  REQUIRE(keyboard.release(w->x_dp + 5, w->y_dp + 5, out));
  REQUIRE(out.size() == 1);
  REQUIRE(out[0].text == "w");
  out.clear();
  REQUIRE(keyboard.press(q->x_dp + 5, q->y_dp + 5));
  REQUIRE(keyboard.release(5, 5, out));
  REQUIRE(out.empty());
  REQUIRE_FALSE(keyboard.press(5, 5));
}

TEST_CASE("Backspace repeats while it is held and does not write once more when let go") {
  auto keyboard = shown();
  const auto* key = find(keyboard, "backspace");
  const float x = key->x_dp + 5, y = key->y_dp + 5;
  std::vector<Stroke> out;
  keyboard.press(x, y);
  for (int i = 0; i < 60; ++i) keyboard.tick(0.016F, out);
  REQUIRE(out.size() > 4);
  const auto count = out.size();
  keyboard.release(x, y, out);
  REQUIRE(out.size() == count);
}

TEST_CASE("the key that puts the keyboard away says so once") {
  auto keyboard = shown();
  REQUIRE(tap(keyboard, "hide").empty());
  REQUIRE(keyboard.take_hide());
  REQUIRE_FALSE(keyboard.take_hide());
}
