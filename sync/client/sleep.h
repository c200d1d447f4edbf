// Waiting between two tries of a session, for programs that have nothing else to do meanwhile. Blocks the calling
// thread.
#pragma once

#include "sync/engine/run_session.h"

namespace ocop::client {

engine::Sleep blocking_sleep();

}  // namespace ocop::client
