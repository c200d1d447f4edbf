// Every command on a disk that fails: the n-th call of the file system, for every n until the command succeeds.
//
// Four disks: one that is full, one with input/output errors, one whose power goes at that call and comes back without
// what was not synced; and for photos, files that fail. Whatever happens, afterwards the folder opens, is whole, and
// holds the old state or the new one, nothing between. What was told to be saved is there.
#include <functional>
#include <iostream>

#include "core/service/json.h"
#include "core/store/schema.h"
#include "tests/support/data_folder.h"
#include "tests/support/fault_vfs.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;
using Kind = FaultDisk::Kind;

namespace {

constexpr const char* path = "/ocop.sqlite";
std::uint64_t fault_points = 0;

// The world of one attempt, from the same seed each time.
struct World {
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{5};

  Ports ports() { return {files, clock, entropy}; }
  Result<Folder> open() { return Folder::open(path, ports(), FaultDisk::name); }
};

// All that people would miss: every change ever written, the records, the lists, what is to be sent.
std::string state_of(Folder& folder) {
  std::string out;
  const auto add = [&](std::string_view sql) {
    auto query = folder.database().query(sql).value();
    while (query.next().value()) {
      for (int column = 0; column < 3; ++column) out += to_hex(query.blob(column)) + " ";
      out += "\n";
    }
  };
  add("SELECT root, last, hash FROM changes ORDER BY root, replica, last");
  add("SELECT record, document, registers FROM records ORDER BY record, root");
  add("SELECT root, name, points_max FROM dossiers ORDER BY root");
  add("SELECT id, field, record FROM conflicts ORDER BY id");
  add("SELECT replica, number, name FROM batches ORDER BY replica, number");
  add("SELECT sha256, on_tablet, at_province FROM photos ORDER BY sha256");
  add("SELECT root, seen, NULL FROM archived_roots ORDER BY root");
  return out;
}

void require_whole(Folder& folder) {
  const auto problems = verify_folder(folder);
  REQUIRE_OK(problems);
  for (const Problem& problem : *problems) FAIL(problem.code << " " << problem.where);
}

using Prepare = std::function<void(Folder&)>;
using Act = std::function<Status(Folder&)>;

struct Outcome {
  bool has_failed = false;   // the fault was reached
  bool is_done = false;      // the command said so
  std::string state;
};

// Fills a disk, fails it at the n-th call of `act`, opens it again.
Outcome attempt(const Prepare& prepare, const Act& act, std::uint64_t n, Kind kind) {
  FaultDisk& disk = FaultDisk::instance();
  disk.wipe();
  World world;
  Outcome out;
  {
    auto folder = Folder::create(path, world.ports(), {"Hoa", {commune}}, FaultDisk::name).value();
    prepare(folder);
  }
  {
    auto folder = world.open().value();
    disk.fail_at(n, kind);
    const Status done = act(folder);
    out.is_done = done.has_value();
    out.has_failed = disk.has_failed();
    if (!done) {
      const ErrorCode code = done.error().code;
      INFO(done.error().name() << ": " << done.error().detail);
      const bool is_of_storage = code == ErrorCode::StorageFull || code == ErrorCode::StorageFault ||
                                 code == ErrorCode::StorageReadOnly;
      REQUIRE(is_of_storage);
      if (kind == Kind::Full && code == ErrorCode::StorageFull) disk.heal();
    }
    // A fault is for once; with the power gone even closing fails, also right after the command said that it was done.
    if (kind == Kind::PowerLoss) disk.cut(); else disk.heal();
  }
  if (kind == Kind::PowerLoss) disk.power_on();
  auto folder = world.open();
  REQUIRE_OK(folder);
  require_whole(*folder);
  out.state = state_of(*folder);
  return out;
}

void try_all(const char* what, const Prepare& prepare, const Act& act) {
  const std::string before = attempt(prepare, [](Folder&) { return Status{}; }, 0, Kind::None).state;
  const Outcome sound = attempt(prepare, act, 0, Kind::None);
  REQUIRE(sound.is_done);
  std::uint64_t points = 0;
  for (const Kind kind : {Kind::Full, Kind::InputOutput, Kind::PowerLoss}) {
    for (std::uint64_t n = 1;; ++n) {
      CAPTURE(what, static_cast<int>(kind), n);
      const Outcome outcome = attempt(prepare, act, n, kind);
      if (!outcome.has_failed) {
        REQUIRE(outcome.state == sound.state);  // told, and then the power went
        break;
      }
      ++points;
      const bool is_old = outcome.state == before;
      const bool is_new = outcome.state == sound.state;
      REQUIRE((is_old || is_new));
      if (outcome.is_done) REQUIRE(is_new);  // what was told to be saved is saved
    }
  }
  REQUIRE(points > 0);
  fault_points += points;
  std::cout << what << ": " << points << " fault points, " << fault_points << " so far\n";
}

// Every attempt draws the same names, so these are those of the last world furnished.
Id producer_of_world, dossier_of_world;

void with_producer(Folder& folder) { producer_of_world = add_producer(folder, {{field("name", "HTX A")}}).value(); }
void with_dossier(Folder& folder) {
  with_producer(folder);
  dossier_of_world = new_dossier(folder, {producer_of_world, "Trà", "ocop-26-2026/07"}).value();
}

Status done(const auto& result) { return result ? Status{} : Status{result.error()}; }

// What another tablet wrote, and the exchange that brings it.
ExchangeResult an_exchange(const std::vector<journal::Change>& changes) {
  ExchangeResult out;
  for (const auto& change : changes) out.changes.push_back({out.changes.size() + 1, change});
  out.mark = {1, changes.size(), 9};
  out.cursor.position = changes.size();
  return out;
}

}  // namespace

