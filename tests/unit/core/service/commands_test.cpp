#include "core/service/json.h"
#include "core/store/meta.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;
using domain::Value;

namespace {

std::int64_t changes(DataFolder& tablet) { return tablet.count("SELECT count(*) FROM changes"); }

// Two tablets that know one dossier, each with a producer's phone of its own.
struct Pair {
  DataFolder one{1, "Hoa"}, other{2, "Lan"};
  Id producer = a_producer(one), dossier = a_dossier(one, producer);
  store::RecordKey key{producer, producer};

  Pair() { carry(one, other); }
  void edit(DataFolder& tablet, const std::string& name, const std::string& text) {
    REQUIRE_OK(edit_record(*tablet, {key, "producer", {field(name, text, shown(tablet, key, name))}}));
  }
  void disagree() {
    edit(one, "phone", "0912345678");
    edit(other, "phone", "0987654321");
    meet(one, other);
  }
};

}  // namespace

TEST_CASE("A producer needs a name, and lives in the officer's first commune unless another is given") {
  DataFolder tablet(1);
  REQUIRE_ERROR(add_producer(*tablet, {}), InvalidInput);
  REQUIRE_ERROR(add_producer(*tablet, {{{"name", Value{}, {}}}}), InvalidInput);
  REQUIRE(read_producer(*tablet, a_producer(tablet)).value().text("unit") == commune);
  const Id other = add_producer(*tablet, {{field("name", "B"), field("unit", "00004")}}).value();
  REQUIRE(read_producer(*tablet, other).value().text("unit") == "00004");
  REQUIRE_FALSE(add_producer(*tablet, {{field("name", "B"), field("unit", "99999")}}));
  tablet.require_whole();
}

TEST_CASE("A refused command leaves nothing") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  const std::int64_t before = changes(tablet);
  const store::RecordKey key{producer, producer};
  const auto refuse = [&](std::vector<FieldEdit> fields) {
    return edit_record(*tablet, {key, "producer", std::move(fields)});
  };
  REQUIRE_ERROR(refuse({field("colour", "red")}), UnknownField);
  REQUIRE_ERROR(refuse({field("phone", "0912345678"), field("type", "circus")}), InvalidInput);
  REQUIRE_ERROR(refuse({{"name", Value::integer(5), {}}}), InvalidInput);
  REQUIRE_ERROR(refuse({{"name", Value::text("\xff"), {}}}), InvalidInput);
  REQUIRE_ERROR(refuse({field("name", "B"), field("name", "C")}), InvalidInput);
  REQUIRE_ERROR(edit_record(*tablet, {{Id{}, Id{}}, "", {field("name", "B")}}), NotFound);
  REQUIRE_ERROR(new_dossier(*tablet, {Id{}, "Trà", "ocop-26-2026/07"}), NotFound);
  REQUIRE_ERROR(new_dossier(*tablet, {producer, "Trà", "ocop-26-2026/99"}), UnknownSet);
  REQUIRE_ERROR(new_dossier(*tablet, {producer, "  ", "ocop-26-2026/07"}), InvalidInput);
  REQUIRE_ERROR(new_dossier(*tablet, {producer, "Trà", "ocop-26-2026/07", "second"}), InvalidInput);
  REQUIRE(changes(tablet) == before);
  REQUIRE(list_dossiers(*tablet, {}).value().total == 0);
  tablet.require_whole();
}

TEST_CASE("Nothing to write is done and writes nothing") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  const store::RecordKey key{producer, producer};
  const std::int64_t before = changes(tablet);
  REQUIRE_OK(edit_record(*tablet, {key, "producer", {}}));
  REQUIRE_OK(edit_record(*tablet, {key, "producer", {field("name", "HTX Chè Đắng", shown(tablet, key, "name"))}}));
  REQUIRE(changes(tablet) == before);
}

TEST_CASE("A set of an incomplete pack is refused unless old dossiers are asked for") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  REQUIRE_ERROR(new_dossier(*tablet, {producer, "Trà", "ocop-148-2023/01"}), PackIncomplete);
  NewDossier command{producer, "Trà", "ocop-1048-2019/01"};
  REQUIRE_ERROR(new_dossier(*tablet, command), PackIncomplete);
  command.allow_legacy = true;
  REQUIRE_OK(new_dossier(*tablet, command));
}

