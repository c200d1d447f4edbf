// What keeps work safe and makes room, on a machine that fails (fault_trial.h): receipts, pruning, backups, devices
// that come back to a restored province. How a province begins anew on a backup: made_and_upgraded_test.cpp.
#include <filesystem>

#include "core/service/prune.h"
#include "core/service/receipts.h"
#include "sync/server/backup.h"
#include "sync/server/exchange.h"
#include "sync/server/generation.h"
#include "sync/server/receipt.h"
#include "tests/store/subjects.h"
#include "tests/support/fault_passage.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using namespace ocop::test;

namespace {

constexpr std::uint64_t few = 6;  // points of a kind in the ordinary run: these take long

Id dossier_with_photo(Tablet& tablet) {
  const Id producer = service::add_producer(tablet.folder, {{field("name", "HTX A")}}).value();
  const Id dossier = service::new_dossier(tablet.folder, {producer, "Trà", "ocop-26-2026/07"}).value();
  REQUIRE_OK(service::add_evidence(tablet.folder, {dossier, sample_photo(), "product_photo", {}, ""}));
  return dossier;
}

// All photos are at the province and in two backups of it.
void be_durable(Tablet& tablet) {
  const auto files = tablet.sync.photos_to_send(service::PhotoPolicy::All, 9).value();
  for (const service::PhotoFile& file : files) REQUIRE_OK(tablet.sync.photo_at_province(file.sha256));
  service::ExchangeResult exchange;
  exchange.mark = {7, 10, 10};
  exchange.durable = service::Mark{7, 10, 10};
  REQUIRE_OK(tablet.sync.import(exchange));
}

// A folder of `files`, as a root of its own.
class FilesBelow final : public Files {
 public:
  FilesBelow(Files& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  Result<std::uint64_t> size(const std::string& path) const override { return files_.size(below(path)); }
  Result<Bytes> read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const override {
    return files_.read(below(path), offset, bytes_max);
  }
  Result<std::vector<Entry>> list(const std::string& folder) const override { return files_.list(below(folder)); }
  Status append(const std::string& path, std::uint64_t offset, ByteView bytes) override {
    return files_.append(below(path), offset, bytes);
  }
  Status publish(const std::string& from, const std::string& to) override {
    return files_.publish(below(from), below(to));
  }
  Status remove(const std::string& path) override { return files_.remove(below(path)); }
  Result<std::uint64_t> free_bytes() const override { return files_.free_bytes(); }

 private:
  std::string below(const std::string& path) const { return folder_ + "/" + path; }
  Files& files_;
  std::string folder_;
};

// A backup's folder: its database on a real disk, its photos with the machine's.
class BackupFolder {
 public:
  Status back_up(Office& office) {
    FilesBelow photos(office.province.folder().files(), "backup");
    server::BackupOptions options;
    options.vfs = fault_passage();
    return status_of(server::back_up(office.province, {folder_.path(), photos}, options));
  }
  void keep() {
    for (const auto& file : std::filesystem::directory_iterator(folder_.path()))
      kept_[file.path()] = read_text(file.path());
  }
  void go_back() {
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) std::filesystem::remove(file);
    for (const auto& [path, bytes] : kept_) write_text(path, bytes);
  }
  // There is a backup that is whole, or none: none where there was none and the province knows of none. It is of the
  // moment that the province noted.
  void check(Machine& machine, bool is_noted) {
    FilesBelow photos(machine.files, "backup");
    server::FolderBlobStore blobs(photos);
    auto copy = server::Province::open(folder_ / "ocop.sqlite", {photos, machine.clock, machine.entropy}, blobs,
                                       server::IfMissing::Fail, fault_passage(), {server::IfBackup::OnlyRead, {}});
    if (!copy) {
      REQUIRE_ERROR(copy, NoDataFolder);
      REQUIRE_FALSE(is_noted);
      REQUIRE(kept_.empty());
      return;
    }
    require_none(server::verify_province(*copy));
    REQUIRE(server::backup_place(copy->database()).value().has_value());
    if (is_noted) REQUIRE(position_of(*copy) == noted_);
  }
  void will_be_noted(Office& office) { noted_ = position_of(office.province); }

 private:
  static std::int64_t position_of(server::Province& province) {
    return province.database().integer("SELECT position FROM province_order").value().value();
  }

  TempFolder folder_;
  std::int64_t noted_ = 0;
  std::map<std::string, std::string> kept_;
};

void with_work(Sender& lan, Office& office) {
  lan.enrol(office);
  REQUIRE_OK(server::answer_sync(office.province, lan.everything()));
  REQUIRE_OK(lan.patch(office, 0, lan.jpeg.size()));
}

}  // namespace

TEST_CASE("On a failing machine originals go with their rows or not, and a file that was left lying goes later") {
  Hash original;
  const auto prepare = [&](Tablet& tablet) {
    const Id dossier = dossier_with_photo(tablet);
    be_durable(tablet);
    original = service::read_dossier(tablet.folder, dossier).value().evidence.at(0).original->sha256;
  };
  const auto act = [&](Tablet& tablet) -> Status {
    TRY_ASSIGN(const auto pruned, service::prune_originals(tablet.folder));
    static_cast<void>(pruned);
    REQUIRE_FALSE(tablet.folder.photos().has_file(original).value());
    return {};
  };
  try_all_faults<Tablet>("prune_originals", prepare, act, {.course = Course::InStepsToOneEnd});
}

