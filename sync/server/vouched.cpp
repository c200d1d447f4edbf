// Changes that a tablet brings back to a restored province for others (core/journal/parcel.h): Receiver's part of it.
//
// Merged, and noted as vouched for by that device, until the author's own batch comes. A change whose last number is
// here is passed over; and where the author's own contradicts what was vouched for, the author's batch is held as a
// twin, whose tablet writes it anew under another name: nothing is lost, and what was vouched for is never taken for
// the author's. Only a device that was told to offer may vouch.
#include "core/base/limits.h"
#include "core/journal/parcel.h"
#include "sync/server/receive.h"

namespace ocop::server {

using protocol::BatchAnswer;
using protocol::Outcome;
using store::Database;

namespace {

constexpr std::string_view reason_not_asked = "not_asked";

BatchAnswer held(std::string_view reason) { return {Outcome::Held, std::string(reason), 0}; }

Result<bool> may_vouch(Database& database, const PublicKey& device) {
  TRY_ASSIGN(const auto any, database.integer("SELECT EXISTS (SELECT 1 FROM offers_wanted WHERE device = ?)", device));
  return any.value_or(0) != 0;
}

Result<bool> has_room(Database& database, const PublicKey& device, std::size_t changes) {
  TRY_ASSIGN(const auto count, database.integer("SELECT count(*) FROM vouched WHERE device = ?", device));
  return static_cast<std::uint64_t>(count.value_or(0)) + changes <= limits::vouched_changes_max;
}

// Its last number is here, merged or waiting. Of a change that goes further than what is here the rest is news: the
// author typed on in a copy of the folder, and a backup may remember the other history.
Result<bool> is_here(Database& database, const journal::Change& change) {
  TRY_ASSIGN(const auto any, database.integer(
      "SELECT EXISTS (SELECT 1 FROM seen WHERE root = ?1 AND replica = ?2 AND number >= ?3) OR EXISTS "
      "(SELECT 1 FROM waiting WHERE root = ?1 AND replica = ?2 AND first <= ?3 AND last >= ?3)",
      change.root, change.replica, change.last));
  return any.value_or(0) != 0;
}

Status note_vouched(Database& database, const journal::Change& change, const PublicKey& device, std::int64_t now_ms) {
  return database.run("INSERT OR IGNORE INTO vouched (root, replica, first, last, hash, device, at_ms) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?)",
                      change.root, change.replica, change.first, change.last, journal::hash_of(change), device, now_ms);
}

}  // namespace

Result<BatchAnswer> Receiver::receive_parcel(const journal::Parcel& parcel, ByteView bytes) {
  if (!journal::is_signed_by(parcel, device_.key)) return hold(bytes, 0, parcel.number, protocol::reason_signature);
  TRY_ASSIGN(const bool is_asked, may_vouch(province_.database(), device_.key));
  if (!is_asked) return held(reason_not_asked);
  TRY_ASSIGN(const bool fits, has_room(province_.database(), device_.key, parcel.changes.size()));
  if (!fits) return held(protocol::reason_limit);
  Outcome worst = Outcome::Merged;
  for (const journal::Change& change : parcel.changes) {
    TRY_ASSIGN(const Outcome outcome, merge_vouched(change));
    if (outcome == Outcome::Held) return held(protocol::reason_limit);
    worst = std::max(worst, outcome);
  }
  return BatchAnswer{worst, {}, 0};
}

Result<Outcome> Receiver::merge_vouched(const journal::Change& change) {
  came_.insert(journal::hash_of(change));
  TRY_ASSIGN(const bool is_known, is_here(province_.database(), change));
  if (is_known) return Outcome::Merged;
  TRY_ASSIGN(const bool has_room, has_room_to_wait(change.replica, 0));
  if (!has_room) return Outcome::Held;  // the tablet keeps it, and offers it again
  TRY(note_vouched(province_.database(), change, device_.key, province_.now_ms()));
  has_vouched_ = true;
  Canonicals alone;
  alone.emplace_back(change);
  TRY_ASSIGN(const BatchAnswer answer, apply(alone));
  return answer.outcome;
}

Result<bool> Receiver::any_vouched() {
  if (!has_vouched_) {
    TRY_ASSIGN(const auto any, province_.database().integer("SELECT EXISTS (SELECT 1 FROM vouched)"));
    has_vouched_ = any.value_or(0) != 0;
  }
  return *has_vouched_;
}

Result<bool> Receiver::contradicts_vouched(const journal::Batch& batch) {
  TRY_ASSIGN(const bool any, any_vouched());
  if (!any) return false;
  for (const journal::Change& change : batch.changes) {
    TRY_ASSIGN(const auto other, province_.database().integer(
        "SELECT EXISTS (SELECT 1 FROM vouched WHERE root = ? AND replica = ? AND last >= ? AND first <= ? AND "
        "hash <> ?)", change.root, change.replica, change.first, change.last, journal::hash_of(change)));
    if (other.value_or(0) != 0) return true;
  }
  return false;
}

Status Receiver::confirm_vouched(const journal::Batch& batch) {
  TRY_ASSIGN(const bool any, any_vouched());
  if (!any) return {};
  for (const journal::Change& change : batch.changes) {
    TRY(province_.database().run("DELETE FROM vouched WHERE root = ? AND replica = ? AND last = ? AND hash = ?",
                                 change.root, change.replica, change.last, journal::hash_of(change)));
  }
  return {};
}

}  // namespace ocop::server
