#include "core/base/passphrase.h"

#include <sodium.h>

#include <array>

namespace ocop {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t salt_at = 1 + 4 + 4;
constexpr std::size_t nonce_at = salt_at + crypto_pwhash_SALTBYTES;
constexpr std::size_t box_at = nonce_at + crypto_secretbox_NONCEBYTES;
constexpr std::uint32_t passes_max = 16;
constexpr std::uint32_t memory_kib_max = 1024 * 1024;

// Wiped when it goes out of scope.
struct Key {
  ~Key() { sodium_memzero(bytes.data(), bytes.size()); }
  std::array<std::uint8_t, crypto_secretbox_KEYBYTES> bytes{};
};

void put_32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t take_32(ByteView bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = (out << 8) | bytes[i];
  return out;
}

Status derive(Key& key, std::string_view passphrase, ByteView salt, PassphraseCost cost) {
  if (sodium_init() < 0) return Error{ErrorCode::StorageFault, "libsodium"};
  const int done = crypto_pwhash(key.bytes.data(), key.bytes.size(), passphrase.data(), passphrase.size(), salt.data(),
                                 cost.passes, std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (done != 0) return Error{ErrorCode::StorageFault, "memory for the passphrase's key"};
  return {};
}

}  // namespace

Result<Bytes> seal_under_passphrase(ByteView secret, std::string_view passphrase, Entropy& entropy,
                                    PassphraseCost cost) {
  if (passphrase.empty()) return Error{ErrorCode::InvalidInput, "an empty passphrase"};
  Bytes out{version};
  put_32(out, cost.passes);
  put_32(out, cost.memory_kib);
  out.resize(box_at + crypto_secretbox_MACBYTES + secret.size());
  const std::span<std::uint8_t> all(out);
  entropy.fill(all.subspan(salt_at, box_at - salt_at));  // salt and nonce
  Key key;
  TRY(derive(key, passphrase, all.subspan(salt_at, crypto_pwhash_SALTBYTES), cost));
  crypto_secretbox_easy(out.data() + box_at, secret.data(), secret.size(), out.data() + nonce_at, key.bytes.data());
  return out;
}

Result<Bytes> open_under_passphrase(ByteView sealed, std::string_view passphrase) {
  if (sealed.size() < box_at + crypto_secretbox_MACBYTES || sealed[0] != version) return ErrorCode::Malformed;
  const PassphraseCost cost{take_32(sealed.subspan(1)), take_32(sealed.subspan(5))};
  const bool is_ours = cost.passes >= passphrase_cost_least.passes && cost.passes <= passes_max &&
                       cost.memory_kib >= passphrase_cost_least.memory_kib && cost.memory_kib <= memory_kib_max;
  if (!is_ours) return Error{ErrorCode::Malformed, "the cost of a passphrase"};
  Key key;
  TRY(derive(key, passphrase, sealed.subspan(salt_at, crypto_pwhash_SALTBYTES), cost));
  const ByteView box = sealed.subspan(box_at);
  Bytes out(box.size() - crypto_secretbox_MACBYTES);
  const int opened = crypto_secretbox_open_easy(out.data(), box.data(), box.size(), sealed.data() + nonce_at,
                                                key.bytes.data());
  if (opened != 0) return Error{ErrorCode::Unauthorised, "another passphrase"};
  return out;
}

}  // namespace ocop
