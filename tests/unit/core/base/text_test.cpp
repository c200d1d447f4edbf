#include "core/base/text.h"

#include <string>

#include "core/base/limits.h"
#include "tests/support/catch.h"

using namespace ocop;

TEST_CASE("decomposed Vietnamese is kept composed") {
  const auto cleaned = clean_text("Ho\xCC\x82\xCC\x80 s\x6F\xCC\x9B");  // Hồ sơ, letter and marks apart
  REQUIRE_OK(cleaned);
  CHECK(*cleaned == "Hồ sơ");
}

TEST_CASE("bytes that are not UTF-8 are refused") {
  REQUIRE_ERROR(clean_text("a\xFF"), InvalidInput);
  REQUIRE_ERROR(clean_text("a\xE1\xBB"), InvalidInput);
  CHECK_FALSE(is_valid_utf8("\xC0\x80"));
}

TEST_CASE("control characters go, line feeds stay, line ends become one") {
  const auto cleaned = clean_text(std::string_view("a\x01" "b\r\nc\rd\te\0f", 12));
  REQUIRE_OK(cleaned);
  CHECK(*cleaned == "ab\nc\nd\tef");
}

TEST_CASE("a text over the limit is refused and one at the limit is kept") {
  REQUIRE_OK(clean_text(std::string(limits::text_bytes_max, 'x')));
  REQUIRE_ERROR(clean_text(std::string(limits::text_bytes_max + 1, 'x')), LimitExceeded);
}

TEST_CASE("folding forgets case, tones, đ, tone placement, punctuation and apostrophes") {
  CHECK(fold("Hồ sơ  ĐẶC-biệt") == "ho so dac biet");
  CHECK(fold("Hòa") == fold("Hoà"));
  CHECK(fold("Thuỷ") == fold("Thủy"));
  CHECK(fold("Đắk R’lấp") == fold("đăk r'lấp"));
  CHECK(fold("  (Ớt!)  ") == "ot");
  CHECK(fold("Chè Shan tuyết 3★") == "che shan tuyet 3");
  CHECK(fold("").empty());
}

TEST_CASE("cutting never splits a character") {
  CHECK(first_characters("Việt Nam", 3) == "Việ");
  CHECK(first_characters("Việt", 9) == "Việt");
}
