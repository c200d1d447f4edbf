#include "core/store/journal_store.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/journal/archive.h"
#include "core/store/register_codec.h"

namespace ocop::store {

using journal::Arrival;
using journal::Change;
using journal::RecordState;
using journal::Register;
using journal::Seen;
using journal::Stamp;

namespace {

constexpr int to_int(ChangeState state) { return static_cast<int>(state); }

Result<Change> decode_stored(ByteView bytes) {
  auto change = journal::decode_change(bytes);
  if (!change) return Error{ErrorCode::StorageCorrupt, "a stored change"};
  return change;
}

Status advance_seen(Database& database, const Id& root, const Stamp& stamp) {
  return database.run(
      "INSERT INTO seen (root, replica, number) VALUES (?, ?, ?) "
      "ON CONFLICT (root, replica) DO UPDATE SET number = max(number, excluded.number)",
      root, stamp.replica, stamp.number);
}

// `old_type`: empty for a record that is new. Naming the type in the update would write its index anew for each score.
Status put_record(Database& database, const RecordKey& key, const RecordState& state, const std::string& old_type) {
  const Bytes registers = encode_registers(state.registers);
  const std::string document = document_of(state.registers);
  if (old_type.empty()) {
    return database.run("INSERT INTO records (root, record, type, registers, document) VALUES (?, ?, ?, ?, ?)",
                        key.root, key.record, state.type, registers, document);
  }
  if (old_type != state.type) {
    TRY(database.run("UPDATE records SET type = ? WHERE record = ? AND root = ?", state.type, key.record, key.root));
  }
  return database.run("UPDATE records SET registers = ?, document = ? WHERE record = ? AND root = ?", registers,
                      document, key.record, key.root);
}

// For each field of the change: whether it had one head at most.
std::vector<bool> plain_fields(const Change& change, const RecordState& record) {
  std::vector<bool> out;
  out.reserve(change.fields.size());
  for (const journal::FieldChange& field : change.fields) {
    const auto heads = record.registers.find(field.name);
    out.push_back(heads == record.registers.end() || heads->second.size() == 1);
  }
  return out;
}

Status add_conflict(Database& database, const RecordKey& key, std::string_view field, const Register& heads) {
  return database.run("INSERT INTO conflicts (id, root, record, field) VALUES (?, ?, ?, ?)",
                      journal::conflict_id(key.root, key.record, field, heads), key.root, key.record, field);
}

// The first that came waits; another of the same stamp is kept beside it.
Status keep_twin(Database& database, const Canonical& canonical) {
  const Change& change = *canonical.change;
  return database.run("INSERT OR IGNORE INTO twins (hash, root, replica, last, bytes) VALUES (?, ?, ?, ?, ?)",
                      canonical.hash, change.root, change.replica, change.last, canonical.bytes);
}

Result<bool> is_twin_of_waiting(Database& database, const Change& change, const Hash& hash) {
  TRY_ASSIGN(auto query, database.query("SELECT hash FROM waiting WHERE root = ? AND replica = ? AND last = ?",
                                        change.root, change.replica, change.last));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row && query.fixed<Hash>(0) != hash;
}

// Folds `next` into `earlier`: one change that stands for the numbers of both.
Change fold_into(Change earlier, const Change& next) {
  for (const journal::FieldChange& field : next.fields) {
    const auto at = std::lower_bound(earlier.fields.begin(), earlier.fields.end(), field.name,
                                     [](const auto& left, const std::string& name) { return left.name < name; });
    journal::FieldChange& target = at != earlier.fields.end() && at->name == field.name
                                       ? *at
                                       : *earlier.fields.insert(at, {field.name, {}, {}});
    target.value = field.value;
    for (const Stamp& head : field.heads) {
      const bool is_own = head.replica == earlier.replica && head.number >= earlier.first;
      const auto place = std::lower_bound(target.heads.begin(), target.heads.end(), head);
      const bool is_there = place != target.heads.end() && *place == head;
      if (!is_own && !is_there) target.heads.insert(place, head);
    }
  }
  earlier.about = next.about;
  return earlier;
}

}  // namespace

Canonical::Canonical(const Change& of) : change(&of), bytes(journal::encode_change(of)), hash(sha256(bytes)) {}

Result<Seen> JournalStore::seen(const Id& root) {
  TRY_ASSIGN(auto query, database_.query("SELECT replica, number FROM seen WHERE root = ?", root));
  Seen out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.advance({query.unsigned_integer(0), query.unsigned_integer(1)});
  }
}

