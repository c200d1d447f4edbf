#include "core/photo/photo.h"
#include "tests/unit/core/photo/jpegs.h"

using namespace ocop;
using photo::inspect;

namespace {

Bytes without_end(const Bytes& jpeg) { return Bytes(jpeg.begin(), jpeg.end() - 2); }

}  // namespace

TEST_CASE("a photo tells its size as stored") {
  const auto facts = inspect(jpegs::quadrants(64, 48));
  REQUIRE_OK(facts);
  CHECK(facts->width_px == 64);
  CHECK(facts->height_px == 48);
  CHECK(facts->orientation == 1);
  CHECK(facts->taken_at().empty());
  CHECK_FALSE(facts->position);
}

TEST_CASE("text named as a photo is no JPEG") {
  REQUIRE_ERROR(inspect(as_bytes("Hồ sơ sản phẩm")), NotAJpeg);
  REQUIRE_ERROR(inspect({}), NotAJpeg);
  REQUIRE_ERROR(inspect(as_bytes("\xFF")), NotAJpeg);
  REQUIRE_ERROR(inspect(as_bytes("\x89PNG\r\n\x1A\n")), NotAJpeg);
}

TEST_CASE("a photo cut short anywhere is damaged, one scan or many") {
  const jpegs::Exif exif = jpegs::Exif().number(jpegs::Exif::Main, 0x0112, 6);
  for (const int flags : {0, TJFLAG_PROGRESSIVE}) {
    const Bytes whole = exif.into(jpegs::noise(48, 32, 60, flags));
    REQUIRE_OK(inspect(whole));
    for (std::size_t size = 2; size < whole.size(); ++size) {
      const auto facts = inspect(ByteView(whole).first(size));
      if (facts || facts.error().code != ErrorCode::JpegDamaged) FAIL("cut to " << size << " of " << whole.size());
    }
  }
}

TEST_CASE("bytes after the end of a photo, as telephones add for moving pictures, do no harm") {
  Bytes jpeg = jpegs::quadrants(64, 48);
  append(jpeg, as_bytes("MotionPhoto_Data\xFF\xD8"));
  REQUIRE_OK(inspect(jpeg));
}

TEST_CASE("a file over the limit is too large whatever it holds") {
  Bytes huge(limits::photo_file_bytes_max + 1);
  REQUIRE_ERROR(inspect(huge), ImageTooLarge);
  huge[0] = 0xFF;
  huge[1] = 0xD8;
  REQUIRE_ERROR(inspect(huge), ImageTooLarge);
  huge.pop_back();
  REQUIRE_ERROR(inspect(huge), JpegDamaged);  // within the limit it is read, and has no end
}

TEST_CASE("a header that claims too many pixels is refused before decoding") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 60'000, 60'000)), ImageTooLarge);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 16'385, 1)), ImageTooLarge);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 1, 16'385)), ImageTooLarge);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 16'384, 7'325)), ImageTooLarge);  // 120,012,800
  REQUIRE_OK(inspect(jpegs::with_size(jpeg, 16'384, 7'324)));                    // 119,996,416
}

TEST_CASE("a side of 0 pixels is refused") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 0, 48)), JpegDamaged);
  REQUIRE_ERROR(inspect(jpegs::with_size(jpeg, 64, 0)), JpegDamaged);
}

TEST_CASE("a picture in several scans has a lower limit of pixels") {
  const Bytes progressive = jpegs::quadrants(64, 48, TJFLAG_PROGRESSIVE);
  REQUIRE_OK(inspect(jpegs::with_size(progressive, 8'000, 5'000, 0xC2)));
  REQUIRE_ERROR(inspect(jpegs::with_size(progressive, 8'000, 5'001, 0xC2)), ImageTooLarge);
  // The same for a baseline picture whose first scan leaves a colour out.
  Bytes split = jpegs::with_size(jpegs::quadrants(64, 48), 8'000, 5'001);
  REQUIRE_OK(inspect(split));
  split[jpegs::find(split, {0xFF, 0xDA}) + 4] = 1;
  REQUIRE_ERROR(inspect(split), ImageTooLarge);
}

