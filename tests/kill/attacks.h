// What is going on while the blow falls. A new kind of work is a function here and a line in the table: the window's
// typing will be one.
#pragma once

#include <span>
#include <string_view>

#include "tests/kill/world.h"

namespace ocop::kill {

struct Attack {
  std::string_view name;
  bool needs_province;
  bool (*run)(World& world);  // whether something was still running when it was killed
};

std::span<const Attack> attacks();

}  // namespace ocop::kill