TEST_CASE("Scores and declarations outside the dossier's set are refused by name") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  REQUIRE_ERROR(set_score(*tablet, score(dossier, "9.9", "a")), UnknownCriterion);
  REQUIRE_ERROR(set_score(*tablet, score(dossier, "1.1", "z")), UnknownOption);
  REQUIRE_ERROR(set_score(*tablet, score(Id{}, "1.1", "a")), NotFound);
  SetScore by_stranger = score(dossier, "1.1", "a");
  for (const std::string assessor : {"", "district", "council:", "council:\xff"}) {
    by_stranger.assessor = assessor;
    REQUIRE_ERROR(set_score(*tablet, by_stranger), InvalidInput);
  }
  SetDeclaration declaration;
  declaration.dossier = dossier;
  declaration.declaration = "set/99";
  declaration.answer = true;
  REQUIRE_ERROR(set_declaration(*tablet, declaration), UnknownDeclaration);
  AddEvidence evidence;
  evidence.dossier = dossier;
  evidence.kind = "product_photo";
  evidence.jpeg = {1, 2, 3};
  REQUIRE_ERROR(add_evidence(*tablet, evidence), NotAJpeg);
  evidence.kind = "selfie";
  REQUIRE_ERROR(add_evidence(*tablet, evidence), InvalidInput);
  evidence.kind = "product_photo";
  evidence.criteria = {"9.9"};
  REQUIRE_ERROR(add_evidence(*tablet, evidence), UnknownCriterion);
  REQUIRE(tablet.files.contents().empty());
  tablet.require_whole();
}

TEST_CASE("A score is set, noted, changed and cleared, and its points are summed") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  const store::RecordKey key{dossier, assessment_id(dossier, "self")};
  SetScore command = score(dossier, "1.1", "c");
  command.note = "có hợp đồng";
  REQUIRE_OK(set_score(*tablet, command));
  REQUIRE_OK(set_score(*tablet, score(dossier, "1.3", "b")));
  REQUIRE_OK(set_score(*tablet, score(dossier, "1.2", "none")));
  auto view = read_dossier(*tablet, dossier).value();
  const AssessmentView& self = view.assessments.at("self");
  REQUIRE(self.scores.at("1.1").option == "c");
  REQUIRE(self.scores.at("1.1").note == "có hợp đồng");
  REQUIRE(self.result->points == 5);
  REQUIRE(list_dossiers(*tablet, {}).value().lines.front().answered == 3);
  REQUIRE_OK(set_score(*tablet, score(dossier, "1.1", "", shown(tablet, key, "1.1.option"))));
  view = read_dossier(*tablet, dossier).value();
  REQUIRE(view.assessments.at("self").result->points == 2);
  REQUIRE(list_dossiers(*tablet, {}).value().lines.front().answered == 2);
  tablet.require_whole();
}

TEST_CASE("A form opened before an import and saved after it does not overwrite what it never showed") {
  Pair pair;
  const ShownField opened = shown(pair.one, pair.key, "address");
  pair.edit(pair.other, "address", "Thôn 2");
  carry(pair.other, pair.one);
  REQUIRE_OK(edit_record(*pair.one, {pair.key, "producer", {field("address", "Thôn 1", opened)}}));
  const auto conflicts = list_conflicts(*pair.one).value();
  REQUIRE(conflicts.size() == 1);
  REQUIRE(conflicts.front().field == "address");
  REQUIRE(conflicts.front().values.size() == 2);
  pair.one.require_whole();
}

TEST_CASE("A field in conflict is written by settling alone, and the other fields of its record are free") {
  Pair pair;
  pair.disagree();
  REQUIRE_ERROR(edit_record(*pair.one, {pair.key, "producer", {field("phone", "0900000000",
                                                                      shown(pair.one, pair.key, "phone"))}}), Conflict);
  pair.edit(pair.one, "address", "Thôn 1");
}

