// From a place to its presenter: the one list of all screens.
#pragma once

#include <memory>

#include "app/presenter/screen.h"

namespace ocop::presenter {

std::unique_ptr<Screen> make_screen(const Place& place, Context& context);

}  // namespace ocop::presenter
