// Checks every invariant of a data folder and changes nothing. What is found is data, not an error.
#pragma once

#include "core/service/folder.h"

namespace ocop::service {

struct Problem {
  std::string code;   // "database_corrupt", "photo_missing", "document_differs", …: stable names for scripts
  std::string where;  // an id, a path, a page
};

// SQLite's own check; every stored change decodes and has its hash; records, conflicts and summaries are what the
// changes give; batches are signed, chained and complete; every cited photo that is said to be here is, with its hash.
// Left-over temporary files and photos without a row are no problems: the next writer removes them. A database that
// cannot be read now, for a failing disk or want of memory, is no damaged one: StorageFault and the like.
Result<std::vector<Problem>> verify_folder(Folder& folder);

}  // namespace ocop::service