Result<std::optional<RecordState>> JournalStore::record(const RecordKey& key) {
  TRY_ASSIGN(auto query, database_.query("SELECT type, registers FROM records WHERE record = ? AND root = ?",
                                         key.record, key.root));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<RecordState>{};
  RecordState state;
  state.type = query.text(0);
  TRY_ASSIGN(state.registers, decode_registers(query.blob(1)));
  return std::optional<RecordState>{std::move(state)};
}

Result<std::optional<RecordKey>> JournalStore::find_record(const Id& record) {
  TRY_ASSIGN(auto query, database_.query("SELECT root FROM records WHERE record = ? ORDER BY root LIMIT 1", record));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<RecordKey>{};
  return std::optional<RecordKey>{RecordKey{query.fixed<Id>(0), record}};
}

Result<std::vector<Id>> JournalStore::records_of(const Id& root) {
  TRY_ASSIGN(auto query, database_.query("SELECT record FROM records WHERE root = ? ORDER BY record", root));
  std::vector<Id> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.fixed<Id>(0));
  }
}

Result<journal::RootState> JournalStore::root_state(const Id& root) {
  journal::RootState out;
  TRY_ASSIGN(out.seen, seen(root));
  TRY_ASSIGN(const auto ids, records_of(root));
  for (const Id& id : ids) {
    TRY_ASSIGN(auto state, record({root, id}));
    if (state) out.records.emplace(id, std::move(*state));
  }
  return out;
}

Result<std::optional<Change>> JournalStore::change_of(const Id& root, const Stamp& stamp) {
  TRY_ASSIGN(auto query, database_.query("SELECT bytes FROM changes WHERE root = ? AND replica = ? AND last >= ? AND "
                                         "first <= ? ORDER BY last LIMIT 1",
                                         root, stamp.replica, stamp.number, stamp.number));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<Change>{};
  TRY_ASSIGN(auto change, decode_stored(query.blob(0)));
  return std::optional<Change>{std::move(change)};
}

Result<Fate> JournalStore::ingest(const Change& change, std::optional<std::uint64_t> position,
                                  const Positions* positions, Touched& touched) {
  return ingest(Canonical(change), position, positions, touched);
}

Result<Fate> JournalStore::ingest(const Canonical& canonical, std::optional<std::uint64_t> position,
                                  const Positions* positions, Touched& touched) {
  const Id& root = canonical.change->root;
  TRY_ASSIGN(Seen seen, this->seen(root));
  const Place place{ChangeState::AtProvince, position, positions, 0};
  TRY_ASSIGN(const Fate fate, try_merge(canonical, std::move(seen), place, touched));
  if (fate == Fate::Merged) TRY(release_waiting(root, positions, touched));
  return fate;
}

Result<Fate> JournalStore::keep_waiting(const Canonical& canonical, const Place& place) {
  const Change& change = *canonical.change;
  TRY_ASSIGN(const bool is_twin, is_twin_of_waiting(database_, change, canonical.hash));
  if (is_twin) {
    TRY(keep_twin(database_, canonical));
    return Fate::Twin;
  }
  TRY(database_.run("INSERT OR IGNORE INTO waiting (root, replica, first, last, position, hash, bytes) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    change.root, change.replica, change.first, change.last, place.position, canonical.hash,
                    canonical.bytes));
  return Fate::Waits;
}

