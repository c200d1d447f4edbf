#include "platform/linux/system_clock.h"

#include <ctime>
#include <fstream>
#include <string>

#include "core/base/hash.h"

namespace ocop::platform {
namespace {

std::int64_t now_ms(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

std::uint32_t boot_of_kernel() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string name;
  if (!std::getline(file, name) || name.empty()) return 0;
  const auto hash = sha256(as_bytes(name));
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | hash.bytes[i];
  return out;
}

}  // namespace

SystemClock::SystemClock() : boot_(boot_of_kernel()) {}
std::int64_t SystemClock::wall_ms() const { return now_ms(CLOCK_REALTIME); }
std::int64_t SystemClock::monotonic_ms() const { return now_ms(CLOCK_BOOTTIME); }

}  // namespace ocop::platform