TEST_CASE("A failing disk while a producer is added leaves the old state or the new") {
  try_all("add_producer", [](Folder&) {},
          [](Folder& folder) { return done(add_producer(folder, {{field("name", "B")}})); });
}

TEST_CASE("A failing disk while a dossier is begun leaves the old state or the new") {
  try_all("new_dossier", with_producer, [](Folder& folder) {
    return done(new_dossier(folder, {producer_of_world, "Mật ong", "ocop-26-2026/07"}));
  });
}

TEST_CASE("A failing disk while a score is set leaves the old state or the new, the first one and the next") {
  try_all("set_score", with_dossier,
          [](Folder& folder) { return set_score(folder, score(dossier_of_world, "1.1", "b")); });
  try_all("set_score, again",
          [](Folder& folder) {
            with_dossier(folder);
            REQUIRE_OK(set_score(folder, score(dossier_of_world, "1.1", "b")));
          },
          [](Folder& folder) { return set_score(folder, score(dossier_of_world, "1.2", "c")); });
}

TEST_CASE("A failing disk while a dossier is archived leaves the old state or the new") {
  try_all("archive", with_dossier, [](Folder& folder) { return archive(folder, dossier_of_world, "twice"); });
}

TEST_CASE("A failing disk while batches are sealed leaves the old state or the new") {
  try_all("batches_to_send", with_dossier, [](Folder& folder) {
    SyncService sync(folder);
    return done(sync.batches_to_send(SIZE_MAX, 0));
  });
}

TEST_CASE("A failing disk while an exchange is imported leaves the old state or the new") {
  DataFolder other(9, "Lan");
  const Id dossier = a_dossier(other, a_producer(other));
  REQUIRE_OK(set_score(*other, score(dossier, "1.1", "c")));
  const ExchangeResult exchange = an_exchange(sent_by(other));
  try_all("import", with_producer, [&](Folder& folder) {
    SyncService sync(folder);
    return done(sync.import(exchange));
  });
}

TEST_CASE("A failing disk while a conflict is settled leaves the old state or the new") {
  // Both tablets scored first: another's half is imported before the fault.
  std::vector<journal::Change> theirs;
  const Prepare prepare = [&](Folder& folder) {
    with_dossier(folder);
    const Id dossier = dossier_of_world;
    REQUIRE_OK(set_score(folder, score(dossier, "1.1", "b")));
    journal::Change change;
    change.root = dossier;
    change.record = assessment_id(dossier, "self");
    change.type = "assessment";
    change.replica = 77;
    change.first = change.last = 1;
    Bytes value;
    journal::CborWriter(value).text("c");
    change.fields = {{"1.1.option", value, {}}};
    change.about.officer = "Lan";
    SyncService sync(folder);
    REQUIRE_OK(sync.import(an_exchange({change})));
  };
  try_all("settle", prepare, [](Folder& folder) {
    const auto conflicts = list_conflicts(folder);
    if (!conflicts) return Status{conflicts.error()};
    return settle(folder, {conflicts->front().id, 2, {}, "asked"});
  });
}

