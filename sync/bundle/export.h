// A tablet's bundle for its province, written to a file, and behind it the bundles that it carries for others.
//
// Exported is not yet sent: nothing here is taken as arrived before the province's answer comes, by bundle or by sync.
// Works through the port of a session (SyncControl), so an application runs it on its sync thread. What is unsent of
// text is in memory, compressed; photos go through piece by piece.
#pragma once

#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/service/sync_control.h"

namespace ocop::bundle {

struct Exported {
  std::uint64_t entries = 0;  // of our own bundle
  std::uint64_t bytes = 0;    // of the file
  std::uint64_t changes = 0;
  std::uint64_t photos = 0;   // files
  std::uint64_t carried = 0;  // bundles of others, both ways
};

struct ExportTo {
  Files& files;
  std::string path;  // must not be there yet
};

// NotEnrolled; AlreadyExists; StorageFull, … after which no file is left; storage errors of the data folder. The
// journal of syncs tells of it.
Result<Exported> export_bundle(service::SyncControl& control, Entropy& entropy, service::PhotoPolicy photos,
                               const ExportTo& to);

}  // namespace ocop::bundle
