// What people who use such programs suffered from, one story each, with the real programs over a link that is slow, cut
// or doubles what it carries. tests/README.md says which test tells which story; these had none.
#include <set>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/sample_photo.h"

using namespace ocop::test;

namespace {

const Link slow = {.delay_ms = 300, .bytes_per_second = 5000};  // 600 ms there and back, 40 kbit/s

const Json nothing_unsent = {{"changes", 0}, {"photos", 0}};

// Two officers of one commune behind one link, with one dossier that both have.
struct Commune {
  Commune() {
    office.enrol(mai, "Nguyễn Thị Mai");
    office.enrol(an, "Lê Văn An");
    dossier = mai.new_dossier(mai.add_producer());
    sync_both();
  }
  void sync_both() const {
    for (const Tablet* tablet : {&mai, &an, &mai}) CHECK(tablet->json({"sync"})["unsent"] == nothing_unsent);
  }
  Json show(const Tablet& tablet) const { return tablet.json({"dossier", "show", dossier}); }
  Json at_province() const { return office.province.json({"show", dossier}); }
  void set_note(const Tablet& tablet, const std::string& text) const {
    tablet.json({"dossier", "set", dossier, "note=" + text});
  }
  void check_same() const {
    CHECK(without_travel(show(mai)) == without_travel(show(an)));
    check_converged(mai, office.province, dossier);
    CHECK(an.json({"verify"})["ok"] == true);
  }

