// Two tablets and a province: what one wrote reaches the other, and what two wrote of one thing waits for a person.
#include <algorithm>

#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

// Two officers of one commune, enrolled, with one dossier that both have.
struct Commune {
  Province province;
  Tablet mai{"Nguyễn Thị Mai"};
  Tablet an{"Lê Văn An"};
  std::string producer, dossier;

  Commune() {
    province.enrol(mai, "Nguyễn Thị Mai");
    province.enrol(an, "Lê Văn An");
    producer = mai.add_producer();
    dossier = mai.new_dossier(producer);
    sync_both();
  }

  Json sync(const Tablet& tablet) const { return tablet.json({"sync"}); }

  // Until nothing moves: what the second sends, the first has still to fetch.
  void sync_both() const {
    sync(mai);
    sync(an);
    sync(mai);
  }

  Json show(const Tablet& tablet) const { return tablet.json({"dossier", "show", dossier}); }
  Json at_province() const { return province.json({"show", dossier}); }
};

void check_same_everywhere(const Commune& commune) {
  const Json mai = without_travel(commune.show(commune.mai));
  CHECK(without_travel(commune.show(commune.an)) == mai);
  CHECK(without_travel(commune.at_province()) == mai);
}

void check_whole(const Commune& commune) {
  CHECK(commune.mai.json({"verify"})["ok"] == true);
  CHECK(commune.an.json({"verify"})["ok"] == true);
  CHECK(commune.province.json({"verify"})["ok"] == true);
}

// The one conflict of a tablet, with both officers' values; checks what a person needs to decide.
Json only_conflict(const Tablet& tablet, const std::string& field) {
  const Json conflicts = tablet.json({"conflicts"});
  REQUIRE(conflicts.size() == 1);
  CHECK(conflicts[0]["field"] == field);
  REQUIRE(conflicts[0]["values"].size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const Json& value = conflicts[0]["values"][i];
    CHECK(value["n"] == i + 1);
    CHECK_FALSE(value["at"].get<std::string>().empty());
    CHECK(value.contains("replica"));
  }
  return conflicts[0];
}

const Json& value_of(const Json& conflict, const std::string& officer) {
  for (const Json& value : conflict["values"])
    if (value["officer"] == officer) return value;
  FAIL("no value of " << officer);
  return conflict;
}

}  // namespace

TEST_CASE("a dossier with its scores and photos reaches the province and the other tablet of the commune") {
  const Commune commune;
  commune.mai.json({"score", commune.dossier, "1.1", "b"});
  const std::string photo = commune.mai.add_photo(commune.dossier);
  const Json sent = commune.sync(commune.mai);
  CHECK(sent["ok"] == true);
  CHECK(sent["changes_up"].get<int>() >= 2);
  CHECK(sent["photos_up"] == 3);
  CHECK(sent["unsent"] == Json{{"changes", 0}, {"photos", 0}});
  const Json received = commune.sync(commune.an);
  CHECK(received["changes_down"].get<int>() >= 2);
  CHECK(received["photos_down"] == 1);
  CHECK(received["unsent"] == Json{{"changes", 0}, {"photos", 0}});  // what came from there is not to be sent
  check_same_everywhere(commune);
  CHECK(commune.show(commune.mai)["evidence"][0]["state"] == "province");
  check_whole(commune);

  commune.an.json({"evidence", "get", photo, "--size", "thumbnail", "--out", commune.an.file("t.jpg")});
  commune.mai.json({"evidence", "get", photo, "--size", "thumbnail", "--out", commune.mai.file("t.jpg")});
  CHECK(read_text(commune.an.file("t.jpg")) == read_text(commune.mai.file("t.jpg")));
}

TEST_CASE("a session with nothing to do is one exchange") {
  const Commune commune;
  const Json sync = commune.sync(commune.mai);
  CHECK(sync["ok"] == true);
  CHECK(sync["exchanges"] == 1);
  CHECK(sync["requests"] == 1);
  CHECK(sync["changes_up"] == 0);
  CHECK(sync["changes_down"] == 0);
  for (const char* key : {"body_up", "body_down", "bytes_up", "bytes_down", "photos_up", "photos_down", "conflicts",
                          "waiting", "held", "unsent"}) {
    INFO(key);
    CHECK(sync.contains(key));
  }
}

