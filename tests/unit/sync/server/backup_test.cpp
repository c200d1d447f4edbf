#include "sync/server/backup.h"

#include "core/store/meta.h"
#include "sync/server/generation.h"
#include "tests/unit/sync/server/backups.h"
#include "tests/unit/sync/server/photos.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using ocop::test::read_text;

namespace {

struct Filled : World {
  TestDevice device{*this, 1, {ba_dinh}};
  Id dossier = device.new_id();
  Bytes photo;

  Filled() {
    device.sync({device.seal({device.dossier(dossier, ba_dinh)})});
    photo = send_photo(*this, device, ba_dinh, 3000);
  }
  std::uint64_t position() {
    return static_cast<std::uint64_t>(*province->database().integer("SELECT position FROM province_order").value());
  }
  Result<BackupReport> try_backup(BackupFolder& to) { return server::back_up(*province, to.target()); }
  BackupStanding standing() { return backup_standing(province->database()).value(); }
};

// The backup as it lies there, only looked at.
Province look(World& world, BackupFolder& folder, FolderBlobStore& blobs) {
  auto opened = Province::open(folder.database(), {folder.photos, world.clock, world.entropy}, blobs, IfMissing::Fail,
                               nullptr, {IfBackup::OnlyRead, {}});
  REQUIRE_OK(opened);
  return std::move(*opened);
}

}  // namespace

TEST_CASE("a backup holds the records and photos of its moment, verifies, and is noted in the province") {
  Filled world;
  BackupFolder folder;
  world.clock.set_wall_ms(1'795'300'000'000);
  const BackupReport report = back_up(world, folder);
  CHECK(report.mark.position == world.position());
  CHECK(report.photos == 1);
  CHECK(report.photos_copied == 1);
  CHECK(report.bytes == std::filesystem::file_size(folder.database()) + 3000);
  CHECK_FALSE(report.is_sealed);
  FolderBlobStore blobs(folder.photos);
  Province copy = look(world, folder, blobs);
  CHECK(verify_province(copy).value().empty());
  CHECK(backup_place(copy.database()).value().has_value());
  CHECK(copy.blobs().hash_of(sha256(world.photo)).value() == sha256(world.photo));
  const BackupStanding standing = world.standing();
  CHECK(standing.backed_up == report.mark);
  CHECK_FALSE(standing.durable);
  CHECK(standing.last_ms == 1'795'300'000'000);
  CHECK_FALSE(backup_place(world.province->database()).value().has_value());
  world.check_whole();
}

TEST_CASE("what a backup has already and right is not copied again, and what is not right is") {
  Filled world;
  BackupFolder folder;
  back_up(world, folder);
  send_photo(world, world.device, ba_dinh, 500);
  const BackupReport second = back_up(world, folder);
  CHECK(second.photos == 2);
  CHECK(second.photos_copied == 1);
  folder.photos.corrupt(store::PhotoFiles::path_of(sha256(world.photo)), 17);
  const BackupReport third = back_up(world, folder);
  CHECK(third.photos_copied == 1);
  FolderBlobStore blobs(folder.photos);
  CHECK(blobs.hash_of(sha256(world.photo)).value() == sha256(world.photo));
}

TEST_CASE("durable is what two folders hold, and one folder counts once however often it is written") {
  Filled world;
  BackupFolder one, two;
  const auto first = back_up(world, one).mark;
  back_up(world, one);
  CHECK(world.standing().backed_up == first);
  CHECK_FALSE(world.standing().durable);
  world.device.sync({world.device.seal({world.device.dossier(world.device.new_id(), ba_dinh)})});
  const auto second = back_up(world, two).mark;
  CHECK(second.position == first.position + 1);
  CHECK(world.standing().backed_up == second);
  CHECK(world.standing().durable == first);
  back_up(world, one);
  CHECK(world.standing().durable == second);
}

