// How far a root has come: on this tablet, withheld, at the province, in the province's backup.

#include "core/service/reading.h"
#include "core/store/meta.h"

namespace ocop::service {

Result<std::uint64_t> backup_position(Folder& folder) {
  TRY_ASSIGN(const std::int64_t position, store::get_integer(folder.database(), "backup.position", 0));
  return static_cast<std::uint64_t>(position);
}

Result<Whereabouts> whereabouts_of(Folder& folder, const Id& root, std::uint64_t backup_position) {
  TRY_ASSIGN(const auto on_tablet, folder.database().integer(
      "SELECT EXISTS (SELECT 1 FROM changes WHERE root = ?1 AND state <> 2) OR "
      "EXISTS (SELECT 1 FROM photos WHERE root = ?1 AND on_tablet = 1 AND at_province = 0)", root));
  if (on_tablet.value_or(0) != 0) return Whereabouts::Tablet;
  TRY_ASSIGN(const auto withheld, folder.database().integer(
      "SELECT EXISTS (SELECT 1 FROM notices_standing WHERE root = ?)", root));
  if (withheld.value_or(0) != 0) return Whereabouts::Withheld;
  TRY_ASSIGN(const auto beyond, folder.database().integer(
      "SELECT EXISTS (SELECT 1 FROM changes LEFT JOIN batches ON batches.replica = changes.replica AND "
      "batches.number = changes.batch WHERE changes.root = ?1 AND (batches.outcome IS 3 OR "
      "coalesce(batches.acked_position, changes.position, ?2 + 1) > ?2)) OR "
      "EXISTS (SELECT 1 FROM photos WHERE root = ?1 AND on_tablet = 1 AND coalesce(acked_position, ?2 + 1) > ?2)",
      root, backup_position));
  return beyond.value_or(0) != 0 ? Whereabouts::Province : Whereabouts::Backup;
}

}  // namespace ocop::service
