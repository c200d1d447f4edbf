// kill_rounds [--rounds N] [--seed S] [--only NAME] [--without NAME]: programs at work, killed at random instants, in
// turn (attacks.h); after each the tablet and the province are checked (world.h). Exit status 0 when nothing was lost.
//
// The instants are drawn from the time that the work takes when nobody disturbs it, which is measured before the first
// blow and every few blows again: this machine is not always as fast. The last line says, for each kind of work, how
// many blows fell while it was running. The seed replays the draws, not the machine's scheduling.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string_view>
#include <vector>

#include "tests/kill/attacks.h"

namespace {

using namespace ocop::kill;

constexpr int blows_per_measurement = 4;

// One attack and what came of it so far.
struct Record {
  Attack attack;
  int blows = 0, hits = 0;
  std::vector<int> unharmed_ms = {};

  // As long as three runs of four took at least: most blows hit, and some fall at the very end.
  int typical_ms() const {
    if (unharmed_ms.empty()) return attack.endless_ms;
    std::vector<int> sorted = unharmed_ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 4];
  }
};

struct Options {
  int rounds = 12;
  std::uint32_t seed = std::random_device()();
  std::vector<Record> records;
};

Options read_options(int count, char** values) {
  Options out;
  for (const Attack& attack : attacks()) out.records.push_back({attack});
  for (int at = 1; at + 1 < count; at += 2) {
    const std::string_view name = values[at], value = values[at + 1];
    if (name == "--rounds") out.rounds = std::atoi(values[at + 1]);
    if (name == "--seed") out.seed = static_cast<std::uint32_t>(std::strtoul(values[at + 1], nullptr, 10));
    if (name == "--without") std::erase_if(out.records, [&](const Record& one) { return one.attack.name == value; });
    if (name == "--only") std::erase_if(out.records, [&](const Record& one) { return one.attack.name != value; });
  }
  return out;
}

bool is_possible(const World& world, const Attack& attack) {
  if (attack.needs == Needs::Province) return world.has_province();
  if (attack.needs == Needs::Screen) return world.has_screen();
  return true;
}

void strike(World& world, Record& record) {
  if (record.attack.endless_ms == 0 && record.blows % blows_per_measurement == 0)
    record.unharmed_ms.push_back(record.attack.run(world, no_blow).took_ms);
  const Blow blow = record.attack.run(world, world.upto(record.typical_ms()));
  ++record.blows;
  record.hits += blow.was_running ? 1 : 0;
  world.check();
}

void report(const Options& options, int skipped, int faults) {
  std::cout << "kill_rounds: seed " << options.seed << ", " << options.rounds - skipped << " rounds, " << skipped
            << " skipped";
  for (const Record& record : options.records) {
    std::cout << "; " << record.attack.name << " " << record.hits << " of " << record.blows << " hit while running";
    if (!record.unharmed_ms.empty()) std::cout << " (unharmed " << record.typical_ms() << " ms)";
  }
  std::cout << "; " << faults << " faults" << std::endl;
}

}  // namespace

int main(int count, char** values) {
  Options options = read_options(count, values);
  if (options.records.empty()) {
    std::cerr << "no such attack\n";
    return 2;
  }
  World world(options.seed);
  int skipped = 0;
  for (int round = 0; round < options.rounds; ++round) {
    Record& record = options.records[static_cast<std::size_t>(round) % options.records.size()];
    if (!is_possible(world, record.attack)) {
      ++skipped;
      continue;
    }
    const int faults_before = world.faults();
    strike(world, record);
    if (world.faults() > faults_before)
      std::cout << "round " << round << " (" << record.attack.name << ")" << std::endl;
  }
  report(options, skipped, world.faults());
  return world.faults() == 0 ? 0 : 1;
}
