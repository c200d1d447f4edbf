#include "platform/linux/private_place.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

void write(const std::string& path, const std::string& text, mode_t mode) {
  std::ofstream(path) << text;
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

// A generous umask, so that what is narrow was made narrow.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

}  // namespace

TEST_CASE("a folder is made with its parents, itself for its owner alone") {
  const test::TempFolder place;
  const Umask generous(0);
  REQUIRE_OK(platform::make_private_folder(place / "a/b/c/"));
  CHECK(mode_of(place / "a/b/c") == 0700);
  CHECK(mode_of(place / "a/b") == 0777);
}

TEST_CASE("a folder that is there keeps its mode, and a file in its place is an error") {
  const test::TempFolder place;
  std::filesystem::create_directory(place / "there");
  REQUIRE(::chmod((place / "there").c_str(), 0755) == 0);
  REQUIRE_OK(platform::make_private_folder(place / "there"));
  CHECK(mode_of(place / "there") == 0755);
  write(place / "file", "x", 0644);
  REQUIRE_ERROR(platform::make_private_folder(place / "file"), StorageFault);
  REQUIRE_ERROR(platform::make_private_folder(place / "file/below"), StorageFault);
}

TEST_CASE("a database is made empty and for its owner alone, an older one is narrowed and keeps its bytes") {
  const test::TempFolder place;
  const Umask generous(0);
  REQUIRE_OK(platform::make_private_database(place / "new"));
  CHECK(mode_of(place / "new") == 0600);
  CHECK(std::filesystem::file_size(place / "new") == 0);
  write(place / "old", "bytes", 0644);
  write(place / "old-wal", "more", 0666);
  REQUIRE_OK(platform::make_private_database(place / "old"));
  CHECK(mode_of(place / "old") == 0600);
  CHECK(mode_of(place / "old-wal") == 0600);
  CHECK(std::filesystem::file_size(place / "old") == 5);
  REQUIRE_ERROR(platform::make_private_database(place / "missing/new"), StorageFault);
}
