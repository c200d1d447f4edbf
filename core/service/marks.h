// How far this tablet and its province have come with each other, as they last told: the cursor, and marks by name.
// Kept in the table `meta`.
//
// Inside the caller's transaction; errors are those of storage. Folder's thread.
#pragma once

#include <string_view>

#include "core/service/sync_control.h"
#include "core/store/database.h"

namespace ocop::service {

inline constexpr std::string_view highest_mark = "mark";     // the highest that the province told us
inline constexpr std::string_view durable_mark = "durable";  // up to here nothing is lost with the province's disk

// None: never told, or told to be none (a mark of generation 0).
Result<std::optional<Mark>> get_mark(store::Database& database, std::string_view name);
Status set_mark(store::Database& database, std::string_view name, const Mark& mark);

Result<Cursor> get_cursor(store::Database& database);
Status set_cursor(store::Database& database, const Cursor& cursor);

}  // namespace ocop::service
