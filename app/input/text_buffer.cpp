#include "app/input/text_buffer.h"

#include <algorithm>

#include "app/input/telex.h"
#include "core/base/limits.h"
#include "core/base/text.h"

namespace ocop::input {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::size_t character_before(std::string_view text, std::size_t byte) {
  if (byte == 0) return 0;
  --byte;
  while (byte > 0 && continues(text[byte])) --byte;
  return byte;
}

std::size_t character_after(std::string_view text, std::size_t byte) {
  if (byte >= text.size()) return text.size();
  ++byte;
  while (byte < text.size() && continues(text[byte])) ++byte;
  return byte;
}

void TextBuffer::set_caret(std::size_t byte) {
  caret_ = std::min(byte, text_.size());
  while (caret_ > 0 && caret_ < text_.size() && continues(text_[caret_])) --caret_;
}

bool TextBuffer::apply(const TextEdit& edit) {
  std::size_t from = caret_;
  for (int i = 0; i < edit.delete_count; ++i) from = character_before(text_, from);
  // The join may compose (a letter, then a mark from a pasted text), so the whole is cleaned, not the piece alone.
  const auto before = clean_text(text_.substr(0, from) + edit.insert);
  const auto after = std::string_view(text_).substr(caret_);
  if (!before || before->size() + after.size() > limits::text_bytes_max) return false;
  if (*before == before_caret()) return false;
  text_ = *before + std::string(after);
  caret_ = before->size();
  return true;
}

bool TextBuffer::apply(const Stroke& stroke, Lines lines) {
  const auto line_start = [&] {
    const auto found = text_.rfind('\n', caret_ == 0 ? std::string::npos : caret_ - 1);
    return caret_ == 0 || found == std::string::npos ? std::size_t{0} : found + 1;
  };
  switch (stroke.key) {
    case Key::Text: {
      if (stroke.compose == Compose::Telex) return apply(telex(before_caret(), stroke.text));
      std::string piece = stroke.text;
      if (lines == Lines::One)
        std::replace_if(
            piece.begin(), piece.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
      return apply(TextEdit{0, piece});
    }
    case Key::Backspace:
      return caret_ > 0 && apply(TextEdit{1, {}});
    case Key::Delete: {
      const auto next = character_after(text_, caret_);
      if (next == caret_) return false;
      text_.erase(caret_, next - caret_);
      return true;
    }
    case Key::Enter:
      return lines == Lines::Many && apply(TextEdit{0, "\n"});
    case Key::Left:
      caret_ = character_before(text_, caret_);
      return false;
    case Key::Right:
      caret_ = character_after(text_, caret_);
      return false;
    case Key::Home:
      caret_ = line_start();
      return false;
    case Key::End:
      caret_ = std::min(text_.find('\n', caret_), text_.size());
      return false;
    default:
      return false;  // Up and Down are the field's: it knows where its lines break
  }
}

}  // namespace ocop::input
