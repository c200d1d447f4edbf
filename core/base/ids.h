// Names of things. Random and 128 bits wide, so that tablets that never met make no two alike; different kinds of names
// are different types, so that one cannot be passed for another.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace ocop {

class Entropy;

// A fixed number of bytes that compares, hashes and prints as hex. `Tag` makes each use a type of its own.
template <typename Tag, std::size_t Size>
struct FixedBytes {
  static constexpr std::size_t size = Size;
  std::array<std::uint8_t, Size> bytes{};

  friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;

  ByteView view() const { return bytes; }
  std::string hex() const { return to_hex(bytes); }
  bool is_zero() const { return *this == FixedBytes{}; }

  static std::optional<FixedBytes> from(ByteView from) {
    if (from.size() != Size) return std::nullopt;
    FixedBytes out;
    std::copy(from.begin(), from.end(), out.bytes.begin());
    return out;
  }
  static std::optional<FixedBytes> parse(std::string_view hex) {
    const auto bytes = from_hex(hex);
    return bytes ? from(*bytes) : std::nullopt;
  }
};

using Id = FixedBytes<struct IdTag, 16>;                // of a record, a root, a conflict
using Hash = FixedBytes<struct HashTag, 32>;            // SHA-256
using PublicKey = FixedBytes<struct PublicKeyTag, 32>;  // Ed25519
using SecretKey = FixedBytes<struct SecretKeyTag, 64>;  // Ed25519; never printed, never sent
using Signature = FixedBytes<struct SignatureTag, 64>;  // Ed25519
using MacKey = FixedBytes<struct MacKeyTag, 32>;
using Mac = FixedBytes<struct MacTag, 16>;

// One start of the program on a data folder (design: the journal). Drawn at random before its first change.
using Replica = std::uint64_t;

}  // namespace ocop

template <typename Tag, std::size_t Size>
struct std::hash<ocop::FixedBytes<Tag, Size>> {
  std::size_t operator()(const ocop::FixedBytes<Tag, Size>& value) const noexcept {
    std::size_t out = 0;  // ids and hashes are uniform already: their first bytes serve
    for (std::size_t i = 0; i < sizeof(std::size_t) && i < Size; ++i) out = (out << 8) | value.bytes[i];
    return out;
  }
};
