// A screen in every shape: both orientations, two text sizes, both languages. Nothing clipped, nothing overlapping,
// every target at least 48 dp, no character without a glyph; and in Vietnamese at 100 % its layout as a golden.
#pragma once

#include <functional>
#include <string>

#include "tests/support/golden.h"
#include "tests/support/screen_tablet.h"

namespace ocop::test {

inline void check_everywhere(const std::string& name, const std::function<void(ScreenTablet&)>& open) {
  struct Shape {
    int width_px, height_px;
    float text_size;
    text::Language language;
  };
  using enum text::Language;
  constexpr Shape shapes[] = {{1280, 800, 1, Vietnamese},     {800, 1280, 1, Vietnamese},
                              {1280, 800, 1.25F, Vietnamese}, {800, 1280, 1.25F, Vietnamese},
                              {1280, 800, 1.25F, English},    {800, 1280, 1.25F, English}};
  for (const Shape& shape : shapes) {
    presenter::Settings settings;
    settings.language = shape.language;
    ScreenTablet at({shape.width_px, shape.height_px, shape.text_size}, settings);
    open(at);
    at.ui.settle();
    const bool is_english = shape.language == English;
    const std::string where = name + "-" + std::to_string(shape.width_px) + "x" + std::to_string(shape.height_px) +
                              "-" + std::to_string(static_cast<int>(shape.text_size * 100)) + (is_english ? "-en" : "");
    at.require_sound(where);
    if (!is_english && shape.text_size == 1) check_golden("screens/" + where + ".txt", at.ui.items().print());
  }
}

}  // namespace ocop::test
