// Room on the tablet: original photos that two verified backups of the province hold (durable) may go from here. The
// review size and the thumbnail stay, and an original comes back from the province when somebody asks for it.
//
// Only because the officer or the guard of free space asks. Text stays: ten thousand dossiers are tens of megabytes.
// Errors are those of storage. Folder's thread.
#pragma once

#include "core/service/folder.h"

namespace ocop::service {

struct Prunable {
  std::uint64_t photos = 0;  // originals that may go
  std::uint64_t bytes = 0;
  std::uint64_t kept_photos = 0;  // originals here that are not durable yet
  std::uint64_t kept_bytes = 0;
};
Result<Prunable> count_prunable(Folder& folder);

struct Pruned {
  std::uint64_t photos = 0;
  std::uint64_t bytes = 0;
};
// Those whose place in the order is oldest first, until `bytes_wanted` are free or nothing more may go. The rows first,
// then the files: cut off between, the next call finds what was left lying.
Result<Pruned> prune_originals(Folder& folder, std::uint64_t bytes_wanted = UINT64_MAX);

}  // namespace ocop::service
