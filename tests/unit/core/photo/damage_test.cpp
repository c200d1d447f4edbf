#include "core/photo/photo.h"
#include "tests/unit/core/photo/jpegs.h"

using namespace ocop;

namespace {

Result<photo::Sizes> sizes_of(ByteView jpeg) {
  TRY_ASSIGN(const auto facts, photo::inspect(jpeg));
  return photo::make_sizes(jpeg, facts);
}

std::size_t scan_data_at(const Bytes& jpeg) {
  const auto scan = jpegs::find(jpeg, {0xFF, 0xDA});
  return scan + 2 + static_cast<std::size_t>(jpeg[scan + 2] << 8 | jpeg[scan + 3]);
}

bool is_documented(const Error& error) {
  return error.code == ErrorCode::NotAJpeg || error.code == ErrorCode::JpegDamaged ||
         error.code == ErrorCode::ImageTooLarge;
}

}  // namespace

TEST_CASE("a photo whose data ends early is damaged, though it has an end") {
  for (const int flags : {0, TJFLAG_PROGRESSIVE}) {
    const Bytes whole = jpegs::noise(160, 120, 80, flags);
    for (int part = 1; part < 20; ++part) {
      const std::size_t keep =
          scan_data_at(whole) + (whole.size() - scan_data_at(whole)) * static_cast<std::size_t>(part) / 20;
      Bytes mended(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(keep));
      if (mended.back() == 0xFF) mended.push_back(0);
      append(mended, Bytes{0xFF, 0xD9});
      REQUIRE_ERROR(sizes_of(mended), JpegDamaged);
      REQUIRE_ERROR(photo::decode_rgba(mended, 100), JpegDamaged);
    }
  }
}

TEST_CASE("a hole in the middle of a photo is damage") {
  Bytes jpeg = jpegs::sample("product_coffee.jpg");
  const auto middle = (scan_data_at(jpeg) + jpeg.size()) / 2;
  std::fill_n(jpeg.begin() + static_cast<std::ptrdiff_t>(middle), 4096, std::uint8_t{0});  // a lost sector of a card
  REQUIRE_OK(photo::inspect(jpeg));
  REQUIRE_ERROR(sizes_of(jpeg), JpegDamaged);
}

TEST_CASE("padding before the end, as telephones write it, is let pass, and much of it is not") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  const auto padded = [&](std::size_t bytes) { return jpegs::insert(jpeg, jpeg.size() - 2, Bytes(bytes, 0)); };
  REQUIRE_OK(sizes_of(padded(1)));
  REQUIRE_OK(sizes_of(padded(40)));
  REQUIRE_ERROR(sizes_of(padded(200)), JpegDamaged);
}

TEST_CASE("scan parameters left at 0 by old encoders are let pass") {
  Bytes jpeg = jpegs::quadrants(64, 48);
  jpeg[scan_data_at(jpeg) - 2] = 0;  // the last coefficient: 63 in every baseline scan
  REQUIRE_OK(sizes_of(jpeg));
}

TEST_CASE("a photo without its tables is damaged") {
  Bytes jpeg = jpegs::quadrants(64, 48);
  const auto table = jpegs::find(jpeg, {0xFF, 0xDB});
  jpeg[table + 1] = 0xEF;  // now a segment that decoders skip
  REQUIRE_ERROR(sizes_of(jpeg), JpegDamaged);
}

TEST_CASE("no bytes flipped in a photo crash, and what is refused is refused by name") {
  const auto exif = jpegs::Exif()
                        .number(jpegs::Exif::Main, 0x0112, 6)
                        .text(jpegs::Exif::Detail, 0x9003, "2026:11:21 14:05:09")
                        .place({22, 1, 20, 1, 11, 1}, "N", {103, 1, 50, 1, 37, 1}, "E");
  std::mt19937 random(31);
  int refused = 0, taken = 0;
  for (const int flags : {0, TJFLAG_PROGRESSIVE}) {
    const Bytes jpeg = exif.into(jpegs::noise(40, 24, 50, flags));
    for (int round = 0; round < 1'500; ++round) {
      Bytes bent = jpeg;
      for (auto flips = 1 + random() % 4; flips > 0; --flips)
        bent[random() % bent.size()] = static_cast<std::uint8_t>(random());
      const auto sizes = sizes_of(bent);
      const auto image = photo::decode_rgba(bent, 16);
      if (!sizes && !is_documented(sizes.error())) FAIL("round " << round << ": " << sizes.error().name());
      if (!image && !is_documented(image.error())) FAIL("round " << round << ": " << image.error().name());
      ++(sizes ? taken : refused);
    }
  }
  CHECK(refused > 500);
  CHECK(taken > 100);  // most bytes of EXIF and of tables that are not used may be anything
}
