// Small facts of a data folder, by name: keys, enrolment, cursor, marks, preferences. Inside the caller's transaction.
#pragma once

#include <optional>
#include <string_view>

#include "core/store/database.h"

namespace ocop::store {

Result<std::optional<Bytes>> get_bytes(Database& database, std::string_view key);
Status set_bytes(Database& database, std::string_view key, ByteView value);
Result<std::int64_t> get_integer(Database& database, std::string_view key, std::int64_t otherwise);
Status set_integer(Database& database, std::string_view key, std::int64_t value);
Result<std::string> get_text(Database& database, std::string_view key, std::string_view otherwise = {});
Status set_text(Database& database, std::string_view key, std::string_view value);

}  // namespace ocop::store
