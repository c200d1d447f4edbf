// Breaking text into lines and measuring it: part of canvas.h.
#include <imgui.h>

#include <algorithm>

#include "app/ui/canvas.h"

namespace ocop::ui {
namespace {

// The next code point of valid UTF-8; a damaged byte counts as one character.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0x80 || lead < 0xC2 || at + length > text.size()) {
    ++at;
    return lead < 0x80 ? lead : U'\uFFFD';
  }
  char32_t out = length == 2 ? lead & 0x1Fu : length == 3 ? lead & 0x0Fu : lead & 0x07u;
  for (std::size_t i = 1; i < length; ++i) out = out << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  at += length;
  return out;
}

float advance_of(const ImFont* font, char32_t character) {
  return font->GetCharAdvance(static_cast<ImWchar>(character > 0xFFFF ? 0xFFFD : character));
}

bool breaks_after(char32_t character) {
  return character == ' ' || character == '-' || character == '/' || character == U'–';
}

// One paragraph (no line feeds) into lines no wider than `width_px`. A word wider than that is broken where it must be.
void break_paragraph(const ImFont* font, std::string_view text, float width_px, std::vector<std::string_view>& lines) {
  std::size_t start = 0;
  std::size_t breakable = 0;  // where the line could end
  float width = 0;
  float width_at_break = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t before = at;
    const char32_t character = next_character(text, at);
    const float advance = advance_of(font, character);
    const bool fits = width + advance <= width_px || character == ' ' || before == start;
    if (!fits) {
      const std::size_t end = breakable > start ? breakable : before;
      lines.push_back(text.substr(start, end - start));
      width = breakable > start ? width - width_at_break : 0;
      start = end;
    }
    width += advance;
    if (breaks_after(character)) {
      breakable = at;
      width_at_break = width;
    }
  }
  lines.push_back(text.substr(start));
}

std::string_view without_last_spaces(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

float width_px_of(const ImFont* font, std::string_view line) {
  float width = 0;
  for (std::size_t at = 0; at < line.size();) width += advance_of(font, next_character(line, at));
  return width;
}

}  // namespace

float text_size_dp(TextStyle style) {
  switch (style) {
    case TextStyle::Small:
    case TextStyle::SmallStrong:
      return 16;
    case TextStyle::Body:
    case TextStyle::Strong:
      return 18;
    case TextStyle::Lead:
    case TextStyle::LeadStrong:
      return 20;
    case TextStyle::Title:
      return 24;
    case TextStyle::Figure:
      return 40;
    case TextStyle::Total:
      return 56;
  }
  return 18;
}

float line_height_dp(TextStyle style) { return text_size_dp(style) * 1.34F; }

TextBlock Canvas::lay_out(std::string_view text, TextStyle style, float width) const {
  const ImFont* font = fonts_.fonts[static_cast<std::size_t>(style)];
  TextBlock block;
  block.style = style;
  while (true) {
    const auto end = text.find('\n');
    break_paragraph(font, text.substr(0, end), px(std::max(width, 1.0F)) + 0.01F, block.lines);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  for (const auto line : block.lines)
    block.width = std::max(block.width, width_px_of(font, without_last_spaces(line)) / scale_);
  block.height = static_cast<float>(block.lines.size()) * line_height_dp(style);
  return block;
}

float Canvas::text_width(std::string_view text, TextStyle style) const {
  return width_px_of(fonts_.fonts[static_cast<std::size_t>(style)], text) / scale_;
}

}  // namespace ocop::ui
