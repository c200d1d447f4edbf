// One entry of a bundle: what travels where there is no network, or over the network on behalf of another tablet.
// PROTOCOL.md §18 gives the bytes.
//
// Every entry stands alone: it names the bundle that it belongs to, its sender and its reader, and is signed by the
// one and sealed for the other. So whatever arrives whole of a file can be used, a carrier can check what it keeps and
// read nothing of it, and entries may arrive in any order, twice, or through several carriers. Pure functions.
#pragma once

#include <optional>
#include <vector>

#include "core/base/hash.h"
#include "core/base/result.h"
#include "sync/protocol/messages.h"

namespace ocop::protocol {

inline constexpr std::string_view bundle_path = "/v1/bundle";

struct BundleEntry {
  Id bundle;                 // drawn when the bundle was made
  PublicKey sender;          // a tablet or the province
  PublicKey reader;          // the province or a tablet
  std::uint64_t number = 0;  // later bundles of the same sender for the same reader have a greater one
  std::uint64_t index = 0;   // of `count` entries, from 0
  std::uint64_t count = 0;
  std::uint64_t photos = 0;  // up to which size photos go along: 0 none, 1 thumbnails, 2 review, 3 originals
  Bytes sealed;              // core/base/sealed_box.h; the content is sync/bundle/content.h
  Signature signature;       // by the sender, over all of the above

  friend bool operator==(const BundleEntry&, const BundleEntry&) = default;
};

void sign(BundleEntry& entry, const SecretKey& sender);
[[nodiscard]] bool is_signed(const BundleEntry& entry);

Bytes write_bundle_entry(const BundleEntry& entry);
// Malformed, LimitExceeded; ProtocolMismatch: of a later version. Does not look at the signature.
Result<BundleEntry> read_bundle_entry(ByteView bytes);

// ---- POST /v1/bundle: a tablet that carries entries of others brings them, some at a time

Bytes write_carried(const std::vector<Bytes>& entries);
Result<std::vector<Bytes>> read_carried(ByteView body);  // Malformed, ProtocolMismatch

// What the province says to them. A carrier lets go of what was taken, so the answer has a MAC.
struct CarriedAnswer {
  std::uint64_t taken = 0;     // entries: all of the request, or none of them
  std::string refused;         // why none: a name of core/base/error.h
  std::vector<Bytes> entries;  // of an answer for the sender, to be carried back; with the bundle's last entry

  friend bool operator==(const CarriedAnswer&, const CarriedAnswer&) = default;
};
Bytes write_carried_answer(const CarriedAnswer& answer);
Result<CarriedAnswer> read_carried_answer(ByteView body);  // Malformed, ProtocolMismatch

Mac carried_mac(const MacKey& key, const Nonce& nonce, ByteView body);
[[nodiscard]] bool carried_mac_matches(const MacKey& key, const Nonce& nonce, ByteView body, const Mac& mac);
Mac carried_answer_mac(const MacKey& key, const Mac& request, ByteView body);
[[nodiscard]] bool carried_answer_mac_matches(const MacKey& key, const Mac& request, ByteView body, const Mac& mac);

}  // namespace ocop::protocol
