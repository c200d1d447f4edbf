#include "core/service/marks.h"

#include "core/store/meta.h"

namespace ocop::service {

using store::Database;

Result<std::optional<Mark>> get_mark(Database& database, std::string_view name) {
  const std::string prefix(name);
  TRY_ASSIGN(const std::int64_t generation, store::get_integer(database, prefix + ".generation", 0));
  if (generation == 0) return std::optional<Mark>{};
  TRY_ASSIGN(const std::int64_t position, store::get_integer(database, prefix + ".position", 0));
  TRY_ASSIGN(const std::int64_t order_hash, store::get_integer(database, prefix + ".order_hash", 0));
  return std::optional<Mark>{Mark{static_cast<std::uint64_t>(generation), static_cast<std::uint64_t>(position),
                                  static_cast<std::uint64_t>(order_hash)}};
}

Status set_mark(Database& database, std::string_view name, const Mark& mark) {
  const std::string prefix(name);
  TRY(store::set_integer(database, prefix + ".generation", static_cast<std::int64_t>(mark.generation)));
  TRY(store::set_integer(database, prefix + ".position", static_cast<std::int64_t>(mark.position)));
  return store::set_integer(database, prefix + ".order_hash", static_cast<std::int64_t>(mark.order_hash));
}

Result<Cursor> get_cursor(Database& database) {
  Cursor out;
  TRY_ASSIGN(const std::int64_t position, store::get_integer(database, "cursor.position", 0));
  TRY_ASSIGN(const std::int64_t entering, store::get_integer(database, "cursor.entering_position", 0));
  TRY_ASSIGN(const auto after, store::get_bytes(database, "cursor.entering_after"));
  out.position = static_cast<std::uint64_t>(position);
  out.entering_position = static_cast<std::uint64_t>(entering);
  if (after) out.entering_after = Id::from(*after).value_or(Id{});
  return out;
}

Status set_cursor(Database& database, const Cursor& cursor) {
  TRY(store::set_integer(database, "cursor.position", static_cast<std::int64_t>(cursor.position)));
  TRY(store::set_integer(database, "cursor.entering_position", static_cast<std::int64_t>(cursor.entering_position)));
  return store::set_bytes(database, "cursor.entering_after", cursor.entering_after.view());
}

}  // namespace ocop::service
