// Hashes, signatures and message authentication, all libsodium's. Pure functions; any thread.
#pragma once

#include <optional>

#include "core/base/bytes.h"
#include "core/base/entropy.h"
#include "core/base/ids.h"

namespace ocop {

Hash sha256(ByteView bytes);

// SHA-256 of something too large to hold, piece by piece.
class Sha256 {
 public:
  Sha256();
  void update(ByteView bytes);
  Hash finish();  // once

 private:
  alignas(8) std::uint8_t state_[104];
};

struct KeyPair {
  PublicKey public_key;
  SecretKey secret_key;
};

KeyPair make_key_pair(Entropy& entropy);
Signature sign(const SecretKey& key, ByteView message);
[[nodiscard]] bool verify(const PublicKey& key, ByteView message, const Signature& signature);

// The key that both ends of an enrolment compute: X25519 of the two Ed25519 keys, hashed with both public keys in the
// order device, province. Nothing when a key is not a point of the curve.
std::optional<MacKey> agree_mac_key(const SecretKey& own, const PublicKey& other, const PublicKey& device,
                                    const PublicKey& province);

Mac mac(const MacKey& key, ByteView message);  // BLAKE2b, 16 bytes, keyed
[[nodiscard]] bool mac_matches(const MacKey& key, ByteView message, const Mac& mac);  // in constant time

}  // namespace ocop
