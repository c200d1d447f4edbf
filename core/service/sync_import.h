// Takes in one exchange: the province's answers, what others wrote, and how far both have come.
//
// One transaction, so a crash leaves all of an exchange or none of it; only the files of photos whose roots leave go
// after the commit. In this order, each counting on the one before:
//   1. to a province that was restored, what it lost is offered again (core/service/offering.h);
//   2. batches are answered, and notices kept;
//   3. changes are merged;
//   4. once all that the province has is here, and what was offered again is answered, our twins are parted from
//      (core/store/parting.h); if one was offered again, what the province has is read anew first;
//   5. cursor, marks and scope move on, and the roots of a commune that was taken leave (core/service/leaving.h).
// Of an answer that came late in a bundle only what still holds is taken (AskedAt in core/service/sync_control.h).
//
// Errors are those of storage. Folder's thread.
#pragma once

#include "core/service/folder.h"
#include "core/service/sync_control.h"

namespace ocop::service {

Result<ImportCounts> import_exchange(Folder& folder, const ExchangeResult& exchange);

// A twin was found and is not parted from yet: until then nothing of ours goes but what is offered again.
Result<bool> is_twin_found(store::Database& database);

}  // namespace ocop::service
