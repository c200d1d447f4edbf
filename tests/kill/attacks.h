// What is going on while the blow falls. A new kind of work is a function here and a line in the table.
#pragma once

#include <limits>
#include <span>
#include <string_view>

#include "tests/kill/world.h"

namespace ocop::kill {

enum class Needs { Nothing, Province, Screen };

inline constexpr int no_blow = std::numeric_limits<int>::max();

struct Blow {
  bool was_running = false;  // something was at work when it was killed
  int took_ms = 0;           // from the beginning of that work to its end, or to the blow
};

struct Attack {
  std::string_view name;
  Needs needs;
  int endless_ms;  // the work has no end: the last instant for a blow. 0: within what it takes unharmed
  // Does the work and kills it `delay_ms` after its beginning, or with no_blow lets it come to its end.
  Blow (*run)(World& world, int delay_ms);
};

std::span<const Attack> attacks();

}  // namespace ocop::kill
