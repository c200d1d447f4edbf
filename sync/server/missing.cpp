#include "sync/server/missing.h"

namespace ocop::server {
namespace {

using store::Database;

// What waits for a number that came, waits for a head of another replica: that one is listed by its own number.
Status add_changes(Database& database, const std::optional<Id>& root, std::vector<MissingNumber>& out) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT w.root, w.replica, coalesce(seen.number, 0) + 1 FROM (SELECT root, replica, min(first) AS first FROM "
      "waiting WHERE ?1 IS NULL OR root = ?1 GROUP BY root, replica) AS w LEFT JOIN seen ON seen.root = w.root AND "
      "seen.replica = w.replica WHERE w.first > coalesce(seen.number, 0) + 1 ORDER BY w.root, w.replica LIMIT ?2",
      root, std::uint64_t{missing_rows_max}));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    out.push_back({query.unsigned_integer(1), query.unsigned_integer(2), query.fixed<Id>(0)});
  }
}

Status add_batches(Database& database, std::vector<MissingNumber>& out) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT replica, coalesce((SELECT max(number) FROM received_batches AS applied WHERE applied.replica = "
      "received_batches.replica AND applied.reason <> 'gap'), 0) + 1 FROM received_batches WHERE reason = 'gap' "
      "GROUP BY replica ORDER BY replica LIMIT ?", std::uint64_t{missing_rows_max}));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    out.push_back({query.unsigned_integer(0), query.unsigned_integer(1), std::nullopt});
  }
}

Status add_photos(Database& database, const std::optional<Id>& root, std::vector<MissingPhoto>& out) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT sha256, bytes, root FROM blob_citations WHERE (?1 IS NULL OR root = ?1) AND NOT EXISTS "
      "(SELECT 1 FROM blobs WHERE blobs.sha256 = blob_citations.sha256) ORDER BY root, sha256 LIMIT ?2",
      root, std::uint64_t{missing_rows_max}));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    out.push_back({query.fixed<Hash>(0), query.unsigned_integer(1), query.fixed<Id>(2)});
  }
}

Status add_vouched(Database& database, const std::optional<Id>& root, std::vector<VouchedChange>& out) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT root, replica, last, coalesce(officer, ''), at_ms FROM vouched LEFT JOIN devices ON devices.device = "
      "vouched.device WHERE ?1 IS NULL OR root = ?1 ORDER BY root, replica, last LIMIT ?2",
      root, std::uint64_t{missing_rows_max}));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    out.push_back({query.fixed<Id>(0), query.unsigned_integer(1), query.unsigned_integer(2), query.text(3),
                   query.integer(4)});
  }
}

}  // namespace

Result<Missing> read_missing(Database& database, std::optional<Id> root) {
  Missing out;
  TRY(add_changes(database, root, out.numbers));
  if (!root) TRY(add_batches(database, out.numbers));
  TRY(add_photos(database, root, out.photos));
  TRY(add_vouched(database, root, out.vouched));
  return out;
}

}  // namespace ocop::server
