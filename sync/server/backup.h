// Backups of the province: a folder that is a data folder itself, with a sign that it is a backup.
//
//   DIR/ocop.sqlite    the database as it was at one moment (SQLite's online backup: `serve` goes on meanwhile), with
//                      the sign and, under a passphrase, the sealed secret key instead of the key
//   DIR/photos/        the photos of that moment; those of an earlier backup that are still right are not copied again
//
// The new database is made beside the old one, photos are read back by their hashes, and the whole is checked as
// `verify` checks a province, before it takes the old one's place; only then it is noted in the live province. So a
// backup that fails or cannot be verified leaves the folder's earlier one as it was, and does not count.
//
// *Backed up* is everything that one verified backup covers; *durable* what two of them do, in two folders. A folder
// counts once, however often it is written. One thread, as Province.
#pragma once

#include "core/base/passphrase.h"
#include "sync/server/order.h"
#include "sync/server/province.h"

namespace ocop::server {

struct BackupTarget {
  std::string folder;  // a path of the machine, which is there; its ocop.sqlite is made or replaced
  Files& photos;       // rooted at the folder's `photos`
};

struct BackupOptions {
  std::string passphrase;  // empty: the province's secret key lies in the backup as it does in the province
  PassphraseCost cost;
  const char* vfs = nullptr;
};

struct BackupReport {
  protocol::Mark mark;  // everything up to here is in it
  std::int64_t at_ms = 0;
  std::uint64_t photos = 0;
  std::uint64_t photos_copied = 0;  // the others were there already
  std::uint64_t bytes = 0;          // database and photos
  bool is_sealed = false;
};

// InvalidInput: the folder holds a province that is no backup, or this province is a backup itself; AlreadyExists: the
// backup in the folder is another province's. StorageCorrupt: what was copied does not verify, with the first problem
// found: mend the live province first. And errors of storage, on either side.
Result<BackupReport> back_up(Province& province, const BackupTarget& target, const BackupOptions& options = {});

// What verified backups cover.
struct BackupStanding {
  std::optional<protocol::Mark> durable;     // two of them
  std::optional<protocol::Mark> backed_up;   // one
  std::int64_t last_ms = 0;                  // when the newest was begun; 0: there is none
};
Result<BackupStanding> backup_standing(store::Database& database);
// After a change of `backups`, in its transaction: where the queries of core/service look.
Status keep_backup_position(store::Database& database);

inline constexpr std::int64_t backup_age_ms_max = 7LL * 24 * 3'600'000;  // older ones are shown in red

}  // namespace ocop::server
