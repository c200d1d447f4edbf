// kill_rounds [--rounds N] [--seed S] [--only NAME] [--without NAME]: programs at work, killed at random instants, in
// turn (attacks.h); after each the tablet and the province are checked (world.h). Exit status 0 when nothing was lost.
// The seed replays the instants, not the machine's scheduling.
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string_view>
#include <vector>

#include "tests/kill/attacks.h"

int main(int count, char** values) {
  using namespace ocop::kill;
  int rounds = 12;
  std::uint32_t seed = std::random_device()();
  std::vector<Attack> chosen(attacks().begin(), attacks().end());
  for (int at = 1; at + 1 < count; at += 2) {
    if (std::string_view(values[at]) == "--rounds") rounds = std::atoi(values[at + 1]);
    if (std::string_view(values[at]) == "--seed")
      seed = static_cast<std::uint32_t>(std::strtoul(values[at + 1], nullptr, 10));
    if (std::string_view(values[at]) == "--without")
      std::erase_if(chosen, [&](const Attack& attack) { return attack.name == values[at + 1]; });
    if (std::string_view(values[at]) == "--only")
      std::erase_if(chosen, [&](const Attack& attack) { return attack.name != values[at + 1]; });
  }
  if (chosen.empty()) {
    std::cerr << "no such attack\n";
    return 2;
  }
  World world(seed);
  std::map<std::string_view, std::pair<int, int>> done;  // rounds, of which something was still running
  int skipped = 0;
  for (int round = 0; round < rounds; ++round) {
    const Attack& attack = chosen[static_cast<std::size_t>(round) % chosen.size()];
    const bool is_possible = attack.needs == Needs::Province ? world.has_province()
                             : attack.needs == Needs::Screen ? world.has_screen()
                                                             : true;
    if (!is_possible) {
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
