#include "app/shell/png.h"

#include <stb_image_write.h>

namespace ocop::shell {

Bytes png_of(const platform::Picture& picture) {
  Bytes out;
  if (picture.width <= 0 || picture.height <= 0) return out;
  const auto take = [](void* context, void* data, int size) {
    append(*static_cast<Bytes*>(context), {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)});
  };
  ::stbi_write_png_to_func(take, &out, picture.width, picture.height, 4, picture.rgba.data(), picture.width * 4);
  return out;
}

}  // namespace ocop::shell
