// Disks that are full on either side while a session runs. They need a file system of their own: root, where mounting
// is allowed; skipped aloud elsewhere.
#include <sys/mount.h>

#include <filesystem>
#include <iostream>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

// A small file system over an empty or existing folder, and a file that fills it.
class SmallDisk {
 public:
  SmallDisk(const std::string& path, const std::string& size) : path_(path) {
    std::filesystem::create_directories(path_);
    is_mounted_ = mount("tmpfs", path_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    if (!is_mounted_) std::cerr << "skipped: a full disk: mounting is not allowed here\n";
  }
  ~SmallDisk() {
    if (is_mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }
  void fill(std::uint64_t free_bytes) const {
    const auto free = std::filesystem::space(path_).available;
    write_text(path_ + "/filler", std::string(free - std::min<std::uint64_t>(free, free_bytes), 'x'));
    REQUIRE(std::filesystem::space(path_).available <= free_bytes);
  }
  void empty() const { std::filesystem::remove(path_ + "/filler"); }
  void resize(const std::string& size) const {
    REQUIRE(mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT, ("size=" + size).c_str()) == 0);
  }

 private:
  std::string path_;
  bool is_mounted_ = false;
};

std::string long_note(int number) {
  std::string note = "ghi chép " + std::to_string(number) + " ";
  for (int i = 0; i < 400; ++i) note += std::to_string((number + 7) * (i + 13) * 7919 % 99'991) + " ";
  return note;
}

}  // namespace

TEST_CASE(
    "a tablet whose disk is full in the middle of a sync says so, stays whole, and converges when there is room") {
  Office office;
  const Tablet an("Lê Văn An");
  office.enrol(an, "Lê Văn An");
  const std::string producer = an.add_producer();
  std::string dossier;
  for (int i = 0; i < 60; ++i) {
    dossier = an.new_dossier(producer, "Chè " + std::to_string(i));
    an.json({"dossier", "set", dossier, "note=" + long_note(i)});
  }
  an.json({"sync"});

  const TempFolder folder;
  const SmallDisk disk(folder / "disk", "8m");
  if (!disk.is_mounted()) return;
  Tablet mai("Nguyễn Thị Mai");
  std::filesystem::copy(mai.data(), folder / "disk/data", std::filesystem::copy_options::recursive);
  const auto on_disk = [&](Words words) {
    words.insert(words.end(), {"--data", folder / "disk/data", "--json"});
    return run_ocop(words);
  };
  const std::string code = office.province.json({"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"})["code"];
  REQUIRE(on_disk({"enrol", "--server", office.link.url(), "--code", code}).exit_status == 0);
  REQUIRE(on_disk({"producer", "add", "name=Của Mai"}).exit_status == 0);
  disk.fill(300'000);
  const Outcome full = on_disk({"sync"});
  INFO("standard output: " << full.out << "\nstandard error: " << full.err);
  CHECK(full.exit_status == 1);
  CHECK(error_code(full) == "storage_full");
  CHECK(Json::parse(full.out)["ok"] == false);
  CHECK(on_disk({"producer", "find", "Của Mai"}).out.find("Của Mai") != std::string::npos);
  disk.empty();
  CHECK(on_disk({"verify"}).exit_status == 0);
  const Outcome again = on_disk({"sync"});
  CHECK(again.exit_status == 0);
  CHECK(Json::parse(again.out)["unsent"]["changes"] == 0);
  CHECK(without_travel(Json::parse(on_disk({"dossier", "show", dossier}).out)) ==
        without_travel(office.province.json({"show", dossier})));
  CHECK(Json::parse(on_disk({"dossier", "list"}).out).size() == 60);
  CHECK(on_disk({"verify"}).exit_status == 0);
}

TEST_CASE("a province whose disk is full refuses for now, loses nothing, and takes all when there is room") {
  Office office;
  office.province.stop();
  const SmallDisk disk(office.province.data(), "6m");
  if (!disk.is_mounted()) return;
  office.province.start();
  const Tablet mai("Nguyễn Thị Mai");
  office.enrol(mai);
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.json({"sync"});

  SECTION("no room for changes") {
    for (int i = 0; i < 30; ++i)
      mai.json({"dossier", "set", mai.new_dossier(mai.add_producer()), "note=" + long_note(i)});
    mai.json({"score", dossier, "1.1", "b"});
    disk.fill(50'000);
    const Json failed = failed_sync(mai);
    CHECK(failed["error"] == "server_failed");
    CHECK(failed["unsent"]["changes"].get<int>() > 0);
    disk.empty();
  }
  SECTION("no room for photos, but for changes") {  // the province keeps a reserve free
    mai.json({"score", dossier, "1.1", "b"});
    mai.add_photo(dossier);
    const Json failed = failed_sync(mai);
    CHECK(failed["error"] == "server_failed");
    CHECK(failed["unsent"] == Json{{"changes", 0}, {"photos", 3}});
    CHECK(office.province.json({"show", dossier})["assessments"]["self"]["scores"]["1.1"]["option"] == "b");
    disk.resize("400m");
  }
  check_converged(mai, office.province, dossier);
}
