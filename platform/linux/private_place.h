// Where secrets lie. A data folder holds the device's secret key and people's papers: whoever else has an account on
// the machine may not look into it, whatever the umask of the program that makes it.
#pragma once

#include <string>

#include "core/base/result.h"

namespace ocop::platform {

// Makes the folder with its missing parents, for its owner alone (0700). One that is there is left as it is: it may be
// anything. StorageReadOnly, StorageFull, StorageFault.
Status make_private_folder(const std::string& path);

// An empty file for its owner alone (0600) where there is none: a database is made into it, and what SQLite puts beside
// a database has its mode. One that is there, and what lies beside it, is narrowed where we may.
Status make_private_database(const std::string& path);

}  // namespace ocop::platform