TEST_CASE("photos travel as far as they are let") {
  const Commune commune;
  commune.mai.add_photo(commune.dossier, "product_fig.jpg");
  CHECK(commune.mai.json({"sync", "--photos", "none"})["photos_up"] == 0);
  CHECK(commune.mai.json({"sync", "--photos", "thumbnails"})["photos_up"] == 1);
  CHECK(commune.mai.json({"sync", "--photos", "review"})["photos_up"] == 1);
  const Json all = commune.mai.json({"sync"});
  CHECK(all["photos_up"] == 1);
  CHECK(all["unsent"]["photos"] == 0);
}

TEST_CASE("different fields of one dossier merge without a conflict") {
  const Commune commune;
  commune.mai.json({"dossier", "set", commune.dossier, "note=của Mai", "product.format=Lọ 500 ml"});
  commune.an.json({"dossier", "set", commune.dossier, "proposal=của An", "producer.phone=0912345678"});
  commune.mai.json({"score", commune.dossier, "1.1", "a"});
  commune.an.json({"score", commune.dossier, "1.2", "b"});
  commune.sync_both();
  const Json shown = commune.show(commune.mai);
  CHECK(shown["fields"]["note"] == "của Mai");
  CHECK(shown["fields"]["proposal"] == "của An");
  CHECK(shown["assessments"]["self"]["scores"].size() == 2);
  CHECK(shown["conflicts"].empty());
  check_same_everywhere(commune);
  check_whole(commune);
}

TEST_CASE(
    "the same field written on both tablets is a conflict on both, with values, officers and times, settled once") {
  const Commune commune;
  commune.mai.json({"dossier", "set", commune.dossier, "note=trước"});
  commune.sync_both();
  commune.mai.json({"dossier", "set", commune.dossier, "note=của Mai", "--now", "2026-05-01T08:00:00Z"});
  commune.an.json({"dossier", "set", commune.dossier, "note=của An", "--now", "2026-05-02T09:00:00Z"});
  commune.sync_both();

  const Json conflict = only_conflict(commune.mai, "note");
  CHECK(only_conflict(commune.an, "note") == conflict);
  CHECK(conflict["dossier"] == commune.dossier);
  CHECK(value_of(conflict, "Nguyễn Thị Mai")["value"] == "của Mai");
  CHECK(value_of(conflict, "Nguyễn Thị Mai")["at"] == "2026-05-01T08:00:00Z");
  CHECK(value_of(conflict, "Lê Văn An")["value"] == "của An");
  CHECK(value_of(conflict, "Lê Văn An")["at"] == "2026-05-02T09:00:00Z");
  CHECK(commune.show(commune.mai)["conflicts"].size() == 1);
  CHECK(commune.sync(commune.an)["conflicts"] == 1);
  const Outcome refused = commune.an.run({"dossier", "set", commune.dossier, "note=ghi đè"});
  CHECK(refused.exit_status == 1);
  CHECK(error_code(refused) == "conflict");

  const std::string id = conflict["id"];
  const std::string chosen = std::to_string(value_of(conflict, "Lê Văn An")["n"].get<int>());
  commune.mai.json({"settle", id.substr(0, 8), "--choose", chosen, "--reason", "An gặp chủ thể sau"});
  CHECK(commune.mai.json({"conflicts"}).empty());
  commune.sync_both();
  for (const Tablet* tablet : {&commune.mai, &commune.an}) {
    CHECK(tablet->json({"conflicts"}).empty());
    CHECK(commune.show(*tablet)["fields"]["note"] == "của An");
  }
  check_same_everywhere(commune);
  const Outcome again = commune.an.run({"settle", id, "--choose", "1", "--reason", "muộn"});
  CHECK(again.exit_status == 1);
  CHECK(error_code(again) == "changed");
  check_whole(commune);
}

TEST_CASE("the same field is a conflict also when neither tablet had a value before, and may be settled with a third") {
  const Commune commune;
  commune.mai.json({"dossier", "set", commune.dossier, "producer.workers=10"});
  commune.an.json({"dossier", "set", commune.dossier, "producer.workers=12"});
  commune.sync_both();
  const Json conflict = only_conflict(commune.mai, "workers");
  CHECK(only_conflict(commune.an, "workers")["id"] == conflict["id"]);
  CHECK(error_code(commune.an.run({"settle", conflict["id"], "--value", "many", "--reason", "x"})) == "invalid_input");
  CHECK(error_code(commune.an.run({"settle", conflict["id"], "--choose", "3", "--reason", "x"})) == "invalid_input");
  commune.an.json({"settle", conflict["id"], "--value", "11", "--reason", "đếm lại"});
  commune.sync_both();
  CHECK(commune.mai.json({"conflicts"}).empty());
  CHECK(commune.mai.json({"producer", "show", commune.producer})["fields"]["workers"] == 11);
  check_same_everywhere(commune);
}

