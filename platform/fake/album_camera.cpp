#include "platform/fake/album_camera.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ocop::fake {

AlbumCamera::AlbumCamera(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".jpg") paths_.push_back(entry.path().string());
  std::sort(paths_.begin(), paths_.end());
}

Result<Bytes> AlbumCamera::take() {
  if (paths_.empty()) return Error{ErrorCode::NotFound, "no picture in the album"};
  const std::string& path = paths_[next_++ % paths_.size()];
  std::ifstream file(path, std::ios::binary);
  Bytes out{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Error{ErrorCode::StorageFault, path};
  return out;
}

}  // namespace ocop::fake
