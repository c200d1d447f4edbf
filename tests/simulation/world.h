// A province and its tablets in one process, in virtual time, from one seed.
//
// Real: the whole core, the engine of synchronising, the province. Scripted: clock, chance, disk (SQLite over a disk in
// memory that keeps what was synced apart from what was written) and the link.
//
// Two to eight officers in one or two communes type, score, photograph, archive, restore and settle, each other's
// dossiers too, also while a session runs. Links lose, delay, double, reorder, alter and cut at any byte, both ways.
// Tablets and the province are killed, at any write too (of the database, of a photo, in an import, while starting),
// lose what was not synced or keep a torn part of it, and run out of storage. Clocks jump by years. Folders of tablets
// are put back from older backups, copied so that two machines go on, and lost. The province is backed up, goes back to
// a backup, or has its disk put back; gives communes and takes them away; tablets make room. Bundles travel on sticks,
// cut, altered, twice and late. Some tablets write what only a newer program knows; in half of the worlds a device of
// another make sends out of order, asks in a later version, and forges chains (and no disk of the province is lost).
//
// Along the way:
//   A1  what a command acknowledged is on the tablet after every start, until it is at the province
//   A2  a tablet whose session ends with nothing unsent is right: its values and photos are at the province
//   A3  every folder is whole (verify), now and then and at rest
//   A4  no original photo leaves a tablet before two backups hold it
//   A5  a command writes what was touched and nothing else, over the values that were shown and no others
// At the end the links heal and everybody synchronises until nothing moves. Then:
//   S1  what a command acknowledged is at the province, unless the only machines that held it are gone; under its own
//       stamp or, where a copy of the folder had taken that, the one under which its tablet wrote it anew
//   S2  nothing was applied twice: positions are 1, 2, 3 …; every stamp is merged once, with the bytes it was sealed in
//   S3  the province and every tablet hold the same of every root that the tablet may see: records, heads, seen
//   S4  concurrent values of one field are open for a person everywhere, under one name, or were settled
//   S5  a plain model (ledger.h) holds the same heads
//   S6  nothing waits, nothing is unsent, no stamp has two meanings
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulation/faults.h"

namespace ocop::simulation {

struct Options {
  std::uint64_t seed = 1;
  std::size_t steps = 120;
  bool is_told = false;  // print what happens
  std::vector<std::uint8_t> drawn_first;  // what chance draws before it goes on from the seed (chance.h)
};

Options drawn_by(const std::vector<std::uint8_t>& bytes);  // a fuzzer's world: more bytes, more steps

struct Outcome {
  std::vector<std::string> failures;  // empty: every invariant holds
  Tally tally;                        // what happened, by kind
  std::size_t changes = 0, conflicts = 0, values = 0;  // at rest: compared with the model
};

Outcome run(const Options& options);

}  // namespace ocop::simulation