TEST_CASE("two first scores of one criterion, given offline, meet in one sheet") {
  const Commune commune;
  commune.mai.json({"score", commune.dossier, "1.1", "a"});
  commune.an.json({"score", commune.dossier, "1.1", "c"});
  commune.an.json({"score", commune.dossier, "1.2", "b"});
  commune.sync_both();
  only_conflict(commune.mai, "1.1.option");
  const Json conflict = only_conflict(commune.an, "1.1.option");
  const Json self = commune.show(commune.mai)["assessments"]["self"];
  CHECK(self["points"] == Json{{"min", 2}, {"max", 4}});
  CHECK(self["scores"]["1.2"]["option"] == "b");
  const std::string chosen = std::to_string(value_of(conflict, "Lê Văn An")["n"].get<int>());
  commune.an.json({"settle", conflict["id"], "--choose", chosen, "--reason", "có giấy chứng nhận"});
  commune.sync_both();
  CHECK(commune.show(commune.mai)["assessments"]["self"]["points"] == 4);
  check_same_everywhere(commune);
  check_whole(commune);
}

TEST_CASE("two who write the same have no conflict") {
  const Commune commune;
  commune.mai.json({"score", commune.dossier, "1.1", "b"});
  commune.an.json({"score", commune.dossier, "1.1", "b"});
  commune.sync_both();
  CHECK(commune.mai.json({"conflicts"}).empty());
  CHECK(commune.an.json({"conflicts"}).empty());
  CHECK(commune.show(commune.an)["assessments"]["self"]["points"] == 2);
  commune.an.json({"score", commune.dossier, "1.1", "a"});
  commune.sync_both();
  CHECK(commune.mai.json({"conflicts"}).empty());
  CHECK(commune.show(commune.mai)["assessments"]["self"]["scores"]["1.1"]["option"] == "a");
  check_same_everywhere(commune);
}

TEST_CASE("an edit that its author did not know to be archived is a conflict with the archiving, not a loss") {
  const Commune commune;
  commune.mai.json({"dossier", "archive", commune.dossier, "--reason", "mở nhầm"});
  commune.an.json({"dossier", "set", commune.dossier, "note=vẫn cần"});
  commune.sync_both();
  CHECK(commune.mai.json({"conflicts"}).size() == 1);
  CHECK(commune.an.json({"conflicts"}).size() == 1);
  CHECK(commune.show(commune.mai)["fields"]["note"] == "vẫn cần");
  commune.mai.json({"dossier", "restore", commune.dossier, "--reason", "An còn ghi"});
  commune.sync_both();
  CHECK(commune.an.json({"conflicts"}).empty());
  CHECK(commune.an.json({"dossier", "list"}).size() == 1);
  check_same_everywhere(commune);
}

TEST_CASE("a tablet of another commune sees nothing of this one") {
  const Commune commune;
  const Tablet stranger("Phạm Thị Hoa", "00008");
  commune.province.enrol(stranger, "Phạm Thị Hoa", "00008");
  commune.sync(stranger);
  CHECK(stranger.json({"dossier", "list"}).empty());
  CHECK(stranger.json({"producer", "list"}).empty());
}

TEST_CASE(
    "a province that is not there is a failed link: nothing is lost, the counts are printed, the next sync goes on") {
  Commune commune;
  commune.province.stop();
  commune.mai.json({"score", commune.dossier, "1.1", "b"});
  const Outcome failed = commune.mai.run({"sync", "--json"});
  CHECK(failed.exit_status == 1);
  CHECK(error_code(failed) == "unreachable");
  const Json counts = Json::parse(failed.out);
  CHECK(counts["ok"] == false);
  CHECK(counts["unsent"]["changes"] == 1);
  commune.province.start();
  const Json sent = commune.sync(commune.mai);
  CHECK(sent["changes_up"] == 1);
  commune.sync(commune.an);
  check_same_everywhere(commune);
  check_whole(commune);
}

