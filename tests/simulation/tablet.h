// A tablet of the world: a machine with the real program on it, an officer, and a link to the province.
#pragma once

#include <optional>
#include <set>

#include "core/service/views.h"
#include "tests/simulation/link.h"
#include "tests/simulation/machine.h"

namespace ocop::simulation {

// A tablet whose folder was put back from a backup is another one as far as promises go: what it had told and not sent
// is gone with its first life.
using Life = std::uint64_t;

struct Tablet {
  Tablet(std::size_t number, std::uint64_t seed, std::set<std::string> communes, Door& door, Chance& chance,
         Tally& tally)
      : machine("tablet-" + std::to_string(number), seed),
        link(door, chance, tally),
        officer("Cán bộ " + std::to_string(number)),
        units(std::move(communes)) {}

  // The program ends as it does on somebody's order: it closes its files.
  void stop() { folder.reset(); }
  // The program ends in the middle of whatever it did.
  void die(Machine::End how, Chance& chance) {
    machine.plan().cut();  // a killed program writes nothing more, not even when it closes
    folder.reset();
    machine.end(how, chance);
  }
  Status start() {
    auto opened = service::Folder::open(machine.path(), machine.ports(), FaultDisk::name);
    if (!opened) return opened.error();
    folder.emplace(std::move(*opened));
    forms.clear();
    return {};
  }

  Machine machine;
  Link link;
  std::string officer;
  std::set<std::string> units;      // that the province gave it
  PublicKey device;
  std::optional<service::Folder> folder;
  std::map<store::RecordKey, service::RecordView> forms;  // opened some time ago
  Life life = 0;
  bool is_lost = false;             // the machine is gone; what it sent may still be on its way
  std::optional<Copy> backup;       // of its folder, some time ago
  std::int64_t harvested = 0;       // row of its last batch that the ledger knows
};

}  // namespace ocop::simulation
