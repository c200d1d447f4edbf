#include "app/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace ocop::ui {
namespace {

Theme light_theme() {
  Theme t{};
  t.ground = rgb(0xf4f5f1);
  t.card = rgb(0xffffff);
  t.line = rgb(0xd9ddd4);
  t.strong_line = rgb(0xd0d5cb);
  t.ink = rgb(0x1b2420);
  t.quiet = rgb(0x5c665f);
  t.green = rgb(0x0f5132);
  t.on_green = rgb(0xffffff);
  t.on_green_quiet = rgb(0xcfe3d7);
  t.bar_dark = rgb(0x0b3d26);
  t.bar_fill = rgb(0x1f7a4d);
  t.bar_empty = rgb(0xe3e6df);
  t.chosen = rgb(0xeaf5ee);
  t.pressed = rgb(0xe1e8e2);
  t.star = rgb(0xc77700);
  t.star_empty = rgb(0xd3d6d0);
  t.shade = {16, 24, 20, 130};
  t.keyboard = rgb(0xd8ddd6);
  t.key = rgb(0xffffff);
  t.key_special = rgb(0xbfc7be);
  t.plain = {t.card, t.line, t.ink};
  t.neutral = {rgb(0xe7eae3), rgb(0xd0d5cb), t.ink};
  t.good = {rgb(0xdcf0e4), rgb(0x8cc3a4), t.green};
  t.information = {rgb(0xe0ebfa), rgb(0x8fb3e0), rgb(0x123f7a)};
  t.warning = {rgb(0xfdefd5), rgb(0xe2a03f), rgb(0x7a4b00)};
  t.error = {rgb(0xfbe6e4), rgb(0xdf9a94), rgb(0x8c1d18)};
  t.on_bar = {rgb(0x2f6a4c), rgb(0x2f6a4c), t.on_green};
  t.line_width = 1;
  t.strong_line_width = 2;
  return t;
}

Theme sunlight_theme() {
  Theme t = light_theme();
  t.ground = t.card = t.key = rgb(0xffffff);
  t.ink = t.line = t.strong_line = rgb(0x000000);
  t.quiet = rgb(0x333333);
  t.green = t.bar_fill = rgb(0x003d20);
  t.bar_dark = rgb(0x002413);
  t.on_green_quiet = rgb(0xffffff);
  t.bar_empty = rgb(0xffffff);
  t.chosen = rgb(0xdff3e6);
  t.pressed = rgb(0xd0d0d0);
  t.star = rgb(0x7a4a00);
  t.star_empty = rgb(0xffffff);
  t.keyboard = rgb(0xffffff);
  t.key_special = rgb(0xe6e6e6);
  t.plain = {t.card, t.line, t.ink};
  t.neutral = {t.card, t.line, t.ink};
  t.good = {t.card, t.green, t.green};
  t.information = {t.card, rgb(0x0a2c5c), rgb(0x0a2c5c)};
  t.warning = {t.card, rgb(0x5c3800), rgb(0x5c3800)};
  t.error = {t.card, rgb(0x7a120e), rgb(0x7a120e)};
  t.on_bar = {t.bar_dark, t.on_green, t.on_green};
  t.line_width = 3;
  t.strong_line_width = 3;
  return t;
}

double luminance(Color color) {
  const auto channel = [](std::uint8_t value) {
    const double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(color.red) + 0.7152 * channel(color.green) + 0.0722 * channel(color.blue);
}

}  // namespace

const ToneColors& Theme::of(Tone tone) const {
  switch (tone) {
    case Tone::Plain:
      return plain;
    case Tone::Neutral:
      return neutral;
    case Tone::Good:
      return good;
    case Tone::Information:
      return information;
    case Tone::Warning:
      return warning;
    case Tone::Error:
      return error;
    case Tone::OnBar:
      return on_bar;
  }
  return plain;
}

const Theme& theme_of(ThemeKind kind) {
  static const Theme light = light_theme();
  static const Theme sunlight = sunlight_theme();
  return kind == ThemeKind::Sunlight ? sunlight : light;
}

double contrast(Color a, Color b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

}  // namespace ocop::ui
