// Colours by what they mean. Two themes: light, and sunlight (pure white, black ink, no grey under 7:1, thick lines).
#pragma once

#include <cstdint>

namespace ocop::ui {

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend bool operator==(const Color&, const Color&) = default;
};

constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16 & 0xff), static_cast<std::uint8_t>(hex >> 8 & 0xff),
          static_cast<std::uint8_t>(hex & 0xff), 255};
}

// What a chip, a card or a list row wants to say. Plain is a white card; OnBar stands on the green bar.
enum class Tone { Plain, Neutral, Good, Information, Warning, Error, OnBar };

struct ToneColors {
  Color ground;
  Color line;
  Color ink;
};

struct Theme {
  Color ground, card, line, strong_line, ink, quiet, green, on_green, on_green_quiet, bar_dark, bar_fill, bar_empty;
  Color chosen, pressed, star, star_empty, shade, keyboard, key, key_special;
  ToneColors plain, neutral, good, information, warning, error, on_bar;
  float line_width;         // around cards
  float strong_line_width;  // around what can be tapped

  const ToneColors& of(Tone tone) const;
};

enum class ThemeKind { Light, Sunlight };
const Theme& theme_of(ThemeKind kind);

// Contrast of two opaque colours, 1 to 21, as WCAG 2 defines it.
double contrast(Color a, Color b);

}  // namespace ocop::ui
