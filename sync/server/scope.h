// Who sees what: a tablet gets all of a root or nothing.
//
// A root belongs to every commune that any head of its root record's field `unit` names, and to those of the roots that
// cite it (a producer, to those of its dossiers). That only grows. The position at which a root is visible to a device
// is
//   e = the least, over the communes they share, of max(where the root entered the commune, where the device was given
//   it)
//
// A device whose cursor stands at c has everything of the roots it saw, up to c. It lacks: what is newer than c, and of
// roots with e > c also what is older; these are *entered*, see read_page.
//
// Nothing is remembered about a device but its communes: all the rest is in its cursor.
#pragma once

#include <set>

#include "core/store/journal_store.h"
#include "sync/protocol/messages.h"

namespace ocop::server {

// After a merge, in its transaction: which communes the touched roots belong to now, and which photo files they cite.
// `position`: of the province, after the merge.
Status follow_records(store::Database& database, const store::Touched& touched, std::uint64_t position);

Result<bool> is_visible(store::Database& database, const PublicKey& device, const Id& root);

struct Page {
  std::vector<protocol::PositionedChange> changes;
  protocol::Cursor cursor;
  bool has_more = false;
};

// What a device lacks, in the order of positions, `bytes_max` of it or at least one change.
//
// A cursor is made here and only carried by the tablet. Half way through several pages, and to enter roots, it is set
// back: position 0, `entering.position` where these pages end, and in `entering.after` two positions of 8 bytes,
// big-endian: the cursor before, and how far the pages have come. So a page ends anywhere, in the middle of a root too,
// and goes on with the next change; and older changes than the cursor's travel although an answer's positions all lie
// after its request's.
//
// `leave_out`: hashes of changes that came with this very request.
Result<Page> read_page(store::Database& database, const PublicKey& device, const protocol::Cursor& cursor,
                       std::uint64_t position, const std::set<Hash>& leave_out, std::size_t bytes_max);

}  // namespace ocop::server
