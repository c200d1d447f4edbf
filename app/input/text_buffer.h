// The text in a field that has the caret, and what strokes do to it. Positions are bytes, always between characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/input/input_frame.h"

namespace ocop::input {

enum class Lines { One, Many };

class TextBuffer {
 public:
  TextBuffer() = default;
  explicit TextBuffer(std::string text) : text_(std::move(text)), caret_(text_.size()) {}

  const std::string& text() const { return text_; }
  std::size_t caret() const { return caret_; }
  std::string_view before_caret() const { return std::string_view(text_).substr(0, caret_); }

  void set_caret(std::size_t byte);  // to the start of the character that holds it
  // True if the text changed. Text that would pass limits::text_bytes_max, or that is not UTF-8, is not taken.
  bool apply(const Stroke& stroke, Lines lines);
  bool apply(const TextEdit& edit);

 private:
  std::string text_;
  std::size_t caret_ = 0;
};

std::size_t character_before(std::string_view text, std::size_t byte);
std::size_t character_after(std::string_view text, std::size_t byte);

}  // namespace ocop::input