TEST_CASE("On a failing machine a receipt of the province is kept or not") {
  Sender lan;
  Bytes receipt;
  {
    FaultDisk::instance().wipe();
    Machine machine;
    Office::make(machine);
    Office office(machine);
    with_work(lan, office);
    const auto device = server::find_device(office.database(), protocol::name_of(lan.keys.public_key)).value();
    receipt = protocol::write_receipt(server::make_receipt(office.province, *device, lan.dossier).value());
  }
  Id dossier;
  const auto prepare = [&](Tablet& tablet) {
    dossier = dossier_with_photo(tablet);
    REQUIRE_OK(service::ask_for_receipt(tablet.folder, dossier));
  };
  try_all_faults<Tablet>("save_receipt", prepare,
                         [&](Tablet& tablet) { return tablet.sync.save_receipt(dossier, receipt); });
}

TEST_CASE("On a failing machine a receipt is asked for or not") {
  Id dossier;
  try_all_faults<Tablet>("ask_for_receipt", [&](Tablet& tablet) { dossier = dossier_with_photo(tablet); },
                         [&](Tablet& tablet) { return service::ask_for_receipt(tablet.folder, dossier); });
}

TEST_CASE("On a failing machine a device is known again to a restored province or not") {
  Sender lan;
  protocol::ReturnRequest request;
  const auto prepare = [&](Office& office) {
    lan.be_invited(office);
    const auto enrolment = server::enrol(office.province, lan.request);
    REQUIRE_OK(enrolment);
    const Bytes body = protocol::write_return_request(protocol::write_enrolment(*enrolment), lan.keys);
    request = protocol::read_return_request(body).value();
    for (const char* lost : {"DELETE FROM devices", "DELETE FROM device_units"})
      REQUIRE_OK(office.database().run(lost));
  };
  try_all_faults<Office>("return_device", prepare,
                         [&](Office& office) { return status_of(server::return_device(office.province, request)); });
}

TEST_CASE("On a failing machine a folder holds a whole backup or none, and the province notes the whole one or none") {
  Sender lan;
  BackupFolder folder;
  const auto prepare = [&](Office& office) {
    with_work(lan, office);
    folder.will_be_noted(office);
  };
  try_all_faults<Office>("back_up, the first", prepare, [&](Office& office) { return folder.back_up(office); },
                         {.points = few,
                          .go_back = [&] { folder.go_back(); },
                          .check = [&](Machine& machine, bool is_new) { folder.check(machine, is_new); }});
}

TEST_CASE("On a failing machine an earlier backup stays whole until the next one is") {
  Sender lan;
  BackupFolder folder;
  const auto prepare = [&](Office& office) {
    lan.enrol(office);
    REQUIRE_OK(folder.back_up(office));
    folder.keep();
    with_work(lan, office);
    folder.will_be_noted(office);
  };
  try_all_faults<Office>("back_up, the next", prepare, [&](Office& office) { return folder.back_up(office); },
                         {.points = few,
                          .go_back = [&] { folder.go_back(); },
                          .check = [&](Machine& machine, bool is_new) { folder.check(machine, is_new); }});
}

TEST_CASE("A backup that cannot be read for a moment keeps its name, so that one folder never counts as two") {
  Sender lan;
  BackupFolder folder;
  FaultDisk::instance().wipe();
  Machine machine;
  Office::make(machine);
  Office office(machine);
  with_work(lan, office);
  REQUIRE_OK(folder.back_up(office));
  const std::string before = every_row(office.database());
  for (std::uint64_t point = 1; point <= 4; ++point) {
    CAPTURE(point);
    FaultDisk::instance().fail_at(point, FaultKind::InputOutput);
    const Status done = folder.back_up(office);
    REQUIRE(FaultDisk::instance().has_failed());
    repair();
    REQUIRE_FALSE(done.has_value());
    require_storage_error(done.error());
    REQUIRE(every_row(office.database()) == before);
  }
  REQUIRE_OK(folder.back_up(office));
  REQUIRE(every_row(office.database()) == before);
}

TEST_CASE("A disk or a memory that fails while a folder is checked is told as that, and never as damage") {
  FaultDisk::instance().wipe();
  Machine machine;
  Tablet::make(machine);
  {
    Tablet tablet(machine);
    dossier_with_photo(tablet);
  }
  const auto check = [&](Fault fault, std::uint64_t point) {
    Tablet tablet(machine);
    if (point == 0) start_counting(machine); else arm(fault, point, machine);
    const auto found = service::verify_folder(tablet.folder);
    if (point > 0) REQUIRE(was_reached(fault, point, machine));
    const Points points = counted(machine);
    repair();
    if (point == 0) require_none(found);
    if (found) REQUIRE(found->empty());  // SQLite did without
    if (!found) require_storage_error(found.error());
    return points;
  };
  const Points points = check(Fault::DiskError, 0);
  for (const Fault fault : {Fault::DiskError, Fault::PowerLoss, Fault::MemoryOnce, Fault::MemoryGone})
    for (const std::uint64_t point : chosen_points(points.of(fault))) {
      CAPTURE(name_of(fault), point);
      check(fault, point);
    }
}
