#include "core/base/hash.h"

#include <sodium.h>

#include <cstring>

#include "core/base/assert.h"

namespace ocop {
namespace {

// libsodium wants one call before any other; a static's initialiser runs once, on whichever thread comes first.
void ensure_sodium() {
  static const bool is_ready = sodium_init() >= 0;
  OCOP_ASSERT(is_ready);
}

static_assert(sizeof(crypto_hash_sha256_state) <= 104);

crypto_hash_sha256_state* state_of(std::uint8_t* raw) { return reinterpret_cast<crypto_hash_sha256_state*>(raw); }

}  // namespace

void SystemEntropy::fill(std::span<std::uint8_t> bytes) {
  ensure_sodium();
  randombytes_buf(bytes.data(), bytes.size());
}

Hash sha256(ByteView bytes) {
  Hash out;
  crypto_hash_sha256(out.bytes.data(), bytes.data(), bytes.size());
  return out;
}

Sha256::Sha256() { crypto_hash_sha256_init(state_of(state_)); }

void Sha256::update(ByteView bytes) { crypto_hash_sha256_update(state_of(state_), bytes.data(), bytes.size()); }

Hash Sha256::finish() {
  Hash out;
  crypto_hash_sha256_final(state_of(state_), out.bytes.data());
  return out;
}

KeyPair make_key_pair(Entropy& entropy) {
  ensure_sodium();
  std::uint8_t seed[crypto_sign_SEEDBYTES];
  entropy.fill(seed);
  KeyPair out;
  crypto_sign_seed_keypair(out.public_key.bytes.data(), out.secret_key.bytes.data(), seed);
  sodium_memzero(seed, sizeof seed);
  return out;
}

Signature sign(const SecretKey& key, ByteView message) {
  ensure_sodium();
  Signature out;
  crypto_sign_detached(out.bytes.data(), nullptr, message.data(), message.size(), key.bytes.data());
  return out;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
  ensure_sodium();
  return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), key.bytes.data()) == 0;
}

std::optional<MacKey> agree_mac_key(const SecretKey& own, const PublicKey& other, const PublicKey& device,
                                    const PublicKey& province) {
  ensure_sodium();
  std::uint8_t own_x[crypto_scalarmult_SCALARBYTES];
  std::uint8_t other_x[crypto_scalarmult_BYTES];
  std::uint8_t shared[crypto_scalarmult_BYTES];
  if (crypto_sign_ed25519_sk_to_curve25519(own_x, own.bytes.data()) != 0) return std::nullopt;
  if (crypto_sign_ed25519_pk_to_curve25519(other_x, other.bytes.data()) != 0) return std::nullopt;
  if (crypto_scalarmult(shared, own_x, other_x) != 0) return std::nullopt;
  MacKey out;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.bytes.size());
  crypto_generichash_update(&state, shared, sizeof shared);
  crypto_generichash_update(&state, device.bytes.data(), device.bytes.size());
  crypto_generichash_update(&state, province.bytes.data(), province.bytes.size());
  crypto_generichash_final(&state, out.bytes.data(), out.bytes.size());
  sodium_memzero(own_x, sizeof own_x);
  sodium_memzero(shared, sizeof shared);
  return out;
}

Mac mac(const MacKey& key, ByteView message) {
  ensure_sodium();
  Mac out;
  crypto_generichash(out.bytes.data(), out.bytes.size(), message.data(), message.size(), key.bytes.data(),
                     key.bytes.size());
  return out;
}

bool mac_matches(const MacKey& key, ByteView message, const Mac& expected) {
  const Mac actual = mac(key, message);
  return sodium_memcmp(actual.bytes.data(), expected.bytes.data(), actual.bytes.size()) == 0;
}

}  // namespace ocop
