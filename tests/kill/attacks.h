// What is going on while the blow falls. A new kind of work is a function here and a line in the table.
#pragma once

#include <span>
#include <string_view>

#include "tests/kill/world.h"

namespace ocop::kill {

enum class Needs { Nothing, Province, Screen };

struct Attack {
  std::string_view name;
  Needs needs;
  bool (*run)(World& world);  // whether something was still running when it was killed
};

std::span<const Attack> attacks();

}  // namespace ocop::kill
