// Sealing for one reader: whoever has the reader's public key can seal, nobody but the reader can open, the writer
// neither. libsodium's sealed box (X25519, XSalsa20-Poly1305) to an Ed25519 key turned to Curve25519, so that the key
// that a device or a province is known by serves here too. Pure functions; any thread.
#pragma once

#include <optional>

#include "core/base/hash.h"

namespace ocop {

inline constexpr std::size_t seal_bytes = 48;  // longer than what was sealed

// Nothing when the key is not a point of the curve.
std::optional<Bytes> seal_for(const PublicKey& reader, ByteView plain, Entropy& entropy);
// Nothing: sealed for another, or changed on the way.
std::optional<Bytes> open_sealed(const KeyPair& reader, ByteView sealed);

}  // namespace ocop