TEST_CASE("A conflict bears the same name on both tablets, and settled once it is settled everywhere") {
  Pair pair;
  pair.disagree();
  const auto here = list_conflicts(*pair.one).value(), there = list_conflicts(*pair.other).value();
  REQUIRE(here.size() == 1);
  REQUIRE(there.size() == 1);
  REQUIRE(here.front().id == there.front().id);
  REQUIRE(to_json(here) == to_json(there));
  REQUIRE(here.front().dossier == pair.dossier);
  REQUIRE(list_dossiers(*pair.one, {}).value().lines.front().conflicts == 1);

  REQUIRE_ERROR(settle(*pair.other, {here.front().id, 1, {}, "  "}), InvalidInput);
  REQUIRE_ERROR(settle(*pair.other, {here.front().id, {}, {}, "asked"}), InvalidInput);
  REQUIRE_ERROR(settle(*pair.other, {here.front().id, 3, {}, "asked"}), InvalidInput);
  REQUIRE_ERROR(settle(*pair.other, {here.front().id, 1, Value::text("0912345678"), "asked"}), InvalidInput);
  REQUIRE_ERROR(settle(*pair.other, {here.front().id, {}, Value::text("no phone"), "asked"}), InvalidInput);
  REQUIRE_ERROR(settle(*pair.other, {Id{}, 1, {}, "asked"}), Changed);
  REQUIRE_ERROR(settle(*pair.other, {here.front().id, 1, {}, "\xff"}), InvalidInput);
  REQUIRE_OK(settle(*pair.other, {here.front().id, 1, {}, "asked the producer"}));
  REQUIRE(list_conflicts(*pair.other).value().empty());
  carry(pair.other, pair.one);
  REQUIRE(list_conflicts(*pair.one).value().empty());
  REQUIRE(read_producer(*pair.one, pair.producer).value().text("phone") ==
          domain::to_text(here.front().values.front().value));
  REQUIRE(list_dossiers(*pair.one, {}).value().lines.front().conflicts == 0);
  REQUIRE_ERROR(settle(*pair.one, {here.front().id, 2, {}, "too late"}), Changed);
  pair.one.require_whole();
  pair.other.require_whole();
}

TEST_CASE("Two settlements at once are a new conflict with a new name") {
  Pair pair;
  pair.disagree();
  const Id before = list_conflicts(*pair.one).value().front().id;
  REQUIRE_OK(settle(*pair.one, {before, 1, {}, "asked"}));
  REQUIRE_OK(settle(*pair.other, {before, 2, {}, "asked too"}));
  meet(pair.one, pair.other);
  REQUIRE(list_conflicts(*pair.one).value().size() == 1);
  REQUIRE(list_conflicts(*pair.one).value().front().id == list_conflicts(*pair.other).value().front().id);
  REQUIRE(list_conflicts(*pair.one).value().front().id != before);
}

TEST_CASE("The first assessments of two officers offline meet in one record") {
  Pair pair;
  REQUIRE_OK(set_score(*pair.one, score(pair.dossier, "1.1", "b")));
  REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.2", "c")));
  meet(pair.one, pair.other);
  for (DataFolder* tablet : {&pair.one, &pair.other}) {
    const auto view = read_dossier(**tablet, pair.dossier).value();
    REQUIRE(view.assessments.size() == 1);
    REQUIRE(view.assessments.at("self").result->points == 4);
    REQUIRE(view.conflicts.empty());
    tablet->require_whole();
  }
}

TEST_CASE("While a score is in conflict points and stars are bounds, on the screen's line and in the JSON") {
  Pair pair;
  REQUIRE_OK(set_score(*pair.one, score(pair.dossier, "1.1", "a")));
  REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.1", "c")));
  REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.3", "c")));
  meet(pair.one, pair.other);
  const auto line = list_dossiers(*pair.one, {}).value().lines.front();
  REQUIRE(line.points->min == 4);
  REQUIRE(line.points->max == 6);
  const std::string json = to_json(read_dossier(*pair.one, pair.dossier).value());
  INFO(json);
  REQUIRE(json.find(R"("points":{"min":4,"max":6})") != std::string::npos);
  REQUIRE(json.find(R"("stars":{"min":)") != std::string::npos);
  const auto conflict = list_conflicts(*pair.one).value().front();
  REQUIRE_OK(settle(*pair.one, {conflict.id, {}, Value::text("b"), "both were wrong"}));
  REQUIRE(to_json(read_dossier(*pair.one, pair.dossier).value()).find(R"("points":5,)") != std::string::npos);
  pair.one.require_whole();
}