Result<Fate> JournalStore::meet_again(const Canonical& canonical, const Place& place) {
  const Change& change = *canonical.change;
  TRY_ASSIGN(auto stored, database_.query("SELECT hash FROM changes WHERE root = ? AND replica = ? AND last = ?",
                                          change.root, change.replica, change.last));
  TRY_ASSIGN(const bool is_stored, stored.next());
  if (is_stored && stored.fixed<Hash>(0) != canonical.hash) {
    TRY(keep_twin(database_, canonical));
    return Fate::Twin;
  }
  if (place.position) {  // ours, coming back with its place in the province's order
    TRY(database_.run("UPDATE changes SET position = ? WHERE root = ? AND replica = ? AND last = ? AND "
                      "position IS NULL", *place.position, change.root, change.replica, change.last));
  }
  return Fate::AlreadySeen;
}

Result<Fate> JournalStore::try_merge(const Canonical& canonical, Seen seen, Place place, Touched& touched) {
  const Change& change = *canonical.change;
  switch (journal::arrival_of(change, seen)) {
    case Arrival::Ready: break;
    case Arrival::Waits: return keep_waiting(canonical, place);
    case Arrival::AlreadySeen: return meet_again(canonical, place);
  }
  const RecordKey key{change.root, change.record};
  TRY_ASSIGN(auto stored, record(key));
  const bool is_new = !stored;
  const std::string old_type = stored ? stored->type : std::string{};
  RecordState state = stored ? std::move(*stored) : RecordState{};
  const std::vector<bool> was_plain = is_new ? std::vector<bool>{} : plain_fields(change, state);
  journal::merge(change, state, seen);
  TRY(put_record(database_, key, state, old_type));
  TRY(advance_seen(database_, change.root, change.stamp()));
  if (place.positions != nullptr) {
    TRY_ASSIGN(place.position, (*place.positions)(change, canonical.hash));
  }
  TRY(database_.run("INSERT INTO changes (root, replica, first, last, state, command, position, hash, bytes) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    change.root, change.replica, change.first, change.last, to_int(place.state), place.command,
                    place.position, canonical.hash, canonical.bytes));
  // Somebody's, of an order that is no more: whether the province has it only the province can say.
  const bool is_homeless = place.state == ChangeState::AtProvince && !place.position;
  if (is_homeless) TRY(database_.run("INSERT OR IGNORE INTO offers (change_id) VALUES (last_insert_rowid())"));
  if (!is_new) TRY(keep_conflicts(key, change, was_plain, state, touched));  // the first heads stand alone
  TRY(keep_archiving(key, state));
  touched.has_new_type = touched.has_new_type || (!old_type.empty() && old_type != state.type);
  touched.records.insert_or_assign(key, std::move(state));
  ++touched.merged;
  return Fate::Merged;
}

Status JournalStore::release_waiting(const Id& root, const Positions* positions, Touched& touched) {
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    std::vector<std::pair<Bytes, std::optional<std::uint64_t>>> rows;
    {
      TRY_ASSIGN(auto query, database_.query("SELECT bytes, position FROM waiting WHERE root = ?", root));
      for (;;) {
        TRY_ASSIGN(const bool has_row, query.next());
        if (!has_row) break;
        rows.emplace_back(query.bytes(0),
                          query.is_null(1) ? std::nullopt : std::optional<std::uint64_t>(query.unsigned_integer(1)));
      }
    }
    for (const auto& [bytes, position] : rows) {
      TRY_ASSIGN(const Change change, decode_stored(bytes));
      TRY_ASSIGN(Seen seen, this->seen(root));
      const Place place{ChangeState::AtProvince, position, positions, 0};
      TRY_ASSIGN(const Fate fate, try_merge(Canonical(change), std::move(seen), place, touched));
      if (fate == Fate::Waits) continue;
      TRY(database_.run("DELETE FROM waiting WHERE root = ? AND replica = ? AND last = ?", root, change.replica,
                        change.last));
      has_moved = true;
    }
  }
  return {};
}

