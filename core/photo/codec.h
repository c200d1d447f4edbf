// libjpeg-turbo, behind two functions. For this folder only.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/photo/pixels.h"
#include "core/photo/structure.h"

namespace ocop::photo {

// Decodes at the smallest of 1/1, 1/2, 1/4, 1/8 whose long edge is still `long_edge_px` or more (1/1 if none is): the
// decoder skips what is not wanted, which is faster than decoding all and shrinking. 1/3 and the like are left out:
// they have no SIMD. `structure` is what read_structure said of the same bytes. JpegDamaged for whatever does not
// decode.
Result<Raster> decode(ByteView jpeg, const Structure& structure, std::uint32_t long_edge_px, std::uint32_t channels);

enum class Scans { One, Several };  // Several: progressive; slower, and about a tenth smaller

// `picture` is RGB. Colour is stored at half the resolution each way, as cameras do. No EXIF.
Bytes encode(const Raster& picture, int quality, Scans scans);

}  // namespace ocop::photo
