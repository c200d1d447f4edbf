// The data folder and other files: what lies where on the disk.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "app/cli/program.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/private_place.h"

namespace ocop::cli {
namespace {

namespace fs = std::filesystem;

Error file_error(const std::string& path) {
  const int number = errno;
  ErrorCode code = ErrorCode::StorageFault;
  if (number == ENOENT || number == ENOTDIR) code = ErrorCode::NotFound;
  if (number == ENOSPC || number == EDQUOT) code = ErrorCode::StorageFull;
  if (number == EROFS || number == EACCES || number == EPERM) code = ErrorCode::StorageReadOnly;
  if (number == EISDIR) code = ErrorCode::InvalidInput;
  return {code, path + ": " + std::strerror(number)};
}

Result<std::string> data_path(const Program& program) {
  if (program.data.empty()) return Error{ErrorCode::Usage, "no data folder: --data DIR or OCOP_DATA"};
  return program.data;
}

std::string database_path(const std::string& data) { return data + "/ocop.sqlite"; }

Result<std::unique_ptr<Files>> open_photos(const std::string& data) {
  TRY_ASSIGN(auto files, platform::PosixFiles::open(data + "/photos"));
  return std::unique_ptr<Files>(std::make_unique<platform::PosixFiles>(std::move(files)));
}

OpenFolder opened(std::unique_ptr<Files> files, service::Folder folder) {
  return {std::move(files), std::make_unique<service::Folder>(std::move(folder))};
}

}  // namespace

Result<OpenFolder> open_folder(Program& program) {
  TRY_ASSIGN(const std::string data, data_path(program));
  std::error_code ignored;
  if (!fs::exists(database_path(data), ignored)) return Error{ErrorCode::NoDataFolder, data};
  TRY_ASSIGN(auto files, open_photos(data));
  const service::Ports ports{*files, program.clock, program.entropy};
  TRY_ASSIGN(auto folder, service::Folder::open(database_path(data), ports));
  return opened(std::move(files), std::move(folder));
}

Result<OpenFolder> create_folder(Program& program, const service::Officer& officer) {
  TRY_ASSIGN(const std::string data, data_path(program));
  TRY(platform::make_private_folder(data));
  TRY_ASSIGN(auto files, open_photos(data));
  const service::Ports ports{*files, program.clock, program.entropy};
  TRY(platform::make_private_database(database_path(data)));
  TRY_ASSIGN(auto folder, service::Folder::create(database_path(data), ports, officer));
  return opened(std::move(files), std::move(folder));
}

Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return Error{ErrorCode::InvalidInput, path + ": a folder"};
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return file_error(path);
  Bytes bytes;
  char piece[65536];
  while (bytes.size() <= bytes_max) {
    file.read(piece, static_cast<std::streamsize>(std::min(sizeof piece, bytes_max + 1 - bytes.size())));
    append(bytes, as_bytes({piece, static_cast<std::size_t>(file.gcount())}));
    if (!file) break;
  }
  if (file.bad()) return file_error(path);
  return bytes;
}

Status write_file(const std::string& path, ByteView bytes) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) return file_error(path);
  const std::string_view content = as_text(bytes);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) return file_error(path);
  return {};
}

}  // namespace ocop::cli
