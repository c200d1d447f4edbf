#include "core/store/parting.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/hash.h"

namespace ocop::store {

using journal::Change;
using journal::Stamp;

namespace {

// A change of ours that the province is not known to have.
struct Own {
  std::int64_t id = 0;  // of its row
  std::uint64_t command = 0;
  Change change;
  Hash hash;
  Bytes bytes;
};

// A change of the other side, or one of anybody that is merged already.
struct Other {
  Change change;
  Hash hash;
  Bytes bytes;
  std::optional<std::uint64_t> position;
  bool is_twin = false;  // kept apart until now
};

Result<Change> decode_stored(ByteView bytes) {
  auto change = journal::decode_change(bytes);
  if (!change) return Error{ErrorCode::StorageCorrupt, "a stored change"};
  return change;
}

class Parting {
 public:
  Parting(Database& database, Entropy& entropy, std::int64_t wall_ms)
      : database_(database), journal_(database), entropy_(entropy), wall_ms_(wall_ms) {}

  Result<std::size_t> run(Touched& touched) {
    TRY(settle_what_is_there());
    TRY(load_own());
    TRY(find_roots());
    TRY(close_names());
    TRY(put_ours_apart());
    for (auto& [root, state] : roots_) TRY(merge_without_ours(root, state));
    for (const Own& own : own_) TRY(write_anew(own));
    for (const auto& [root, state] : roots_) TRY(journal_.replace_root(root, state, touched));
    return own_.size();
  }

 private:
  // Pulled back byte for byte: it is at the province, in whatever batch.
  Status settle_what_is_there() {
    return database_.run("UPDATE changes SET state = 2, batch = NULL WHERE state <> 2 AND position IS NOT NULL");
  }

