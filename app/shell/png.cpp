#include "app/shell/png.h"

#include <algorithm>

// The writer is one header, compiled into this file alone.
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

namespace ocop::shell {

Bytes png_of(const platform::Picture& picture) {
  Bytes out;
  const auto row = static_cast<std::size_t>(std::max(picture.width, 0)) * 4;
  const auto height = static_cast<std::size_t>(std::max(picture.height, 0));
  if (row * height == 0 || picture.rgba.size() != row * height) return out;
  const auto keep = [](void* to, void* bytes, int count) {
    const auto* data = static_cast<const std::uint8_t*>(bytes);
    append(*static_cast<Bytes*>(to), ByteView(data, static_cast<std::size_t>(count)));
  };
  stbi_write_png_to_func(keep, &out, picture.width, picture.height, 4, picture.rgba.data(), static_cast<int>(row));
  return out;
}

}  // namespace ocop::shell
