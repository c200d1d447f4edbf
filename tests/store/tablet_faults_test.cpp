// Every command of a tablet, and what a session does to its folder, on a machine that fails (fault_trial.h).
#include "core/service/queries.h"
#include "tests/store/subjects.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

using Prepare = std::function<void(Tablet&)>;
using Act = std::function<Status(Tablet&)>;

void try_all(const std::string& name, const Prepare& prepare, const Act& act) {
  try_all_faults<Tablet>(name, prepare, act);
}

// Every attempt begins at the same moment, so there is one producer and one dossier for all of a trial.
Id producer_here, dossier_here;

void with_nothing(Tablet&) {}
void with_producer(Tablet& tablet) { producer_here = add_producer(tablet.folder, {{field("name", "HTX A")}}).value(); }
void with_dossier(Tablet& tablet) {
  with_producer(tablet);
  dossier_here = new_dossier(tablet.folder, {producer_here, "Trà", "ocop-26-2026/07"}).value();
}

ExchangeResult an_exchange(const std::vector<journal::Change>& changes) {
  ExchangeResult out;
  for (const auto& change : changes) out.changes.push_back({out.changes.size() + 1, change});
  out.mark = {1, changes.size(), 9};
  out.cursor.position = changes.size();
  return out;
}

// Another tablet's dossier with a score and a photo, as its changes travel.
struct Colleague {
  Colleague() {
    dossier = a_dossier(tablet, a_producer(tablet));
    REQUIRE_OK(set_score(*tablet, score(dossier, "1.1", "c")));
    evidence = add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {"1.1"}, ""}).value();
    exchange = an_exchange(sent_by(tablet));
    const auto files = SyncService(*tablet).photos_to_send(PhotoPolicy::All, 10).value();
    for (const PhotoFile& file : files)
      if (thumbnail.bytes == 0 || file.bytes < thumbnail.bytes) thumbnail = file;
    jpeg = tablet->photos().read(thumbnail.sha256).value();
  }
  DataFolder tablet{9, "Lan"};
  Id dossier, evidence;
  ExchangeResult exchange;
  PhotoFile thumbnail;
  Bytes jpeg;
};

}  // namespace

TEST_CASE("On a failing machine a producer is added or not") {
  try_all("add_producer", with_nothing,
          [](Tablet& tablet) { return status_of(add_producer(tablet.folder, {{field("name", "B")}})); });
}

TEST_CASE("On a failing machine a dossier is begun or not") {
  try_all("new_dossier", with_producer, [](Tablet& tablet) {
    return status_of(new_dossier(tablet.folder, {producer_here, "Mật ong", "ocop-26-2026/07"}));
  });
}

TEST_CASE("On a failing machine a score is set or not, the first of a sheet and the next") {
  try_all("set_score, the first", with_dossier,
          [](Tablet& tablet) { return set_score(tablet.folder, score(dossier_here, "1.1", "b")); });
  try_all("set_score, the next",
          [](Tablet& tablet) {
            with_dossier(tablet);
            REQUIRE_OK(set_score(tablet.folder, score(dossier_here, "1.1", "b")));
          },
          [](Tablet& tablet) { return set_score(tablet.folder, score(dossier_here, "1.2", "c")); });
}

TEST_CASE("On a failing machine a question is answered or not") {
  try_all("set_declaration", with_dossier, [](Tablet& tablet) {
    return set_declaration(tablet.folder, {dossier_here, "self", "set/1", true, {}});
  });
}

TEST_CASE("On a failing machine fields are written or not, one record or two together") {
  const auto edit = [](const Id& id, std::string type, std::string name, std::string text) {
    return EditRecord{{id, id}, std::move(type), {field(std::move(name), std::move(text))}};
  };
  try_all("edit_record", with_dossier, [&](Tablet& tablet) {
    return edit_record(tablet.folder, edit(dossier_here, "dossier", "note", std::string(5000, 'x')));
  });
  try_all("edit_records", with_dossier, [&](Tablet& tablet) {
    return edit_records(tablet.folder, {edit(dossier_here, "dossier", "note", "hai"),
                                        edit(producer_here, "producer", "address", "cùng lúc")});
  });
}

