// What the sync screen and `ocop sync` say of this tablet: counts, sizes, and the journal of syncs.

#include "core/service/notices.h"
#include "core/service/prune.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "core/store/meta.h"

namespace ocop::service {
namespace {

Result<std::uint64_t> count(Folder& folder, std::string_view sql) {
  TRY_ASSIGN(const auto number, folder.database().integer(sql));
  return static_cast<std::uint64_t>(number.value_or(0));
}

// Of ours that the province merged it withholds these: they are not called arrived.
Result<std::uint64_t> count_own_withheld(Folder& folder, std::uint64_t up_to_position) {
  TRY_ASSIGN(const auto number, folder.database().integer(
      "SELECT count(*) FROM notices_standing AS notice JOIN changes ON changes.root = notice.root AND "
      "changes.replica = notice.replica AND changes.last = notice.number JOIN batches ON "
      "batches.replica = changes.replica AND batches.number = changes.batch WHERE changes.state = 2 AND "
      "acked_position <= ?", up_to_position));
  return static_cast<std::uint64_t>(number.value_or(0));
}

Status count_changes(Folder& folder, std::uint64_t backup_position, SyncOverview& out) {
  TRY_ASSIGN(out.changes_tablet, folder.journal().count_not_sent());
  TRY_ASSIGN(out.changes_province, count(folder, "SELECT count(*) FROM changes WHERE state = 2 AND batch IS NOT NULL"));
  TRY_ASSIGN(const auto safe, folder.database().integer(
                                  "SELECT count(*) FROM changes JOIN batches ON batches.replica = changes.replica AND "
                                  "batches.number = changes.batch WHERE changes.state = 2 AND acked_position <= ?",
                                  backup_position));
  out.changes_backup = static_cast<std::uint64_t>(safe.value_or(0));
  TRY_ASSIGN(const std::uint64_t withheld, count_own_withheld(folder, std::uint64_t{INT64_MAX}));
  TRY_ASSIGN(const std::uint64_t withheld_in_backup, count_own_withheld(folder, backup_position));
  out.changes_province -= withheld;
  out.changes_backup -= withheld_in_backup;
  TRY_ASSIGN(out.bytes_changes, count(folder, "SELECT sum(length(bytes)) FROM changes WHERE state < 2"));
  TRY_ASSIGN(out.held, count(folder, "SELECT count(*) FROM changes WHERE state = 3"));
  TRY_ASSIGN(const auto revoked, folder.database().integer("SELECT 1 FROM batches WHERE outcome = 4 AND "
                                                           "reason = 'revoked' LIMIT 1"));
  out.is_revoked = revoked.has_value();
  TRY_ASSIGN(const auto notices, list_notices(folder));
  out.withheld = notices.size();
  TRY_ASSIGN(const std::int64_t leaving, store::get_integer(folder.database(), "scope.leaving_roots", 0));
  out.leaving = static_cast<std::uint64_t>(leaving);
  TRY_ASSIGN(out.waiting, folder.journal().count_waiting());
  TRY_ASSIGN(out.conflicts, count(folder, "SELECT count(*) FROM conflicts"));
  return {};
}

// The original goes last: with it the whole photo is there.
Status count_pictures(Folder& folder, std::uint64_t backup_position, SyncOverview& out) {
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT count(*), coalesce(sum(at_province), 0), coalesce(sum(at_province = 1 AND "
                                     "acked_position <= ?), 0) FROM photos WHERE size = 2 AND on_tablet = 1",
                                     backup_position));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return {};
  out.pictures = query.unsigned_integer(0);
  out.pictures_province = query.unsigned_integer(1);
  out.pictures_backup = query.unsigned_integer(2);
  return {};
}

Status count_photos(Folder& folder, std::uint64_t backup_position, SyncOverview& out) {
  TRY_ASSIGN(out.photos_tablet, folder.photos().count_to_send());
  TRY_ASSIGN(out.photos_province, count(folder, "SELECT count(*) FROM photos WHERE at_province = 1"));
  TRY_ASSIGN(
      const auto safe,
      folder.database().integer("SELECT count(*) FROM photos WHERE at_province = 1 AND acked_position <= ?",
                                backup_position));
  out.photos_backup = static_cast<std::uint64_t>(safe.value_or(0));
  TRY(count_pictures(folder, backup_position, out));
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT size, count(*), sum(bytes) FROM photos WHERE on_tablet = 1 AND "
                                     "at_province = 0 GROUP BY size"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    const auto size = query.unsigned_integer(0);
    if (size > 2) continue;
    out.photos_to_send[size] = query.unsigned_integer(1);
    out.bytes_to_send[size] = query.unsigned_integer(2);
  }
}

Result<std::vector<SyncEventLine>> last_events(Folder& folder) {
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT wall_ms, event, first, second FROM sync_events ORDER BY id DESC "
                                     "LIMIT 400"));
  std::vector<SyncEventLine> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.integer(0), static_cast<SyncEvent>(query.integer(1)), query.unsigned_integer(2),
                   query.unsigned_integer(3)});
  }
}

}  // namespace

Result<SyncOverview> read_sync_overview(Folder& folder) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  SyncOverview out;
  TRY_ASSIGN(out.is_enrolled, is_enrolled(folder));
  TRY_ASSIGN(out.server_url, store::get_text(folder.database(), "server.url"));
  TRY_ASSIGN(const std::int64_t backup_position, store::get_integer(folder.database(), "backup.position", 0));
  TRY(count_changes(folder, static_cast<std::uint64_t>(backup_position), out));
  TRY(count_photos(folder, static_cast<std::uint64_t>(backup_position), out));
  TRY_ASSIGN(const std::int64_t taken_s, store::get_integer(folder.database(), "backup.taken_s", 0));
  out.backup_taken_wall_ms = taken_s * 1000;
  TRY_ASSIGN(out.last_finished_wall_ms, store::get_integer(folder.database(), "sync.finished_ms", 0));
  TRY_ASSIGN(out.events, last_events(folder));
  TRY_ASSIGN(out.free_bytes, folder.photos().free_bytes());
  TRY_ASSIGN(const Prunable prunable, count_prunable(folder));
  out.prunable_photos = prunable.photos;
  out.prunable_bytes = prunable.bytes;
  return out;
}

}  // namespace ocop::service
