#include "sync/engine/backoff.h"

#include <algorithm>

#include "core/base/limits.h"

namespace ocop::engine {

std::int64_t backoff_ms(int failures, Entropy& entropy) {
  std::uint64_t whole = limits::backoff_first_ms;
  for (int i = 1; i < failures && whole < limits::backoff_max_ms; ++i) whole *= 2;
  whole = std::min<std::uint64_t>(whole, limits::backoff_max_ms);
  return static_cast<std::int64_t>(whole / 2 + entropy.draw_64() % (whole / 2 + 1));
}

}  // namespace ocop::engine
