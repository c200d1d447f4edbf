// kill_rounds [--rounds N] [--seed S]: programs at work, killed at random instants, in turn (attacks.h); after each the
// tablet and the province are checked (world.h). Exit status 0 when nothing was lost. The seed replays the instants,
// not the machine's scheduling.
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string_view>

#include "tests/kill/attacks.h"

int main(int count, char** values) {
  using namespace ocop::kill;
  int rounds = 12;
  std::uint32_t seed = std::random_device()();
  for (int at = 1; at + 1 < count; at += 2) {
    if (std::string_view(values[at]) == "--rounds") rounds = std::atoi(values[at + 1]);
    if (std::string_view(values[at]) == "--seed")
      seed = static_cast<std::uint32_t>(std::strtoul(values[at + 1], nullptr, 10));
  }
  World world(seed);
  std::map<std::string_view, std::pair<int, int>> done;  // rounds, of which something was still running
  int skipped = 0;
  for (int round = 0; round < rounds; ++round) {
    const Attack& attack = attacks()[static_cast<std::size_t>(round) % attacks().size()];
    if (attack.needs_province && !world.has_province()) {
      ++skipped;
      continue;
    }
    const int faults_before = world.faults();
    const bool hit = attack.run(world);
    world.check();
    ++done[attack.name].first;
    done[attack.name].second += hit ? 1 : 0;
    if (world.faults() > faults_before) std::cout << "round " << round << " (" << attack.name << ")" << std::endl;
  }
  std::cout << "kill_rounds: seed " << seed << ", " << rounds - skipped << " rounds, " << skipped << " skipped";
  for (const auto& [name, figures] : done)
    std::cout << "; " << name << " " << figures.second << " of " << figures.first << " hit while running";
  std::cout << "; " << world.faults() << " faults" << std::endl;
  return world.faults() == 0 ? 0 : 1;
}
