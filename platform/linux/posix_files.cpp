#include "platform/linux/posix_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace ocop::platform {
namespace {

ErrorCode code_of(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::StorageFull;
    case EROFS:
    case EACCES:
    case EPERM:
      return ErrorCode::StorageReadOnly;
    case ENOENT:
      return ErrorCode::NotFound;
    default:
      return ErrorCode::StorageFault;
  }
}

Error error_of(int number, const std::string& path) {
  return Error{code_of(number), path + ": " + std::strerror(number)};
}

// A descriptor that closes itself. Errors of closing are of no interest: what counts was synced before.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  bool is_open() const { return value_ >= 0; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= path.size()) {
    const auto end = std::min(path.find('/', start), path.size());
    out.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

bool is_name(const std::string& step) {
  return !step.empty() && step != "." && step != ".." && step.find('\0') == std::string::npos;
}

enum class Missing { Fail, Make };

// A path taken apart into the folder that holds it, opened, and the name in it. Walked a step at a time and without
// following links, so that no path leaves the root.
struct Located {
  Descriptor folder;
  std::string name;
};

Result<Descriptor> open_folder(int parent, const std::string& name, const std::string& path, Missing missing) {
  int made = ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (made < 0 && errno == ENOENT && missing == Missing::Make) {
    if (::mkdirat(parent, name.c_str(), 0700) != 0 && errno != EEXIST) return error_of(errno, path);
    if (::fsync(parent) != 0) return error_of(errno, path);
    made = ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }
  if (made < 0) return error_of(errno, path);
  return Descriptor(made);
}

Result<Located> locate(int root, const std::string& path, Missing missing) {
  auto steps = steps_of(path);
  if (!std::all_of(steps.begin(), steps.end(), is_name))
    return Error{ErrorCode::InvalidInput, "not a path below the root: " + path};
  const std::string name = std::move(steps.back());
  steps.pop_back();
  Descriptor folder(::fcntl(root, F_DUPFD_CLOEXEC, 0));
  if (!folder.is_open()) return error_of(errno, path);
  for (const auto& step : steps) {
    TRY_ASSIGN(folder, open_folder(folder.get(), step, path, missing));
  }
  return Located{std::move(folder), name};
}

// Returns the error's number, 0 when all was written.
int write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

PosixFiles::PosixFiles(PosixFiles&& other) noexcept : root_(std::exchange(other.root_, -1)) {}

PosixFiles& PosixFiles::operator=(PosixFiles&& other) noexcept {
  std::swap(root_, other.root_);
  return *this;
}

PosixFiles::~PosixFiles() {
  if (root_ >= 0) ::close(root_);
}

Result<PosixFiles> PosixFiles::open(const std::string& root) {
  if (::mkdir(root.c_str(), 0700) != 0 && errno != EEXIST) return error_of(errno, root);
  const int folder = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return error_of(errno, root);
  return PosixFiles(folder);
}

