#include "core/photo/codec.h"

#include <turbojpeg.h>

#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/assert.h"

namespace ocop::photo {
namespace {

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

// Warnings that sound pictures cause: some telephones pad the data before the end of image; some old encoders leave the
// scan's parameters 0 where only one value is possible. Any other warning means that pixels were made up, and many
// bytes left over mean that the picture came out short.
constexpr int padding_bytes_max = 64;

bool is_padding(std::string_view warning) {
  constexpr std::string_view before = "Corrupt JPEG data: ", after = " extraneous bytes before marker 0xd9";
  if (!warning.starts_with(before) || !warning.ends_with(after)) return false;
  warning.remove_prefix(before.size());
  warning.remove_suffix(after.size());
  int bytes = 0;
  const auto parsed = std::from_chars(warning.data(), warning.data() + warning.size(), bytes);
  return parsed.ec == std::errc{} && bytes <= padding_bytes_max;
}

bool is_harmless(std::string_view warning) {
  return is_padding(warning) || warning == "Invalid SOS parameters for sequential JPEG";
}

struct Target {
  std::uint8_t* pixels;
  int width_px, height_px, format;
};

bool decompress(tjhandle handle, ByteView jpeg, const Target& target, int flags) {
  return tjDecompress2(handle, jpeg.data(), static_cast<unsigned long>(jpeg.size()), target.pixels, target.width_px, 0,
                       target.height_px, target.format, flags) == 0;
}

// The decoder keeps only its last warning, so it stops at the first one, and goes on only past a harmless one.
Status decompress_strictly(ByteView jpeg, const Target& target) {
  const Handle handle{tjInitDecompress()};
  OCOP_ASSERT(handle != nullptr);
  for (const int flags : {TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING, TJFLAG_LIMITSCANS}) {
    if (decompress(handle.get(), jpeg, target, flags)) return {};
    const std::string_view message = tjGetErrorStr2(handle.get());
    if (tjGetErrorCode(handle.get()) != TJERR_WARNING || !is_harmless(message)) {
      return Error{ErrorCode::JpegDamaged, std::string{message}};
    }
  }
  return {};
}

// In place, from four bytes a pixel to `channels`. Programs that write an Adobe marker store CMYK inverted.
void cmyk_to_rgb(Bytes& pixels, bool is_inverted, std::uint32_t channels) {
  std::size_t to = 0;
  for (std::size_t from = 0; from + 3 < pixels.size(); from += 4) {
    const std::uint8_t flip = is_inverted ? 0x00 : 0xFF;
    const std::uint32_t light = pixels[from + 3] ^ flip;  // what the black ink lets through
    for (std::size_t c = 0; c < 3; ++c) {
      pixels[to++] =
          static_cast<std::uint8_t>((static_cast<std::uint32_t>(pixels[from + c] ^ flip) * light + 127) / 255);
    }
    if (channels == 4) pixels[to++] = 0xFF;
  }
  pixels.resize(to);
}

std::uint32_t scale_below(const Structure& structure, std::uint32_t long_edge_px) {
  for (const std::uint32_t below : {8U, 4U, 2U}) {
    if ((structure.long_edge_px() + below - 1) / below >= long_edge_px) return below;
  }
  return 1;
}

}  // namespace

Result<Raster> decode(ByteView jpeg, const Structure& structure, std::uint32_t long_edge_px, std::uint32_t channels) {
  OCOP_ASSERT(channels == 3 || channels == 4);
  const std::uint32_t below = scale_below(structure, long_edge_px);
  const std::uint32_t width_px = (structure.width_px + below - 1) / below;
  const std::uint32_t height_px = (structure.height_px + below - 1) / below;
  const bool is_cmyk = structure.components == 4;
  Raster raster{width_px, height_px, channels, Bytes(std::size_t{width_px} * height_px * (is_cmyk ? 4 : channels))};
  const Target target{raster.bytes.data(), static_cast<int>(width_px), static_cast<int>(height_px),
                      is_cmyk         ? TJPF_CMYK
                      : channels == 4 ? TJPF_RGBA
                                      : TJPF_RGB};
  TRY(decompress_strictly(jpeg, target));
  if (is_cmyk) cmyk_to_rgb(raster.bytes, structure.has_adobe, channels);
  return raster;
}

Bytes encode(const Raster& picture, int quality, Scans scans) {
  OCOP_ASSERT(picture.channels == 3);
  const Handle handle{tjInitCompress()};
  OCOP_ASSERT(handle != nullptr);
  unsigned char* jpeg = nullptr;
  unsigned long jpeg_bytes = 0;
  // Fails only without memory: sides and format are ours.
  OCOP_ASSERT(tjCompress2(handle.get(), picture.bytes.data(), static_cast<int>(picture.width_px), 0,
                          static_cast<int>(picture.height_px), TJPF_RGB, &jpeg, &jpeg_bytes, TJSAMP_420, quality,
                          scans == Scans::Several ? TJFLAG_PROGRESSIVE : 0) == 0);
  Bytes bytes(jpeg, jpeg + jpeg_bytes);
  tjFree(jpeg);
  return bytes;
}

}  // namespace ocop::photo
