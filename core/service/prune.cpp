#include "core/service/prune.h"

#include "core/service/marks.h"

namespace ocop::service {
namespace {

using store::Database;
using store::Transaction;

struct Original {
  Hash sha256;
  std::uint64_t bytes = 0;
};

// What was durable in a generation that ended is so no more: the mark is told anew (sync_import.cpp).
Result<std::uint64_t> durable_position(Database& database) {
  TRY_ASSIGN(const auto durable, get_mark(database, durable_mark));
  return durable ? durable->position : 0;
}

Result<std::vector<Original>> choose(Database& database, std::uint64_t durable, std::uint64_t bytes_wanted) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT sha256, bytes FROM photos WHERE size = 2 AND on_tablet = 1 AND at_province = 1 AND acked_position <= ? "
      "ORDER BY acked_position, sha256", durable));
  std::vector<Original> out;
  for (std::uint64_t bytes = 0; bytes < bytes_wanted;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    out.push_back({query.fixed<Hash>(0), query.unsigned_integer(1)});
    bytes += out.back().bytes;
  }
  return out;
}

// Inside a write transaction, so that no download puts one of them back meanwhile.
Status remove_files(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query("SELECT sha256 FROM photos WHERE size = 2 AND on_tablet = 0 AND "
                                                 "at_province = 1"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    TRY(folder.photos().remove_file(query.fixed<Hash>(0)));
  }
}

}  // namespace

Result<Prunable> count_prunable(Folder& folder) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  TRY_ASSIGN(const std::uint64_t durable, durable_position(folder.database()));
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT at_province = 1 AND coalesce(acked_position, ?1 + 1) <= ?1, count(*), sum(bytes) FROM photos "
      "WHERE size = 2 AND on_tablet = 1 GROUP BY 1", durable));
  Prunable out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    const bool may_go = query.integer(0) != 0;
    (may_go ? out.photos : out.kept_photos) = query.unsigned_integer(1);
    (may_go ? out.bytes : out.kept_bytes) = query.unsigned_integer(2);
  }
}

Result<Pruned> prune_originals(Folder& folder, std::uint64_t bytes_wanted) {
  Pruned out;
  {
    TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
    TRY_ASSIGN(const std::uint64_t durable, durable_position(folder.database()));
    TRY_ASSIGN(const auto chosen, choose(folder.database(), durable, bytes_wanted));
    for (const Original& original : chosen) {
      TRY(folder.database().run("UPDATE photos SET on_tablet = 0, is_wanted = 0 WHERE sha256 = ?", original.sha256));
      ++out.photos;
      out.bytes += original.bytes;
    }
    TRY(transaction.commit());
  }
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY(remove_files(folder));
  TRY(transaction.commit());
  return out;
}

}  // namespace ocop::service
