// A bundle file taken in by a tablet: what is for it is read, what is for others is kept and carried on.
//
// Entry by entry, each its own transaction: what is whole counts, whatever else is wrong with the file. Importing again
// changes nothing. An answer that is older than what the tablet knows moves nothing back (service::AskedAt).
#pragma once

#include "core/base/files.h"
#include "core/service/sync_control.h"

namespace ocop::bundle {

using service::Imported;

// NotEnrolled; NotFound; NotABundle; BundleIncomplete: not one entry is whole; BundleElsewhere: all is another
// province's. StorageFull, LimitExceeded, storage errors: what was taken in before stays. The journal of syncs tells of
// it, and of a file that was refused for what it is.
Result<Imported> import_bundle(service::SyncControl& control, const Files& files, const std::string& path);

}  // namespace ocop::bundle
