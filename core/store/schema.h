// How the database got to be as it is: numbered scripts in core/store/schema, each run once, in its own transaction.
//
// `PRAGMA user_version` holds the number of the last script run. A database from a newer program is refused without a
// touch (SchemaTooNew); one of another application is StorageCorrupt. Landed scripts are never edited.
#pragma once

#include "core/store/database.h"

namespace ocop::store {

inline constexpr int schema_version = 5;
inline constexpr int application_id = 0x4F434F50;  // "OCOP"

// A script of a folder above that adds tables of its own to the same database (the province's), run once after ours.
struct Extension {
  std::string_view name;     // its version is kept in meta under "schema.NAME"
  std::string_view scripts[8];  // in order; empty views at the end
};

Status migrate(Database& database);
Status migrate(Database& database, const Extension& extension);

}  // namespace ocop::store
