// A data folder that is made, brought up to date from an earlier schema, or a backup that becomes a province, on a
// machine that fails: what is there afterwards is none, an old one or a new one, and trying again succeeds.
#include "core/service/folder.h"
#include "core/store/schema.h"
#include "sync/server/generation.h"
#include "sync/server/province.h"
#include "sync/server/verify.h"
#include "tests/store/fault_trial.h"
#include "tests/support/data_folder.h"
#include "tests/support/fault_memory.h"
#include "tests/support/places.h"
#include "tests/unit/sync/server/backups.h"

using namespace ocop;
using namespace ocop::test;

namespace {

using Begin = std::function<void()>;  // what lies on the disk before
using Act = std::function<Status(Machine&)>;
using Check = std::function<void(Machine&, bool is_done)>;

// `act` opens and closes; after each fault `check` is to find or make a whole folder.
void try_all(const std::string& name, const Begin& begin, const Act& act, const Check& check) {
  FaultDisk::instance().wipe();
  begin();
  Machine sound;
  start_counting(sound);
  REQUIRE_OK(act(sound));
  const Points points = counted(sound);
  std::uint64_t tried = 0;
  for (const Fault fault : all_faults) {
    auto chosen = chosen_points(points.of(fault));
    if (is_of_power(fault)) chosen.push_back(points.disk + 1);  // done, and then the power goes
    for (const std::uint64_t point : chosen) {
      CAPTURE(name, name_of(fault), point);
      FaultDisk::instance().wipe();
      begin();
      Machine machine;
      arm(fault, point, machine);
      const Status done = act(machine);
      REQUIRE(was_reached(fault, point, machine) == (point <= points.of(fault)));
      if (!done) require_storage_error(done.error());
      if (is_of_power(fault)) bring_power_back(machine, fault, point); else repair();
      check(machine, done.has_value());
      ++tried;
    }
  }
  report(name, points, tried);
}

Result<service::Folder> make_tablet(Machine& machine) {
  return service::Folder::create(machine_path, machine.ports(), {"Hoa", {commune}}, FaultDisk::name);
}
Result<service::Folder> open_tablet(Machine& machine) {
  return service::Folder::open(machine_path, machine.ports(), FaultDisk::name);
}

void check_made(Machine& machine, bool is_done) {
  if (const auto there = open_tablet(machine); !there) {
    REQUIRE_FALSE(is_done);
    REQUIRE_ERROR(there, NoDataFolder);
  }
  const auto again = make_tablet(machine);
  if (!again) REQUIRE_ERROR(again, AlreadyExists);
}

Result<server::Province> open_province(Machine& machine, server::BlobStore& blobs, server::IfMissing if_missing) {
  return server::Province::open(machine_path, machine.ports(), blobs, if_missing, FaultDisk::name);
}

// A folder as an earlier program left it.
Begin golden(const std::string& file) {
  const std::string bytes = read_text(std::string(OCOP_SOURCE_DIR) + "/tests/golden/data/" + file);
  REQUIRE_FALSE(bytes.empty());
  return [bytes] { FaultDisk::instance().put("", {{machine_path, {bytes, {}, true}}}); };
}

}  // namespace

TEST_CASE("On a failing machine a tablet's folder is made or not, and making it again succeeds") {
  try_all(
      "Folder::create", [] {}, [](Machine& machine) { return status_of(make_tablet(machine)); },
      [](Machine& machine, bool is_done) {
        check_made(machine, is_done);
        auto folder = open_tablet(machine);
        REQUIRE_OK(folder);
        require_none(service::verify_folder(*folder));
        REQUIRE(folder->officer().value().name == "Hoa");
      });
}

TEST_CASE("On a failing machine a province is made or not, and making it again succeeds") {
  try_all(
      "Province::open, new", [] {},
      [](Machine& machine) {
        server::FolderBlobStore blobs(machine.files);
        return status_of(open_province(machine, blobs, server::IfMissing::Create));
      },
      [](Machine& machine, bool) {
        server::FolderBlobStore blobs(machine.files);
        auto province = open_province(machine, blobs, server::IfMissing::Create);
        REQUIRE_OK(province);
        require_none(server::verify_province(*province));
      });
}

TEST_CASE("On a failing machine a tablet's folder of schema 1 is brought up to date or left as it is") {
  try_all(
      "migrate a tablet", golden("tablet_1.sqlite"),
      [](Machine& machine) { return status_of(open_tablet(machine)); },
      [](Machine& machine, bool) {
        auto folder = open_tablet(machine);
        REQUIRE_OK(folder);
        REQUIRE(folder->database().integer("PRAGMA user_version").value() == store::schema_version);
        require_none(service::verify_folder(*folder));
        REQUIRE(folder->database().integer("SELECT count(*) FROM dossiers").value() == 1);
      });
}

TEST_CASE("On a failing machine a province of schema 1 is brought up to date or left as it is") {
  try_all(
      "migrate a province", golden("province_1.sqlite"),
      [](Machine& machine) {
        server::FolderBlobStore blobs(machine.files);
        return status_of(open_province(machine, blobs, server::IfMissing::Fail));
      },
      [](Machine& machine, bool) {
        server::FolderBlobStore blobs(machine.files);
        auto province = open_province(machine, blobs, server::IfMissing::Fail);
        REQUIRE_OK(province);
        require_none(server::verify_province(*province));
        REQUIRE(province->database().integer("SELECT count(*) FROM devices").value() == 1);
      });
}

TEST_CASE("On a failing machine a backup becomes a province in one new generation or stays a backup") {
  server::test::World world;
  server::test::BackupFolder backup;
  server::test::back_up(world, backup, "mật khẩu");
  const std::string bytes = read_text(backup.database());
  const auto open = [](Machine& machine, server::BlobStore& blobs) {
    return server::Province::open(machine_path, machine.ports(), blobs, server::IfMissing::Fail, FaultDisk::name,
                                  {server::IfBackup::BecomesProvince, "mật khẩu"});
  };
  try_all(
      "begin_generation", [&] { FaultDisk::instance().put("", {{machine_path, {bytes, {}, true}}}); },
      [&](Machine& machine) {
        server::FolderBlobStore blobs(machine.files);
        return status_of(open(machine, blobs));
      },
      [&](Machine& machine, bool) {
        server::FolderBlobStore blobs(machine.files);
        auto province = open(machine, blobs);
        REQUIRE_OK(province);
        require_none(server::verify_province(*province));
        REQUIRE(province->keys().secret_key == world.province->keys().secret_key);
        REQUIRE(province->database().integer("SELECT count(*) FROM generations").value() == 1);
        REQUIRE_FALSE(server::backup_place(province->database()).value().has_value());
      });
}