TEST_CASE("A failing disk while a folder is made leaves none or a whole one, and making it again succeeds") {
  FaultDisk& disk = FaultDisk::instance();
  std::uint64_t points = 0;
  for (const Kind kind : {Kind::Full, Kind::InputOutput, Kind::PowerLoss}) {
    for (std::uint64_t n = 1;; ++n) {
      CAPTURE(static_cast<int>(kind), n);
      disk.wipe();
      World world;
      disk.fail_at(n, kind);
      const bool is_made = Folder::create(path, world.ports(), {"Hoa", {commune}}, FaultDisk::name).has_value();
      const bool has_failed = disk.has_failed();
      if (kind == Kind::PowerLoss) disk.power_on(); else disk.heal();
      if (!has_failed) break;
      ++points;
      bool is_there = false;  // closed before the next opens: this disk knows no locks
      {
        const auto first = world.open();
        is_there = first.has_value();
        if (is_made) REQUIRE_OK(first);
        if (!is_there) REQUIRE_ERROR(first, NoDataFolder);
      }
      if (!is_there) REQUIRE_OK(Folder::create(path, world.ports(), {"Hoa", {commune}}, FaultDisk::name));
      auto folder = world.open();
      REQUIRE_OK(folder);
      require_whole(*folder);
      REQUIRE(folder->officer().value().name == "Hoa");
      with_producer(*folder);
    }
  }
  fault_points += points;
  std::cout << "Folder::create and migrate: " << points << " fault points, " << fault_points << " so far\n";
  REQUIRE(points > 50);
}

TEST_CASE("A failing disk while a photo is added leaves the old state or the new, on the database's side") {
  const Bytes photo = sample_photo();
  // The photo's own work is long: a step of three covers the calls in a third of the time; the commit is at the end of
  // every command and is covered call by call above.
  FaultDisk& disk = FaultDisk::instance();
  const Act act = [&](Folder& folder) {
    return done(add_evidence(folder, {dossier_of_world, photo, "product_photo", {"1.1"}, ""}));
  };
  const std::string before = attempt(with_dossier, [](Folder&) { return Status{}; }, 0, Kind::None).state;
  const Outcome sound = attempt(with_dossier, act, 0, Kind::None);
  REQUIRE(sound.is_done);
  disk.heal();
  std::uint64_t points = 0;
  for (const Kind kind : {Kind::Full, Kind::InputOutput, Kind::PowerLoss}) {
    for (std::uint64_t n = 1 + static_cast<std::uint64_t>(kind) % 3;; n += 3) {
      CAPTURE(static_cast<int>(kind), n);
      const Outcome outcome = attempt(with_dossier, act, n, kind);
      if (!outcome.has_failed) break;
      ++points;
      REQUIRE((outcome.state == before || outcome.state == sound.state));
      if (outcome.is_done) REQUIRE(outcome.state == sound.state);
    }
  }
  fault_points += points;
  std::cout << "add_evidence: " << points << " fault points, " << fault_points << " so far\n";
}

TEST_CASE("Photo files that fail, fill up, are torn or lose power leave no record without its files") {
  const Bytes photo = sample_photo();
  std::uint64_t points = 0;
  for (const ErrorCode code : {ErrorCode::StorageFull, ErrorCode::StorageFault, ErrorCode::StorageReadOnly}) {
    for (const auto torn : {fake::MemoryFiles::Torn::No, fake::MemoryFiles::Torn::Yes}) {
      for (int n = 0;; ++n) {
        CAPTURE(error_row(code).name, n);
        DataFolder tablet(3);
        const Id dossier = a_dossier(tablet, a_producer(tablet));
        const int writes = tablet.files.writes();
        tablet.files.fail_write(n, code, torn);
        const AddEvidence command{dossier, photo, "product_photo", {}, ""};
        const auto added = add_evidence(*tablet, command);
        const bool has_failed = tablet.files.writes() - writes > n;
        if (!has_failed) break;
        ++points;
        tablet.files.lose_power();
        tablet.reopen();
        tablet.require_whole();
        REQUIRE(read_dossier(*tablet, dossier).value().evidence.size() == (added ? 1U : 0U));
        if (!added) REQUIRE(added.error().code == code);
        REQUIRE_OK(add_evidence(*tablet, command));  // the same photo again succeeds, whatever lies about
        tablet.require_whole();
      }
    }
  }
  fault_points += points;
  std::cout << "photo files: " << points << " fault points, " << fault_points << " so far\n";
  REQUIRE(points > 20);
}

TEST_CASE("A disk that lies about syncing loses photos, and the check says which") {
  DataFolder tablet(3);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  tablet.files.lie_about_syncing();
  REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
  tablet.files.lose_power();
  const auto problems = verify_folder(*tablet).value();
  REQUIRE(problems.size() == 3);
  for (const Problem& problem : problems) REQUIRE(problem.code.starts_with("photo_"));
}
