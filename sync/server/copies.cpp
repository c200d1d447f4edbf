#include "sync/server/copies.h"

namespace ocop::server {
namespace {

// A tablet may be put back to an older state twice in its life; in one month, rather two tablets speak.
constexpr std::int64_t memory_ms = 30LL * 24 * 60 * 60 * 1000;

Result<bool> is_sealed_otherwise(store::Database& database, const protocol::SealedLast& sealed) {
  TRY_ASSIGN(auto query, database.query("SELECT name FROM received_batches WHERE replica = ? AND number = ?",
                                        sealed.replica, sealed.number));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row && protocol::first_8_bytes(query.fixed<Hash>(0)) != sealed.name_start;
}

}  // namespace

Status note_copies(Province& province, const Device& device, const protocol::RequestHeader& header) {
  store::Database& database = province.database();
  if (header.sealed_last) {
    TRY_ASSIGN(const bool is_other, is_sealed_otherwise(database, *header.sealed_last));
    if (is_other) TRY(note_twin(province, device));
  }
  const protocol::Mark shown = header.highest.value_or(protocol::Mark{});
  return database.run(
      "UPDATE devices SET stepped_back = CASE WHEN stepped_back_ms > ?1 THEN stepped_back + 1 ELSE 1 END, "
      "stepped_back_ms = ?2 WHERE device = ?3 AND told_generation = ?5 AND ?4 NOT IN (shown_position, told_position)",
      province.now_ms() - memory_ms, province.now_ms(), device.key, shown.position, shown.generation);
}

Status note_twin(Province& province, const Device& device) {
  return province.database().run("UPDATE devices SET twin_ms = ? WHERE device = ?", province.now_ms(), device.key);
}

Result<Copies> copies_of(Province& province, const PublicKey& device) {
  TRY_ASSIGN(auto query, province.database().query(
      "SELECT CASE WHEN stepped_back_ms > ?1 THEN stepped_back ELSE 0 END, coalesce(twin_ms > ?1, 0) FROM devices "
      "WHERE device = ?2", province.now_ms() - memory_ms, device));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return Copies::None;
  if (query.integer(1) != 0 || query.integer(0) > 1) return Copies::Several;
  return query.integer(0) == 1 ? Copies::OlderOnce : Copies::None;
}

}  // namespace ocop::server
