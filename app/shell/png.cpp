#include "app/shell/png.h"

#include <algorithm>
#include <string_view>

namespace ocop::shell {
namespace {

void append_32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift & 0xFF));
}

std::uint32_t crc_of(ByteView bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
  }
  return ~crc;
}

void append_chunk(Bytes& out, std::string_view type, ByteView data) {
  append_32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  append(out, as_bytes(type));
  append(out, data);
  append_32(out, crc_of(ByteView(out).subspan(start)));
}

std::uint32_t adler_of(ByteView bytes) {
  std::uint32_t a = 1, b = 0;
  for (const auto byte : bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

// A zlib stream of stored blocks: screenshots are for people and tests, their size is of no interest.
Bytes stored(ByteView raw) {
  Bytes out{0x78, 0x01};
  constexpr std::size_t block_max = 65535;
  for (std::size_t at = 0; at < raw.size(); at += block_max) {
    const auto block = raw.subspan(at, std::min(block_max, raw.size() - at));
    const auto size = static_cast<std::uint32_t>(block.size());
    out.push_back(at + block.size() == raw.size() ? 1 : 0);
    for (const std::uint32_t value : {size & 0xFF, size >> 8, ~size & 0xFF, ~size >> 8 & 0xFF})
      out.push_back(static_cast<std::uint8_t>(value));
    append(out, block);
  }
  append_32(out, adler_of(raw));
  return out;
}

}  // namespace

Bytes png_of(const platform::Picture& picture) {
  Bytes out;
  const auto row = static_cast<std::size_t>(std::max(picture.width, 0)) * 4;
  const auto height = static_cast<std::size_t>(std::max(picture.height, 0));
  if (row * height == 0 || picture.rgba.size() != row * height) return out;
  Bytes raw;
  for (std::size_t y = 0; y < height; ++y) {
    raw.push_back(0);  // no filter
    append(raw, ByteView(picture.rgba).subspan(y * row, row));
  }
  Bytes header;
  append_32(header, static_cast<std::uint32_t>(picture.width));
  append_32(header, static_cast<std::uint32_t>(picture.height));
  append(header, Bytes{8, 6, 0, 0, 0});  // 8 bits, RGBA
  out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", stored(raw));
  append_chunk(out, "IEND", {});
  return out;
}

}  // namespace ocop::shell
