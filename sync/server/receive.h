// What becomes of a batch that arrives. Inside the exchange's transaction.
//
//   same number, same hash     the stored answer, never a second application
//   same number, other hash    a twin: held
//   number too high            kept, waiting, "gap" with the number to send; applied when the gap is filled
//   the chain parts            a twin: held
//   a parcel                   others' changes, vouched for by this device: vouched.cpp
// What an enrolled key signed merges, however old the tablet, whatever it says. Broken envelopes, wrong signatures,
// twins, revoked keys and replicas of another device are held apart with a reason, and bounded.
#pragma once

#include <set>

#include "core/journal/parcel.h"
#include "sync/protocol/codec.h"
#include "sync/server/devices.h"

namespace ocop::server {

// What can be told of a sent batch without the store, and so on any thread: most of the work of a large request
// beside SQLite's.
struct Prepared {
  std::optional<journal::Batch> batch;    // none: malformed
  std::vector<store::Canonical> changes;  // the batch's, in its order; they look into `batch`
  std::vector<Hash> hashes;               // theirs

  Prepared() = default;
  Prepared(Prepared&&) = default;  // and no copy: `changes` would look into the original
  Prepared& operator=(Prepared&&) = default;
};
Prepared prepare(const protocol::SentBatch& sent);

class Receiver {
 public:
  Receiver(Province& province, const Device& device, Order& order)
      : province_(province), device_(device), order_(order) {}

  Result<protocol::BatchAnswer> receive(const protocol::SentBatch& sent, Prepared prepared);

  const store::Touched& touched() const { return touched_; }
  // Hashes of the changes that came, new or again: no need to send them back.
  const std::set<Hash>& came() const { return came_; }

 private:
  using Canonicals = std::vector<store::Canonical>;  // the batch's changes, in its order

  struct Stored {
    Hash name;
    protocol::BatchAnswer answer;
    bool is_applied = false;
  };

  Result<std::optional<Stored>> find_stored(Replica replica, std::uint64_t number);
  Result<std::optional<Hash>> previous_of(const protocol::SentBatch& sent);
  Result<protocol::BatchAnswer> receive_whole(const protocol::SentBatch& sent, Prepared prepared, const Hash& previous);
  Result<protocol::BatchAnswer> receive_next(const journal::Batch& batch, const Canonicals& changes, const Bytes& bytes,
                                             const Hash& name);
  Result<protocol::BatchAnswer> keep_for_later(const journal::Batch& batch, const Bytes& bytes, const Hash& name);
  Result<protocol::BatchAnswer> apply(const Canonicals& changes);
  // vouched.cpp
  Result<protocol::BatchAnswer> receive_parcel(const journal::Parcel& parcel, ByteView bytes);
  Result<protocol::Outcome> merge_vouched(const journal::Change& change);
  Result<bool> any_vouched();
  Result<bool> contradicts_vouched(const journal::Batch& batch);  // the author's own, other than what was vouched for
  Status confirm_vouched(const journal::Batch& batch);            // the author's own has come
  Status release_following(const journal::Batch& batch, Hash name);
  Result<bool> is_of_another_device(Replica replica);
  Result<bool> has_twin(const Canonicals& changes);
  Result<bool> has_room_to_wait(Replica replica, std::uint64_t applied);
  Status keep(const journal::Batch& batch, ByteView bytes, const Hash& name, const protocol::BatchAnswer& answer);
  Result<protocol::BatchAnswer> hold(ByteView bytes, Replica replica, std::uint64_t number, std::string_view reason);

  Province& province_;
  const Device& device_;
  Order& order_;
  store::Touched touched_;
  std::set<Hash> came_;
  std::optional<bool> has_vouched_;  // whether there is any to look for; asked once
  std::vector<journal::Change> of_office_;  // merged by the batch at hand, to be looked at when it is applied
};

}  // namespace ocop::server
