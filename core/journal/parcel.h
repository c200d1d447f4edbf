// A parcel: changes of other replicas that a device brings back to a province that lost them. Their authors' signatures
// are not with it, so the device signs for having had them: the province merges them as *vouched for by* that device.
//
//   [number: uint, [change, …], signature: bytes64]     the changes canonical
//   signature   Ed25519 by the device's key over SHA-256 of ["ocop-parcel-1", number, [SHA-256 of each change, …]]
//
// Travels among batches, from which its three items tell it. Pure functions.
#pragma once

#include <vector>

#include "core/base/ids.h"
#include "core/journal/change.h"

namespace ocop::journal {

struct Parcel {
  std::uint64_t number = 0;  // the sender's own count; the answer is kept by it
  std::vector<Change> changes;
  Signature signature;

  friend bool operator==(const Parcel&, const Parcel&) = default;
};

void seal(Parcel& parcel, const SecretKey& device);
[[nodiscard]] bool is_signed_by(const Parcel& parcel, const PublicKey& device);

Bytes encode_parcel(const Parcel& parcel);
Result<Parcel> decode_parcel(ByteView bytes);  // Malformed; does not look at the signature

}  // namespace ocop::journal
