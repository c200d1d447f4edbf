// simulation [--seeds N] [--seed K] [--steps N] [--until-failure] [--tell]
// simulation --drawn FILE [--tell]      the one world that tests/fuzz/world_fuzz.cpp makes of these bytes
//
// Runs N worlds from the seeds K, K+1 … (tests/simulation/world.h), or until one fails, and prints for each that failed
// what it found and the command that shows it again; at the end what was done to all of them, by kind. Exit 0 only if
// every invariant held in every world.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/simulation/world.h"

namespace {

using ocop::simulation::Options;
using ocop::simulation::Outcome;

struct Arguments {
  Options options;
  std::string drawn;  // the file; empty: worlds of seeds
  std::uint64_t seeds = 1;
  bool ends_with_failure = false;
};

bool read_drawn(const char* path, Options& out) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  const bool is_told = out.is_told;
  out = ocop::simulation::drawn_by(bytes);
  out.is_told = is_told;
  return !bytes.empty();
}

bool read(int count, char** values, Arguments& out) {
  for (int at = 1; at < count; ++at) {
    const std::string name = values[at];
    if (name == "--tell") {
      out.options.is_told = true;
      continue;
    }
    if (name == "--until-failure") {
      out.ends_with_failure = true;
      continue;
    }
    if (at + 1 >= count) return false;
    const char* value = values[++at];
    if (name == "--drawn") {
      out.drawn = value;
      if (!read_drawn(value, out.options)) return false;
      continue;
    }
    const std::uint64_t number = std::strtoull(value, nullptr, 10);
    if (name == "--seeds") out.seeds = number;
    else if (name == "--seed") out.options.seed = number;
    else if (name == "--steps") out.options.steps = number;
    else return false;
  }
  return true;
}

unsigned long long wide(std::uint64_t number) { return number; }

void print_failure(const Arguments& arguments, const Options& options, const Outcome& outcome) {
  if (!arguments.drawn.empty()) std::printf("FAILED: simulation --drawn %s --tell\n", arguments.drawn.c_str());
  else std::printf("FAILED: simulation --seed %llu --steps %zu --tell\n", wide(options.seed), options.steps);
  for (const std::string& failure : outcome.failures) std::printf("  %s\n", failure.c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** values) {
  Arguments arguments;
  if (!read(count, values, arguments)) {
    std::fprintf(stderr, "simulation [--seeds N] [--seed K] [--steps N] [--drawn FILE] [--until-failure] [--tell]\n");
    return 2;
  }
  const auto seconds = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };  // of processor
  Options options = arguments.options;
  Outcome sum;
  std::uint64_t played = 0;
  std::uint64_t failed = 0;
  for (; played < arguments.seeds; ++played, ++options.seed) {
    if (failed > 0 && arguments.ends_with_failure) break;
    const auto outcome = ocop::simulation::run(options);
    sum.tally.add(outcome.tally);
    sum.changes += outcome.changes;
    sum.conflicts += outcome.conflicts;
    sum.values += outcome.values;
    if (outcome.failures.empty()) continue;
    ++failed;
    print_failure(arguments, options, outcome);
  }
  for (const auto& [kind, times] : sum.tally.kinds()) {
    std::printf("%10zu  %.*s\n", times, static_cast<int>(kind.size()), kind.data());
  }
  std::printf("%llu seeds of %zu steps, %llu failed; %zu changes checked, %zu values with the model, %zu conflicts "
              "open at rest; %.1f s\n",
              wide(played), options.steps, wide(failed), sum.changes, sum.values, sum.conflicts, seconds());
  return failed == 0 ? 0 : 1;
}
