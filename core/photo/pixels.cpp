#include "core/photo/pixels.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "core/base/assert.h"

namespace ocop::photo {
namespace {

// How much of each source pixel one destination pixel covers. The weights of a span add up to 65,536.
struct Span {
  std::size_t first;         // source pixel
  std::size_t weights_from;  // in Spans::weights
  std::size_t count;
};

struct Spans {
  std::vector<Span> of;
  std::vector<std::uint32_t> weights;
};

Spans make_spans(std::uint64_t source, std::uint64_t destination) {
  Spans spans;
  for (std::uint64_t i = 0; i < destination; ++i) {
    // In units of 1/destination of a source pixel: pixel j lies at [j * destination, (j + 1) * destination).
    const std::uint64_t from = i * source, to = from + source;
    const std::uint64_t first = from / destination, last = (to - 1) / destination;
    spans.of.push_back({first, spans.weights.size(), last - first + 1});
    std::uint64_t covered = 0;
    for (std::uint64_t j = first; j <= last; ++j) {
      const std::uint64_t now = std::min(to, (j + 1) * destination) - from;
      spans.weights.push_back(static_cast<std::uint32_t>(now * 65536 / source - covered * 65536 / source));
      covered = now;
    }
  }
  return spans;
}

// Several rows into one: 8 bits in, 8.8 out. First, because it runs along the rows, many values at a time.
void shrink_down(const Raster& from, const Span& span, const Spans& down, std::vector<std::uint32_t>& out) {
  std::fill(out.begin(), out.end(), std::uint32_t{128});
  for (std::size_t k = 0; k < span.count; ++k) {
    const std::uint8_t* row = from.bytes.data() + (span.first + k) * out.size();
    const std::uint32_t weight = down.weights[span.weights_from + k];
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += weight * row[i];
  }
  for (auto& value : out) value >>= 8;
}

// That row across: 8.8 in, 8 bits out.
template <std::size_t channels>
std::uint8_t* shrink_across(const std::vector<std::uint32_t>& row, const Spans& across, std::uint8_t* out) {
  for (const Span& span : across.of) {
    std::uint32_t sums[channels];
    std::fill_n(sums, channels, std::uint32_t{1} << 23);
    const std::uint32_t* pixel = row.data() + span.first * channels;
    for (std::size_t k = 0; k < span.count; ++k, pixel += channels) {
      const std::uint32_t weight = across.weights[span.weights_from + k];
      for (std::size_t c = 0; c < channels; ++c) sums[c] += weight * pixel[c];  // at most 65,280 * 65,536 + 2^23 < 2^32
    }
    for (std::size_t c = 0; c < channels; ++c) *out++ = static_cast<std::uint8_t>(sums[c] >> 24);
  }
  return out;
}

template <std::size_t channels>
void shrink_rows(const Raster& from, Raster& to) {
  const Spans across = make_spans(from.width_px, to.width_px);
  const Spans down = make_spans(from.height_px, to.height_px);
  std::vector<std::uint32_t> row(from.width_px * channels);
  std::uint8_t* out = to.bytes.data();
  for (const Span& span : down.of) {
    shrink_down(from, span, down, row);
    out = shrink_across<channels>(row, across, out);
  }
}

std::uint32_t scaled(std::uint32_t side, std::uint32_t long_edge_from, std::uint32_t long_edge_to) {
  const std::uint64_t rounded = (std::uint64_t{side} * long_edge_to + long_edge_from / 2) / long_edge_from;
  return std::max(std::uint32_t{1}, static_cast<std::uint32_t>(rounded));
}

// Where the upright picture's first pixel lies in the stored one, and the steps from there: all in pixels.
struct Path {
  std::ptrdiff_t start, right, down;
};

Path path_of(int orientation, std::ptrdiff_t width, std::ptrdiff_t height) {
  const std::ptrdiff_t last_column = width - 1, last_row = (height - 1) * width;
  switch (orientation) {
    case 2: return {last_column, -1, width};
    case 3: return {last_row + last_column, -1, -width};
    case 4: return {last_row, 1, -width};
    case 5: return {0, width, 1};
    case 6: return {last_row, -width, 1};
    case 7: return {last_row + last_column, -width, -1};
    case 8: return {last_column, width, -1};
    default: return {0, 1, width};
  }
}

// In tiles: a sideways picture is read down its columns, and a tile's rows stay in the cache.
template <std::size_t channels>
void turn(const Raster& from, Raster& to, const Path& path) {
  constexpr std::uint32_t tile_px = 32;
  for (std::uint32_t top = 0; top < to.height_px; top += tile_px) {
    for (std::uint32_t left = 0; left < to.width_px; left += tile_px) {
      const std::uint32_t bottom = std::min(top + tile_px, to.height_px), right = std::min(left + tile_px, to.width_px);
      for (std::uint32_t y = top; y < bottom; ++y) {
        const std::ptrdiff_t first = path.start + path.down * std::ptrdiff_t{y} + path.right * std::ptrdiff_t{left};
        const std::uint8_t* source = from.bytes.data() + first * std::ptrdiff_t{channels};
        std::uint8_t* out = to.bytes.data() + (std::size_t{y} * to.width_px + left) * channels;
        for (std::uint32_t x = left; x < right; ++x) {
          std::memcpy(out, source, channels);
          out += channels;
          source += path.right * std::ptrdiff_t{channels};
        }
      }
    }
  }
}

Raster empty_raster(std::uint32_t width_px, std::uint32_t height_px, std::uint32_t channels) {
  OCOP_ASSERT(channels == 3 || channels == 4);
  return {width_px, height_px, channels, Bytes(std::size_t{width_px} * height_px * channels)};
}

}  // namespace

Raster shrink(Raster picture, std::uint32_t long_edge_px) {
  const std::uint32_t long_edge_now = picture.long_edge_px();
  if (long_edge_now <= long_edge_px) return picture;
  Raster smaller = empty_raster(scaled(picture.width_px, long_edge_now, long_edge_px),
                                scaled(picture.height_px, long_edge_now, long_edge_px), picture.channels);
  if (picture.channels == 3) shrink_rows<3>(picture, smaller);
  else shrink_rows<4>(picture, smaller);
  return smaller;
}

Raster upright(Raster picture, int orientation) {
  if (orientation <= 1 || orientation > 8) return picture;
  const bool sideways = orientation >= 5;
  Raster turned = empty_raster(sideways ? picture.height_px : picture.width_px,
                               sideways ? picture.width_px : picture.height_px, picture.channels);
  const Path path = path_of(orientation, picture.width_px, picture.height_px);
  if (picture.channels == 3) turn<3>(picture, turned, path);
  else turn<4>(picture, turned, path);
  return turned;
}

}  // namespace ocop::photo
