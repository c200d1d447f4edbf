#include "platform/linux/private_place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ocop::platform {
namespace {

Error error_of(int number, const std::string& path) {
  ErrorCode code = ErrorCode::StorageFault;
  if (number == ENOSPC || number == EDQUOT) code = ErrorCode::StorageFull;
  if (number == EROFS || number == EACCES || number == EPERM) code = ErrorCode::StorageReadOnly;
  return Error{code, path + ": " + std::strerror(number)};
}

}  // namespace

Status make_private_folder(const std::string& asked) {
  std::string path = asked;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  for (std::size_t end = path.find('/', 1); end < path.size(); end = path.find('/', end + 1)) {
    const std::string parent = path.substr(0, end);
    if (::mkdir(parent.c_str(), 0777) != 0 && errno != EEXIST) return error_of(errno, parent);
  }
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  const int number = errno;
  struct stat info {};
  const bool is_there = ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  return is_there ? Status{} : error_of(number, path);
}

Status make_private_database(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return {};
  }
  if (errno != EEXIST) return error_of(errno, path);
  for (const char* beside : {"", "-wal", "-shm"}) (void)::chmod((path + beside).c_str(), 0600);
  return {};
}

}  // namespace ocop::platform
