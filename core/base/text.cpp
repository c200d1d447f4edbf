#include "core/base/text.h"

#include <utf8proc.h>

#include <cstdlib>

#include "core/base/limits.h"

namespace ocop {
namespace {

const utf8proc_uint8_t* data_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

std::string take(utf8proc_uint8_t* owned, utf8proc_ssize_t length) {
  std::string out(reinterpret_cast<const char*>(owned), static_cast<std::size_t>(length));
  std::free(owned);  // utf8proc allocates with malloc
  return out;
}

// False at the end or on a byte sequence that is not UTF-8.
bool next_code_point(std::string_view& rest, utf8proc_int32_t& code_point) {
  if (rest.empty()) return false;
  const auto length = utf8proc_iterate(data_of(rest), static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
  if (length <= 0) return false;
  rest.remove_prefix(static_cast<std::size_t>(length));
  return true;
}

void append_code_point(std::string& out, utf8proc_int32_t code_point) {
  utf8proc_uint8_t raw[4];
  const auto length = utf8proc_encode_char(code_point, raw);
  out.append(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

bool is_kept_control(utf8proc_int32_t code_point) { return code_point == '\n' || code_point == '\t'; }

bool is_letter_or_digit(utf8proc_int32_t code_point) {
  const auto category = utf8proc_category(code_point);
  return category <= UTF8PROC_CATEGORY_LO ? category >= UTF8PROC_CATEGORY_LU : category == UTF8PROC_CATEGORY_ND;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  utf8proc_int32_t code_point = 0;
  for (;;) {
    // Names of fields and most values are plain letters, and every text that was ever received passes here.
    while (!text.empty() && static_cast<unsigned char>(text.front()) < 0x80) text.remove_prefix(1);
    if (!next_code_point(text, code_point)) return text.empty();
  }
}

Result<std::string> clean_text(std::string_view raw) {
  if (raw.size() > 2 * limits::text_bytes_max) return ErrorCode::LimitExceeded;
  std::string kept;
  kept.reserve(raw.size());
  utf8proc_int32_t code_point = 0;
  for (auto rest = raw; !rest.empty();) {
    if (!next_code_point(rest, code_point)) return Error{ErrorCode::InvalidInput, "not UTF-8"};
    if (code_point == '\r') {
      if (rest.empty() || rest.front() != '\n') kept.push_back('\n');
    } else if (utf8proc_category(code_point) != UTF8PROC_CATEGORY_CC || is_kept_control(code_point)) {
      append_code_point(kept, code_point);
    }
  }
  utf8proc_uint8_t* composed = nullptr;
  const auto length = utf8proc_map(data_of(kept), static_cast<utf8proc_ssize_t>(kept.size()), &composed,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return Error{ErrorCode::InvalidInput, utf8proc_errmsg(length)};
  auto out = take(composed, length);
  if (out.size() > limits::text_bytes_max) return ErrorCode::LimitExceeded;
  return out;
}

std::string fold(std::string_view text) {
  utf8proc_uint8_t* bare = nullptr;
  const auto length =
      utf8proc_map(data_of(text), static_cast<utf8proc_ssize_t>(text.size()), &bare,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                                                  UTF8PROC_CASEFOLD));
  if (length < 0) return {};
  const std::string stripped = take(bare, length);
  std::string out;
  out.reserve(stripped.size());
  utf8proc_int32_t code_point = 0;
  for (std::string_view rest = stripped; next_code_point(rest, code_point);) {
    if (code_point == 0x111) code_point = 'd';  // đ has no decomposition
    if (is_letter_or_digit(code_point)) {
      append_code_point(out, code_point);
    } else if (code_point != '\'' && code_point != 0x2019 && !out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\n\r";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string first_characters(std::string_view text, std::size_t characters_max) {
  auto rest = text;
  utf8proc_int32_t code_point = 0;
  for (std::size_t i = 0; i < characters_max && next_code_point(rest, code_point); ++i) {
  }
  return std::string(text.substr(0, text.size() - rest.size()));
}

}  // namespace ocop
