// Where there is no network: three tablets, a stick that one of them carries, and the province's office, with the real
// programs. What a village without a network ends with is what a village with one ends with.
#include <filesystem>
#include <fstream>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

using namespace ocop::test;

namespace {

namespace fs = std::filesystem;

// Three tablets of one commune that enrolled and never saw the network again; the third one's officer travels.
struct Village {
  Village() {
    for (std::size_t i = 0; i < officers.size(); ++i) province.enrol(tablets[i], officers[i]);
  }
  std::string file(const std::string& name) const { return stick / name; }
  std::string fresh() { return file("goi-" + std::to_string(++files) + ".ocop"); }

  std::string export_from(const Tablet& tablet, const std::string& photos = "all") {
    const std::string path = fresh();
    tablet.json({"bundle", "export", path, "--photos", photos});
    return path;
  }
  void import_to(const Tablet& tablet, const std::string& path) const {
    CHECK(tablet.json({"bundle", "import", path})["ok"] == true);
  }
  // The officer hands in everything that she carries, twice, and takes home what the office answers to each.
  void visit_office(const Tablet& carrier) {
    const std::string path = export_from(carrier);
    const Json taken = province.json({"bundle", "import", path});
    CHECK(province.json({"bundle", "import", path})["changes"] == 0);
    REQUIRE(taken["ok"] == true);
    REQUIRE_FALSE(taken["devices"].empty());
    for (const Json& device : taken["devices"]) {
      const std::string answer = fresh();
      province.json({"bundle", "export", device["device"], answer});
      import_to(carrier, answer);
    }
  }
  // Everybody gives the carrier a bundle; she goes, comes back, and gives everybody hers.
  void round(Chance& chance) {
    std::vector<const Tablet*> others = {&tablets[0], &tablets[1]};
    if (chance.one_in(2)) std::swap(others[0], others[1]);
    for (const Tablet* tablet : others) import_to(tablets[2], export_from(*tablet));
    visit_office(tablets[2]);
    const std::string back = export_from(tablets[2], "none");
    for (const Tablet* tablet : others) {
      import_to(*tablet, back);
      import_to(*tablet, back);
    }
  }
  void check_same(const std::vector<std::string>& dossiers) const {
    for (const std::string& dossier : dossiers) {
      const Json expected = without_travel(province.json({"show", dossier}));
      for (const Tablet& tablet : tablets) {
        const Json shown = tablet.json({"dossier", "show", dossier});
        CHECK(without_travel(shown) == expected);
        CHECK(shown["unsent"] == Json{{"changes", 0}, {"photos", 0}});
      }
    }
    for (const Tablet& tablet : tablets) CHECK(tablet.json({"verify"})["ok"] == true);
    CHECK(province.json({"verify"})["ok"] == true);
  }

  const std::vector<std::string> officers = {"Mai", "Bình", "Cúc"};
  TempFolder stick;
  Province province;
  std::array<Tablet, 3> tablets;
  int files = 0;
};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("A village without a network ends with what a village with one ends with") {
  Village village;
  Chance chance(5);
  const Tablet& mai = village.tablets[0];
  const Tablet& binh = village.tablets[1];
  const Tablet& cuc = village.tablets[2];
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.add_photo(dossier);
  village.round(chance);
  village.round(chance);  // what one gave in the first, the others have after the second
  const std::string second = binh.new_dossier(binh.add_producer("HTX Ngọc Hà"), "Chè sen");
  binh.run({"score", dossier, "1.2", "a"});
  mai.run({"score", dossier, "1.1", "b"});
  binh.run({"score", second, "1.1", "a"});
  mai.json({"sync"});  // one of them finds a signal in between
  village.round(chance);
  cuc.run({"dossier", "set", second, "note=Đã xem"});
  village.round(chance);
  village.round(chance);
  village.check_same({dossier, second});

  const Json quiet = mai.json({"sync"});
  CHECK(quiet["changes_up"] == 0);
  CHECK(quiet["changes_down"] == 0);
  CHECK(quiet["photos_up"] == 0);
}

TEST_CASE("A carrier who meets the province sends along what she carries and brings the answer back") {
  Village village;
  const Tablet& mai = village.tablets[0];
  const Tablet& cuc = village.tablets[2];
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.add_photo(dossier);
  village.import_to(cuc, village.export_from(mai));
  CHECK(cuc.json({"dossier", "list"}).empty());
  CHECK(cuc.json({"sync"})["carried_up"] == 1);
  CHECK(cuc.json({"sync"})["carried_up"] == 0);
  CHECK(mai.json({"dossier", "show", dossier})["unsent"]["photos"] == 3);
  village.import_to(mai, village.export_from(cuc));
  village.tablets[1].json({"sync"});
  village.check_same({dossier});

  // Each step is in its tablet's journal, in words and for scripts.
  const auto kinds = [](const Tablet& tablet) {
    std::vector<std::string> out;
    for (const Json& line : tablet.json({"syncs"})) out.push_back(line["kind"]);
    return out;
  };
  CHECK(kinds(mai) == std::vector<std::string>{"import", "export"});
  CHECK(kinds(cuc) == std::vector<std::string>{"export", "sync", "sync", "import"});
  CHECK(mai.json({"syncs"})[0]["answered"] > 0);
  CHECK(cuc.json({"syncs"})[2]["carried"] == 1);
  const std::string told = cuc.run({"syncs"}).out;
  CHECK(told.find("Đã chuyển về tỉnh 1 gói mang hộ máy khác.") != std::string::npos);
  CHECK(told.find("Đã xuất gói") != std::string::npos);
  CHECK(told.find("giữ hộ máy khác") != std::string::npos);
}

TEST_CASE("A file that is no bundle, damaged or another province's is refused in words and changes nothing") {
  Village village;
  const Tablet& mai = village.tablets[0];
  const Tablet& cuc = village.tablets[2];
  const std::string dossier = mai.new_dossier(mai.add_producer());
  const std::string good = village.export_from(mai);
  const auto refused = [&](const Tablet& tablet, const std::string& path, const std::string& code) {
    const Outcome outcome = tablet.run({"bundle", "import", path});
    CHECK(outcome.exit_status == 1);
    CHECK(error_code(outcome) == code);
  };

  const std::string text = village.file("thu.txt");
  write_file(text, "Kính gửi chị Mai");
  refused(cuc, text, "not_a_bundle");
  refused(cuc, village.file("không có"), "not_found");
  const std::string bytes = read_file(good);
  write_file(village.file("dut.ocop"), bytes.substr(0, 100));
  refused(cuc, village.file("dut.ocop"), "bundle_incomplete");
  write_file(village.file("thieu.ocop"), bytes.substr(0, bytes.size() - 2048));
  refused(cuc, village.file("thieu.ocop"), "bundle_incomplete");
  Village elsewhere;
  refused(elsewhere.tablets[0], good, "bundle_elsewhere");
  const Outcome twice = mai.run({"bundle", "export", good});
  CHECK(error_code(twice) == "already_exists");
  CHECK(read_file(good) == bytes);
  const Outcome nobody = Tablet("Dung").run({"bundle", "export", village.fresh()});
  CHECK(error_code(nobody) == "not_enrolled");
  CHECK(error_code(mai.run({"bundle", "export", village.stick / "chưa có/goi.ocop"})) == "not_found");
  CHECK(error_code(mai.run({"bundle", "export", village.fresh(), "--photos", "some"})) == "usage");

  village.import_to(cuc, good);
  village.visit_office(cuc);
  village.import_to(mai, village.export_from(cuc));
  CHECK(mai.json({"dossier", "show", dossier})["unsent"]["changes"] == 0);
}
