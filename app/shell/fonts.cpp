#include "app/shell/fonts.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace ocop::embedded {
extern const std::string_view inter_regular;
extern const std::string_view inter_semi_bold;
extern const std::string_view inter_bold;
}  // namespace ocop::embedded

namespace ocop::shell {
namespace {

// Pairs of first and last. Latin with all of Vietnamese, combining marks (for what cannot be composed), punctuation,
// currencies, arrows, comparisons, and the signs that the catalogue uses.
constexpr ImWchar text_ranges[] = {
    0x0020, 0x007E, 0x00A0, 0x017F, 0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x0300, 0x0304, 0x0306, 0x0309, 0x0323, 0x0323,
    0x1EA0, 0x1EF9, 0x2010, 0x2027, 0x2030, 0x2044, 0x20AB, 0x20AC, 0x2113, 0x2116, 0x2122, 0x2122, 0x2190, 0x2199,
    0x2212, 0x2212, 0x221E, 0x221E, 0x2248, 0x2248, 0x2260, 0x2265, 0x25A0, 0x25A2, 0x25B2, 0x25BD, 0x25CB, 0x25CF,
    0x2605, 0x2606, 0x26A0, 0x26A0, 0x2713, 0x2717, 0x2B06, 0x2B06, 0xFFFD, 0xFFFD, 0};
// Figures are digits: the large sizes would fill the atlas with letters nobody sees.
constexpr ImWchar figure_ranges[] = {0x0020, 0x0039, 0x00A0, 0x00A0, 0x2010, 0x2015, 0x2026, 0x2026,
                                     0x202F, 0x202F, 0x2212, 0x2212, 0xFFFD, 0xFFFD, 0};

// ImGui's size of a font is from its highest to its lowest edge; Inter's is 1.21 of what designers call its size.
constexpr float inter_height = 1.2102F;

std::string_view face_of(ui::TextStyle style) {
  switch (style) {
    case ui::TextStyle::Small:
    case ui::TextStyle::Body:
    case ui::TextStyle::Lead:
      return embedded::inter_regular;
    case ui::TextStyle::SmallStrong:
    case ui::TextStyle::Strong:
    case ui::TextStyle::LeadStrong:
    case ui::TextStyle::Title:
      return embedded::inter_semi_bold;
    case ui::TextStyle::Figure:
    case ui::TextStyle::Total:
      return embedded::inter_bold;
  }
  return embedded::inter_regular;
}

ImFont* add(ImFontAtlas& atlas, std::string_view face, float size_px, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;  // the bytes are the program's own
  config.OversampleH = 2;
  config.OversampleV = 1;
  // ImGui asks for a pointer that it may write to, and does not write.
  auto* bytes = const_cast<char*>(face.data());
  return atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(face.size()), size_px, &config, ranges);
}

char32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t out = lead & (0x3Fu >> more);
  for (int i = 0; i < more && at < text.size(); ++i) out = out << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  return out;
}

}  // namespace

ui::FontSet bake_fonts(ImFontAtlas& atlas, float scale) {
  atlas.Clear();
  atlas.TexDesiredWidth = 2048;
  ui::FontSet out;
  for (int i = 0; i < ui::text_style_count; ++i) {
    const auto style = static_cast<ui::TextStyle>(i);
    const bool is_figure = style == ui::TextStyle::Figure || style == ui::TextStyle::Total;
    const float size_px = std::round(ui::text_size_dp(style) * inter_height * scale);
    out.fonts[static_cast<std::size_t>(i)] =
        add(atlas, face_of(style), size_px, is_figure ? figure_ranges : text_ranges);
  }
  atlas.Build();
  return out;
}

std::vector<char32_t> missing_glyphs(std::string_view text) {
  static const std::unique_ptr<ImFontAtlas> atlas = [] {
    auto made = std::make_unique<ImFontAtlas>();
    add(*made, embedded::inter_regular, 8, text_ranges);
    made->Build();
    return made;
  }();
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next_character(text, at);
    if (character == '\n' || character == '\t') continue;
    const bool is_there =
        character <= 0xFFFF && atlas->Fonts[0]->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr;
    if (!is_there && std::find(out.begin(), out.end(), character) == out.end()) out.push_back(character);
  }
  return out;
}

}  // namespace ocop::shell