TEST_CASE("With the set in conflict there are no figures and the JSON says why") {
  Pair pair;
  REQUIRE_OK(set_score(*pair.one, score(pair.dossier, "1.1", "a")));
  meet(pair.one, pair.other);
  const store::RecordKey key{pair.dossier, pair.dossier};
  REQUIRE_OK(edit_record(*pair.one, {key, "dossier", {field("set", "ocop-26-2026/08", shown(pair.one, key, "set"))}}));
  REQUIRE_OK(
      edit_record(*pair.other, {key, "dossier", {field("set", "ocop-26-2026/09", shown(pair.other, key, "set"))}}));
  meet(pair.one, pair.other);
  const std::string json = to_json(read_dossier(*pair.one, pair.dossier).value());
  REQUIRE(json.find(R"("points":null)") != std::string::npos);
  REQUIRE(json.find(R"("why":"set_in_conflict")") != std::string::npos);
  REQUIRE_FALSE(list_dossiers(*pair.one, {}).value().lines.front().points.has_value());
}

TEST_CASE("An archived root is restored before it is edited") {
  Pair pair;
  REQUIRE_ERROR(archive(*pair.one, pair.dossier, ""), InvalidInput);
  REQUIRE_ERROR(archive(*pair.one, Id{}, "twice"), NotFound);
  REQUIRE_OK(archive(*pair.one, pair.dossier, "entered twice"));
  REQUIRE_ERROR(set_score(*pair.one, score(pair.dossier, "1.1", "b")), Archived);
  REQUIRE(list_dossiers(*pair.one, {}).value().total == 0);
  DossierQuery with_archived;
  with_archived.with_archived = true;
  REQUIRE(list_dossiers(*pair.one, with_archived).value().lines.front().is_archived);
  REQUIRE_ERROR(restore(*pair.one, pair.dossier, " "), InvalidInput);
  REQUIRE_OK(restore(*pair.one, pair.dossier, "by mistake"));
  REQUIRE_OK(restore(*pair.one, pair.dossier, "nothing left to restore"));
  REQUIRE_OK(set_score(*pair.one, score(pair.dossier, "1.1", "b")));
  REQUIRE_OK(archive(*pair.one, pair.producer, "gone"));
  REQUIRE_ERROR(new_dossier(*pair.one, {pair.producer, "Trà", "ocop-26-2026/07"}), Archived);
  pair.one.require_whole();
}

TEST_CASE("Archiving meets an edit: a conflict on both tablets, settled by archiving again or by restoring") {
  for (const int choose : {1, 2}) {
    Pair pair;
    REQUIRE_OK(archive(*pair.one, pair.dossier, "entered twice"));
    REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.1", "b")));
    REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.2", "c")));
    meet(pair.one, pair.other);
    const auto here = list_conflicts(*pair.one).value(), there = list_conflicts(*pair.other).value();
    REQUIRE(here.size() == 1);
    REQUIRE(to_json(here) == to_json(there));
    REQUIRE(here.front().field == "archived");
    REQUIRE(here.front().dossier == pair.dossier);
    pair.one.require_whole();
    REQUIRE_ERROR(settle(*pair.one, {here.front().id, 99, {}, "asked"}), InvalidInput);
    REQUIRE_OK(settle(*pair.one, {here.front().id, choose, {}, "asked"}));
    carry(pair.one, pair.other);
    for (DataFolder* tablet : {&pair.one, &pair.other}) {
      REQUIRE(list_conflicts(**tablet).value().empty());
      REQUIRE(read_dossier(**tablet, pair.dossier).value().is_archived == (choose == 1));
      tablet->require_whole();
    }
  }
}

