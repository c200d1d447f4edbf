#include "sync/server/verify.h"

#include "core/journal/batch.h"
#include "sync/protocol/messages.h"
#include "sync/server/order.h"

namespace ocop::server {
namespace {

using service::Problem;
using store::Database;
using Problems = std::vector<Problem>;

Status check_order(Database& database, Problems& problems) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT position, hash FROM changes WHERE position IS NOT NULL UNION ALL SELECT position, hash FROM events "
      "ORDER BY position"));
  std::uint64_t position = 0;
  Hash running = first_running_hash();
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    if (query.unsigned_integer(0) != position + 1) {
      problems.push_back({"position_missing", std::to_string(position + 1)});
      return {};
    }
    ++position;
    running = next_running_hash(running, query.fixed<Hash>(1));
  }
  TRY_ASSIGN(auto row, database.query("SELECT position, hash FROM province_order WHERE id = 1"));
  TRY_ASSIGN(const bool has_row, row.next());
  if (!has_row || row.unsigned_integer(0) != position) {
    problems.push_back({"position_missing", std::to_string(position)});
  } else if (row.fixed<Hash>(1) != running) {
    problems.push_back({"order_hash_differs", std::to_string(position)});
  }
  return {};
}

// The journal keeps no change of ours at the province: what is merged has a position.
Status check_positioned(Database& database, Problems& problems) {
  TRY_ASSIGN(const auto count, database.integer(
      "SELECT count(*) FROM changes WHERE position IS NULL AND replica NOT IN (SELECT replica FROM own_replicas)"));
  if (count.value_or(0) > 0) problems.push_back({"position_missing", std::to_string(*count) + " changes"});
  return {};
}

Result<bool> is_kept(Database& database, const journal::Change& change) {
  TRY_ASSIGN(const auto any, database.integer(
      "SELECT EXISTS (SELECT 1 FROM changes WHERE root = ?1 AND replica = ?2 AND last = ?3 AND hash = ?4) OR "
      "EXISTS (SELECT 1 FROM waiting WHERE root = ?1 AND replica = ?2 AND last = ?3 AND hash = ?4) OR "
      "EXISTS (SELECT 1 FROM seen WHERE root = ?1 AND replica = ?2 AND number >= ?3)",
      change.root, change.replica, change.last, journal::hash_of(change)));
  return any.value_or(0) != 0;
}

struct ChainEnd {
  Replica replica = 0;
  std::uint64_t number = 0;
  Hash name;
};

Status check_batch(Database& database, const store::Query& row, ChainEnd& end, Problems& problems) {
  const std::string where = std::to_string(row.unsigned_integer(0)) + "/" + std::to_string(row.unsigned_integer(1));
  const auto batch = journal::decode_batch(row.blob(4));
  const bool is_whole = batch && journal::name_of(*batch) == row.fixed<Hash>(2) &&
                        journal::is_signed_by(*batch, row.fixed<PublicKey>(3)) &&
                        batch->replica == row.unsigned_integer(0) && batch->number == row.unsigned_integer(1);
  if (!is_whole) {
    problems.push_back({"batch_damaged", where});
    return {};
  }
  if (row.text(5) == protocol::reason_gap) return {};  // kept, not applied
  if (batch->replica != end.replica) end = {batch->replica, 0, {}};
  const bool is_chained = batch->number == end.number + 1 && batch->previous == end.name;
  if (!is_chained) problems.push_back({"batch_damaged", where});
  end = {batch->replica, batch->number, row.fixed<Hash>(2)};
  for (const journal::Change& change : batch->changes) {
    TRY_ASSIGN(const bool is_there, is_kept(database, change));
    if (is_there) continue;
    problems.push_back({"batch_not_applied", where});
    return {};
  }
  return {};
}

Status check_batches(Database& database, Problems& problems) {
  TRY_ASSIGN(auto query, database.query("SELECT replica, number, name, device, bytes, reason FROM received_batches "
                                        "ORDER BY replica, number"));
  ChainEnd end;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    TRY(check_batch(database, query, end, problems));
  }
}

Status check_blobs(Province& province, Problems& problems) {
  TRY_ASSIGN(auto query, province.database().query("SELECT sha256, bytes FROM blobs ORDER BY sha256"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    const Hash sha256 = query.fixed<Hash>(0);
    const auto size = province.blobs().size(sha256);
    if (!size && size.error().code == ErrorCode::NotFound) {
      problems.push_back({"blob_missing", sha256.hex()});
      continue;
    }
    if (!size) return size.error();
    const auto actual = province.blobs().hash_of(sha256);
    if (!actual) return actual.error();
    if (*size != query.unsigned_integer(1) || *actual != sha256) problems.push_back({"blob_damaged", sha256.hex()});
  }
}

Status check_devices(Database& database, Problems& problems) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT device, name, (SELECT count(*) FROM device_units WHERE device_units.device = devices.device) "
      "FROM devices ORDER BY device"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    const PublicKey key = query.fixed<PublicKey>(0);
    const bool is_whole = query.fixed<protocol::DeviceName>(1) == protocol::name_of(key) && query.integer(2) > 0;
    if (!is_whole) problems.push_back({"device_incomplete", key.hex()});
  }
}

}  // namespace

Result<Problems> verify_province(Province& province) {
  TRY_ASSIGN(Problems problems, service::verify_folder(province.folder()));
  TRY_ASSIGN(const auto view, store::ReadTransaction::begin(province.database()));
  TRY(check_order(province.database(), problems));
  TRY(check_positioned(province.database(), problems));
  TRY(check_batches(province.database(), problems));
  TRY(check_blobs(province, problems));
  TRY(check_devices(province.database(), problems));
  return problems;
}

}  // namespace ocop::server
