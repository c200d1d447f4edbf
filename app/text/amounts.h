// Amounts as people write them: 1 208 and 7,2 MB in Vietnamese, 1 208 and 7.2 MB in English.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/text/text.h"

namespace ocop::text {

std::string number(std::int64_t value);  // "1 208", "-12 000"; a no-break space between groups of three
// "812 B", "6 KB", "7,2 MB", "1,4 GB"; powers of 1000
std::string size_in_bytes(std::uint64_t bytes, Language language);
// "2 giây", "24 phút", "3 giờ"; rounded up
std::string duration(std::uint64_t seconds, Language language);
std::string date(std::string_view iso);  // "2026-05-22" to "22/05/2026"; anything else as it is

}  // namespace ocop::text
