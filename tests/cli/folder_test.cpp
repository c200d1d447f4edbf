// Data folders that are missing, damaged, of another age, read-only or full.
#include <filesystem>
#include <fstream>
#include <iostream>

#include <sys/mount.h>
#include <sys/stat.h>

#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

// A file system of a few megabytes, for root where mounting is allowed.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& path, const char* options) : path_(path) {
    std::filesystem::create_directories(path_);
    is_mounted_ = mount("tmpfs", path_.c_str(), "tmpfs", 0, options) == 0;
  }
  ~SmallDisk() {
    if (is_mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }
  bool make_read_only() { return mount(nullptr, path_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_mounted_ = false;
};

void say_skipped(const char* what) { std::cerr << "skipped: " << what << ": mounting is not allowed here\n"; }

Outcome on(const std::string& data, Words words) {
  words.insert(words.end(), {"--data", data, "--json"});
  return run_ocop(std::move(words));
}

void sql(const std::string& data, const std::string& statement) {
  const Outcome outcome = ocop::test::run({.arguments = {"/usr/bin/sqlite3", data + "/ocop.sqlite", statement}});
  INFO(outcome.err);
  REQUIRE(outcome.exit_status == 0);
}

}  // namespace

TEST_CASE("a folder where no tablet is says so, and is left as it was") {
  const TempFolder folder;
  for (const Words& words :
       {Words{"dossier", "list"}, Words{"verify"}, Words{"sync"}, Words{"producer", "add", "name=x"}}) {
    for (const std::string& data : {folder.path(), folder / "missing"}) {
      const Outcome outcome = on(data, words);
      CHECK(outcome.exit_status == 1);
      CHECK(error_code(outcome) == "no_data_folder");
    }
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a folder of a newer program is refused and left as it is") {
  const Tablet tablet;
  tablet.add_producer();
  sql(tablet.data(), "PRAGMA user_version = 1000000");
  for (const Words& words : {Words{"producer", "list"}, Words{"producer", "add", "name=x"}, Words{"verify"}}) {
    const Outcome outcome = tablet.run(words);
    CHECK(outcome.exit_status == 1);
    CHECK(error_code(outcome) == "schema_too_new");
  }
}

TEST_CASE("a database that is no database is damage: exit status 3, and verify still speaks JSON") {
  const Tablet tablet;
  tablet.add_producer();
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(tablet.data() + "/ocop.sqlite" + end);
  write_text(tablet.data() + "/ocop.sqlite", std::string(20'000, 'x'));
  const Outcome list = tablet.run({"producer", "list"});
  CHECK(list.exit_status == 3);
  CHECK(error_code(list) == "storage_corrupt");
  const Outcome verify = tablet.run({"verify", "--json"});
  CHECK(verify.exit_status == 3);
  const Json json = Json::parse(verify.out);
  CHECK(json["ok"] == false);
  CHECK(json["problems"][0]["code"] == "database_corrupt");
  CHECK(read_text(tablet.data() + "/ocop.sqlite") == std::string(20'000, 'x'));
}

TEST_CASE("a photo that is gone or changed is found by verify") {
  const Tablet tablet;
  tablet.add_photo(tablet.new_dossier(tablet.add_producer()));
  CHECK(tablet.json({"verify"})["ok"] == true);
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tablet.data() + "/photos"))
    if (entry.is_regular_file()) files.push_back(entry.path());
  REQUIRE(files.size() == 3);
  std::string changed = read_text(files[0]);
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  std::filesystem::permissions(files[0], std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  write_text(files[0], changed);
  std::filesystem::remove(files[1]);
  const Outcome outcome = tablet.run({"verify", "--json"});
  CHECK(outcome.exit_status == 3);
  const Json json = Json::parse(outcome.out);
  CHECK(json["ok"] == false);
  CHECK(json["problems"].size() >= 2);
  CHECK(error_code(outcome) == "storage_corrupt");
}

TEST_CASE("left-over temporary files and photos without a row are no problems") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.add_photo(dossier);
  std::filesystem::create_directories(tablet.data() + "/photos/ab");
  write_text(tablet.data() + "/photos/ab/" + std::string(64, 'a') + ".jpg", "nobody cites this");
  write_text(tablet.data() + "/photos/tmp-left-over", "half a photo");
  CHECK(tablet.json({"verify"})["ok"] == true);
  tablet.add_photo(dossier, "product_fig.jpg");
  CHECK(tablet.json({"verify"})["ok"] == true);
}

TEST_CASE("a read-only disk is read and refuses writing by its name") {
  const TempFolder folder;
  SmallDisk disk(folder / "disk", "size=32m");
  if (!disk.is_mounted()) return say_skipped("read-only disk");
  const std::string data = disk.path() + "/data";
  REQUIRE(on(data, {"init", "--officer", "Mai", "--units", "00004"}).exit_status == 0);
  REQUIRE(on(data, {"producer", "add", "name=Hợp tác xã"}).exit_status == 0);
  REQUIRE(disk.make_read_only());
  const Outcome outcome = on(data, {"producer", "add", "name=Khác"});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "storage_read_only");
}

TEST_CASE("a full disk is said in a sentence, and what was saved stays whole") {
  const TempFolder folder;
  SmallDisk disk(folder / "disk", "size=8m");
  if (!disk.is_mounted()) return say_skipped("full disk");
  const std::string data = disk.path() + "/data";
  REQUIRE(on(data, {"init", "--officer", "Mai", "--units", "00004"}).exit_status == 0);
  const std::string producer = Json::parse(on(data, {"producer", "add", "name=Hợp tác xã"}).out)["id"];
  const std::string dossier = Json::parse(
      on(data, {"dossier", "new", "--producer", producer, "--product", "Chè", "--set", "7"}).out)["id"];
  // The reserve for photos is larger than this disk.
  const Outcome photo =
      on(data, {"evidence", "add", dossier, photos_folder + "/product_coffee.jpg", "--kind", "other"});
  CHECK(photo.exit_status == 1);
  CHECK(error_code(photo) == "storage_full");

  { std::ofstream filler(disk.path() + "/filler"); filler << std::string(16u << 20, 'x'); }
  std::string saved;
  Outcome refused;
  for (int i = 0; i < 500; ++i) {
    const std::string note = std::to_string(i) + std::string(8'000, 'x');
    refused = on(data, {"dossier", "set", dossier, "note=" + note});
    if (refused.exit_status != 0) break;
    saved = note;
  }
  CHECK(refused.exit_status == 1);
  CHECK(error_code(refused) == "storage_full");
  std::filesystem::remove(disk.path() + "/filler");
  const Json shown = Json::parse(on(data, {"dossier", "show", dossier}).out);
  CHECK((saved.empty() ? !shown["fields"].contains("note") : shown["fields"]["note"] == saved));
  CHECK(Json::parse(on(data, {"verify"}).out)["ok"] == true);
  CHECK(on(data, {"dossier", "set", dossier, "note=có chỗ lại rồi"}).exit_status == 0);
}

TEST_CASE("two programs on one folder wait for each other") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  std::vector<Process> running;
  for (int i = 0; i < 6; ++i)
    running.emplace_back(
        Launch{.arguments = {ocop_program, "score", dossier, criteria_of(7)[static_cast<std::size_t>(i)].code, "a",
                             "--data", tablet.data()}});
  for (Process& process : running) {
    const Outcome outcome = process.wait();
    INFO(outcome.err);
    CHECK(outcome.exit_status == 0);
  }
  CHECK(tablet.json({"dossier", "show", dossier})["assessments"]["self"]["scores"].size() == 6);
  CHECK(tablet.json({"verify"})["ok"] == true);
}

TEST_CASE("whoever else has an account on the machine cannot look into a tablet or a province") {
  const mode_t before = umask(0);
  const Tablet tablet;
  const Province province;
  province.enrol(tablet, "Nguyễn Thị Mai");
  umask(before);
  for (const std::string& data : {tablet.data(), province.data()}) {
    INFO(data);
    struct stat info {};
    REQUIRE(stat(data.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0700);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
      INFO(entry.path());
      REQUIRE(stat(entry.path().c_str(), &info) == 0);
      CHECK((info.st_mode & 0077) == 0);
    }
  }
}

TEST_CASE("preferences are shown, set together or not at all, and kept") {
  const Tablet tablet;
  CHECK(tablet.json({"preferences", "show"}) ==
        Json{{"language", "vi"}, {"text_size", "100"}, {"look", "light"}, {"sending", "auto"}, {"network", "any"}});
  CHECK(tablet.json({"preferences", "set", "language=en", "text_size=125"})["text_size"] == "125");
  CHECK(error_code(tablet.run({"preferences", "set", "look=sunlight", "colour=red"})) == "unknown_field");
  CHECK(error_code(tablet.run({"preferences", "set", "look=sunlight", "language=fr"})) == "invalid_input");
  CHECK(error_code(tablet.run({"preferences", "set", "language"})) == "usage");
  const Outcome shown = tablet.run({"preferences", "show"});
  CHECK(shown.out == "language=en\ntext_size=125\nlook=light\nsending=auto\nnetwork=any\n");
}
