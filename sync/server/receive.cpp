#include "sync/server/receive.h"

#include "core/base/limits.h"
#include "sync/server/copies.h"
#include "sync/server/quarantine.h"

namespace ocop::server {
namespace {

using protocol::BatchAnswer;
using protocol::Outcome;

// Beyond, they are answered as held and not kept: the tablet has them.
constexpr std::int64_t held_per_device_max = 256;

BatchAnswer held(std::string_view reason) { return {Outcome::Held, std::string(reason), 0}; }

Outcome outcome_of(const store::Touched& touched, bool has_waiting) {
  if (has_waiting) return Outcome::Waiting;
  if (touched.conflicts > 0) return Outcome::Conflict;
  return touched.beside > 0 ? Outcome::BesideAnother : Outcome::Merged;
}

void add(store::Touched& to, store::Touched&& from) {
  for (auto& [key, state] : from.records) to.records.insert_or_assign(key, std::move(state));
  to.has_new_type = to.has_new_type || from.has_new_type;
  to.merged += from.merged;
  to.conflicts += from.conflicts;
  to.beside += from.beside;
}

std::vector<Hash> hashes_of(const std::vector<store::Canonical>& changes) {
  std::vector<Hash> out;
  out.reserve(changes.size());
  for (const store::Canonical& change : changes) out.push_back(change.hash);
  return out;
}

}  // namespace

// Neither a change's bytes nor its hash depend on what the batch follows.
Prepared prepare(const protocol::SentBatch& sent) {
  Prepared out;
  if (!sent.is_readable) return out;
  auto batch = journal::decode_batch(protocol::with_previous(sent, Hash{}));
  if (!batch) return out;
  out.batch = std::move(*batch);
  out.changes = {out.batch->changes.begin(), out.batch->changes.end()};
  out.hashes = hashes_of(out.changes);
  return out;
}

Result<BatchAnswer> Receiver::receive(const protocol::SentBatch& sent, Prepared prepared) {
  if (device_.is_revoked) return hold(sent.bytes, sent.replica, sent.number, protocol::reason_revoked);
  if (!sent.is_readable) {
    const auto parcel = journal::decode_parcel(sent.bytes);
    return parcel ? receive_parcel(*parcel, sent.bytes) : hold(sent.bytes, 0, 0, protocol::reason_malformed);
  }
  TRY_ASSIGN(const auto previous, previous_of(sent));
  if (!previous) return held(protocol::reason_previous);
  return receive_whole(sent, std::move(prepared), *previous);
}

Result<std::optional<Hash>> Receiver::previous_of(const protocol::SentBatch& sent) {
  if (sent.previous) return sent.previous;
  TRY_ASSIGN(const auto before, find_stored(sent.replica, sent.number - 1));
  return before ? std::optional<Hash>(before->name) : std::nullopt;
}

Result<BatchAnswer> Receiver::receive_whole(const protocol::SentBatch& sent, Prepared prepared, const Hash& previous) {
  if (!prepared.batch) return hold(sent.bytes, sent.replica, sent.number, protocol::reason_malformed);
  const Bytes bytes = protocol::with_previous(sent, previous);
  prepared.batch->previous = previous;
  const journal::Batch& batch = *prepared.batch;
  const Hash name = journal::name_of(batch, prepared.hashes);
  if (!journal::is_signed_by(batch, name, device_.key)) {
    return hold(bytes, batch.replica, batch.number, protocol::reason_signature);
  }
  TRY_ASSIGN(const bool is_foreign, is_of_another_device(batch.replica));
  if (is_foreign) return hold(bytes, batch.replica, batch.number, protocol::reason_twin);

  TRY_ASSIGN(const auto stored, find_stored(batch.replica, batch.number));
  if (stored && stored->name != name) return hold(bytes, batch.replica, batch.number, protocol::reason_twin);
  BatchAnswer answer;
  if (stored) {
    answer = stored->answer;
  } else {
    TRY_ASSIGN(answer, receive_next(batch, prepared.changes, bytes, name));
  }
  // What is held did not come: if the same change is here from elsewhere, the tablet has to be told so.
  if (answer.outcome != Outcome::Held) came_.insert(prepared.hashes.begin(), prepared.hashes.end());
  return answer;
}

Result<BatchAnswer> Receiver::receive_next(const journal::Batch& batch, const Canonicals& changes, const Bytes& bytes,
                                           const Hash& name) {
  if (batch.number == 1) {
    if (!batch.previous.is_zero()) return hold(bytes, batch.replica, batch.number, protocol::reason_malformed);
  } else {
    TRY_ASSIGN(const auto before, find_stored(batch.replica, batch.number - 1));
    if (before && before->name != batch.previous) {
      return hold(bytes, batch.replica, batch.number, protocol::reason_twin);
    }
    if (!before || !before->is_applied) return keep_for_later(batch, bytes, name);
  }
  TRY_ASSIGN(const bool is_twin, has_twin(changes));
  TRY_ASSIGN(const bool is_other, contradicts_vouched(batch));
  if (is_twin || is_other) return hold(bytes, batch.replica, batch.number, protocol::reason_twin);
  TRY_ASSIGN(const bool has_room, has_room_to_wait(batch.replica, batch.number - 1));
  if (!has_room) return hold(bytes, batch.replica, batch.number, protocol::reason_limit);

  TRY(province_.database().run("INSERT OR IGNORE INTO device_replicas (replica, device) VALUES (?, ?)", batch.replica,
                               device_.key));
  TRY_ASSIGN(const BatchAnswer answer, apply(changes));
  TRY(confirm_vouched(batch));
  TRY(keep(batch, bytes, name, answer));
  TRY(release_following(batch, name));
  return answer;
}

Result<BatchAnswer> Receiver::keep_for_later(const journal::Batch& batch, const Bytes& bytes, const Hash& name) {
  TRY_ASSIGN(const auto last, province_.database().integer(
      "SELECT max(number) FROM received_batches WHERE replica = ? AND reason <> 'gap'", batch.replica));
  const auto applied = static_cast<std::uint64_t>(last.value_or(0));
  TRY_ASSIGN(const bool has_room, has_room_to_wait(batch.replica, applied));
  if (!has_room) return hold(bytes, batch.replica, batch.number, protocol::reason_limit);
  TRY(province_.database().run("INSERT OR IGNORE INTO device_replicas (replica, device) VALUES (?, ?)", batch.replica,
                               device_.key));
  const BatchAnswer answer{Outcome::Waiting, std::string(protocol::reason_gap), applied + 1};
  TRY(keep(batch, bytes, name, answer));
  return answer;
}

Result<BatchAnswer> Receiver::apply(const Canonicals& changes) {
  const store::JournalStore::Positions positions =
      [this](const journal::Change& change, const Hash& hash) -> Result<std::uint64_t> {
        if (is_of_office(change)) of_office_.push_back(change);
        return order_.take(hash);
      };
  store::Touched touched;
  bool has_waiting = false;
  for (const store::Canonical& change : changes) {
    TRY_ASSIGN(const store::Fate fate, province_.folder().journal().ingest(change, std::nullopt, &positions, touched));
    has_waiting = has_waiting || fate == store::Fate::Waits;
  }
  for (const journal::Change& change : of_office_) TRY(withhold(province_, order_, change));
  of_office_.clear();
  const Outcome outcome = outcome_of(touched, has_waiting);
  add(touched_, std::move(touched));
  return BatchAnswer{outcome, {}, 0};
}

// What waited for this batch. A stored batch that does not continue it is a twin after all: held, and its place is
// free.
Status Receiver::release_following(const journal::Batch& batch, Hash name) {
  for (std::uint64_t number = batch.number + 1;; ++number) {
    Bytes bytes;
    {
      TRY_ASSIGN(auto query, province_.database().query(
          "SELECT bytes FROM received_batches WHERE replica = ? AND number = ? AND reason = 'gap'", batch.replica,
          number));
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      bytes = query.bytes(0);
    }
    const auto next = journal::decode_batch(bytes);
    if (!next) return Error{ErrorCode::StorageCorrupt, "a stored batch"};
    const Canonicals changes(next->changes.begin(), next->changes.end());
    TRY_ASSIGN(const bool is_twin, has_twin(changes));
    TRY_ASSIGN(const bool is_other, contradicts_vouched(*next));
    if (next->previous != name || is_twin || is_other) {
      TRY(province_.database().run("DELETE FROM received_batches WHERE replica = ? AND number = ?", batch.replica,
                                   number));
      return hold(bytes, batch.replica, number, protocol::reason_twin).has_value() ? Status{}
                                                                                   : Status{ErrorCode::StorageFault};
    }
    TRY_ASSIGN(const BatchAnswer answer, apply(changes));
    TRY(confirm_vouched(*next));
    TRY(province_.database().run("UPDATE received_batches SET outcome = ?, reason = ?, missing = 0, position = ? "
                                 "WHERE replica = ? AND number = ?",
                                 static_cast<int>(answer.outcome), answer.reason, order_.position(), batch.replica,
                                 number));
    name = journal::name_of(*next, hashes_of(changes));
  }
}

Result<std::optional<Receiver::Stored>> Receiver::find_stored(Replica replica, std::uint64_t number) {
  TRY_ASSIGN(auto query, province_.database().query(
      "SELECT name, outcome, reason, missing FROM received_batches WHERE replica = ? AND number = ?", replica, number));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<Stored>{};
  Stored out{query.fixed<Hash>(0),
             {static_cast<Outcome>(query.integer(1)), query.text(2), query.unsigned_integer(3)},
             true};
  out.is_applied = out.answer.reason != protocol::reason_gap;
  return std::optional<Stored>{std::move(out)};
}

Result<bool> Receiver::is_of_another_device(Replica replica) {
  TRY_ASSIGN(auto query, province_.database().query("SELECT device FROM device_replicas WHERE replica = ?", replica));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row && query.fixed<PublicKey>(0) != device_.key;
}

// A stamp of the batch is here already, with other bytes.
Result<bool> Receiver::has_twin(const Canonicals& changes) {
  for (const store::Canonical& canonical : changes) {
    const journal::Change& change = *canonical.change;
    TRY_ASSIGN(auto query, province_.database().query(
        "SELECT hash FROM changes WHERE root = ?1 AND replica = ?2 AND last = ?3 UNION ALL "
        "SELECT hash FROM waiting WHERE root = ?1 AND replica = ?2 AND last = ?3", change.root, change.replica,
        change.last));
    TRY_ASSIGN(const bool has_row, query.next());
    if (has_row && query.fixed<Hash>(0) != canonical.hash) return true;
  }
  return false;
}

// `applied`: batches up to there do not wait, and are many; 0 where nothing is known of them.
Result<bool> Receiver::has_room_to_wait(Replica replica, std::uint64_t applied) {
  TRY_ASSIGN(const auto any, province_.database().integer("SELECT EXISTS (SELECT 1 FROM waiting)"));
  TRY_ASSIGN(const auto batches, province_.database().integer(
      "SELECT count(*) FROM received_batches WHERE replica = ? AND number > ? AND reason = 'gap'", replica, applied));
  std::int64_t waiting = batches.value_or(0) * static_cast<std::int64_t>(limits::changes_per_batch_max);
  if (any.value_or(0) != 0) {
    TRY_ASSIGN(const auto changes, province_.database().integer("SELECT count(*) FROM waiting WHERE replica = ?",
                                                                replica));
    waiting += changes.value_or(0);
  }
  return waiting < static_cast<std::int64_t>(limits::waiting_changes_max);
}

Status Receiver::keep(const journal::Batch& batch, ByteView bytes, const Hash& name, const BatchAnswer& answer) {
  return province_.database().run(
      "INSERT INTO received_batches (replica, number, name, device, outcome, reason, missing, position, at_ms, bytes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      batch.replica, batch.number, name, device_.key, static_cast<int>(answer.outcome), answer.reason, answer.number,
      order_.position(), province_.now_ms(), bytes);
}

Result<BatchAnswer> Receiver::hold(ByteView bytes, Replica replica, std::uint64_t number, std::string_view reason) {
  if (reason == protocol::reason_twin) TRY(note_twin(province_, device_));
  TRY_ASSIGN(const auto count, province_.database().integer("SELECT count(*) FROM held_batches WHERE device = ?",
                                                            device_.key));
  if (count.value_or(0) < held_per_device_max) {
    TRY(province_.database().run(
        "INSERT OR IGNORE INTO held_batches (hash, device, replica, number, reason, at_ms, bytes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        sha256(bytes), device_.key, replica, number, reason, province_.now_ms(), bytes));
  }
  return held(reason);
}

}  // namespace ocop::server
