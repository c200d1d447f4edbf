// JPEGs and EXIF made for the tests of core/photo: small, exact, and as wrong as a test wants them.
#pragma once

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"

namespace jpegs {

using ocop::Bytes;
using ocop::ByteView;

using Colour = std::array<std::uint8_t, 3>;

inline Bytes encode(const Bytes& pixels, int width, int height, int format, int quality, int flags = 0) {
  const tjhandle handle = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  const int done = tjCompress2(handle, pixels.data(), width, 0, height, format, &out, &size,
                               format == TJPF_GRAY ? TJSAMP_GRAY : TJSAMP_444, quality, flags);
  Bytes jpeg = done == 0 ? Bytes(out, out + size) : Bytes{};
  tjFree(out);
  tjDestroy(handle);
  REQUIRE(done == 0);
  return jpeg;
}

// Red, green over blue, white: each corner has a colour of its own.
inline Bytes quadrants(int width, int height, int flags = 0) {
  Bytes pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool right = x >= width / 2, low = y >= height / 2;
      const Colour colour =
          low ? (right ? Colour{255, 255, 255} : Colour{0, 0, 255}) : (right ? Colour{0, 255, 0} : Colour{255, 0, 0});
      pixels.insert(pixels.end(), colour.begin(), colour.end());
    }
  }
  return encode(pixels, width, height, TJPF_RGB, 95, flags);
}

// As much detail as a JPEG can hold: its bytes stay many at any quality.
inline Bytes noise(int width, int height, int quality = 90, int flags = 0) {
  std::mt19937 random(7);
  Bytes pixels(static_cast<std::size_t>(width * height * 3));
  for (auto& value : pixels) value = static_cast<std::uint8_t>(random());
  return encode(pixels, width, height, TJPF_RGB, quality, flags);
}

inline Bytes plain_cmyk(int width, int height, std::array<std::uint8_t, 4> ink) {
  Bytes pixels;
  for (int i = 0; i < width * height; ++i) pixels.insert(pixels.end(), ink.begin(), ink.end());
  return encode(pixels, width, height, TJPF_CMYK, 95);
}

inline std::size_t find(const Bytes& jpeg, std::initializer_list<int> what, std::size_t from = 0) {
  Bytes pattern;
  for (const int byte : what) pattern.push_back(static_cast<std::uint8_t>(byte));
  const auto at =
      std::search(jpeg.begin() + static_cast<std::ptrdiff_t>(from), jpeg.end(), pattern.begin(), pattern.end());
  REQUIRE(at != jpeg.end());
  return static_cast<std::size_t>(at - jpeg.begin());
}

