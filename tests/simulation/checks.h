// What holds in a world at rest: S1 to S6 of world.h.
#pragma once

#include <memory>

#include "sync/server/province.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/world.h"

namespace ocop::simulation {

using Tablets = std::vector<std::unique_ptr<Tablet>>;

// A3: of one folder, whose name goes before each problem.
void check_whole(const std::string& whose, service::Folder& folder, Problems& problems);

void check_at_rest(Ledger& ledger, server::Province& province, Tablets& tablets, Outcome& outcome);

}  // namespace ocop::simulation