TEST_CASE("a picture may have only so many scans") {
  const Bytes jpeg = jpegs::quadrants(16, 16, TJFLAG_PROGRESSIVE);
  const auto first = jpegs::find(jpeg, {0xFF, 0xDA});
  int scans = 0;
  for (std::size_t at = first; at + 1 < jpeg.size(); ++at) scans += jpeg[at] == 0xFF && jpeg[at + 1] == 0xDA;
  const auto with_scans = [&](int more) {
    Bytes bomb = without_end(jpeg);
    for (int i = 0; i < more; ++i) append(bomb, jpegs::segment(0xDA, Bytes{1, 1, 0, 1, 63, 0}));
    append(bomb, Bytes{0xFF, 0xD9});
    return bomb;
  };
  REQUIRE_OK(inspect(with_scans(photo::scans_max - scans)));
  REQUIRE_ERROR(inspect(with_scans(photo::scans_max - scans + 1)), ImageTooLarge);
}

TEST_CASE("kinds of JPEG that no camera writes are refused by name") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  const auto frame = jpegs::frame_at(jpeg);
  for (const int marker : {0xC3, 0xC5, 0xC7, 0xC9, 0xCA, 0xCB, 0xCF}) {
    Bytes odd = jpeg;
    odd[frame + 1] = static_cast<std::uint8_t>(marker);
    REQUIRE_ERROR(inspect(odd), NotAJpeg);
  }
  Bytes twelve_bits = jpeg;
  twelve_bits[frame + 4] = 12;
  REQUIRE_ERROR(inspect(twelve_bits), NotAJpeg);
  Bytes two_colours = jpeg;
  two_colours[frame + 9] = 2;
  REQUIRE_ERROR(inspect(two_colours), JpegDamaged);
}

TEST_CASE("markers that contradict each other are damage") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  const auto frame = jpegs::frame_at(jpeg);
  const auto scan = jpegs::find(jpeg, {0xFF, 0xDA});
  const auto piece = [&](std::size_t from, std::size_t to) { return ByteView(jpeg).subspan(from, to - from); };
  Bytes two_frames = jpegs::insert(jpeg, frame, piece(frame, frame + 19));
  REQUIRE_ERROR(inspect(two_frames), JpegDamaged);
  Bytes no_frame(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(frame));
  append(no_frame, piece(scan, jpeg.size()));
  REQUIRE_ERROR(inspect(no_frame), JpegDamaged);
  Bytes no_scan(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(scan));
  append(no_scan, Bytes{0xFF, 0xD9});
  REQUIRE_ERROR(inspect(no_scan), JpegDamaged);
  REQUIRE_ERROR(inspect(jpegs::insert(jpeg, 2, Bytes{0xFF, 0xD8})), JpegDamaged);
  REQUIRE_ERROR(inspect(jpegs::insert(jpeg, 2, Bytes{0xFF, 0xE3, 0, 1})), JpegDamaged);
  REQUIRE_ERROR(inspect(jpegs::insert(jpeg, 2, jpegs::segment(0xC0, Bytes{8, 0, 1}))), JpegDamaged);
  REQUIRE_ERROR(inspect(jpegs::insert(jpeg, scan, jpegs::segment(0xDA, {}))), JpegDamaged);
}

TEST_CASE("fill bytes, lone restart markers and garbage between segments are read over, as decoders do") {
  const Bytes jpeg = jpegs::quadrants(64, 48);
  REQUIRE_OK(inspect(jpegs::insert(jpeg, 2, Bytes{0xFF, 0xFF, 0xFF})));
  REQUIRE_OK(inspect(jpegs::insert(jpeg, 2, Bytes{0xFF, 0xD3, 0xFF, 0x01})));
  REQUIRE_OK(inspect(jpegs::insert(jpeg, 2, Bytes{1, 2, 3, 0xFF, 0x00})));
}
