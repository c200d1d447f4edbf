#include "core/photo/photo.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/photo/codec.h"
#include "core/photo/exif.h"
#include "core/photo/pixels.h"
#include "core/photo/structure.h"

namespace ocop::photo {
namespace {

constexpr int review_qualities[] = {80, 70, 60, 50};
constexpr int thumbnail_quality_min = 25;
constexpr int thumbnail_quality_max = 90;

Picture picture_of(const Raster& raster, Bytes jpeg) {
  const Hash name = sha256(jpeg);
  return {std::move(jpeg), name, raster.width_px, raster.height_px};
}

Bytes encode_review(const Raster& raster, std::size_t bytes_max) {
  Bytes jpeg;
  for (const int quality : review_qualities) {
    jpeg = encode(raster, quality, Scans::One);
    if (jpeg.size() <= bytes_max) break;
  }
  return jpeg;
}

// Halves the range of qualities: seven encodings of a picture so small that they take a few milliseconds.
Bytes encode_thumbnail(const Raster& raster) {
  Bytes best = encode(raster, thumbnail_quality_min, Scans::Several);
  int fits = thumbnail_quality_min, too_large = thumbnail_quality_max + 1;
  while (too_large - fits > 1) {
    const int quality = (fits + too_large) / 2;
    Bytes jpeg = encode(raster, quality, Scans::Several);
    if (jpeg.size() > thumbnail_bytes_max) {
      too_large = quality;
    } else {
      fits = quality;
      best = std::move(jpeg);
    }
  }
  return best;
}

}  // namespace

Result<PhotoFacts> inspect(ByteView jpeg) {
  TRY_ASSIGN(const auto structure, read_structure(jpeg));
  PhotoFacts facts;
  facts.width_px = structure.width_px;
  facts.height_px = structure.height_px;
  read_exif(structure.exif, facts);
  return facts;
}

Result<Sizes> make_sizes(ByteView jpeg, const PhotoFacts& facts) {
  TRY_ASSIGN(const auto structure, read_structure(jpeg));
  if (facts.width_px != structure.width_px || facts.height_px != structure.height_px) {
    return Error{ErrorCode::InvalidInput, "the facts are of another photo"};
  }
  TRY_ASSIGN(auto decoded, decode(jpeg, structure, review_long_edge_kept_min_px, 3));
  if (decoded.long_edge_px() > review_long_edge_kept_max_px) {
    decoded = shrink(std::move(decoded), limits::review_long_edge_px);
  }
  const Raster review = upright(std::move(decoded), facts.orientation);
  const Raster thumbnail = shrink(review, limits::thumbnail_long_edge_px);

  Sizes sizes;
  sizes.original_sha256 = sha256(jpeg);
  sizes.original_bytes = jpeg.size();
  sizes.review = picture_of(review, encode_review(review, std::min(review_bytes_max, jpeg.size())));
  sizes.thumbnail = picture_of(thumbnail, encode_thumbnail(thumbnail));
  return sizes;
}

Result<Image> decode_rgba(ByteView jpeg, std::uint32_t long_edge_px_max) {
  if (long_edge_px_max == 0) return Error{ErrorCode::InvalidInput, "a long edge of 0 pixels"};
  TRY_ASSIGN(const auto structure, read_structure(jpeg));
  PhotoFacts facts;
  read_exif(structure.exif, facts);
  TRY_ASSIGN(auto decoded, decode(jpeg, structure, long_edge_px_max, 4));
  Raster screen = upright(shrink(std::move(decoded), long_edge_px_max), facts.orientation);
  return Image{screen.width_px, screen.height_px, std::move(screen.bytes)};
}

}  // namespace ocop::photo