TEST_CASE("an answer tells what is durable and what is backed up, and a tablet hears of it once") {
  Filled world;
  BackupFolder one, two;
  CHECK_FALSE(world.device.sync({}).durable);
  CHECK_FALSE(world.device.sync({}).backup);
  world.clock.set_wall_ms(1'795'300'000'000);
  const auto mark = back_up(world, one).mark;
  auto answer = world.device.sync({});
  CHECK_FALSE(answer.durable);
  CHECK(answer.backup == protocol::Backup{mark.position, 1'795'300'000});
  back_up(world, two);
  answer = world.device.sync({});
  CHECK(answer.durable == mark);
  CHECK_FALSE(answer.offer_from);
}

TEST_CASE("a backup that fails or does not verify leaves the earlier one and does not count") {
  Filled world;
  BackupFolder folder;
  const auto mark = back_up(world, folder).mark;
  const std::string before = read_text(folder.database());
  const Bytes second = send_photo(world, world.device, ba_dinh, 500);
  const auto check_unchanged = [&] {
    CHECK(read_text(folder.database()) == before);
    CHECK(world.standing().backed_up == mark);
  };

  folder.photos.fail_write(1, ErrorCode::StorageFull);
  REQUIRE_ERROR(world.try_backup(folder), StorageFull);
  check_unchanged();
  folder.photos.set_free_bytes(1000);
  REQUIRE_ERROR(world.try_backup(folder), StorageFull);
  folder.photos.set_free_bytes(1ULL << 40);
  check_unchanged();

  const std::string path = store::PhotoFiles::path_of(sha256(second));
  world.files.corrupt(path, 3);
  REQUIRE_ERROR(world.try_backup(folder), StorageCorrupt);
  check_unchanged();
  CHECK(world.try_backup(folder).error().detail == "blob_damaged " + sha256(second).hex());
  REQUIRE_OK(world.files.remove(path));
  CHECK(world.try_backup(folder).error().detail == "blob_missing " + sha256(second).hex());
  check_unchanged();
  REQUIRE_OK(world.files.append(path, 0, second));
  CHECK(back_up(world, folder).photos == 2);
}

TEST_CASE("a damaged database is not backed up") {
  Filled world;
  BackupFolder folder;
  REQUIRE_OK(world.province->database().run("UPDATE changes SET hash = zeroblob(32)"));
  REQUIRE_ERROR(world.try_backup(folder), StorageCorrupt);
  CHECK_FALSE(std::filesystem::exists(folder.database()));
  CHECK_FALSE(world.standing().backed_up);
}

TEST_CASE("a province that lives, another province's backup and a backup itself are refused") {
  Filled world;
  BackupFolder folder;
  REQUIRE_ERROR(server::back_up(*world.province, {world.folder.path(), folder.photos}), InvalidInput);
  back_up(world, folder);
  BackupFolder mine;
  back_up(world, mine);
  {
    auto stranger = store::Database::open(mine.database(), store::OpenMode::Existing);
    REQUIRE_OK(stranger->run("UPDATE meta SET value = zeroblob(32) WHERE key = 'device.public'"));
  }
  REQUIRE_ERROR(world.try_backup(mine), AlreadyExists);
  FolderBlobStore blobs(folder.photos);
  Province copy = look(world, folder, blobs);
  BackupFolder third;
  REQUIRE_ERROR(server::back_up(copy, third.target()), InvalidInput);
}

TEST_CASE("a folder whose earlier backup cannot be read is written anew, and the earlier one counts no more") {
  Filled world;
  BackupFolder folder, second;
  back_up(world, folder);
  back_up(world, second);
  REQUIRE(world.standing().durable);
  ocop::test::write_text(folder.database(), std::string(5000, 'x'));
  back_up(world, folder);
  CHECK(world.province->database().integer("SELECT count(*) FROM backups").value() == 2);
  FolderBlobStore blobs(folder.photos);
  Province copy = look(world, folder, blobs);
  CHECK(verify_province(copy).value().empty());
}

TEST_CASE("a backup that was cut off leaves files that the next one replaces") {
  Filled world;
  BackupFolder folder;
  ocop::test::write_text(folder.folder / "ocop.sqlite.new", "half of one");
  ocop::test::write_text(folder.folder / "ocop.sqlite.new-wal", "and its log");
  REQUIRE_OK(folder.photos.append("partial/backup-" + sha256(world.photo).hex(), 0, Bytes{1, 2, 3}));
  back_up(world, folder);
  FolderBlobStore blobs(folder.photos);
  Province copy = look(world, folder, blobs);
  CHECK(verify_province(copy).value().empty());
}

TEST_CASE("keys under a passphrase are not to be found in the backup and come back with it") {
  Filled world;
  BackupFolder folder, plain;
  const SecretKey secret = world.province->keys().secret_key;
  const std::string bytes(secret.bytes.begin(), secret.bytes.end());
  CHECK_FALSE(back_up(world, plain).is_sealed);
  CHECK(read_text(plain.database()).find(bytes) != std::string::npos);
  CHECK(back_up(world, folder, "bốn mùa").is_sealed);
  CHECK(read_text(folder.database()).find(bytes) == std::string::npos);

  FolderBlobStore blobs(folder.photos);
  const auto start = [&](const std::string& passphrase) {
    return Province::open(folder.database(), {folder.photos, world.clock, world.entropy}, blobs, IfMissing::Fail,
                          nullptr, {IfBackup::BecomesProvince, passphrase});
  };
  {
    Province copy = look(world, folder, blobs);
    CHECK(verify_province(copy).value().empty());
    CHECK(copy.keys().secret_key.is_zero());
  }
  REQUIRE_ERROR(start(""), InvalidInput);
  REQUIRE_ERROR(start("ba mùa"), InvalidInput);
  auto restored = start("bốn mùa");
  REQUIRE_OK(restored);
  CHECK(restored->keys().secret_key == secret);
  CHECK(verify_province(*restored).value().empty());
}