  Status load_own() {
    TRY_ASSIGN(auto query, database_.query(
        "SELECT changes.id, command, changes.bytes, hash FROM changes LEFT JOIN batches ON "
        "batches.replica = changes.replica AND batches.number = changes.batch WHERE changes.state <> 2 AND "
        "(batches.outcome IS NULL OR batches.reason = 'twin') ORDER BY changes.id"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      TRY_ASSIGN(Change change, decode_stored(query.blob(2)));
      own_.push_back({query.integer(0), query.unsigned_integer(1), std::move(change), query.fixed<Hash>(3),
                      query.bytes(2)});
    }
  }

  // Those we wrote in, and those where the other side's change could not take its place before.
  Status find_roots() {
    for (const Own& own : own_) roots_.try_emplace(own.change.root);
    TRY_ASSIGN(auto query, database_.query("SELECT DISTINCT root FROM twins WHERE position IS NOT NULL"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      roots_.try_emplace(query.fixed<Id>(0));
    }
  }

  Status close_names() {
    TRY(database_.run("UPDATE own_replicas SET is_closed = 1"));
    return database_.run("UPDATE batches SET outcome = 4, reason = 'twin' WHERE outcome IS NULL");
  }

  Status put_ours_apart() {
    TRY_ASSIGN(const std::uint64_t above, journal_.next_command());
    next_id_ = static_cast<std::int64_t>(above);
    for (const Own& own : own_) TRY(database_.run("DELETE FROM changes WHERE id = ?", own.id));
    return {};
  }

  // The root as it would be had we written nothing since we were last at the province.
  Status merge_without_ours(const Id& root, journal::RootState& state) {
    std::vector<Other> left;
    TRY(load_others("SELECT bytes, hash, position, 0 FROM changes WHERE root = ? ORDER BY id", root, left));
    TRY(load_others("SELECT bytes, hash, position, 1 FROM twins WHERE root = ? AND position IS NOT NULL "
                    "ORDER BY position", root, left));
    for (bool has_moved = true; has_moved;) {
      has_moved = false;
      for (auto other = left.begin(); other != left.end();) {
        if (journal::apply(other->change, state) != journal::Arrival::Ready) {
          ++other;
          continue;
        }
        if (other->is_twin) TRY(take_place(*other));
        other = left.erase(other);
        has_moved = true;
      }
    }
    for (const Other& other : left) {
      if (!other.is_twin) TRY(let_wait(other));
    }
    return {};
  }

  Status load_others(std::string_view sql, const Id& root, std::vector<Other>& out) {
    TRY_ASSIGN(auto query, database_.query(sql, root));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      TRY_ASSIGN(Change change, decode_stored(query.blob(0)));
      out.push_back({std::move(change), query.fixed<Hash>(1), query.bytes(0), std::nullopt, query.integer(3) != 0});
      if (!query.is_null(2)) out.back().position = query.unsigned_integer(2);
    }
  }

  Status take_place(const Other& other) {
    TRY(database_.run("DELETE FROM twins WHERE hash = ?", other.hash));
    return insert(other.change, other.hash, other.bytes, ChangeState::AtProvince, 0, other.position);
  }

  // It stood on something of ours that nobody else has.
  Status let_wait(const Other& other) {
    const Change& change = other.change;
    TRY(database_.run("DELETE FROM changes WHERE root = ? AND replica = ? AND last = ?", change.root, change.replica,
                      change.last));
    return database_.run(
        "INSERT OR IGNORE INTO waiting (root, replica, first, last, position, hash, bytes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        change.root, change.replica, change.first, change.last, other.position, other.hash, other.bytes);
  }

  // Row ids only grow, whatever was deleted: commands are counted by them.
  Status insert(const Change& change, const Hash& hash, ByteView bytes, ChangeState state, std::uint64_t command,
                std::optional<std::uint64_t> position) {
    return database_.run(
        "INSERT INTO changes (id, root, replica, first, last, state, command, position, hash, bytes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        next_id_++, change.root, change.replica, change.first, change.last, static_cast<int>(state), command, position,
        hash, bytes);
  }

  Result<Replica> new_name_of(Replica old) {
    const auto [at, is_new] = names_.try_emplace(old, 0);
    if (!is_new) return at->second;
    at->second = entropy_.draw_64() & journal::replica_max;
    // Closed as well: what this program writes next has a name of its own, as after every start.
    TRY(database_.run("INSERT INTO own_replicas (replica, started_at_ms, sealed_name, is_closed) VALUES (?, ?, ?, 1)",
                      at->second, wall_ms_, Hash{}));
    return at->second;
  }

  Status write_anew(const Own& own) {
    TRY_ASSIGN(const Replica name, new_name_of(own.change.replica));
    journal::RootState& root = roots_.at(own.change.root);
    Change change = own.change;
    change.replica = name;
    change.first = change.last = root.seen.last(name) + 1;
    for (journal::FieldChange& field : change.fields) field.heads = heads_anew(own.change, field, root);
    written_[{own.change.root, own.change.replica}].push_back({own.change.first, own.change.last, change.stamp()});
    const journal::Arrival arrival = journal::apply(change, root);
    OCOP_ASSERT(arrival == journal::Arrival::Ready);  // heads_anew names nothing unseen
    TRY(database_.run("INSERT OR REPLACE INTO twins (hash, root, replica, last, bytes, new_replica, new_number) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?)",
                      own.hash, own.change.root, own.change.replica, own.change.last, own.bytes, change.replica,
                      change.last));
    const Bytes bytes = journal::encode_change(change);
    return insert(change, sha256(bytes), bytes, ChangeState::Unsealed, own.command, std::nullopt);
  }

  // What the author was shown, by the names it has now. A change also replaced what its own replica had written before
  // it; under a new name that must be said. What the rebuilt root has not seen is left out: it comes as a conflict.
  std::vector<Stamp> heads_anew(const Change& old, const journal::FieldChange& field, const journal::RootState& root) {
    std::vector<Stamp> out;
    for (const Stamp& head : field.heads) {
      if (const auto anew = find_written(old.root, head)) {
        out.push_back(*anew);
      } else if (root.seen.contains(head)) {
        out.push_back(head);
      }
    }
    const auto record = root.records.find(old.record);
    if (record != root.records.end()) {
      const auto heads = record->second.registers.find(field.name);
      const std::uint64_t first_parted = first_written(old);
      if (heads != record->second.registers.end()) {
        for (const journal::Head& head : heads->second) {
          const bool is_own_past = head.stamp.replica == old.replica && head.stamp.number < first_parted;
          if (is_own_past) out.push_back(head.stamp);
        }
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  struct Written {
    std::uint64_t first = 0, last = 0;  // the old numbers
    Stamp anew;
  };

  std::optional<Stamp> find_written(const Id& root, const Stamp& head) const {
    const auto list = written_.find({root, head.replica});
    if (list == written_.end()) return std::nullopt;
    for (const Written& written : list->second) {
      if (written.first <= head.number && head.number <= written.last) return written.anew;
    }
    return std::nullopt;
  }

  // From which number on this name is not ours alone in that root.
  std::uint64_t first_written(const Change& old) const {
    const auto list = written_.find({old.root, old.replica});
    return list == written_.end() ? old.first : std::min(old.first, list->second.front().first);
  }

  Database& database_;
  JournalStore journal_;
  Entropy& entropy_;
  std::int64_t wall_ms_;
  std::vector<Own> own_;  // in the order they were written
  std::int64_t next_id_ = 0;
  std::map<Id, journal::RootState> roots_;
  std::map<Replica, Replica> names_;
  std::map<std::pair<Id, Replica>, std::vector<Written>> written_;
};

Result<std::vector<TwinRow>> read_twins(Query query) {
  std::vector<TwinRow> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    TwinRow row;
    TRY_ASSIGN(row.change, decode_stored(query.blob(0)));
    row.is_ours = !query.is_null(1);
    if (row.is_ours) row.written_anew = Stamp{query.unsigned_integer(1), query.unsigned_integer(2)};
    out.push_back(std::move(row));
  }
}

}  // namespace

Result<bool> keep_if_twin_of_unsent(Database& database, const Change& change, std::uint64_t position) {
  TRY_ASSIGN(const auto is_own, database.integer("SELECT 1 FROM own_replicas WHERE replica = ?", change.replica));
  if (!is_own) return false;
  const Bytes bytes = journal::encode_change(change);
  const Hash hash = sha256(bytes);
  TRY_ASSIGN(const auto other, database.integer(
      "SELECT 1 FROM changes WHERE root = ?1 AND replica = ?2 AND last >= ?3 AND first <= ?4 AND hash <> ?5 AND "
      "state <> 2 AND NOT EXISTS (SELECT 1 FROM changes WHERE root = ?1 AND replica = ?2 AND last = ?4 AND hash = ?5) "
      "LIMIT 1", change.root, change.replica, change.first, change.last, hash));
  if (!other) return false;
  TRY(database.run("INSERT OR IGNORE INTO twins (hash, root, replica, last, bytes, position) VALUES (?, ?, ?, ?, ?, ?)",
                   hash, change.root, change.replica, change.last, bytes, position));
  return true;
}

Result<std::size_t> part_from_twin(Database& database, Entropy& entropy, std::int64_t wall_ms, Touched& touched) {
  return Parting(database, entropy, wall_ms).run(touched);
}

Result<std::vector<TwinRow>> twins_of(Database& database) {
  TRY_ASSIGN(auto query, database.query("SELECT bytes, new_replica, new_number FROM twins ORDER BY root, replica, "
                                        "last, hash"));
  return read_twins(std::move(query));
}

Result<std::vector<TwinRow>> twins_of(Database& database, const Id& root) {
  TRY_ASSIGN(auto query, database.query("SELECT bytes, new_replica, new_number FROM twins WHERE root = ? "
                                        "ORDER BY replica, last, hash", root));
  return read_twins(std::move(query));
}

}  // namespace ocop::store