TEST_CASE("Archived by two officers with different knowledge is settled by either choice, as archived") {
  Pair pair;
  REQUIRE_OK(set_score(*pair.other, score(pair.dossier, "1.1", "b")));
  REQUIRE_OK(archive(*pair.one, pair.dossier, "entered twice"));
  REQUIRE_OK(archive(*pair.other, pair.dossier, "entered twice"));
  meet(pair.one, pair.other);
  const auto conflicts = list_conflicts(*pair.one).value();
  REQUIRE(conflicts.size() == 1);
  REQUIRE_OK(settle(*pair.one, {conflicts.front().id, 2, {}, "both meant it"}));
  REQUIRE(list_conflicts(*pair.one).value().empty());
  REQUIRE(read_dossier(*pair.one, pair.dossier).value().is_archived);
  pair.one.require_whole();
}

TEST_CASE("An archived root's other conflicts are settled after it is restored") {
  Pair pair;
  pair.disagree();
  const Id phone = list_conflicts(*pair.one).value().front().id;
  REQUIRE_OK(archive(*pair.one, pair.producer, "gone"));
  REQUIRE_ERROR(settle(*pair.one, {phone, 1, {}, "asked"}), Archived);
  REQUIRE_OK(restore(*pair.one, pair.producer, "back"));
  REQUIRE_OK(settle(*pair.one, {phone, 1, {}, "asked"}));
}

TEST_CASE("A photo becomes a record and three files, and its thumbnail is on the dossier's line") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  AddEvidence command{dossier, sample_photo(), "product_photo", {"1.1"}, "IMG_1.jpg"};
  const Id id = add_evidence(*tablet, command).value();
  const auto view = read_dossier(*tablet, dossier).value();
  REQUIRE(view.evidence.size() == 1);
  REQUIRE(view.evidence.front().record.key.record == id);
  REQUIRE(view.evidence.front().criteria == std::vector<std::string>{"1.1"});
  REQUIRE(view.unsent_photos == 3);
  REQUIRE(tablet.files.contents().size() == 3);
  REQUIRE(list_dossiers(*tablet, {}).value().lines.front().thumbnail == view.evidence.front().thumbnail->sha256);
  command.file_name = "\xff";
  REQUIRE_FALSE(add_evidence(*tablet, command));
  command.file_name = "IMG_2.jpg";
  tablet.files.set_free_bytes(1'000'000);  // less than the reserve, and the files are there already
  REQUIRE_OK(add_evidence(*tablet, command));
  tablet.require_whole();
}

TEST_CASE("A photo for an archived dossier leaves no file, and the next photo removes what a writer that died left") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  REQUIRE_OK(archive(*tablet, dossier, "twice"));
  const AddEvidence command{dossier, sample_photo(), "product_photo", {}, ""};
  REQUIRE_ERROR(add_evidence(*tablet, command), Archived);
  REQUIRE(tablet.files.contents().empty());
  REQUIRE_OK(restore(*tablet, dossier, "by mistake"));
  const Bytes left(10, 1);
  REQUIRE_OK(tablet.files.append("partial/new-0000", 0, left));
  REQUIRE_OK(add_evidence(*tablet, command));
  REQUIRE(tablet.files.contents().size() == 3);
}

TEST_CASE("Photos are refused while the reserve of free space would be touched, and nothing stays") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  tablet.files.set_free_bytes(1'000'000);
  REQUIRE_ERROR(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}), StorageFull);
  REQUIRE(tablet.files.contents().empty());
  REQUIRE(read_dossier(*tablet, dossier).value().evidence.empty());
}

TEST_CASE("Editing another tablet's evidence does not claim files that are not here") {
  Pair pair;
  const Id evidence = add_evidence(*pair.one, {pair.dossier, sample_photo(), "product_photo", {}, ""}).value();
  meet(pair.one, pair.other);
  const store::RecordKey key{pair.dossier, evidence};
  REQUIRE_OK(edit_record(*pair.other, {key, "evidence", {{"criterion.1.2", Value::boolean(true), {}}}}));
  REQUIRE(pair.other.count("SELECT count(*) FROM photos WHERE on_tablet = 1") == 0);
  REQUIRE(pair.other.count("SELECT count(*) FROM photos") == 3);
  pair.other.require_whole();
}

