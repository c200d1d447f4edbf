// What travels without a network: bundles on sticks, between tablets and the province, on foot. A stick is cut,
// altered, taken in twice, late, out of order, by the tablet of a colleague who carries it on, or forgotten.
#pragma once

#include "tests/simulation/ledger.h"
#include "tests/simulation/office.h"

namespace ocop::simulation {

class Sticks {
 public:
  Sticks(Office& office, Chance& chance, Tally& tally) : office_(office), chance_(chance), tally_(tally) {}

  void write(Tablet& tablet, Problems& problems);    // its bundle for the province, and what it carries for others
  void take_in(Tablet& tablet, Problems& problems);  // any stick: an answer to it, or something to be carried on
  void bring_to_the_province(Problems& problems);    // any stick; whose bundles were on it is answered on another

 private:
  std::string new_name();
  std::optional<std::string> pick();  // perhaps a copy that was cut or altered
  void answer(server::Province& province, const PublicKey& device, Problems& problems);

  Office& office_;
  Chance& chance_;
  Tally& tally_;
  fake::MemoryFiles files_;
  std::vector<std::string> names_;
  std::size_t made_ = 0;
};

}  // namespace ocop::simulation
