#include "tests/support/sample_photo.h"

#include "tests/support/chance.h"
#include "tests/support/places.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

std::string padded_photo(std::size_t bytes, std::uint64_t seed) {
  constexpr std::size_t comment_bytes = 65'533;
  const std::string jpeg = read_text(OCOP_SOURCE_DIR "/platform/fake/photos/product_coffee.jpg");
  std::string out = jpeg.substr(0, 2);
  Chance chance(seed);
  while (out.size() + jpeg.size() < bytes) {
    out += "\xFF\xFE\xFF\xFF";
    for (std::size_t i = 0; i < comment_bytes; ++i) out += static_cast<char>(' ' + chance.below(95));
  }
  return out + jpeg.substr(2);
}

}  // namespace ocop::test
