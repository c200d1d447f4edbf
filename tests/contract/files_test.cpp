// What photo files count on from the port to the file system (core/base/files.h), tried on a real folder and on the
// files in memory that most tests use: what one allows and the other refuses would make those tests worth nothing.
#include <memory>
#include <string>

#include "platform/fake/memory_files.h"
#include "platform/linux/posix_files.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;

namespace {

enum class Kind { Memory, Posix };

class Disk {
 public:
  explicit Disk(Kind kind) : name(kind == Kind::Memory ? "MemoryFiles" : "PosixFiles") {
    if (kind == Kind::Memory) {
      files_ = std::make_unique<fake::MemoryFiles>();
      return;
    }
    auto opened = platform::PosixFiles::open(folder_ / "root");
    REQUIRE_OK(opened);
    files_ = std::make_unique<platform::PosixFiles>(std::move(*opened));
  }
  const std::string name;
  Files* operator->() { return files_.get(); }
  std::string text(const std::string& path) {
    const auto bytes = files_->read(path, 0, 1 << 20);
    REQUIRE_OK(bytes);
    return std::string(as_text(*bytes));
  }

 private:
  test::TempFolder folder_;
  std::unique_ptr<Files> files_;
};

Disk any_disk() {
  const Kind kind = GENERATE(Kind::Memory, Kind::Posix);
  return Disk(kind);
}

}  // namespace

TEST_CASE("files: what is appended is read back, piece by piece") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->append("photos/a", 0, as_bytes("first ")));
  REQUIRE_OK(disk->append("photos/a", 6, as_bytes("second")));
  REQUIRE(*disk->size("photos/a") == 12);
  REQUIRE(disk.text("photos/a") == "first second");
  REQUIRE(as_text(*disk->read("photos/a", 6, 3)) == "sec");
  REQUIRE(disk->read("photos/a", 0, 0)->empty());
  REQUIRE(disk->read("photos/a", 12, 5)->empty());
  REQUIRE(disk->read("photos/a", 4000, 5)->empty());
  REQUIRE(as_text(*disk->read("photos/a", 6, UINT64_MAX)) == "second");
  REQUIRE_ERROR(disk->read("photos/b", 0, 5), NotFound);
  REQUIRE_ERROR(disk->size("none/a"), NotFound);
}

TEST_CASE("files: an append of nothing makes an empty file, or leaves one as it is") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->append("a", 0, {}));
  REQUIRE(*disk->size("a") == 0);
  REQUIRE_OK(disk->append("a", 0, as_bytes("abc")));
  REQUIRE_OK(disk->append("a", 3, {}));
  REQUIRE(disk.text("a") == "abc");
}

TEST_CASE("files: an append at another place than the end changes nothing") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->append("a", 0, as_bytes("abc")));
  REQUIRE_ERROR(disk->append("a", 2, as_bytes("x")), StorageFault);
  REQUIRE_ERROR(disk->append("a", 4, as_bytes("x")), StorageFault);
  REQUIRE_ERROR(disk->append("a", 0, as_bytes("x")), StorageFault);
  REQUIRE_ERROR(disk->append("none", 3, as_bytes("x")), NotFound);
  REQUIRE_ERROR(disk->append("no/folder", 3, as_bytes("x")), NotFound);
  REQUIRE(disk.text("a") == "abc");
  REQUIRE_ERROR(disk->size("none"), NotFound);
}

TEST_CASE("files: publishing moves, and never replaces what is there") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->append("partial/1", 0, as_bytes("new")));
  REQUIRE_OK(disk->publish("partial/1", "whole/ab/abcd"));
  REQUIRE(disk.text("whole/ab/abcd") == "new");
  REQUIRE_ERROR(disk->size("partial/1"), NotFound);
  REQUIRE_OK(disk->append("partial/2", 0, as_bytes("other")));
  REQUIRE_OK(disk->publish("partial/2", "whole/ab/abcd"));
  REQUIRE(disk.text("whole/ab/abcd") == "new");
  REQUIRE_ERROR(disk->size("partial/2"), NotFound);
  REQUIRE_ERROR(disk->publish("partial/3", "whole/x"), NotFound);
  REQUIRE_ERROR(disk->publish("no/folder", "whole/x"), NotFound);
}