TEST_CASE("Whatever the clock says, work is saved, sent and merged") {
  Pair pair;
  pair.one.clock.set_wall_ms(0);
  pair.other.clock.set_wall_ms(4'070'908'800'000);  // 2099
  pair.edit(pair.one, "address", "Thôn 1");
  pair.edit(pair.other, "email", "htx@example.vn");
  pair.disagree();
  REQUIRE(list_conflicts(*pair.one).value().size() == 1);
  const std::string json = to_json(list_conflicts(*pair.one).value());
  REQUIRE(json.find("1970-01-01T00:00:00Z") != std::string::npos);
  REQUIRE(json.find("2099-01-01T00:00:00Z") != std::string::npos);
  pair.one.clock.set_wall_ms(INT64_MIN);
  pair.edit(pair.one, "address", "Thôn 2");
  pair.one.clock.set_wall_ms(INT64_MAX);
  pair.edit(pair.one, "address", "Thôn 3");
  meet(pair.one, pair.other);
  pair.one.require_whole();
  pair.other.require_whole();
}

TEST_CASE("A folder that was copied: both go on, and a third tablet hears everything of both") {
  Pair pair;
  pair.edit(pair.one, "address", "Thôn 1");  // not sealed when the copy is made
  DataFolder copy(77);
  copy.close();
  REQUIRE_OK(pair.one->database().run_script("VACUUM INTO '" + copy.path() + ".copy'"));
  write_text(copy.path(), read_text(copy.path() + ".copy"));
  copy.reopen();
  pair.edit(copy, "email", "htx@example.vn");
  pair.edit(pair.one, "email", "che@example.vn");
  carry(pair.one, pair.other);
  acknowledge(pair.one);  // the province has it; else the copy's form of it would be a twin to part from
  carry(copy, pair.other);
  carry(copy, pair.one);
  REQUIRE(pair.other.count("SELECT count(*) FROM waiting") == 0);
  REQUIRE(pair.other.count("SELECT count(*) FROM twins") == 0);
  REQUIRE(list_conflicts(*pair.other).value().size() == 1);
  REQUIRE(to_json(list_conflicts(*pair.other).value()) == to_json(list_conflicts(*pair.one).value()));
  pair.one.require_whole();
  pair.other.require_whole();
}

TEST_CASE("Two programs on one folder type into one record in turn, and another tablet can merge it all") {
  Pair pair;
  auto second = Folder::open(pair.one.path(), pair.one.ports()).value();
  for (int n = 0; n < 3; ++n) {
    pair.edit(pair.one, "address", "Thôn " + std::to_string(n));
    const auto before = *read_record(second, pair.key).value().find("address");
    REQUIRE_OK(edit_record(second, {pair.key, "producer", {field("address", "Buôn " + std::to_string(n), before)}}));
  }
  carry(pair.one, pair.other);
  REQUIRE(pair.other.count("SELECT count(*) FROM waiting") == 0);
  REQUIRE(read_producer(*pair.other, pair.producer).value().text("address") == "Buôn 2");
}

TEST_CASE("A folder is made once, and a file that is none is not opened") {
  DataFolder tablet(1);
  REQUIRE_ERROR(Folder::create(tablet.path(), tablet.ports(), {"Lan", {}}), AlreadyExists);
  REQUIRE(tablet->officer().value().name == "Nguyễn Thị Hoa");
  TempFolder empty;
  REQUIRE_ERROR(Folder::open(empty / "ocop.sqlite", tablet.ports()), NoDataFolder);
  REQUIRE_ERROR(Folder::create(empty / "ocop.sqlite", tablet.ports(), {"  ", {}}), InvalidInput);
  REQUIRE_ERROR(Folder::open(empty / "ocop.sqlite", tablet.ports()), NoDataFolder);  // a create that was not finished
  REQUIRE_OK(Folder::create(empty / "ocop.sqlite", tablet.ports(), {"Lan", {}}));
}
