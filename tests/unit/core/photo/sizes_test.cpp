#include <cstring>

#include "core/base/hash.h"
#include "core/photo/photo.h"
#include "tests/unit/core/photo/jpegs.h"

using namespace ocop;

namespace {

Result<photo::Sizes> sizes_of(ByteView jpeg) {
  TRY_ASSIGN(const auto facts, photo::inspect(jpeg));
  return photo::make_sizes(jpeg, facts);
}

photo::Image screen_of(ByteView jpeg, std::uint32_t long_edge_px_max = 4096) {
  const auto image = photo::decode_rgba(jpeg, long_edge_px_max);
  REQUIRE_OK(image);
  REQUIRE(image->rgba.size() == std::size_t{image->width_px} * image->height_px * 4);
  return *image;
}

// The letter of a pixel's colour, at a fraction of the picture.
char colour_at(const photo::Image& image, double across, double down) {
  const auto x = static_cast<std::size_t>(across * image.width_px),
             y = static_cast<std::size_t>(down * image.height_px);
  const std::uint8_t* pixel = image.rgba.data() + 4 * (y * image.width_px + x);
  CHECK(pixel[3] == 255);
  const int bits = (pixel[0] > 200  ? 1
                    : pixel[0] < 55 ? 0
                                    : 8) +
                   (pixel[1] > 200  ? 2
                    : pixel[1] < 55 ? 0
                                    : 8) +
                   (pixel[2] > 200  ? 4
                    : pixel[2] < 55 ? 0
                                    : 8);
  switch (bits) {
    case 0:
      return 'K';
    case 1:
      return 'R';
    case 2:
      return 'G';
    case 4:
      return 'B';
    case 6:
      return 'C';
    case 7:
      return 'W';
    default:
      return '?';
  }
}

// Top left, top right, bottom left, bottom right.
std::string corners(const photo::Image& image) {
  return {colour_at(image, 0.2, 0.2), colour_at(image, 0.8, 0.2), colour_at(image, 0.2, 0.8),
          colour_at(image, 0.8, 0.8)};
}

bool holds(const Bytes& bytes, std::string_view what) { return as_text(bytes).find(what) != std::string_view::npos; }

}  // namespace

TEST_CASE("every orientation comes out upright in all made sizes and on the screen") {
  // What the standard says of row 0 and column 0, written out by hand for red, green over blue, white.
  const char* expected[] = {"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto exif = jpegs::Exif().number(jpegs::Exif::Main, 0x0112, orientation);
    const Bytes jpeg = exif.into(jpegs::quadrants(400, 240));
    const auto sizes = sizes_of(jpeg);
    REQUIRE_OK(sizes);
    const bool sideways = orientation >= 5;
    CHECK(sizes->review.width_px == (sideways ? 240 : 400));
    CHECK(sizes->review.height_px == (sideways ? 400 : 240));
    CHECK(sizes->thumbnail.width_px == (sideways ? 192 : 320));
    CHECK(sizes->thumbnail.height_px == (sideways ? 320 : 192));
    CHECK(corners(screen_of(sizes->review.jpeg)) == expected[orientation - 1]);
    CHECK(corners(screen_of(sizes->thumbnail.jpeg)) == expected[orientation - 1]);
    CHECK(corners(screen_of(jpeg)) == expected[orientation - 1]);
    CHECK(corners(screen_of(jpeg, 90)) == expected[orientation - 1]);
  }
}

