// Text: one form for keeping (NFC), one for finding (folded). Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ocop {

// What enters the program passes here once: valid UTF-8, composed (NFC), without control characters but line feed and
// tab, line ends as '\n'. InvalidInput for bytes that are not UTF-8, LimitExceeded over limits::text_bytes_max.
// Why: Dear ImGui does not shape text, so decomposed Vietnamese would be drawn with stray marks. Values are compared
// as bytes.
Result<std::string> clean_text(std::string_view raw);

bool is_valid_utf8(std::string_view text);

// What people type to find things: lower case, no tone and vowel marks, đ as d, every run of anything but letters and
// digits as one space. Both tone placements ("hòa", "hoà") and both apostrophes fold to the same text.
//   fold("Hồ sơ  ĐẶC-biệt") == "ho so dac biet"
std::string fold(std::string_view text);

// Trims spaces at both ends.
std::string_view trim(std::string_view text);

// The first `characters_max` code points, never cutting one; whole text if shorter.
std::string first_characters(std::string_view text, std::size_t characters_max);

}  // namespace ocop
