// Sizes, all in dp: a dp is one pixel at a scale of 1. The scale is the screen's own times the officer's text size, so
// text and targets grow together and nothing is ever shrunk to fit.
#pragma once

namespace ocop::ui {

struct Size {
  float width = 0;
  float height = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  bool contains(float at_x, float at_y) const { return at_x >= x && at_x < right() && at_y >= y && at_y < bottom(); }
  Rect inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

Rect intersection(const Rect& a, const Rect& b);

namespace metrics {

inline constexpr float target_min = 48;   // nothing that can be tapped is smaller in either direction
inline constexpr float main_button = 76;  // 12 mm: sun, gloves, a moving boat
inline constexpr float plain_button = 60;
inline constexpr float row_min = 68;
inline constexpr float top_bar = 72;
inline constexpr float gap = 14;
inline constexpr float margin = 16;  // from the edge of the screen, and inside a card
inline constexpr float side_panel = 360;
inline constexpr float wide_min = 900;  // from here on a side panel stands beside, below it goes underneath
inline constexpr float radius = 16;
inline constexpr float radius_small = 10;
inline constexpr float body_height_min = 200;  // less is no room to work in: a footer steps aside for the keyboard

}  // namespace metrics
}  // namespace ocop::ui
