// The machine's clocks. The boot is named by a hash of the kernel's own name for it; 0 when there is none to read.
#pragma once

#include "core/base/clock.h"

namespace ocop::platform {

class SystemClock final : public Clock {
 public:
  SystemClock();
  std::int64_t wall_ms() const override;
  std::int64_t monotonic_ms() const override;  // goes on while the machine sleeps
  std::uint32_t boot() const override { return boot_; }

 private:
  std::uint32_t boot_;
};

}  // namespace ocop::platform
