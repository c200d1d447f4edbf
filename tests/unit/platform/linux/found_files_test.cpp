#include "platform/linux/found_files.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "platform/linux/linux_paths.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using platform::find_files;

namespace fs = std::filesystem;

namespace {

void write(const std::string& path, std::size_t bytes, int minutes_ago) {
  std::ofstream(path, std::ios::binary) << std::string(bytes, 'x');
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(minutes_ago));
}

}  // namespace

TEST_CASE("files of the ending are found, the newest first, whatever the card made of its letters") {
  const test::TempFolder one, two;
  write(one / "older.ocop", 10, 60);
  write(two / "NEWER.OCOP", 20, 5);
  write(two / "letter.txt", 30, 1);
  write(two / ".ocop", 30, 1);  // an ending is no name
  fs::create_directory(two / "folder.ocop");
  fs::create_symlink("nowhere", two / "gone.ocop");
  const auto found = find_files({one / "", two / "", one / "missing"}, ".ocop", 10);
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "NEWER.OCOP");
  CHECK(found[0].bytes == 20);
  CHECK(found[0].folder == two / "");
  CHECK(found[1].name == "older.ocop");
  CHECK(found[0].written_wall_ms - found[1].written_wall_ms > 50 * 60'000);
  CHECK(find_files({one / "", two / ""}, ".ocop", 1).size() == 1);
  CHECK(find_files({}, ".ocop", 10).empty());
}

TEST_CASE("sticks and cards are the folders where they are mounted, by name") {
  const test::TempFolder media;
  fs::create_directory(media / "TRANSCEND");
  fs::create_directory(media / "KINGSTON");
  write(media / "file", 1, 1);
  const auto found = platform::media_in(media / "");
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "KINGSTON");
  CHECK(found[1].folder == media / "TRANSCEND");
  CHECK(platform::media_in(media / "missing").empty());
}

TEST_CASE("a stick that takes no files is told from one that does") {
  const test::TempFolder media;
  fs::create_directory(media / "LOCKED");
  fs::create_directory(media / "OPEN");
  fs::permissions(media / "LOCKED", fs::perms::owner_read | fs::perms::owner_exec);
  const auto found = platform::media_in(media / "");
  REQUIRE(found.size() == 2);
  CHECK(found[1].is_writable);
  if (geteuid() != 0) CHECK_FALSE(found[0].is_writable);  // root may write anywhere
  fs::permissions(media / "LOCKED", fs::perms::owner_all);
}
