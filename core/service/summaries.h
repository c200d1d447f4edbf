// Things derived from records and kept beside them: the dossier list, the search index, the rows of cited photos.
//
// Whoever writes records calls refresh with what was touched, inside the same transaction: commands, sync, and the
// province's ingest. Deriving again gives the same: `ocop verify` does, and compares.
#pragma once

#include "core/service/folder.h"
#include "core/store/journal_store.h"

namespace ocop::service {

// `photos_are_here`: what a change cites lies in this folder already (a command), or has yet to come (an import).
enum class PhotosAre { Here, Elsewhere };
Status refresh_summaries(Folder& folder, const store::Touched& touched, PhotosAre photos);

// Whether what is kept beside this record is what deriving it again would give; true where nothing is kept.
struct Derived {
  bool line_is_right = true;
  bool search_is_right = true;
};
Result<Derived> check_summary(Folder& folder, const store::RecordKey& key, const journal::RecordState& state);

}  // namespace ocop::service