  Office office;
  Tablet mai{"Nguyễn Thị Mai"}, an{"Lê Văn An"};
  std::string dossier;
};

std::string add_own_photo(const Tablet& tablet, const std::string& dossier, std::size_t bytes, std::uint64_t seed) {
  const std::string path = tablet.file("photo.jpg");
  write_text(path, padded_photo(bytes, seed));
  return tablet.json({"evidence", "add", dossier, path, "--kind", "product_photo"})["ids"][0];
}

int photos_at_province(const Json& shown) {
  int count = 0;
  for (const Json& evidence : shown["evidence"]) count += evidence["state"] == "province" ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("story: work is called sent only when the province has it, and stays on the tablet then too") {
  Commune commune;
  commune.set_note(commune.mai, "viết ngoài đồng");
  for (const std::uint64_t cut : {40U, 200U, 350U}) {
    commune.office.link.set({.cut_up_after = cut});
    const Json failed = failed_sync(commune.mai);
    CHECK(failed["error"] == "unreachable");
    CHECK(failed["unsent"]["changes"] == 1);
    CHECK(commune.show(commune.mai)["unsent"]["changes"] == 1);
    commune.office.link.set({.cut_down_after = cut / 10});  // it arrives, and nobody here knows
    CHECK(failed_sync(commune.mai)["unsent"]["changes"] == 1);
  }
  commune.office.link.set({});
  CHECK(commune.mai.json({"sync"})["unsent"] == nothing_unsent);
  CHECK(commune.at_province()["fields"]["note"] == "viết ngoài đồng");
  CHECK(commune.show(commune.mai)["fields"]["note"] == "viết ngoài đồng");
  commune.sync_both();
  commune.check_same();
}

TEST_CASE("story: a dossier says how many of its photos have arrived, until all have, byte for byte") {
  Commune commune;
  std::set<std::string> ids;
  for (std::uint64_t seed = 1; seed <= 4; ++seed)
    ids.insert(add_own_photo(commune.mai, commune.dossier, 200'000, seed));
  commune.office.link.set({.cut_up_after = 520'000});
  const Json failed = failed_sync(commune.mai);
  const int arrived = photos_at_province(commune.show(commune.mai));
  CHECK(arrived >= 1);
  CHECK(arrived < 4);
  CHECK(failed["unsent"]["changes"] == 0);  // text goes first
  CHECK(commune.at_province()["evidence"].size() == 4);
  CHECK(commune.show(commune.mai)["unsent"]["photos"].get<int>() >= 4 - arrived);
  commune.office.link.set({});
  commune.sync_both();
  CHECK(photos_at_province(commune.show(commune.mai)) == 4);
  for (const std::string& id : ids) {
    commune.mai.json({"evidence", "get", id, "--size", "thumbnail", "--out", commune.mai.file("a.jpg")});
    commune.an.json({"evidence", "get", id, "--size", "thumbnail", "--out", commune.an.file("a.jpg")});
    CHECK(read_text(commune.mai.file("a.jpg")) == read_text(commune.an.file("a.jpg")));
  }
  commune.check_same();
}

TEST_CASE("story: a large visit arrives over a link that breaks again and again, and every try gets further") {
  Commune commune;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) add_own_photo(commune.mai, commune.dossier, 500'000, seed);
  commune.office.link.reset_counts();
  std::uint64_t breaks = 0;
  for (;; ++breaks) {
    REQUIRE(breaks < 12);
    commune.office.link.set({.cut_up_after = 250'000});
    if (commune.mai.run({"sync", "--json"}).exit_status == 0) break;
  }
  CHECK(breaks >= 4);  // 1.5 MB in pieces of a quarter
  commune.office.link.set({});
  const std::uint64_t all_bytes = photo_bytes(commune.show(commune.mai));
  const std::uint64_t sent = commune.office.link.counts().body_up;
  CHECK(sent >= all_bytes);
  CHECK(sent <= all_bytes + breaks * 128 * 1024 + 20'000);  // a break costs the chunk that was on its way, at most
  check_converged(commune.mai, commune.office.province, commune.dossier);
}

TEST_CASE("story: every request arriving twice makes nothing twice") {
  Commune commune;
  commune.office.link.set({.doubles = true});
  const std::string producer = commune.mai.add_producer("Tổ hợp tác");
  const std::string other = commune.mai.new_dossier(producer, "Chè");
  commune.mai.json({"score", commune.dossier, "1.1", "b"});
  add_own_photo(commune.mai, commune.dossier, 300'000, 1);
  const Json sent = commune.mai.json({"sync"});
  CHECK(sent["unsent"] == nothing_unsent);
  CHECK(sent["conflicts"] == 0);
  commune.an.json({"sync"});
  CHECK(commune.an.json({"dossier", "list"}).size() == 2);
  CHECK(commune.an.json({"producer", "list"}).size() == 2);
  CHECK(commune.office.province.json({"list"}).size() == 2);
  CHECK(commune.show(commune.an)["evidence"].size() == 1);
  commune.office.link.set({});
  commune.check_same();
}

TEST_CASE("story: what is edited after a send whose answer was lost is accepted, and the edit wins") {
  Commune commune;
  commune.set_note(commune.mai, "lần một");
  commune.office.link.set({.cut_down_after = 0});
  CHECK(failed_sync(commune.mai)["unsent"]["changes"] == 1);
  commune.set_note(commune.mai, "lần hai");
  commune.mai.json({"dossier", "set", commune.dossier, "proposal=thêm"});
  commune.office.link.set({});
  commune.sync_both();
  CHECK(commune.show(commune.an)["fields"]["note"] == "lần hai");
  CHECK(commune.show(commune.an)["fields"]["proposal"] == "thêm");
  CHECK(commune.an.json({"conflicts"}).empty());
  commune.check_same();
}

TEST_CASE("story: one item that the province cannot take blocks nothing behind it") {
  Commune commune;
  commune.set_note(commune.mai, "hỏng trên đường");
  commune.office.link.set({.cut_up_after = 0});
  failed_sync(commune.mai);  // sealed now
  commune.office.link.set({});
  // A bit of the sealed batch's signature falls over on the tablet's own disk.
  const Outcome broken = ocop::test::run({.arguments = {
      "/usr/bin/sqlite3", commune.mai.data() + "/ocop.sqlite",
      "UPDATE batches SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || "
      "CASE substr(bytes, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE outcome IS NULL"}});
  INFO(broken.err);
  REQUIRE(broken.exit_status == 0);
  commune.mai.json({"dossier", "set", commune.dossier, "proposal=vẫn đi"});
  commune.mai.json({"score", commune.dossier, "1.1", "b"});
  const Json sync = commune.mai.json({"sync"});
  CHECK(sync["held"].get<int>() >= 1);  // and it is shown
  const Json there = commune.at_province();
  CHECK(there["fields"]["proposal"] == "vẫn đi");
  CHECK(there["assessments"]["self"]["scores"]["1.1"]["option"] == "b");
  CHECK_FALSE(there["fields"].contains("note"));
  CHECK(commune.show(commune.mai)["fields"]["note"] == "hỏng trên đường");
  const Json verified = Json::parse(commune.mai.run({"verify", "--json"}).out, nullptr, false);
  CHECK(verified["ok"] == false);  // the damage is named where it happened
}

TEST_CASE("story: a chain of one officer's edits, made offline, is judged as one") {
  Commune commune;
  commune.set_note(commune.mai, "gốc");
  commune.sync_both();
  for (const char* text : {"một", "hai", "ba"}) commune.set_note(commune.mai, text);
  for (const char* text : {"A", "B"}) commune.set_note(commune.an, text);
  commune.mai.json({"dossier", "set", commune.dossier, "proposal=một"});
  commune.mai.json({"dossier", "set", commune.dossier, "proposal=hai"});
  commune.sync_both();
  const Json conflicts = commune.mai.json({"conflicts"});
  REQUIRE(conflicts.size() == 1);
  std::set<std::string> values;
  for (const Json& value : conflicts[0]["values"]) values.insert(value["value"].get<std::string>());
  CHECK(values == std::set<std::string>{"ba", "B"});
  CHECK(commune.show(commune.an)["fields"]["proposal"] == "hai");
  commune.mai.json({"settle", conflicts[0]["id"], "--choose", "1", "--reason", "đã hỏi"});
  commune.sync_both();
  CHECK(commune.an.json({"conflicts"}).empty());
  commune.check_same();
}

TEST_CASE("story: a new tablet joins over 40 kbit and 600 ms, gets its commune and no more, in few requests") {
  Commune commune;
  for (int i = 0; i < 5; ++i) commune.mai.new_dossier(commune.mai.add_producer(), "Sản phẩm " + std::to_string(i));
  commune.mai.add_photo(commune.dossier);
  commune.sync_both();
  const Tablet elsewhere("Phạm Thị Hoa", "00008");
  commune.office.enrol(elsewhere, "Phạm Thị Hoa", "00008");
  elsewhere.new_dossier(elsewhere.add_producer("Ở xã khác"), "Của xã khác");
  elsewhere.json({"sync"});

  const Tablet binh("Trần Văn Bình");
  commune.office.enrol(binh, "Trần Văn Bình");
  commune.office.link.reset_counts();
  commune.office.link.set({.delay_ms = slow.delay_ms, .bytes_per_second = slow.bytes_per_second,
                           .cut_down_after = 700});
  CHECK(failed_sync(binh)["error"] == "unreachable");
  commune.office.link.set(slow);
  const Json sync = binh.json({"sync"});
  CHECK(sync["exchanges"].get<int>() <= 2);
  CHECK(sync["photos_down"] == 1);  // the thumbnail; the rest when somebody wants it
  CHECK(commune.office.link.counts().down < 25'000);
  CHECK(binh.json({"dossier", "list"}).size() == 6);
  commune.office.link.set({});
  check_converged(binh, commune.office.province, commune.dossier);
}

TEST_CASE("story: dossiers of an older and of the current criteria keep each its own, on every tablet") {
  Commune commune;
  const std::string old = commune.mai.json({"dossier", "new", "--producer", commune.mai.add_producer(), "--product",
                                            "Chè cũ", "--set", "ocop-1048-2019/01", "--kind", "first",
                                            "--legacy"})["id"];
  const std::string set_before = commune.mai.json({"dossier", "show", old})["set"];
  commune.mai.json({"sync"});
  commune.an.json({"sync"});
  CHECK(commune.an.json({"dossier", "show", old})["set"] == set_before);
  CHECK(commune.show(commune.an)["set"] == "ocop-26-2026/07");
  commune.an.json({"score", commune.dossier, "1.1", "b"});
  commune.sync_both();
  CHECK(commune.show(commune.mai)["assessments"]["self"]["scores"]["1.1"]["option"] == "b");
  CHECK(without_travel(commune.mai.json({"dossier", "show", old})) ==
        without_travel(commune.an.json({"dossier", "show", old})));
  commune.check_same();
}

TEST_CASE("story: records made offline on two tablets at the same time are all different, however alike") {
  const Commune commune;
  for (const Tablet* tablet : {&commune.mai, &commune.an})
    for (int i = 0; i < 4; ++i) tablet->new_dossier(tablet->add_producer("Hợp tác xã"), "Chè");
  commune.sync_both();
  std::set<std::string> ids;
  for (const Json& line : commune.mai.json({"dossier", "list"})) ids.insert(line["id"].get<std::string>());
  CHECK(ids.size() == 9);
  CHECK(commune.an.json({"dossier", "list"}) == commune.mai.json({"dossier", "list"}));
  CHECK(commune.office.province.json({"list"}).size() == 9);
  CHECK(commune.mai.json({"conflicts"}).empty());
  commune.check_same();
}

TEST_CASE("story: everybody can see what a tablet has not sent, and a photo held back counts") {
  Commune commune;
  commune.set_note(commune.mai, "chưa gửi");
  commune.mai.add_photo(commune.dossier);
  commune.office.link.set({.cut_up_after = 0});
  const Json before = failed_sync(commune.mai)["unsent"];
  CHECK(before == Json{{"changes", 2}, {"photos", 3}});
  commune.office.link.set({});
  CHECK(commune.mai.json({"sync", "--photos", "none"})["unsent"] == Json{{"changes", 0}, {"photos", 3}});
  CHECK(commune.mai.json({"sync", "--photos", "review"})["unsent"] == Json{{"changes", 0}, {"photos", 1}});
  CHECK(commune.show(commune.mai)["unsent"]["photos"] == 1);
  CHECK(commune.mai.json({"sync"})["unsent"] == nothing_unsent);
  commune.sync_both();
  commune.check_same();
}
