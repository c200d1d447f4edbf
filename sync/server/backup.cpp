#include "sync/server/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/store/meta.h"
#include "sync/server/generation.h"
#include "sync/server/verify.h"

namespace ocop::server {
namespace {

namespace fs = std::filesystem;
using store::Database;
using store::Transaction;

constexpr std::uint64_t piece_bytes = 1024 * 1024;

// The path of a database beside which SQLite keeps others.
Status remove_database(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    std::error_code failure;
    fs::remove(path + suffix, failure);
    if (failure) return Error{ErrorCode::StorageFault, path + suffix + ": " + failure.message()};
  }
  return {};
}

Status sync_folder(const std::string& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = opened >= 0 && ::fsync(opened) == 0;
  const std::string why = is_synced ? "" : std::strerror(errno);
  if (opened >= 0) ::close(opened);
  if (!is_synced) return Error{ErrorCode::StorageFault, folder + ": " + why};
  return {};
}

// ---- the folder as an earlier backup left it

struct Earlier {
  std::optional<Id> place;   // a backup of ours is there
  bool is_unreadable = false;
};

Result<Earlier> look_at(const std::string& path, const PublicKey& province, const char* vfs) {
  std::error_code failure;
  if (!fs::exists(path, failure)) return Earlier{};
  auto database = Database::open(path, store::OpenMode::Existing, vfs);
  const auto place = database ? backup_place(*database) : Result<std::optional<Id>>(database.error());
  const bool is_damaged = !place && place.error().code == ErrorCode::StorageCorrupt;
  if (is_damaged) return Earlier{std::nullopt, true};
  if (!place) return place.error();  // it may be whole, and its name must not be lost
  if (!*place) return Error{ErrorCode::InvalidInput, path + " is no backup"};
  TRY_ASSIGN(const auto key, store::get_bytes(*database, "device.public"));
  const ByteView ours = province.view();
  const bool is_ours = key && std::equal(key->begin(), key->end(), ours.begin(), ours.end());
  if (!is_ours) return Error{ErrorCode::AlreadyExists, path + " is of another province"};
  return Earlier{*place, false};
}

// ---- the database

Status put_sign(Database& copy, const Id& place, Province& province, const BackupOptions& options) {
  TRY(copy.run_script("PRAGMA secure_delete=ON"));  // the key must not stay behind in a free corner of a page
  TRY(copy.start_writing());
  TRY_ASSIGN(auto transaction, Transaction::begin(copy));
  TRY(store::set_bytes(copy, backup_place_key, place.view()));
  if (!options.passphrase.empty()) {
    TRY_ASSIGN(const Bytes sealed, seal_under_passphrase(province.keys().secret_key.view(), options.passphrase,
                                                         province.folder().entropy(), options.cost));
    TRY(store::set_bytes(copy, sealed_secret_key, sealed));
    TRY(store::set_bytes(copy, "device.secret", SecretKey{}.view()));
  }
  return transaction.commit();
}

// Closed again, so that the whole of it is in one file.
Status copy_database(Province& province, const std::string& path, const Id& place, const BackupOptions& options) {
  TRY(remove_database(path));  // of a backup that was cut off
  TRY_ASSIGN(auto copy, Database::open(path, store::OpenMode::CreateIfMissing, options.vfs));
  TRY(province.database().copy_to(copy));
  return put_sign(copy, place, province, options);
}

// ---- photos

class PhotoCopier {
 public:
  PhotoCopier(BlobStore& from, Files& to) : from_(from), to_(to), there_(to) {}

  Status copy(const Hash& sha256, std::uint64_t bytes) {
    ++photos;
    photo_bytes += bytes;
    TRY_ASSIGN(const bool is_right, is_there(sha256, bytes));
    if (is_right) return {};
    TRY(write(sha256, bytes));
    ++copied;
    return {};
  }

  std::uint64_t photos = 0;
  std::uint64_t copied = 0;
  std::uint64_t photo_bytes = 0;

 private:
  // What lies there under its name and is not it is taken away.
  Result<bool> is_there(const Hash& sha256, std::uint64_t bytes) {
    const auto size = there_.size(sha256);
    if (!size && size.error().code == ErrorCode::NotFound) return false;
    if (!size) return size.error();
    if (*size == bytes) {
      TRY_ASSIGN(const Hash actual, there_.hash_of(sha256));
      if (actual == sha256) return true;
    }
    TRY(to_.remove(store::PhotoFiles::path_of(sha256)));
    return false;
  }

  Status write(const Hash& sha256, std::uint64_t bytes) {
    const std::string temporary = "partial/backup-" + sha256.hex();
    TRY(to_.remove(temporary));
    TRY_ASSIGN(const std::uint64_t free, to_.free_bytes());
    if (free < bytes + limits::free_space_reserve_bytes) return Error{ErrorCode::StorageFull, "the backup's disk"};
    Sha256 hash;
    for (std::uint64_t offset = 0;;) {
      TRY_ASSIGN(const Bytes piece, from_.read(sha256, offset, piece_bytes));
      if (piece.empty()) break;
      hash.update(piece);
      TRY(to_.append(temporary, offset, piece));
      offset += piece.size();
    }
    if (hash.finish() != sha256) return Error{ErrorCode::StorageCorrupt, "blob_damaged " + sha256.hex()};
    return to_.publish(temporary, store::PhotoFiles::path_of(sha256));
  }

