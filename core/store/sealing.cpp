// Sealing: the part of JournalStore that turns unsealed changes into batches.

#include <algorithm>

#include "core/base/limits.h"
#include "core/store/journal_store.h"

namespace ocop::store {
namespace {

struct Unsealed {
  std::int64_t id;
  std::uint64_t command;
  journal::Change change;
  Hash hash;
  std::size_t bytes;
};

// `state < 2` is said for SQLite, which takes the partial index only where its condition stands word for word.
Result<std::vector<Unsealed>> unsealed_of(Database& database, Replica replica) {
  TRY_ASSIGN(auto query, database.query("SELECT id, command, bytes, hash FROM changes WHERE state < 2 AND state = 0 "
                                        "AND replica = ? ORDER BY id", replica));
  std::vector<Unsealed> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    auto change = journal::decode_change(query.blob(2));
    if (!change) return Error{ErrorCode::StorageCorrupt, "an unsealed change"};
    out.push_back({query.integer(0), query.unsigned_integer(1), std::move(*change), query.fixed<Hash>(3),
                   query.blob(2).size()});
  }
}

// The end of the longest run from `from` that fits a batch and does not part a command; one command that is too large
// for a batch travels alone. Of more changes than a batch may hold, even a command is parted.
std::size_t batch_end(const std::vector<Unsealed>& changes, std::size_t from) {
  std::size_t bytes = 0;
  std::size_t end = from;
  for (std::size_t at = from; at < changes.size();) {
    std::size_t after = at;
    std::size_t command_bytes = 0;
    for (; after < changes.size() && changes[after].command == changes[at].command; ++after) {
      command_bytes += changes[after].bytes;
    }
    const bool fits = bytes + command_bytes <= limits::batch_bytes_max && after - from <= limits::changes_per_batch_max;
    if (end > from && !fits) break;
    bytes += command_bytes;
    end = at = std::min(after, from + limits::changes_per_batch_max);
    if (end < after) break;
  }
  return end;
}

}  // namespace

Status JournalStore::seal_replica(Replica replica, const SecretKey& device, std::int64_t wall_ms) {
  TRY_ASSIGN(auto changes, unsealed_of(database_, replica));
  if (changes.empty()) return {};
  std::uint64_t number = 0;
  Hash previous;
  {
    TRY_ASSIGN(auto query, database_.query("SELECT sealed_number, sealed_name FROM own_replicas WHERE replica = ?",
                                           replica));
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return Error{ErrorCode::StorageCorrupt, "an unsealed change of a replica that never wrote here"};
    number = query.unsigned_integer(0);
    previous = query.fixed<Hash>(1);
  }
  for (std::size_t from = 0; from < changes.size();) {
    const std::size_t end = batch_end(changes, from);
    journal::Batch batch{replica, ++number, previous, {}, {}};
    std::vector<Hash> hashes;
    for (std::size_t at = from; at < end; ++at) {
      batch.changes.push_back(std::move(changes[at].change));
      hashes.push_back(changes[at].hash);
    }
    previous = journal::name_of(batch, hashes);
    journal::seal(batch, previous, device);
    TRY(database_.run("INSERT INTO batches (replica, number, name, bytes, sealed_at_ms) VALUES (?, ?, ?, ?, ?)",
                      replica, number, previous, journal::encode_batch(batch), wall_ms));
    for (std::size_t at = from; at < end; ++at) {
      TRY(database_.run("UPDATE changes SET state = 1, batch = ? WHERE id = ?", number, changes[at].id));
    }
    from = end;
  }
  return database_.run("UPDATE own_replicas SET sealed_number = ?, sealed_name = ? WHERE replica = ?", number, previous,
                       replica);
}

Status JournalStore::seal_all(const SecretKey& device, std::int64_t wall_ms) {
  std::vector<Replica> replicas;
  {
    TRY_ASSIGN(auto query, database_.query("SELECT replica FROM changes WHERE state < 2 AND state = 0 GROUP BY replica "
                                         "ORDER BY min(id)"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      replicas.push_back(query.unsigned_integer(0));
    }
  }
  for (const Replica replica : replicas) TRY(seal_replica(replica, device, wall_ms));
  return {};
}

}  // namespace ocop::store
