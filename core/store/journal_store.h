// The journal in the database: changes verbatim, records as they stand, what waits, what conflicts.
//
// Every function runs inside the caller's Transaction (reads may do without). Nothing is remembered between
// transactions: another program may have the folder open. One thread at a time.
//
// Both sides use it: a tablet for its own changes and for what it pulled, the province for what arrives. The province
// gives each merged change its position through `Positions`.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/journal/batch.h"
#include "core/journal/merge.h"
#include "core/store/database.h"

namespace ocop::store {

enum class ChangeState : int { Unsealed = 0, Sealed = 1, AtProvince = 2, Held = 3 };

// What became of a change that arrived.
enum class Fate {
  Merged,
  AlreadySeen,
  Waits,     // stored; merges by itself when what it needs has come
  Twin       // the same stamp with other bytes: stored apart, not merged
};

struct RecordKey {
  Id root;
  Id record;
  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

// A change with its canonical bytes and their hash, made once for all who need them.
struct Canonical {
  explicit Canonical(const journal::Change& of);
  const journal::Change* change;  // outlives this
  Bytes bytes;
  Hash hash;
};

// What an ingest touched, for those who derive things from records (core/service/summaries.h).
struct Touched {
  std::map<RecordKey, journal::RecordState> records;  // as they stand now, so that nobody reads them again
  bool has_new_type = false;     // a record that was there already is of another type now
  std::size_t merged = 0;        // changes, released ones included
  std::size_t conflicts = 0;     // fields that are in conflict now and were touched
  std::size_t beside = 0;        // changes merged next to a head that they did not know, without a conflict of bytes
};

class JournalStore {
 public:
  // Called for every change in the moment it merges, in order; returns its position.
  using Positions = std::function<Result<std::uint64_t>(const journal::Change&, const Hash&)>;

  explicit JournalStore(Database& database) : database_(database) {}

  Result<journal::Seen> seen(const Id& root);
  Result<std::optional<journal::RecordState>> record(const RecordKey& key);
  Result<std::optional<RecordKey>> find_record(const Id& record);      // its root; of several roots the smallest
  Result<std::vector<Id>> records_of(const Id& root);
  Result<journal::RootState> root_state(const Id& root);
  // The change that stamp names, also when it stands for several numbers.
  Result<std::optional<journal::Change>> change_of(const Id& root, const journal::Stamp& stamp);

  // Somebody else's change. `position` as the province gave it; `positions` gives one instead, at the province. With
  // neither, where the change stood is no more (core/service/offering.h): it is offered when it merges.
  Result<Fate> ingest(const journal::Change& change, std::optional<std::uint64_t> position, const Positions* positions,
                      Touched& touched);
  // The same for whoever has the change's canonical bytes and their hash already.
  Result<Fate> ingest(const Canonical& canonical, std::optional<std::uint64_t> position, const Positions* positions,
                      Touched& touched);

  // A change of our own: numbered, and merged at once. `change` comes without numbers. `command` groups what must stay
  // in one batch; it is next_command(), drawn once for a command. Folded into the replica's last change of the root
  // where that
  //   - is not sealed, is of the same record and officer, and neither carries a reason;
  //   - is the last change merged in the root: folding past another's change could make each wait for the other;
  //   - is alone in its command, or of this very command: what was written together is not parted.
  // Changed: the heads are not of this root's history. LimitExceeded, InvalidInput: nobody could read what is written.
  Result<std::uint64_t> next_command();  // above every row of `changes`
  Result<journal::Stamp> write_own(journal::Change change, std::uint64_t command, Touched& touched);

  // Seals all that is unsealed, of every replica that ever wrote here, in batches of limits::batch_bytes_max.
  Status seal_all(const SecretKey& device, std::int64_t wall_ms);

  // Puts a root's state in the place of what is kept of it, conflicts and archiving with it; then merges what waited
  // for that. The state must be what the root's stored changes give.
  Status replace_root(const Id& root, const journal::RootState& state, Touched& touched);

  Result<std::uint64_t> count_not_sent();    // own changes that the province has not answered
  Result<std::uint64_t> count_waiting();
  Result<std::uint64_t> count_not_sent(const Id& root);

 private:
  struct Place {  // where a change goes when it merges
    ChangeState state = ChangeState::AtProvince;
    std::optional<std::uint64_t> position;
    const Positions* positions = nullptr;
    std::uint64_t command = 0;
  };
  Result<Fate> try_merge(const Canonical& canonical, journal::Seen seen, Place place, Touched& touched);
  Result<Fate> keep_waiting(const Canonical& canonical, const Place& place);
  Result<Fate> meet_again(const Canonical& canonical, const Place& place);
  Status release_waiting(const Id& root, const Positions* positions, Touched& touched);
  Status keep_conflicts(const RecordKey& key, const journal::Change& change, const std::vector<bool>& was_plain,
                        const journal::RecordState& after, Touched& touched);
  Status keep_archiving(const RecordKey& key, const journal::RecordState& after);
  Result<std::optional<journal::Change>> foldable(const journal::Change& change, std::uint64_t command,
                                                  std::uint64_t seen_last);
  Status seal_replica(Replica replica, const SecretKey& device, std::int64_t wall_ms);

  Database& database_;
};

}  // namespace ocop::store
