#include "core/photo/structure.h"

#include <cstring>
#include <string>

#include "core/base/limits.h"
#include "core/photo/photo.h"

namespace ocop::photo {
namespace {

enum Marker : std::uint8_t {
  Sof0 = 0xC0,
  Sof2 = 0xC2,
  Dht = 0xC4,
  Jpg = 0xC8,
  Dac = 0xCC,
  Sof15 = 0xCF,
  Rst0 = 0xD0,
  Rst7 = 0xD7,
  Soi = 0xD8,
  Eoi = 0xD9,
  Sos = 0xDA,
  App1 = 0xE1,
  App14 = 0xEE,
  Tem = 0x01,
};

Error damaged(const char* why) { return {ErrorCode::JpegDamaged, why}; }

bool is_frame_marker(std::uint8_t marker) {
  return marker >= Sof0 && marker <= Sof15 && marker != Dht && marker != Jpg && marker != Dac;
}
bool is_bare_marker(std::uint8_t marker) { return marker == Tem || (marker >= Rst0 && marker <= Rst7); }

std::uint32_t big_endian_16(ByteView bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at] << 8 | bytes[at + 1]);
}

bool starts_with(ByteView bytes, std::string_view with) {
  return bytes.size() >= with.size() && std::memcmp(bytes.data(), with.data(), with.size()) == 0;
}

class Walk {
 public:
  explicit Walk(ByteView jpeg) : jpeg_(jpeg) {}

  Result<Structure> run() {
    while (true) {
      TRY_ASSIGN(const auto marker, next_marker());
      if (is_bare_marker(marker)) continue;
      if (marker == Soi) return damaged("a second start of image");
      if (marker == Eoi) break;
      TRY_ASSIGN(const auto segment, next_segment());
      if (is_frame_marker(marker)) TRY(read_frame(marker, segment));
      else if (marker == Sos) TRY(read_scan(segment));
      else if (found_.scans == 0) read_application(marker, segment);
    }
    if (found_.scans == 0) return damaged("no picture between start and end");
    return found_;
  }

 private:
  // In front of a marker may lie garbage, fill bytes, and, after a scan, the scan's data: there FF 00 stands for FF.
  Result<std::uint8_t> next_marker() {
    while (at_ < jpeg_.size()) {
      const void* hit = std::memchr(jpeg_.data() + at_, 0xFF, jpeg_.size() - at_);
      if (hit == nullptr) break;
      at_ = static_cast<std::size_t>(static_cast<const std::uint8_t*>(hit) - jpeg_.data()) + 1;
      if (at_ == jpeg_.size()) break;
      if (jpeg_[at_] == 0xFF || jpeg_[at_] == 0) continue;
      return jpeg_[at_++];
    }
    return damaged("cut short: no end of image");
  }

  Result<ByteView> next_segment() {
    if (jpeg_.size() - at_ < 2) return damaged("cut short in a segment");
    const std::size_t length = big_endian_16(jpeg_, at_);
    if (length < 2) return damaged("a segment shorter than its own length");
    if (length > jpeg_.size() - at_) return damaged("cut short in a segment");
    const auto segment = jpeg_.subspan(at_ + 2, length - 2);
    at_ += length;
    return segment;
  }

  Status read_frame(std::uint8_t marker, ByteView frame) {
    if (found_.components != 0) return damaged("two frames");
    if (frame.size() < 6) return damaged("a frame header too short");
    if (marker > Sof2) return Error{ErrorCode::NotAJpeg, "a frame of kind " + std::to_string(marker - Sof0)};
    if (frame[0] != 8) return Error{ErrorCode::NotAJpeg, std::to_string(frame[0]) + " bits a sample"};
    found_.height_px = big_endian_16(frame, 1);
    found_.width_px = big_endian_16(frame, 3);
    found_.components = frame[5];
    found_.is_progressive = marker == Sof2;
    if (found_.width_px == 0 || found_.height_px == 0) return damaged("a side of 0 pixels");
    if (found_.components != 1 && found_.components != 3 && found_.components != 4) {
      return damaged("neither grey nor colour nor CMYK");
    }
    const std::string size = std::to_string(found_.width_px) + " x " + std::to_string(found_.height_px) + " px";
    if (found_.long_edge_px() > limits::photo_side_px_max || pixels() > limits::photo_pixels_max) {
      return Error{ErrorCode::ImageTooLarge, size};
    }
    return {};
  }

  Status read_scan(ByteView scan) {
    if (found_.components == 0) return damaged("a scan before the frame");
    if (scan.empty()) return damaged("a scan header too short");
    ++found_.scans;
    const bool in_many_scans = found_.is_progressive || found_.scans > 1 || scan[0] < found_.components;
    if (found_.scans > scans_max) return Error{ErrorCode::ImageTooLarge, "too many scans"};
    if (in_many_scans && pixels() > many_scans_pixels_max) {
      return Error{ErrorCode::ImageTooLarge, "too many pixels for a picture in several scans"};
    }
    return {};
  }

  void read_application(std::uint8_t marker, ByteView segment) {
    if (marker == App1 && found_.exif.empty() && starts_with(segment, {"Exif\0\0", 6})) found_.exif = segment;
    if (marker == App14 && starts_with(segment, "Adobe")) found_.has_adobe = true;
  }

  std::uint64_t pixels() const { return std::uint64_t{found_.width_px} * found_.height_px; }

  ByteView jpeg_;
  std::size_t at_ = 2;  // after the start of image
  Structure found_;
};

}  // namespace

Result<Structure> read_structure(ByteView jpeg) {
  if (jpeg.size() > limits::photo_file_bytes_max) {
    return Error{ErrorCode::ImageTooLarge, std::to_string(jpeg.size()) + " bytes"};
  }
  if (!starts_with(jpeg, "\xFF\xD8")) return Error{ErrorCode::NotAJpeg, "does not start as a JPEG"};
  return Walk(jpeg).run();
}

}  // namespace ocop::photo
