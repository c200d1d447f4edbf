// The port to chance. Tests pass a seeded one and replay a run from its seed.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/ids.h"

namespace ocop {

class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  std::uint64_t draw_64() {
    std::uint8_t raw[8];
    fill(raw);
    std::uint64_t out = 0;
    for (const std::uint8_t byte : raw) out = (out << 8) | byte;
    return out;
  }
};

inline Id random_id(Entropy& entropy) {
  Id id;
  entropy.fill(id.bytes);
  return id;
}

// The machine's own generator, through libsodium.
class SystemEntropy final : public Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace ocop