Result<std::uint64_t> PosixFiles::size(const std::string& path) const {
  TRY_ASSIGN(const auto at, locate(root_, path, Missing::Fail));
  struct stat info {};
  if (::fstatat(at.folder.get(), at.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return error_of(errno, path);
  if (!S_ISREG(info.st_mode)) return Error{ErrorCode::NotFound, path + ": not a file"};
  return static_cast<std::uint64_t>(info.st_size);
}

Result<Bytes> PosixFiles::read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const {
  TRY_ASSIGN(const auto whole, size(path));
  TRY_ASSIGN(const auto at, locate(root_, path, Missing::Fail));
  const Descriptor file(::openat(at.folder.get(), at.name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) return error_of(errno, path);
  if (offset >= whole) return Bytes{};
  Bytes out(static_cast<std::size_t>(std::min(bytes_max, whole - offset)));
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::pread(file.get(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error_of(errno, path);
    if (got == 0) break;  // somebody shortened it meanwhile
    done += static_cast<std::size_t>(got);
  }
  out.resize(done);
  return out;
}

Result<std::vector<Files::Entry>> PosixFiles::list(const std::string& folder) const {
  const auto at = locate(root_, folder.empty() ? "x" : folder + "/x", Missing::Fail);
  if (!at.has_value() && at.error().code == ErrorCode::NotFound) return std::vector<Entry>{};
  if (!at.has_value()) return at.error();
  // A descriptor of its own: reading moves its position, and the root's is shared.
  const int opened = ::openat(at->folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return error_of(errno, folder);
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::fdopendir(opened), ::closedir);
  if (!directory) {
    ::close(opened);
    return error_of(errno, folder);
  }
  std::vector<Entry> out;
  while (const dirent* entry = ::readdir(directory.get())) {
    struct stat info {};
    if (::fstatat(at->folder.get(), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode)) continue;
    out.push_back({entry->d_name, static_cast<std::uint64_t>(info.st_size)});
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return out;
}

Status PosixFiles::append(const std::string& path, std::uint64_t offset, ByteView bytes) {
  TRY_ASSIGN(const auto at, locate(root_, path, offset == 0 ? Missing::Make : Missing::Fail));
  const int flags = O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | (offset == 0 ? O_CREAT : 0);
  const Descriptor file(::openat(at.folder.get(), at.name.c_str(), flags, 0600));
  if (!file.is_open()) return error_of(errno, path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return error_of(errno, path);
  if (static_cast<std::uint64_t>(info.st_size) != offset)
    return Error{ErrorCode::StorageFault,
                 path + " is " + std::to_string(info.st_size) + " bytes long, not " + std::to_string(offset)};
  int failure = write_all(file.get(), bytes);
  if (failure == 0 && ::fdatasync(file.get()) != 0) failure = errno;
  if (failure == 0 && offset == 0 && ::fsync(at.folder.get()) != 0) failure = errno;
  if (failure == 0) return {};
  // What was written of it would make the next append fail; if even cutting fails, that append says so.
  if (::ftruncate(file.get(), static_cast<off_t>(offset)) != 0) return error_of(failure, path + " (left longer)");
  return error_of(failure, path);
}

Status PosixFiles::publish(const std::string& from, const std::string& to) {
  TRY_ASSIGN(const auto source, locate(root_, from, Missing::Fail));
  TRY_ASSIGN(const auto target, locate(root_, to, Missing::Make));
  if (::renameat2(source.folder.get(), source.name.c_str(), target.folder.get(), target.name.c_str(),
                  RENAME_NOREPLACE) != 0) {
    if (errno == EINVAL) {  // a file system without it: linking does not replace either
      if (::linkat(source.folder.get(), source.name.c_str(), target.folder.get(), target.name.c_str(), 0) != 0 &&
          errno != EEXIST)
        return error_of(errno, to);
    } else if (errno != EEXIST) {
      return error_of(errno, from + " to " + to);
    }
    if (::unlinkat(source.folder.get(), source.name.c_str(), 0) != 0) return error_of(errno, from);
  }
  if (::fsync(target.folder.get()) != 0) return error_of(errno, to);
  if (::fsync(source.folder.get()) != 0) return error_of(errno, from);
  return {};
}

Status PosixFiles::remove(const std::string& path) {
  const auto at = locate(root_, path, Missing::Fail);
  if (!at.has_value() && at.error().code == ErrorCode::NotFound) return {};
  if (!at.has_value()) return at.error();
  if (::unlinkat(at->folder.get(), at->name.c_str(), 0) != 0 && errno != ENOENT) return error_of(errno, path);
  return {};
}

Result<std::uint64_t> PosixFiles::free_bytes() const {
  struct statvfs info {};
  if (::fstatvfs(root_, &info) != 0) return error_of(errno, "the data folder's disk");
  return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

}  // namespace ocop::platform
