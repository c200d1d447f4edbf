// Pixels in memory: made smaller, and turned upright. For this folder only. Whole numbers throughout, so the same
// everywhere.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"

namespace ocop::photo {

struct Raster {
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
  std::uint32_t channels = 3;  // bytes a pixel: 3 is RGB, 4 is RGBA
  Bytes bytes;                 // rows from the top, without gaps

  std::uint32_t long_edge_px() const { return width_px > height_px ? width_px : height_px; }
};

// Every pixel is the mean of the area that it covers. The long edge becomes `long_edge_px`, the other keeps the
// proportion and is at least 1; a picture that is no longer than that comes back as it is.
Raster shrink(Raster picture, std::uint32_t long_edge_px);

// Undoes an EXIF orientation, 1 to 8.
Raster upright(Raster picture, int orientation);

}  // namespace ocop::photo
