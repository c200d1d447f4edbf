// A photograph as evidence: what it says about itself, and the three sizes it travels in. Bytes in, bytes out.
//
//   TRY_ASSIGN(const auto facts, photo::inspect(jpeg));        // limits, wholeness, EXIF; nothing is decoded
//   TRY_ASSIGN(const auto sizes, photo::make_sizes(jpeg, facts));
//
// The original is kept as the camera wrote it, byte for byte: it is the evidence, and its SHA-256 is its name. The
// review size is what an office judges by, the thumbnail what a list shows and what a 2G link bears. Both are upright,
// carry no EXIF (so no place and no serial number leaves with them), and are named by their own SHA-256.
//
//   original    as taken
//   review      long edge 2000 px, or what halving or quartering the original gives if that is from 1920 to 2048; the
//               best of qualities 80, 70, 60, 50 that makes at most 700 KB and no more than the original, or else 50
//   thumbnail   long edge 320 px; the best quality from 25 to 90 that makes at most 15 KB, or else 25
//
// A picture that is smaller than that keeps its size: nothing is ever scaled up.
//
// Import a photo only after make_sizes: inspect reads the markers from the first to the last, and so finds every file
// that was cut short; bytes damaged in the middle are found by decoding, nearly always. A photo that decodes with a
// warning is refused, never taken in silently; the two warnings that sound cameras cause are let pass (codec.cpp names
// them).
//
// Baseline, extended and progressive JPEGs of 8 bits are read, grey, colour, and CMYK as print shops send labels.
// Colour profiles are not applied: a wide-gamut picture looks a little paler in the two made sizes, and is whole in the
// original.
//
// Pure functions; any thread. The same bytes give the same sizes on one machine; between machines the made sizes may
// differ in a few bytes (SIMD), which is why the tablet that took the photo makes them, once.
//
// What can fail, and but for data that does not decode, before anything is decoded:
//   NotAJpeg       the bytes do not start as a JPEG does, or are of a kind that no camera writes (lossless, arithmetic)
//   JpegDamaged    cut short, without an end, a side of 0, contradictory markers, or bytes that do not decode
//   ImageTooLarge  over limits::photo_file_bytes_max, photo_side_px_max, photo_pixels_max, or the two below
//   InvalidInput   facts of another file, or a long edge of 0
// EXIF never makes a photo fail: what cannot be read or believed is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/limits.h"
#include "core/base/result.h"

namespace ocop::photo {

// A JPEG in several scans is held as coefficients (up to 6 bytes a pixel), and every scan passes over all of them.
// Cameras write one scan; web pictures about ten, far smaller than this.
inline constexpr int scans_max = 32;
inline constexpr std::uint64_t many_scans_pixels_max = 40'000'000;

// The commonest widths of cameras, 3840 to 4096, halve to these: kept so, since resampling by a hundredth costs time
// and sharpness.
inline constexpr std::uint32_t review_long_edge_kept_min_px = 1920;
inline constexpr std::uint32_t review_long_edge_kept_max_px = 2048;

inline constexpr std::size_t review_bytes_max = 700'000;
inline constexpr std::size_t thumbnail_bytes_max = 15'000;  // forty on one dossier: 0.6 MB, two minutes of 2G

// Where the camera says it stood. Units of 1e-7 degree, about a centimetre: exact to store and to compare.
struct Position {
  std::int64_t latitude_e7;   // north is positive
  std::int64_t longitude_e7;  // east is positive

  double latitude() const { return static_cast<double>(latitude_e7) / 1e7; }    // degrees
  double longitude() const { return static_cast<double>(longitude_e7) / 1e7; }

  friend bool operator==(const Position&, const Position&) = default;
};

// All of it is evidence, none of it is trusted: clocks of cameras are wrong, and EXIF can be edited.
struct PhotoFacts {
  std::uint32_t width_px = 0;   // as stored, before the orientation is applied
  std::uint32_t height_px = 0;
  int orientation = 1;          // EXIF: 1 to 8; 1 when missing or nonsense
  std::string taken_local;      // "2026-11-21T14:05:09" by the camera's clock where it stood; empty when missing
  std::string taken_offset;     // "+07:00" when the camera wrote its time zone, else empty
  std::string gps_at;           // "2026-11-21T07:05:09Z" by the satellites, else empty
  std::optional<Position> position;  // also missing when the receiver says that it had no fix, and at exactly 0, 0
  std::string camera_make;      // clean text, at most 64 characters
  std::string camera_model;

  // ISO 8601; without an offset it is a local time of unknown zone, which ISO allows.
  std::string taken_at() const { return taken_local + taken_offset; }
  bool is_sideways() const { return orientation >= 5; }  // upright, width and height change places
};

Result<PhotoFacts> inspect(ByteView jpeg);

struct Picture {
  Bytes jpeg;
  Hash sha256;
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
};

struct Sizes {
  Hash original_sha256;
  std::uint64_t original_bytes = 0;
  Picture review;
  Picture thumbnail;
};

// `facts` are what inspect said of the same bytes; only their orientation is used, everything else is checked again.
// Takes at most the decoded picture in memory, scaled while decoding: 12 MB for 12 megapixels, 48 MB at worst, and the
// coefficients of a JPEG in several scans.
Result<Sizes> make_sizes(ByteView jpeg, const PhotoFacts& facts);

struct Image {
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
  Bytes rgba;  // rows from the top, 4 bytes a pixel, opaque
};

// For the screen: upright, at most `long_edge_px_max` long, never scaled up.
Result<Image> decode_rgba(ByteView jpeg, std::uint32_t long_edge_px_max);

}  // namespace ocop::photo
