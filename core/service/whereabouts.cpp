// How far a root has come: on this tablet, at the province, in the province's backup.

#include "core/service/reading.h"
#include "core/store/meta.h"

namespace ocop::service {

Result<std::uint64_t> backup_position(Folder& folder) {
  TRY_ASSIGN(const std::int64_t position, store::get_integer(folder.database(), "durable.position", 0));
  return static_cast<std::uint64_t>(position);
}

Result<Whereabouts> whereabouts_of(Folder& folder, const Id& root, std::uint64_t backup_position) {
  store::Database& database = folder.database();
  // Not sent, or held apart at the province, which is not called safe.
  TRY_ASSIGN(const auto here,
             database.integer("SELECT 1 WHERE EXISTS (SELECT 1 FROM changes WHERE root = ?1 AND state <> 2) OR EXISTS "
                              "(SELECT 1 FROM photos WHERE root = ?1 AND on_tablet = 1 AND at_province = 0)",
                              root));
  if (here) return Whereabouts::Tablet;
  // A batch that is no longer kept was durable; a change of others has its own place in the order.
  TRY_ASSIGN(const auto beyond,
             database.integer(
                 "SELECT 1 WHERE EXISTS (SELECT 1 FROM changes JOIN batches ON batches.replica = changes.replica AND "
                 "batches.number = changes.batch WHERE changes.root = ?1 AND coalesce(acked_position > ?2, 1)) OR "
                 "EXISTS (SELECT 1 FROM changes WHERE root = ?1 AND position > ?2) OR EXISTS (SELECT 1 FROM photos "
                 "WHERE root = ?1 AND on_tablet = 1 AND coalesce(acked_position > ?2, 1))",
                 root, backup_position));
  return beyond ? Whereabouts::Province : Whereabouts::Backup;
}

}  // namespace ocop::service
