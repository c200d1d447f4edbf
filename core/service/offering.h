// What a tablet holds goes up again to a province that was restored: its own batches, what it had pulled from others
// (core/journal/parcel.h), its photos, and everything that a lost answer leaves open.
//
// `from` is a position of the generation that ended: the last one both know. What was answered or pulled at that very
// position may have come after the backup was made, so it goes too; what the province still has it answers as before.
// What waits here is offered when it merges, and so is what a late answer of another generation brought: JournalStore
// offers each change of others that merges without a position.
//
// Inside the caller's transaction.
#pragma once

#include "core/service/folder.h"

namespace ocop::service {

Status offer_again(Folder& folder, std::uint64_t from);

// Batches among it that wait for their answer. Whether they have a twin at the province it says with that; behind a
// twin there is nothing to ask.
inline constexpr std::string_view select_batches_offered =
    "SELECT bytes FROM batches AS offered WHERE rowid IN (SELECT rowid FROM batches INDEXED BY batches_not_answered "
    "WHERE outcome IS NULL) AND acked_position IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM batches WHERE batches.replica = offered.replica AND batches.number < offered.number AND "
    "batches.reason = 'twin') ORDER BY rowid LIMIT -1 OFFSET ?";
Result<bool> any_batch_offered(store::Database& database);

// Parcels of what is left to offer, oldest first, together at most `bytes_max` bytes but at least one if there is any.
Result<std::vector<Bytes>> parcels_to_send(Folder& folder, std::size_t bytes_max);
// The province answered this parcel and, so, those before it. `position`: of the province then.
Status parcel_answered(Folder& folder, std::uint64_t number, std::uint64_t position);

Result<std::uint64_t> count_offers(Folder& folder);

}  // namespace ocop::service