TEST_CASE("the real photographs give the promised sizes, without EXIF, and name themselves by hash") {
  for (const char* name : {"hill_sunset.jpg", "orchard_leaves.jpg", "product_coffee.jpg", "product_fig.jpg",
                           "raw_material_dandelion.jpg", "workshop_brushes.jpg", "workshop_room_sideways.jpg"}) {
    CAPTURE(name);
    const Bytes jpeg = jpegs::sample(name);
    const auto facts = photo::inspect(jpeg);
    REQUIRE_OK(facts);
    const auto sizes = photo::make_sizes(jpeg, *facts);
    REQUIRE_OK(sizes);
    CHECK(sizes->original_sha256 == sha256(jpeg));
    CHECK(sizes->original_bytes == jpeg.size());
    const auto longest = std::max(facts->width_px, facts->height_px);
    for (const auto* picture : {&sizes->review, &sizes->thumbnail}) {
      CHECK(picture->sha256 == sha256(picture->jpeg));
      CHECK_FALSE(holds(picture->jpeg, "Exif"));
      const auto made = photo::inspect(picture->jpeg);
      REQUIRE_OK(made);
      CHECK(made->width_px == picture->width_px);
      CHECK(made->height_px == picture->height_px);
      CHECK((picture->width_px < picture->height_px) == ((facts->width_px < facts->height_px) != facts->is_sideways()));
    }
    const auto review_edge = std::max(sizes->review.width_px, sizes->review.height_px);
    CHECK(review_edge <= photo::review_long_edge_kept_max_px);
    CHECK(review_edge >= std::min(longest, photo::review_long_edge_kept_min_px));
    CHECK(sizes->review.jpeg.size() <= photo::review_bytes_max);
    CHECK(std::max(sizes->thumbnail.width_px, sizes->thumbnail.height_px) == limits::thumbnail_long_edge_px);
    CHECK(sizes->thumbnail.jpeg.size() <= photo::thumbnail_bytes_max);
    CHECK(sizes->thumbnail.jpeg.size() >= 13'000);
  }
}

TEST_CASE("the real photographs tell time, place and orientation") {
  const auto dandelion = photo::inspect(jpegs::sample("raw_material_dandelion.jpg"));
  REQUIRE_OK(dandelion);
  CHECK(dandelion->taken_at() == "2026-11-21T08:15:42+07:00");
  CHECK(dandelion->gps_at == "2026-11-21T01:15:40Z");
  CHECK(dandelion->position == photo::Position{223'364'000, 1'038'438'000});
  CHECK(dandelion->camera_model == "sample camera");
  const auto room = photo::inspect(jpegs::sample("workshop_room_sideways.jpg"));
  REQUIRE_OK(room);
  CHECK(room->orientation == 6);
  CHECK(room->taken_at() == "2026-11-21T09:02:10");
  CHECK_FALSE(room->position);
}

TEST_CASE("the same photo gives the same bytes") {
  const Bytes jpeg = jpegs::sample("product_fig.jpg");
  const auto first = sizes_of(jpeg), second = sizes_of(jpeg);
  REQUIRE_OK(first);
  REQUIRE_OK(second);
  CHECK(first->review.jpeg == second->review.jpeg);
  CHECK(first->thumbnail.jpeg == second->thumbnail.jpeg);
}

TEST_CASE("a small original is never scaled up") {
  const auto sizes = sizes_of(jpegs::quadrants(100, 60));
  REQUIRE_OK(sizes);
  CHECK(sizes->review.width_px == 100);
  CHECK(sizes->review.height_px == 60);
  CHECK(sizes->thumbnail.width_px == 100);
  CHECK(sizes->thumbnail.height_px == 60);
  const auto image = screen_of(jpegs::quadrants(100, 60), 2000);
  CHECK(image.width_px == 100);
  CHECK(image.height_px == 60);
}

TEST_CASE("the long edge of the review is 2000, or what halving gives from 1920 to 2048") {
  const auto review_edge = [](int long_edge) {
    const auto sizes = sizes_of(jpegs::quadrants(long_edge, 16));
    REQUIRE_OK(sizes);
    return sizes->review.width_px;
  };
  CHECK(review_edge(1999) == 1999);
  CHECK(review_edge(2048) == 2048);
  CHECK(review_edge(2049) == 2000);
  CHECK(review_edge(3838) == 2000);
  CHECK(review_edge(3839) == 1920);
  CHECK(review_edge(4000) == 2000);
  CHECK(review_edge(4032) == 2016);
  CHECK(review_edge(4096) == 2048);
  CHECK(review_edge(4100) == 2000);
  CHECK(review_edge(16'384) == 2048);
}

TEST_CASE("pictures of one row or column keep at least one pixel") {
  for (const auto& [width, height] : {std::pair{5000, 1}, {1, 5000}, {1, 1}, {3, 2}}) {
    const auto sizes = sizes_of(jpegs::quadrants(width, height));
    REQUIRE_OK(sizes);
    CHECK(std::min(sizes->thumbnail.width_px, sizes->thumbnail.height_px) >= 1);
    CHECK(screen_of(jpegs::quadrants(width, height), 1).rgba.size() == 4);
  }
}

TEST_CASE("shrinking takes the mean of the area, to the last row and column") {
  // A checkerboard of single pixels is an even grey at any size that divides it unevenly.
  Bytes pixels;
  for (int y = 0; y < 700; ++y) {
    for (int x = 0; x < 700; ++x) pixels.push_back((x + y) % 2 == 0 ? 255 : 0);
  }
  const auto image = screen_of(jpegs::encode(pixels, 700, 700, TJPF_GRAY, 100), 333);
  REQUIRE(image.width_px == 333);
  int lowest = 255, highest = 0;
  for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
    lowest = std::min<int>(lowest, image.rgba[i]);
    highest = std::max<int>(highest, image.rgba[i]);
  }
  CHECK(lowest >= 110);
  CHECK(highest <= 145);
  const auto white = screen_of(jpegs::encode(Bytes(700 * 700, 255), 700, 700, TJPF_GRAY, 100), 333);
  CHECK(std::all_of(white.rgba.begin(), white.rgba.end(), [](std::uint8_t value) { return value == 255; }));
}

TEST_CASE("progressive and grey pictures are read like baseline ones in colour") {
  CHECK(corners(screen_of(sizes_of(jpegs::quadrants(400, 240, TJFLAG_PROGRESSIVE))->review.jpeg)) == "RGBW");
  const auto grey = sizes_of(jpegs::encode(Bytes(100 * 100, 255), 100, 100, TJPF_GRAY, 90));
  REQUIRE_OK(grey);
  CHECK(corners(screen_of(grey->review.jpeg)) == "WWWW");
}

TEST_CASE("CMYK comes out in its colours, stored inverted or not") {
  const auto only_cyan_inverted = jpegs::plain_cmyk(64, 64, {0, 255, 255, 255});
  CHECK(corners(screen_of(only_cyan_inverted)) == "CCCC");
  const auto sizes = sizes_of(only_cyan_inverted);
  REQUIRE_OK(sizes);
  CHECK(corners(screen_of(sizes->review.jpeg)) == "CCCC");
  CHECK(corners(screen_of(jpegs::plain_cmyk(64, 64, {255, 255, 255, 0}))) == "KKKK");
  // 255 everywhere: no ink at all where an Adobe marker says inverted, all of it without one.
  Bytes full = jpegs::plain_cmyk(64, 64, {255, 255, 255, 255});
  CHECK(corners(screen_of(full)) == "WWWW");
  std::memcpy(full.data() + jpegs::find(full, {0xFF, 0xEE}) + 4, "Other", 5);
  CHECK(corners(screen_of(full)) == "KKKK");
}

TEST_CASE("detail beyond measure is stored at a lower quality, and a review no larger than its original") {
  const Bytes jpeg = jpegs::noise(1600, 1200, 95);
  const auto sizes = sizes_of(jpeg);
  REQUIRE_OK(sizes);
  CHECK(sizes->review.jpeg.size() < jpeg.size() / 2);
  CHECK(sizes->thumbnail.jpeg.size() <=
        20'000);  // noise does not fit 15,000 at the lowest quality that is still a picture
  const Bytes poor = jpegs::noise(800, 600, 60);
  CHECK(sizes_of(poor)->review.jpeg.size() <= poor.size());
}

TEST_CASE("the facts of another photo are refused") {
  const auto facts = photo::inspect(jpegs::quadrants(64, 48));
  REQUIRE_OK(facts);
  REQUIRE_ERROR(photo::make_sizes(jpegs::quadrants(48, 64), *facts), InvalidInput);
}

TEST_CASE("nothing fits into a long edge of 0") {
  REQUIRE_ERROR(photo::decode_rgba(jpegs::quadrants(64, 48), 0), InvalidInput);
}

TEST_CASE("the limits hold for whoever skips inspect") {
  photo::PhotoFacts invented;
  invented.width_px = invented.height_px = 60'000;
  const Bytes bomb = jpegs::with_size(jpegs::quadrants(64, 48), 60'000, 60'000);
  REQUIRE_ERROR(photo::make_sizes(bomb, invented), ImageTooLarge);
  REQUIRE_ERROR(photo::decode_rgba(bomb, 100), ImageTooLarge);
  REQUIRE_ERROR(photo::make_sizes(as_bytes("text"), invented), NotAJpeg);
  REQUIRE_ERROR(photo::decode_rgba(as_bytes("text"), 100), NotAJpeg);
}