TEST_CASE("On a failing machine a dossier is archived or not, and restored or not") {
  try_all("archive", with_dossier,
          [](Tablet& tablet) { return archive(tablet.folder, dossier_here, "entered twice"); });
  try_all("restore",
          [](Tablet& tablet) {
            with_dossier(tablet);
            REQUIRE_OK(archive(tablet.folder, dossier_here, "entered twice"));
          },
          [](Tablet& tablet) { return restore(tablet.folder, dossier_here, "it was not"); });
}

TEST_CASE("On a failing machine a photo is added or not, and no record is without its files") {
  try_all("add_evidence", with_dossier, [](Tablet& tablet) {
    return status_of(add_evidence(tablet.folder, {dossier_here, sample_photo(), "product_photo", {"1.1"}, ""}));
  });
}

TEST_CASE("On a failing machine batches are sealed or not") {
  try_all("batches_to_send", with_dossier,
          [](Tablet& tablet) { return status_of(tablet.sync.batches_to_send(SIZE_MAX, 0)); });
}

TEST_CASE("On a failing machine an exchange is imported wholly or not") {
  const Colleague lan;
  try_all("import", with_producer, [&](Tablet& tablet) { return status_of(tablet.sync.import(lan.exchange)); });
}

TEST_CASE("On a failing machine a conflict is settled or not") {
  std::vector<journal::Change> theirs;
  const Prepare with_conflict = [&](Tablet& tablet) {
    with_dossier(tablet);
    REQUIRE_OK(set_score(tablet.folder, score(dossier_here, "1.1", "b")));
    journal::Change change;
    change.root = dossier_here;
    change.record = assessment_id(dossier_here, "self");
    change.type = "assessment";
    change.replica = 77;
    change.first = change.last = 1;
    Bytes value;
    journal::CborWriter(value).text("c");
    change.fields = {{"1.1.option", value, {}}};
    change.about.officer = "Lan";
    REQUIRE_OK(tablet.sync.import(an_exchange({change})));
  };
  try_all("settle", with_conflict, [](Tablet& tablet) {
    const auto conflicts = list_conflicts(tablet.folder);
    if (!conflicts) return Status{conflicts.error()};
    return settle(tablet.folder, {conflicts->front().id, 2, {}, "asked"});
  });
}

TEST_CASE("On a failing machine a tablet is enrolled or not") {
  EnrolmentAnswer answer;
  answer.officer = {"Nguyễn Thị Mai", {commune}};
  answer.certificate = Bytes(64, 7);
  try_all("save_enrolment", with_producer, [&](Tablet& tablet) { return save_enrolment(tablet.folder, answer); });
}

TEST_CASE("On a failing machine a photo is wanted, fetched and finished or not") {
  const Colleague lan;
  const Prepare with_record = [&](Tablet& tablet) { REQUIRE_OK(tablet.sync.import(lan.exchange)); };
  try_all("want_photo", with_record,
          [&](Tablet& tablet) { return want_photo(tablet.folder, lan.thumbnail.sha256); });
  // As a session does: on from where the download stands, and then it is checked.
  try_all("append_fetched, finish_fetched", with_record, [&](Tablet& tablet) -> Status {
    TRY_ASSIGN(const std::uint64_t offset, tablet.sync.fetched_bytes(lan.thumbnail.sha256));
    if (offset < lan.jpeg.size())
      TRY(tablet.sync.append_fetched(lan.thumbnail.sha256, offset, ByteView(lan.jpeg).subspan(offset)));
    return tablet.sync.finish_fetched(lan.thumbnail.sha256);
  });
}

TEST_CASE("On a failing machine a photo is known to be at the province or not") {
  Hash photo;
  const Prepare with_photo = [&](Tablet& tablet) {
    with_dossier(tablet);
    REQUIRE_OK(add_evidence(tablet.folder, {dossier_here, sample_photo(), "product_photo", {}, ""}));
    photo = tablet.sync.photos_to_send(PhotoPolicy::All, 1).value().front().sha256;
  };
  try_all("photo_at_province", with_photo, [&](Tablet& tablet) { return tablet.sync.photo_at_province(photo); });
}

TEST_CASE("On a failing machine what a session met is noted or not") {
  try_all("note", with_producer, [](Tablet& tablet) { return tablet.sync.note(SyncEvent{}, 1, 2); });
}