  BlobStore& from_;
  Files& to_;
  FolderBlobStore there_;
};

Status copy_photos(Province& copied, PhotoCopier& copier) {
  TRY_ASSIGN(auto query, copied.database().query("SELECT sha256, bytes FROM blobs ORDER BY position"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    const Hash sha256 = query.fixed<Hash>(0);
    const Status done = copier.copy(sha256, query.unsigned_integer(1));
    if (!done && done.error().code == ErrorCode::NotFound) {
      return Error{ErrorCode::StorageCorrupt, "blob_missing " + sha256.hex()};
    }
    if (!done) return done;
  }
}

// ---- what the live province knows of it

Status note(Province& province, const BackupTarget& target, const Id& place, const Earlier& earlier,
            const BackupReport& report) {
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  // Which folder it was is lost with it: none that lay there may count any more.
  if (earlier.is_unreadable) TRY(database.run("DELETE FROM backups WHERE path = ?", target.folder));
  TRY(database.run("INSERT OR REPLACE INTO backups (place, path, generation, position, order_hash, at_ms, photos, "
                   "bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   place, target.folder, report.mark.generation, report.mark.position, report.mark.order_hash,
                   report.at_ms, report.photos, report.bytes));
  TRY(keep_backup_position(database));
  return transaction.commit();
}

// Opens what was copied as a province that only reads, fills in its photos, and checks all of it.
Status complete(Province& province, const std::string& path, const BackupTarget& target, const BackupOptions& options,
                BackupReport& report) {
  FolderBlobStore blobs(target.photos);
  TRY_ASSIGN(auto copied, Province::open(path, {target.photos, province.folder().clock(), province.folder().entropy()},
                                         blobs, IfMissing::Fail, options.vfs, {IfBackup::OnlyRead, {}}));
  TRY_ASSIGN(const Order order, Order::load(copied.database()));
  report.mark = order.mark();
  PhotoCopier copier(province.blobs(), target.photos);
  TRY(copy_photos(copied, copier));
  report.photos = copier.photos;
  report.photos_copied = copier.copied;
  report.bytes = copier.photo_bytes;
  TRY_ASSIGN(const auto problems, verify_province(copied));
  if (problems.empty()) return {};
  return Error{ErrorCode::StorageCorrupt, problems.front().code + " " + problems.front().where};
}

}  // namespace

Result<BackupReport> back_up(Province& province, const BackupTarget& target, const BackupOptions& options) {
  TRY_ASSIGN(const auto own_place, backup_place(province.database()));
  if (own_place) return Error{ErrorCode::InvalidInput, "this province is a backup"};
  const std::string path = target.folder + "/ocop.sqlite";
  const std::string fresh = target.folder + "/ocop.sqlite.new";
  TRY_ASSIGN(const Earlier earlier, look_at(path, province.keys().public_key, options.vfs));
  const Id place = earlier.place.value_or(random_id(province.folder().entropy()));

  BackupReport report;
  report.at_ms = province.now_ms();
  report.is_sealed = !options.passphrase.empty();
  TRY(copy_database(province, fresh, place, options));
  TRY(complete(province, fresh, target, options, report));

  std::error_code failure;
  report.bytes += fs::file_size(fresh, failure);
  if (failure) return Error{ErrorCode::StorageFault, fresh + ": " + failure.message()};
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(path + suffix, failure);  // of a reader that was killed
  fs::rename(fresh, path, failure);
  if (failure) return Error{ErrorCode::StorageFault, path + ": " + failure.message()};
  TRY(sync_folder(target.folder));
  TRY(note(province, target, place, earlier, report));
  return report;
}

Status keep_backup_position(Database& database) {
  TRY_ASSIGN(const BackupStanding standing, backup_standing(database));
  const std::uint64_t position = standing.backed_up ? standing.backed_up->position : 0;
  return store::set_integer(database, "backup.position", static_cast<std::int64_t>(position));
}

Result<BackupStanding> backup_standing(Database& database) {
  TRY_ASSIGN(auto query, database.query("SELECT generation, position, order_hash FROM backups WHERE position > 0 "
                                        "ORDER BY position DESC LIMIT 2"));
  BackupStanding out;
  for (auto* mark : {&out.backed_up, &out.durable}) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    *mark = protocol::Mark{query.unsigned_integer(0), query.unsigned_integer(1), query.unsigned_integer(2)};
  }
  TRY_ASSIGN(const auto last, database.integer("SELECT max(at_ms) FROM backups"));
  out.last_ms = last.value_or(0);
  return out;
}

}  // namespace ocop::server
