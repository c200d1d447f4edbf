// The markers of a JPEG from the first to the last, without decoding. For this folder only.
//
// Refuses what photo.h says is refused before decoding: so the decoder never sees a bomb, nor a file that was cut
// short. Reads markers as libjpeg does (garbage between segments is skipped), so that both see the same frame.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop::photo {

struct Structure {
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
  int components = 0;       // 1 grey, 3 colour, 4 CMYK
  int scans = 0;
  bool is_progressive = false;
  bool has_adobe = false;   // an Adobe marker: CMYK is stored inverted
  ByteView exif;            // the first EXIF segment, from "Exif\0\0" on; empty without one. Looks into the JPEG.

  std::uint32_t long_edge_px() const { return width_px > height_px ? width_px : height_px; }
};

Result<Structure> read_structure(ByteView jpeg);

}  // namespace ocop::photo
