// Bytes and their spellings. A ByteView never outlives what it looks at.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocop {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

ByteView as_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);

std::string to_hex(ByteView bytes);                          // lower case
std::optional<Bytes> from_hex(std::string_view hex);         // either case; nothing on anything else

// Crockford's base 32: no I, L, O, U, so that a code can be read out over the telephone. Reading forgives case, spaces,
// hyphens, and I, L, O for 1, 1, 0.
std::string to_base32(ByteView bytes);
std::optional<Bytes> from_base32(std::string_view text);

inline void append(Bytes& to, ByteView bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

}  // namespace ocop
