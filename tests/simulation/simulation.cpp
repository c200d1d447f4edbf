// simulation [--seeds N] [--seed K] [--steps N] [--tell]
//
// Runs N worlds from the seeds K, K+1 … (tests/simulation/world.h) and prints a line for each that failed, with the
// command that shows it again. Exit 0 only if every invariant held in every world.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/simulation/world.h"

int main(int count, char** values) {
  ocop::simulation::Options options;
  std::uint64_t seeds = 1;
  for (int at = 1; at < count; ++at) {
    const std::string name = values[at];
    if (name == "--tell") {
      options.is_told = true;
      continue;
    }
    const std::uint64_t number = at + 1 < count ? std::strtoull(values[++at], nullptr, 10) : 0;
    if (name == "--seeds") seeds = number;
    else if (name == "--seed") options.seed = number;
    else if (name == "--steps") options.steps = number;
    else {
      std::fprintf(stderr, "simulation [--seeds N] [--seed K] [--steps N] [--tell]\n");
      return 2;
    }
  }
  ocop::simulation::Outcome sum;
  std::uint64_t failed = 0;
  for (const std::uint64_t end = options.seed + seeds; options.seed < end; ++options.seed) {
    const auto outcome = ocop::simulation::run(options);
    sum.commands += outcome.commands;
    sum.sessions += outcome.sessions;
    sum.kills += outcome.kills;
    sum.faults += outcome.faults;
    sum.changes += outcome.changes;
    sum.conflicts += outcome.conflicts;
    sum.photos += outcome.photos;
    if (outcome.failures.empty()) continue;
    ++failed;
    std::printf("FAILED: simulation --seed %llu --steps %zu --tell\n", static_cast<unsigned long long>(options.seed),
                options.steps);
    for (const std::string& failure : outcome.failures) std::printf("  %s\n", failure.c_str());
  }
  std::printf(
      "%llu seeds, %llu failed; %zu commands, %zu changes, %zu sessions, %zu link faults, %zu kills, %zu photos, "
      "%zu conflicts open at rest\n",
      static_cast<unsigned long long>(seeds), static_cast<unsigned long long>(failed), sum.commands, sum.changes,
      sum.sessions, sum.faults, sum.kills, sum.photos, sum.conflicts);
  return failed == 0 ? 0 : 1;
}
