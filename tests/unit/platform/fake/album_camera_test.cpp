#include "platform/fake/album_camera.h"

#include "core/base/bytes.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using fake::AlbumCamera;
using test::TempFolder;

TEST_CASE("an album camera takes its pictures by name, and begins again after the last") {
  TempFolder folder;
  test::write_text(folder / "b.jpg", "second");
  test::write_text(folder / "a.jpg", "first");
  test::write_text(folder / "README.md", "no picture");
  AlbumCamera camera(folder.path());
  CHECK(camera.is_available());
  for (const std::string_view expected : {"first", "second", "first"}) {
    const auto taken = camera.take();
    REQUIRE_OK(taken);
    CHECK(as_text(*taken) == expected);
  }
}

TEST_CASE("an album camera without pictures, or without its folder, is no camera") {
  TempFolder folder;
  AlbumCamera empty(folder.path());
  CHECK_FALSE(empty.is_available());
  REQUIRE_ERROR(empty.take(), NotFound);
  AlbumCamera missing(folder / "nowhere");
  REQUIRE_ERROR(missing.take(), NotFound);
}

TEST_CASE("a picture that has gone since is a fault of the storage") {
  TempFolder folder;
  test::write_text(folder / "a.jpg", "first");
  AlbumCamera camera(folder.path());
  REQUIRE(std::remove((folder / "a.jpg").c_str()) == 0);
  REQUIRE_ERROR(camera.take(), StorageFault);
}
