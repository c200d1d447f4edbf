#include "core/base/sealed_box.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/assert.h"

namespace ocop {
namespace {

void ensure_sodium() {
  static const bool is_ready = sodium_init() >= 0;
  OCOP_ASSERT(is_ready);
}

static_assert(seal_bytes == crypto_box_SEALBYTES);

}  // namespace

// As crypto_box_seal does it, but that the key of one use comes from our Entropy: tests replay a run from its seed.
std::optional<Bytes> seal_for(const PublicKey& reader, ByteView plain, Entropy& entropy) {
  ensure_sodium();
  std::uint8_t reader_x[crypto_box_PUBLICKEYBYTES];
  if (crypto_sign_ed25519_pk_to_curve25519(reader_x, reader.bytes.data()) != 0) return std::nullopt;
  std::uint8_t seed[crypto_box_SEEDBYTES];
  std::uint8_t once_public[crypto_box_PUBLICKEYBYTES];
  std::uint8_t once_secret[crypto_box_SECRETKEYBYTES];
  entropy.fill(seed);
  crypto_box_seed_keypair(once_public, once_secret, seed);

  std::uint8_t nonce[crypto_box_NONCEBYTES];
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof nonce);
  crypto_generichash_update(&state, once_public, sizeof once_public);
  crypto_generichash_update(&state, reader_x, sizeof reader_x);
  crypto_generichash_final(&state, nonce, sizeof nonce);

  Bytes out(seal_bytes + plain.size());
  std::copy(std::begin(once_public), std::end(once_public), out.begin());
  const int sealed = crypto_box_easy(out.data() + sizeof once_public, plain.data(), plain.size(), nonce, reader_x,
                                     once_secret);
  sodium_memzero(seed, sizeof seed);
  sodium_memzero(once_secret, sizeof once_secret);
  if (sealed != 0) return std::nullopt;
  return out;
}

std::optional<Bytes> open_sealed(const KeyPair& reader, ByteView sealed) {
  ensure_sodium();
  if (sealed.size() < seal_bytes) return std::nullopt;
  std::uint8_t reader_x[crypto_box_PUBLICKEYBYTES];
  std::uint8_t secret_x[crypto_box_SECRETKEYBYTES];
  if (crypto_sign_ed25519_pk_to_curve25519(reader_x, reader.public_key.bytes.data()) != 0) return std::nullopt;
  if (crypto_sign_ed25519_sk_to_curve25519(secret_x, reader.secret_key.bytes.data()) != 0) return std::nullopt;
  Bytes out(sealed.size() - seal_bytes);
  const int opened = crypto_box_seal_open(out.data(), sealed.data(), sealed.size(), reader_x, secret_x);
  sodium_memzero(secret_x, sizeof secret_x);
  if (opened != 0) return std::nullopt;
  return out;
}

}  // namespace ocop
