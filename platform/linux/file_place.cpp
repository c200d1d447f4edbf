#include "platform/linux/file_place.h"

#include <filesystem>

namespace ocop::platform {

Result<FilePlace> find_place(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path whole(path);
  const fs::path folder = whole.has_parent_path() ? whole.parent_path() : fs::path(".");
  std::error_code ignored;
  if (!whole.has_filename() || fs::is_directory(whole, ignored)) return Error{ErrorCode::InvalidInput, path};
  if (!fs::is_directory(folder, ignored)) return Error{ErrorCode::NotFound, folder.string()};
  TRY_ASSIGN(auto files, PosixFiles::open(folder.string()));
  return FilePlace{std::move(files), whole.filename().string()};
}

}  // namespace ocop::platform