inline void put_16(Bytes& bytes, std::size_t at, int value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

// The frame header lies: marker (2), length (2), bits, height (2), width (2), components.
inline std::size_t frame_at(const Bytes& jpeg, int marker = 0xC0) { return find(jpeg, {0xFF, marker}); }

inline Bytes with_size(Bytes jpeg, int width, int height, int marker = 0xC0) {
  const auto frame = frame_at(jpeg, marker);
  put_16(jpeg, frame + 5, height);
  put_16(jpeg, frame + 7, width);
  return jpeg;
}

inline Bytes insert(Bytes jpeg, std::size_t at, ByteView what) {
  jpeg.insert(jpeg.begin() + static_cast<std::ptrdiff_t>(at), what.begin(), what.end());
  return jpeg;
}

inline Bytes segment(int marker, ByteView content) {
  Bytes bytes{0xFF, static_cast<std::uint8_t>(marker), 0, 0};
  put_16(bytes, 2, static_cast<int>(content.size()) + 2);
  ocop::append(bytes, content);
  return bytes;
}

// One EXIF record: three directories, either byte order.
class Exif {
 public:
  enum class Order { LittleEndian, BigEndian };
  enum Directory { Main, Detail, Gps };

  explicit Exif(Order order = Order::LittleEndian) : order_(order) {}

  Exif& text(Directory directory, int tag, std::string_view value) {
    Bytes bytes(value.begin(), value.end());
    bytes.push_back(0);
    return add(directory, tag, 2, static_cast<std::uint32_t>(bytes.size()), bytes);
  }
  Exif& number(Directory directory, int tag, int value) {
    Bytes bytes;
    put(bytes, static_cast<std::uint32_t>(value), 2);
    return add(directory, tag, 3, 1, bytes);
  }
  // numerator, denominator, numerator, …
  Exif& rationals(Directory directory, int tag, std::initializer_list<std::uint32_t> values) {
    Bytes bytes;
    for (const auto value : values) put(bytes, value, 4);
    return add(directory, tag, 5, static_cast<std::uint32_t>(values.size() / 2), bytes);
  }
  Exif& add(Directory directory, int tag, int type, std::uint32_t count, Bytes value) {
    entries_[directory].push_back({tag, type, count, std::move(value)});
    return *this;
  }

  Exif& place(std::initializer_list<std::uint32_t> latitude, std::string_view north_or_south,
              std::initializer_list<std::uint32_t> longitude, std::string_view east_or_west) {
    return text(Gps, 1, north_or_south)
        .rationals(Gps, 2, latitude)
        .text(Gps, 3, east_or_west)
        .rationals(Gps, 4, longitude);
  }

  // The segment's content, from "Exif" on.
  Bytes content() const {
    auto directories = entries_;
    std::array<std::uint32_t, 3> starts{};
    const auto size_of = [](const std::vector<Entry>& entries) {
      std::uint32_t size = 6 + 12 * static_cast<std::uint32_t>(entries.size());
      for (const auto& entry : entries)
        size += entry.value.size() > 4 ? static_cast<std::uint32_t>(entry.value.size()) : 0;
      return size;
    };
    for (const int tag : {0x8769, 0x8825}) directories[Main].push_back({tag, 4, 1, Bytes(4)});
    starts[0] = 8;
    starts[1] = starts[0] + size_of(directories[Main]);
    starts[2] = starts[1] + size_of(directories[Detail]);
    for (std::size_t i = 0; i < 2; ++i) {
      Bytes pointer;
      put(pointer, starts[i + 1], 4);
      directories[Main][directories[Main].size() - 2 + i].value = pointer;
    }
    Bytes out{'E', 'x', 'i', 'f', 0, 0};
    const bool little = order_ == Order::LittleEndian;
    out.insert(out.end(), 2, little ? 'I' : 'M');
    put(out, 42, 2);
    put(out, 8, 4);
    for (std::size_t i = 0; i < 3; ++i) write(out, directories[i], starts[i]);
    return out;
  }

  // After the start of image of `jpeg`.
  Bytes into(const Bytes& jpeg) const { return insert(jpeg, 2, segment(0xE1, content())); }

 private:
  struct Entry {
    int tag, type;
    std::uint32_t count;
    Bytes value;
  };

  void put(Bytes& bytes, std::uint32_t value, int size) const {
    for (int i = 0; i < size; ++i) {
      const int shift = 8 * (order_ == Order::LittleEndian ? i : size - 1 - i);
      bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  }

  void write(Bytes& out, const std::vector<Entry>& entries, std::uint32_t start) const {
    std::uint32_t data_at = start + 6 + 12 * static_cast<std::uint32_t>(entries.size());
    Bytes data;
    put(out, static_cast<std::uint32_t>(entries.size()), 2);
    for (const auto& entry : entries) {
      put(out, static_cast<std::uint32_t>(entry.tag), 2);
      put(out, static_cast<std::uint32_t>(entry.type), 2);
      put(out, entry.count, 4);
      if (entry.value.size() > 4) {
        put(out, data_at + static_cast<std::uint32_t>(data.size()), 4);
        ocop::append(data, entry.value);
      } else {
        Bytes padded = entry.value;
        padded.resize(4);
        ocop::append(out, padded);
      }
    }
    put(out, 0, 4);
    ocop::append(out, data);
  }

  Order order_;
  std::array<std::vector<Entry>, 3> entries_;
};

inline Bytes sample(const std::string& name) {
  std::ifstream file(std::string(OCOP_SOURCE_DIR "/platform/fake/photos/") + name, std::ios::binary);
  Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

}  // namespace jpegs
