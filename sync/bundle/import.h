// A bundle file taken in by a tablet: what is for it is read, what is for others is kept and carried on.
//
// Entry by entry, each its own transaction: what is whole counts, whatever else is wrong with the file. Importing again
// changes nothing. An answer that is older than what the tablet knows moves nothing back (service::AskedAt).
#pragma once

#include "core/base/files.h"
#include "core/service/sync_control.h"

namespace ocop::bundle {

struct Imported {
  std::uint64_t entries = 0;    // whole, and of use here
  std::uint64_t missing = 0;    // of the bundles that the file holds, by their own count
  std::uint64_t damaged = 0;    // entries that were changed on the way
  std::uint64_t elsewhere = 0;  // entries from or for another province
  std::uint64_t carried = 0;    // entries newly kept for others
  std::uint64_t again = 0;      // entries of others that were here already, and our own
  std::uint64_t answered = 0;   // batches of ours that the province answered
  std::uint64_t changes = 0;    // new here
  std::uint64_t waiting = 0;
  std::uint64_t conflicts = 0;  // open here afterwards
  std::uint64_t photos_arrived = 0;  // photos of ours that the province has now
  std::uint64_t photos_down = 0;
  bool is_older = false;        // the province's answer was to something asked before what we know now
  bool is_cut = false;          // the file has no end

  bool is_whole() const { return missing == 0 && damaged == 0 && !is_cut; }
};

// NotEnrolled; NotFound; NotABundle; BundleIncomplete: not one entry is whole; BundleElsewhere: all is another
// province's. StorageFull, LimitExceeded, storage errors: what was taken in before stays.
Result<Imported> import_bundle(service::SyncControl& control, const Files& files, const std::string& path);

}  // namespace ocop::bundle
