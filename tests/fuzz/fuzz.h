// What a fuzz target is: a function that is given any bytes, must neither crash nor hang, and aborts when a law does
// not hold. The same function is run by libFuzzer (-DOCOP_FUZZ=ON) and over the kept corpus by an ordinary test
// (replay.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "core/base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace ocop::fuzz {

inline void must_hold(bool law, const char* what) {
  if (law) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace ocop::fuzz
