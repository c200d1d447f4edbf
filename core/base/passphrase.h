// A secret under a passphrase: Argon2id makes a key of the passphrase, secretbox (XSalsa20-Poly1305) seals the secret
// with it. What it cost is written beside it, so that sealed bytes can be opened by any later program.
//
//   sealed   1, passes: u32 big-endian, memory in KiB: u32 big-endian, salt(16), nonce(24), secretbox(16 + secret)
//
// Pure but for time and memory, both of which the cost names; any thread.
#pragma once

#include <string_view>

#include "core/base/bytes.h"
#include "core/base/entropy.h"
#include "core/base/result.h"

namespace ocop {

struct PassphraseCost {
  std::uint32_t passes = 3;
  std::uint32_t memory_kib = 256 * 1024;  // for the time of one call
};
inline constexpr PassphraseCost passphrase_cost_least{1, 8};  // for tests: no protection

// InvalidInput: an empty passphrase. StorageFault: the memory is not to be had.
Result<Bytes> seal_under_passphrase(ByteView secret, std::string_view passphrase, Entropy& entropy,
                                    PassphraseCost cost = {});
// Unauthorised: another passphrase, or bytes that were altered. Malformed: no sealed bytes, or of a cost that no
// program of ours asks for.
Result<Bytes> open_under_passphrase(ByteView sealed, std::string_view passphrase);

}  // namespace ocop
