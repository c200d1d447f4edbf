// How long to wait after a failure: doubling from limits::backoff_first_ms to limits::backoff_max_ms, each time a
// random part between half of it and all, so that a village's tablets do not all come back in the same second.
#pragma once

#include "core/base/entropy.h"

namespace ocop::engine {

// `failures`: in a row, at least 1.
std::int64_t backoff_ms(int failures, Entropy& entropy);

}  // namespace ocop::engine