TEST_CASE("files: a missing file is removed already, a missing folder is empty") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->remove("none"));
  REQUIRE_OK(disk->remove("no/folder/none"));
  REQUIRE(disk->list("none")->empty());
  REQUIRE(disk->list("no/folder")->empty());
  REQUIRE_OK(disk->append("a", 0, as_bytes("1")));
  REQUIRE_OK(disk->remove("a"));
  REQUIRE_ERROR(disk->size("a"), NotFound);
  REQUIRE_OK(disk->append("a", 0, as_bytes("2")));
  REQUIRE(disk.text("a") == "2");
}

TEST_CASE("files: a list has the files of one folder by name, with their sizes, and no folders") {
  Disk disk = any_disk();
  INFO(disk.name);
  for (const char* path : {"b", "a", "sub/d", "sub/c", "sub/deep/e"}) REQUIRE_OK(disk->append(path, 0, as_bytes(path)));
  const auto root = disk->list("");
  REQUIRE_OK(root);
  REQUIRE(root->size() == 2);
  REQUIRE((*root)[0].name == "a");
  REQUIRE((*root)[1].bytes == 1);
  const auto sub = disk->list("sub");
  REQUIRE_OK(sub);
  REQUIRE(sub->size() == 2);
  REQUIRE((*sub)[0].name == "c");
  REQUIRE((*sub)[1].name == "d");
  REQUIRE((*sub)[1].bytes == 5);
}

TEST_CASE("files: no path leaves the root, nor has a name that is none") {
  Disk disk = any_disk();
  INFO(disk.name);
  const std::string with_nul("a\0b", 3);
  for (const std::string& path : {std::string("../outside"), std::string("/etc/passwd"), std::string("a/../../outside"),
                                  std::string("a//b"), std::string(), std::string("."), std::string("a/."), with_nul}) {
    INFO(path);
    REQUIRE_ERROR(disk->size(path), InvalidInput);
    REQUIRE_ERROR(disk->read(path, 0, 10), InvalidInput);
    REQUIRE_ERROR(disk->append(path, 0, as_bytes("x")), InvalidInput);
    REQUIRE_ERROR(disk->remove(path), InvalidInput);
    REQUIRE_ERROR(disk->publish(path, "x"), InvalidInput);
    REQUIRE_OK(disk->append("whole", 0, as_bytes("x")));
    REQUIRE_ERROR(disk->publish("whole", path), InvalidInput);
    REQUIRE_OK(disk->remove("whole"));
    if (!path.empty()) REQUIRE_ERROR(disk->list(path), InvalidInput);  // the empty one is the root
  }
}

TEST_CASE("files: a folder where a file is meant, and a file where a folder is meant, are errors that change nothing") {
  Disk disk = any_disk();
  INFO(disk.name);
  REQUIRE_OK(disk->append("sub/a", 0, as_bytes("x")));
  REQUIRE_ERROR(disk->size("sub"), NotFound);
  REQUIRE_ERROR(disk->read("sub", 0, 1), NotFound);
  REQUIRE_ERROR(disk->append("sub", 0, as_bytes("x")), StorageFault);
  REQUIRE_ERROR(disk->append("sub/a/b", 0, as_bytes("x")), StorageFault);
  REQUIRE_ERROR(disk->list("sub/a"), StorageFault);
  REQUIRE_ERROR(disk->remove("sub"), StorageFault);
  REQUIRE(disk.text("sub/a") == "x");
}

TEST_CASE("files: there is room, and the disk says how much") {
  Disk disk = any_disk();
  INFO(disk.name);
  const auto free = disk->free_bytes();
  REQUIRE_OK(free);
  REQUIRE(*free > 1'000'000);
}
