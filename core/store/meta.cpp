#include "core/store/meta.h"

#include <cstdlib>

namespace ocop::store {

Result<std::optional<Bytes>> get_bytes(Database& database, std::string_view key) {
  TRY_ASSIGN(auto query, database.query("SELECT value FROM meta WHERE key = ?", key));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<Bytes>{};
  return std::optional<Bytes>{query.bytes(0)};
}

Status set_bytes(Database& database, std::string_view key, ByteView value) {
  return database.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);
}

Result<std::string> get_text(Database& database, std::string_view key, std::string_view otherwise) {
  TRY_ASSIGN(const auto bytes, get_bytes(database, key));
  return std::string(bytes ? as_text(*bytes) : otherwise);
}

Status set_text(Database& database, std::string_view key, std::string_view value) {
  return set_bytes(database, key, as_bytes(value));
}

Result<std::int64_t> get_integer(Database& database, std::string_view key, std::int64_t otherwise) {
  TRY_ASSIGN(const std::string text, get_text(database, key, std::to_string(otherwise)));
  return static_cast<std::int64_t>(std::strtoll(text.c_str(), nullptr, 10));
}

Status set_integer(Database& database, std::string_view key, std::int64_t value) {
  return set_text(database, key, std::to_string(value));
}

}  // namespace ocop::store
