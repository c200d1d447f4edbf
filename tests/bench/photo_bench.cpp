// The budget of the photos: three sizes and a hash of a 12-megapixel photo, against libjpeg-turbo's full-size decode
// and encode of the same file, in the same run. Prints one line of JSON for each picture; asserts nothing.
//
//   build/release/bin/bench_photo [FILE.jpg…]      without a file: the two 12-megapixel sample pictures
//
// The two sides take turns, so that a busy moment of the machine hits both. Medians of the rounds.
#include <turbojpeg.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/photo/photo.h"
#include "tests/support/places.h"

namespace {

using ocop::Bytes;

constexpr int rounds = 15;
constexpr double budget_ratio = 1.2;

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// As plainly as the library allows: full size, its own defaults, quality 80 as the review's.
bool decode_and_encode(const Bytes& jpeg, std::vector<unsigned char>& pixels, int width, int height) {
  const tjhandle decoder = tjInitDecompress();
  const tjhandle encoder = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long out_bytes = 0;
  const bool done =
      tjDecompress2(decoder, jpeg.data(), static_cast<unsigned long>(jpeg.size()), pixels.data(), width, 0, height,
                    TJPF_RGB, 0) == 0 &&
      tjCompress2(encoder, pixels.data(), width, 0, height, TJPF_RGB, &out, &out_bytes, TJSAMP_420, 80, 0) == 0;
  tjFree(out);
  tjDestroy(encoder);
  tjDestroy(decoder);
  return done;
}

bool measure(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const Bytes jpeg{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto facts = ocop::photo::inspect(jpeg);
  if (!facts) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), std::string(facts.error().name()).c_str());
    return false;
  }
  const int width = static_cast<int>(facts->width_px), height = static_cast<int>(facts->height_px);
  std::vector<unsigned char> pixels(std::size_t{facts->width_px} * facts->height_px * 3);
  std::vector<double> baseline_ms, sizes_ms, ratios;
  std::size_t review_bytes = 0, thumbnail_bytes = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = now_ms();
    if (!decode_and_encode(jpeg, pixels, width, height)) return false;
    const double middle = now_ms();
    const auto again = ocop::photo::inspect(jpeg);
    if (!again) return false;
    const auto sizes = ocop::photo::make_sizes(jpeg, *again);
    const double end = now_ms();
    if (!sizes) return false;
    review_bytes = sizes->review.jpeg.size();
    thumbnail_bytes = sizes->thumbnail.jpeg.size();
    baseline_ms.push_back(middle - start);
    sizes_ms.push_back(end - middle);
    ratios.push_back((end - middle) / (middle - start));
  }
  std::printf(
      "{\"bench\":\"photo\",\"file\":\"%s\",\"width\":%d,\"height\":%d,\"original_bytes\":%zu,\"review_bytes\":%zu,"
      "\"thumbnail_bytes\":%zu,\"rounds\":%d,\"sizes_ms\":%.1f,\"baseline_ms\":%.1f,\"ratio\":%.3f,\"budget_ratio\":%."
      "1f}\n",
      path.substr(path.rfind('/') + 1).c_str(), width, height, jpeg.size(), review_bytes, thumbnail_bytes, rounds,
      median(sizes_ms), median(baseline_ms), median(ratios), budget_ratio);
  std::fflush(stdout);
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> files(arguments + 1, arguments + count);
  if (files.empty()) {
    for (const char* name : {"raw_material_dandelion.jpg", "orchard_leaves.jpg"}) {
      files.push_back(std::string(OCOP_SOURCE_DIR "/platform/fake/photos/") + name);
    }
  }
  return std::all_of(files.begin(), files.end(), measure) ? 0 : 1;
}
