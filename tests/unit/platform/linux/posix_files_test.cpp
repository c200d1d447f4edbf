// What every implementation of the port owes is in tests/contract/files_test.cpp; here is what only a real disk does.
#include "platform/linux/posix_files.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"

using namespace ocop;
using platform::PosixFiles;

namespace {

// A folder that is gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "posix-files-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path;
};

PosixFiles files_in(const Folder& folder) {
  auto opened = PosixFiles::open(folder.path);
  REQUIRE_OK(opened);
  return std::move(*opened);
}

}  // namespace

TEST_CASE("a link leads nowhere, neither out of the root nor below it") {
  const Folder folder;
  std::ofstream(folder.path + "/outside") << "secret";
  std::filesystem::create_directory(folder.path + "/below");
  auto opened = PosixFiles::open(folder.path + "/below");
  REQUIRE_OK(opened);
  auto& files = *opened;
  std::filesystem::create_symlink(folder.path, folder.path + "/below/link");
  REQUIRE_FALSE(files.read("link/outside", 0, 10).has_value());
  std::filesystem::create_symlink(folder.path + "/outside", folder.path + "/below/file");
  REQUIRE_FALSE(files.read("file", 0, 10).has_value());
  REQUIRE_FALSE(files.append("file", 0, as_bytes("x")).has_value());
}

TEST_CASE("a root that is not there and cannot be made is an error") {
  const Folder folder;
  REQUIRE_ERROR(PosixFiles::open(folder.path + "/no/such/folder"), NotFound);
  std::ofstream(folder.path + "/file") << "x";
  REQUIRE_ERROR(PosixFiles::open(folder.path + "/file"), StorageFault);
}

TEST_CASE("a write that stops half way is cut off again") {
  const Folder folder;
  auto files = files_in(folder);
  REQUIRE_OK(files.append("a", 0, as_bytes("abc")));
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{8, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto failed = files.append("a", 3, as_bytes("0123456789"));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  REQUIRE_ERROR(failed, StorageFault);
  REQUIRE(as_text(*files.read("a", 0, 99)) == "abc");
  REQUIRE_OK(files.append("a", 3, as_bytes("def")));
}

TEST_CASE("a full disk says that it is full") {
  const Folder folder;
  auto files = files_in(folder);
  // The kernel's device that is always full stands in for a disk; making one needs rights that not every machine gives.
  if (::mknod((folder.path + "/full").c_str(), S_IFCHR | 0600, ::makedev(1, 7)) != 0) {
    WARN("no right to make a device: not tried here");
    return;
  }
  const auto failed = files.append("full", 0, as_bytes("abc"));
  REQUIRE_FALSE(failed.has_value());
  if (failed.error().code == ErrorCode::StorageReadOnly) {
    WARN("devices do not work in the folder for temporary files: not tried here");
    return;
  }
  REQUIRE_ERROR(failed, StorageFull);
}

TEST_CASE("a folder without the right to write is read-only, not damaged") {
  const Folder folder;
  auto files = files_in(folder);
  REQUIRE_OK(files.append("sub/a", 0, as_bytes("abc")));
  ::chmod((folder.path + "/sub").c_str(), 0555);
  ::chmod((folder.path + "/sub/a").c_str(), 0444);
  ::chmod(folder.path.c_str(), 0755);
  const bool is_root = ::geteuid() == 0;
  if (is_root) REQUIRE(::seteuid(65534) == 0);  // root may write anywhere: somebody else tries
  const auto appended = files.append("sub/a", 3, as_bytes("x"));
  const auto made = files.append("sub/b", 0, as_bytes("x"));
  const auto removed = files.remove("sub/a");
  const auto published = files.publish("sub/a", "sub/c");
  if (is_root) REQUIRE(::seteuid(0) == 0);
  ::chmod((folder.path + "/sub").c_str(), 0755);
  REQUIRE_ERROR(appended, StorageReadOnly);
  REQUIRE_ERROR(made, StorageReadOnly);
  REQUIRE_ERROR(removed, StorageReadOnly);
  REQUIRE_ERROR(published, StorageReadOnly);
  REQUIRE(as_text(*files.read("sub/a", 0, 9)) == "abc");
}
