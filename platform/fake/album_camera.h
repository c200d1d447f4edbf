// A camera that "takes" the pictures of a folder, one after the other and again from the first: for showing the program
// on a machine without a camera.
#pragma once

#include <string>
#include <vector>

#include "platform/api/camera.h"

namespace ocop::fake {

class AlbumCamera final : public platform::Camera {
 public:
  explicit AlbumCamera(const std::string& folder);  // its files *.jpg, by name; a missing folder is empty

  bool is_available() const override { return !paths_.empty(); }
  Result<Bytes> take() override;  // NotFound in an empty folder; StorageFault when the file cannot be read

 private:
  std::vector<std::string> paths_;
  std::size_t next_ = 0;
};

}  // namespace ocop::fake
