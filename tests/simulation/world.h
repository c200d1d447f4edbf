// A province and its tablets in one process, in virtual time, from one seed.
//
// Real: the whole core, the engine of synchronising, the province. Scripted: clock, chance, disk (SQLite over a disk in
// memory that keeps what was synced apart from what was written) and the link, which loses requests and answers, cuts
// them at any byte, doubles them, and delivers old ones late and out of order.
//
// Officers work, synchronise, are killed in the middle, and lose power. At the end the link heals and everybody
// synchronises until nothing moves. Then:
//   S1  what a command acknowledged is at the province: its stamp, and where nothing later of its author replaced it
//   its value
//   S2  nothing was applied twice: positions are 1, 2, 3 …; every stamp is merged once
//   S3  the province and every tablet hold the same of every root: records, heads, seen
//   S4  conflicts are open everywhere under one name, or nowhere
//   S5  a model that knows no order holds the same heads
//   S6  every folder is whole (verify), nothing waits, nothing is unsent
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/link.h"

namespace ocop::simulation {

struct Options {
  std::uint64_t seed = 1;
  std::size_t steps = 120;
  bool is_told = false;  // print what happens
};

struct Outcome {
  std::vector<std::string> failures;  // empty: every invariant holds
  std::size_t commands = 0, sessions = 0, kills = 0, faults = 0, conflicts = 0, changes = 0, photos = 0;
};

Outcome run(const Options& options);

}  // namespace ocop::simulation
