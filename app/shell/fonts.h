// The fonts: Inter in three weights, baked for one scale into one atlas. Rebuilt between frames when the scale changes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/canvas.h"

struct ImFontAtlas;

namespace ocop::shell {

// Replaces what is in the atlas. Sizes are whole pixels.
ui::FontSet bake_fonts(ImFontAtlas& atlas, float scale);

// The characters of `text` that the screen would draw as a box: not in the font, or not in the ranges that are baked.
// For the test of the catalogue of sentences. Line feeds and tabs are no characters to draw.
std::vector<char32_t> missing_glyphs(std::string_view text);

}  // namespace ocop::shell
