// What happens in a world (tests/simulation/world.h), drawn by the fuzzer's bytes instead of chance: every invariant
// holds. `simulation --drawn FILE --tell` tells one of them step by step.
#include "tests/fuzz/fuzz.h"
#include "tests/simulation/world.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto outcome = ocop::simulation::run(ocop::simulation::drawn_by({data, data + size}));
  if (!outcome.failures.empty()) ocop::fuzz::must_hold(false, outcome.failures.front().c_str());
  return 0;
}
