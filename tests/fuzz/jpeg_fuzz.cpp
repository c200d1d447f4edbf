// A photo from a card or a camera. Small pictures only are decoded: a fuzzer wants many.
#include "core/photo/photo.h"
#include "tests/fuzz/fuzz.h"

using namespace ocop;
using fuzz::must_hold;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t pixels_max = 256 * 256;
  const ByteView jpeg(data, size);
  const auto facts = photo::inspect(jpeg);
  if (!facts) return 0;
  must_hold(facts->orientation >= 1 && facts->orientation <= 8, "an orientation is one of eight");
  if (std::uint64_t{facts->width_px} * facts->height_px > pixels_max) return 0;
  const auto sizes = photo::make_sizes(jpeg, *facts);
  if (!sizes) return 0;
  must_hold(photo::inspect(sizes->review.jpeg).has_value(), "the review size is a photo");
  must_hold(photo::inspect(sizes->thumbnail.jpeg).has_value(), "the thumbnail is a photo");
  must_hold(photo::decode_rgba(jpeg, 64).has_value(), "what makes sizes can be shown");
  return 0;
}
