// A picture as the bytes of a PNG.
#pragma once

#include "platform/api/window.h"

namespace ocop::shell {

Bytes png_of(const platform::Picture& picture);  // empty for a picture without pixels

}  // namespace ocop::shell
