// A commune was taken from this tablet: its roots leave, each when nothing of ours would be lost with it.
//
// A root leaves whole, its photos with it, when all of it, whoever wrote it, is in the province's backups and nothing
// is unsent: a province that is restored may ask for what others wrote, too. Until then it stays, works as before, and
// is counted. A root stays too that names or ever named one of our communes in its `unit`, that names none at all, or
// that a root which stays cites or ever cited: the province shows it to us still, and would not send again what we let
// go.
// Given again, the commune's roots come whole (PROTOCOL.md §9). A root that was taken while it came, so that what is
// here waits for what never will be, leaves like the others.
//
// Called by the import of an exchange, inside its transaction. One thread, as Folder.
#pragma once

#include "core/service/folder.h"

namespace ocop::service {

struct Left {
  std::vector<Id> roots;
  std::vector<Hash> files;    // of which no row is left; to be removed after the commit
  std::uint64_t waiting = 0;  // roots that are to leave and cannot yet
};

// `durable`: the last position that the province called durable.
Result<Left> leave_scope(Folder& folder, const std::vector<std::string>& units, std::uint64_t durable);

}  // namespace ocop::service