Status JournalStore::keep_conflicts(const RecordKey& key, const Change& change, const std::vector<bool>& was_plain,
                                    const RecordState& after, Touched& touched) {
  bool is_beside = false;
  for (std::size_t at = 0; at < change.fields.size(); ++at) {
    const journal::FieldChange& field = change.fields[at];
    const Register& heads = after.registers.at(field.name);
    if (was_plain[at] && heads.size() == 1) continue;
    TRY(database_.run("DELETE FROM conflicts WHERE record = ? AND field = ? AND root = ?", key.record, field.name,
                      key.root));
    if (journal::in_conflict(heads)) {
      TRY(add_conflict(database_, key, field.name, heads));
      ++touched.conflicts;
    } else if (heads.size() > 1) {
      is_beside = true;
    }
  }
  touched.beside += is_beside ? 1 : 0;
  return {};
}

// The conflict of a root's archiving with what was written beyond it, and the table that makes the question cheap.
Status JournalStore::keep_archiving(const RecordKey& key, const RecordState& after) {
  const bool is_root = key.record == key.root;
  if (is_root && after.registers.contains(journal::archived_field)) {
    TRY(database_.run("DELETE FROM archived_roots WHERE root = ?", key.root));
    if (journal::is_archived(after)) {
      TRY(database_.run("INSERT INTO archived_roots (root, seen) VALUES (?, ?)", key.root,
                        journal::shown_head(after.registers, journal::archived_field)->value));
    }
  }
  TRY_ASSIGN(auto query, database_.query("SELECT seen FROM archived_roots WHERE root = ?", key.root));
  TRY_ASSIGN(const bool is_archived, query.next());
  if (!is_archived && !(is_root && after.registers.contains(journal::archived_field))) return {};

  TRY_ASSIGN(const auto root_record, record({key.root, key.root}));
  if (!root_record) return {};
  const Register& archived = root_record->registers.at(std::string(journal::archived_field));
  if (journal::in_conflict(archived)) return {};  // a plain conflict of the field, kept with the others
  TRY(database_.run("DELETE FROM conflicts WHERE record = ? AND field = ? AND root = ?", key.root,
                    journal::archived_field, key.root));
  if (!is_archived) return {};
  TRY_ASSIGN(const auto root, root_state(key.root));
  const Register heads = journal::archiving_conflict(key.root, root);
  if (heads.empty()) return {};
  return add_conflict(database_, {key.root, key.root}, journal::archived_field, heads);
}

Result<std::optional<Change>> JournalStore::foldable(const Change& change, std::uint64_t command,
                                                    std::uint64_t seen_last) {
  if (seen_last == 0 || !change.about.reason.empty()) return std::optional<Change>{};
  // The rows of one command stand side by side: two neighbours tell whether it is alone in its command.
  TRY_ASSIGN(
      auto query,
      database_.query("SELECT bytes FROM changes AS earlier WHERE root = ?1 AND replica = ?2 AND last = ?3 AND "
                      "state = 0 AND id = (SELECT max(id) FROM changes WHERE root = ?1) AND (command = ?4 OR NOT "
                      "EXISTS (SELECT 1 FROM changes AS beside WHERE beside.command = earlier.command AND beside.id "
                      "IN ((SELECT max(id) FROM changes WHERE id < earlier.id), "
                      "(SELECT min(id) FROM changes WHERE id > earlier.id))))",
                      change.root, change.replica, seen_last, command));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<Change>{};
  const std::size_t earlier_bytes = query.blob(0).size();
  TRY_ASSIGN(auto earlier, decode_stored(query.blob(0)));
  const bool is_same = earlier.record == change.record && earlier.about.officer == change.about.officer &&
                       earlier.about.reason.empty();
  const bool has_room = earlier_bytes + encode_change(change).size() < limits::batch_bytes_max / 2 &&
                        earlier.fields.size() + change.fields.size() <= limits::fields_per_record_max;
  if (!is_same || !has_room) return std::optional<Change>{};
  return std::optional<Change>{std::move(earlier)};
}

