// A batch: changes of one replica, sealed. What was sealed never changes; it is kept until it is durable at the
// province.
//
// Its name is a SHA-256 over its header and the *list of its changes' hashes*, so that one change can be proved without
// the others. Name and signature cover canonical, uncompressed bytes; what travels is compressed around them.
// PROTOCOL.md §4 gives the bytes.
#pragma once

#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/journal/change.h"

namespace ocop::journal {

struct Batch {
  Replica replica = 0;
  std::uint64_t number = 0;  // counts the replica's batches from 1
  Hash previous;             // the name of the batch sealed before; zero for the first
  std::vector<Change> changes;
  Signature signature;       // by the device's key, over the name

  friend bool operator==(const Batch&, const Batch&) = default;
};

Hash name_of(const Batch& batch);
// The same for whoever has the hashes of the changes already; `batch.changes` is not looked at.
Hash name_of(const Batch& batch, std::span<const Hash> change_hashes);
void seal(Batch& batch, const Hash& name, const SecretKey& device);        // fills in the signature
inline void seal(Batch& batch, const SecretKey& device) { seal(batch, name_of(batch), device); }
[[nodiscard]] bool is_signed_by(const Batch& batch, const Hash& name, const PublicKey& device);
[[nodiscard]] inline bool is_signed_by(const Batch& batch, const PublicKey& device) {
  return is_signed_by(batch, name_of(batch), device);
}

void write_batch(CborWriter& writer, const Batch& batch);
Batch read_batch(CborReader& reader);       // fails the reader on malformed input; does not look at the signature
Bytes encode_batch(const Batch& batch);
Result<Batch> decode_batch(ByteView bytes);  // Malformed

}  // namespace ocop::journal