TEST_CASE("an invitation is good for one tablet, may be repeated by it, and a mistyped code is noticed here") {
  const Province province;
  const std::string code = province.json({"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"})["code"];
  const Tablet mai, other;
  const Words enrol = {"enrol", "--server", province.url(), "--code", code, "--allow-plain-http"};
  mai.json(enrol);
  mai.json(enrol);
  const Outcome second = other.run(enrol);
  CHECK(second.exit_status == 1);
  CHECK(error_code(second) == "enrolment_refused");
  std::string mistyped = code;
  mistyped[0] = mistyped[0] == 'A' ? 'B' : 'A';
  const Outcome outcome = other.run({"enrol", "--server", province.url(), "--code", mistyped, "--allow-plain-http"});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "invalid_input");
  CHECK(error_code(other.run({"sync"})) == "not_enrolled");
}

TEST_CASE("plain http to another machine is refused unless it is allowed") {
  const Province province;
  const std::string code = province.json({"invite", "--officer", "Mai", "--units", "00004"})["code"];
  const Tablet tablet;
  const Outcome outcome = tablet.run({"enrol", "--server", "http://192.0.2.1:9", "--code", code});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "plain_http_refused");
}

TEST_CASE("the bill is told before anything is sent, and each sync is in the journal afterwards") {
  Commune commune;
  commune.mai.add_photo(commune.dossier);
  const Json bill = commune.mai.json({"sync", "--bill"});
  REQUIRE(bill["kinds"].size() == 4);
  CHECK(bill["kinds"][0]["kind"] == "changes");
  CHECK(bill["kinds"][1]["kind"] == "thumbnails");
  CHECK(bill["kinds"][3]["kind"] == "originals");
  std::uint64_t bytes = 0;
  for (const Json& row : bill["kinds"]) bytes += row["bytes"].get<std::uint64_t>();
  CHECK(bill["bytes"] == bytes);
  CHECK(commune.mai.json({"sync", "--bill"}) == bill);  // nothing was sent by asking
  const Json sent = commune.sync(commune.mai);
  CHECK(sent["photos_up"] == 3);
  CHECK(commune.mai.json({"sync", "--bill"})["kinds"].empty());
  const Json syncs = commune.mai.json({"syncs"});
  CHECK(syncs[0]["finished"] == true);
  CHECK(syncs[0]["photo_files"] == 3);
  CHECK(syncs[0]["error"] == nullptr);
  CHECK(syncs.size() == 3);

  commune.province.stop();
  commune.mai.run({"sync"});
  CHECK(commune.mai.json({"syncs"})[0]["error"] == "unreachable");
  const std::string file = commune.mai.file("journal.txt");
  REQUIRE(commune.mai.run({"syncs", "--out", file}).exit_status == 0);
  CHECK(read_text(file).find("3 tệp ảnh") != std::string::npos);
  CHECK(commune.mai.run({"syncs", "--out", "/nowhere/journal.txt"}).exit_status == 1);
  CHECK(Tablet().run({"syncs"}).out == "Chưa có lần gửi nào.\n");
  CHECK(Tablet().json({"syncs"}).empty());
}

TEST_CASE("What the province withholds does not read as arrived on any tablet, says why, and reads so once released") {
  const Commune commune;
  CHECK(commune.show(commune.an)["whereabouts"] == "province");
  commune.mai.json({"dossier", "set", commune.dossier, "state=valid"});  // not for an officer
  commune.sync_both();
  CHECK(commune.show(commune.mai)["state"] == "valid");  // the change itself is merged
  for (const Tablet* tablet : {&commune.mai, &commune.an}) {
    CHECK(commune.show(*tablet)["whereabouts"] == "withheld");
    const Json notices = tablet->json({"notices"});
    REQUIRE(notices.size() == 1);
    CHECK(notices[0]["reason"] == "move_not_permitted");
    CHECK(notices[0]["root"] == commune.dossier);
    CHECK(tablet->run({"notices"}).out.find("Nguyễn Thị Mai ghi lúc ") != std::string::npos);
  }
  const std::string position = std::to_string(commune.province.json({"notices"})[0]["position"].get<int>());
  commune.province.json({"release", position});
  commune.sync_both();
  CHECK(commune.show(commune.mai)["whereabouts"] == "province");
  CHECK(commune.show(commune.an)["whereabouts"] == "province");
  CHECK(commune.mai.json({"notices"}).empty());
  CHECK(commune.mai.run({"notices"}).out.find("Không có gì bị tỉnh giữ lại.") != std::string::npos);
}