Result<std::uint64_t> JournalStore::next_command() {
  TRY_ASSIGN(const auto last, database_.integer("SELECT max(id) FROM changes"));
  return static_cast<std::uint64_t>(last.value_or(0)) + 1;
}

Result<Stamp> JournalStore::write_own(Change change, std::uint64_t command, Touched& touched) {
  TRY_ASSIGN(Seen seen, this->seen(change.root));
  const std::uint64_t number = seen.last(change.replica) + 1;
  TRY_ASSIGN(auto earlier, foldable(change, command, number - 1));
  const bool is_folded = earlier.has_value();
  if (is_folded) {
    change = fold_into(std::move(*earlier), change);
  } else {
    change.first = number;
  }
  change.last = number;
  if (journal::arrival_of(change, seen) != Arrival::Ready) return Error{ErrorCode::Changed, "heads of another history"};
  const Canonical canonical(change);
  if (canonical.bytes.size() > limits::change_bytes_max) return ErrorCode::LimitExceeded;
  const bool is_readable = journal::decode_change(canonical.bytes).has_value();
  if (!is_readable) return Error{ErrorCode::InvalidInput, "a change that nobody could read"};
  const Place place{ChangeState::Unsealed, std::nullopt, nullptr, command};
  TRY_ASSIGN(const Fate fate, try_merge(canonical, std::move(seen), place, touched));
  OCOP_ASSERT(fate == Fate::Merged);
  if (is_folded) {  // after the insert, so that row ids only grow: commands are counted by them
    TRY(database_.run("DELETE FROM changes WHERE root = ? AND replica = ? AND last = ?", change.root, change.replica,
                      number - 1));
  }
  return change.stamp();
}

Status JournalStore::replace_root(const Id& root, const journal::RootState& state, Touched& touched) {
  TRY_ASSIGN(const auto present, records_of(root));
  touched.has_new_type = touched.has_new_type || !present.empty();  // nothing that was derived can be relied on
  for (const Id& record : present) {
    touched.records.insert_or_assign({root, record}, RecordState{});
    TRY(database_.run("DELETE FROM records WHERE record = ? AND root = ?", record, root));
  }
  TRY(database_.run("DELETE FROM seen WHERE root = ?", root));
  TRY(database_.run("DELETE FROM conflicts WHERE root = ?", root));
  TRY(database_.run("DELETE FROM archived_roots WHERE root = ?", root));
  for (const auto& [replica, number] : state.seen.entries()) TRY(advance_seen(database_, root, {replica, number}));
  for (const auto& [id, record] : state.records) {
    const RecordKey key{root, id};
    touched.records.insert_or_assign(key, record);
    TRY(put_record(database_, key, record, {}));
    for (const auto& [field, heads] : record.registers) {
      if (journal::in_conflict(heads)) TRY(add_conflict(database_, key, field, heads));
    }
  }
  const auto root_record = state.records.find(root);
  if (root_record != state.records.end()) TRY(keep_archiving({root, root}, root_record->second));
  return release_waiting(root, nullptr, touched);
}

Result<std::uint64_t> JournalStore::count_not_sent() {
  TRY_ASSIGN(const auto count, database_.integer("SELECT count(*) FROM changes WHERE state < 2"));
  return static_cast<std::uint64_t>(count.value_or(0));
}

Result<std::uint64_t> JournalStore::count_not_sent(const Id& root) {
  TRY_ASSIGN(const auto count, database_.integer("SELECT count(*) FROM changes WHERE state < 2 AND root = ?", root));
  return static_cast<std::uint64_t>(count.value_or(0));
}

Result<std::uint64_t> JournalStore::count_waiting() {
  TRY_ASSIGN(const auto count, database_.integer("SELECT count(*) FROM waiting"));
  return static_cast<std::uint64_t>(count.value_or(0));
}

}  // namespace ocop::store
