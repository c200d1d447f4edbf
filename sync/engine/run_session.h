// Drives a session to its end over a transport: the loop that a thread or a command runs.
#pragma once

#include <functional>

#include "core/base/clock.h"
#include "sync/engine/session.h"

namespace ocop::engine {

// Waits so many milliseconds; false when the wait was cut short because the program wants to end.
using Sleep = std::function<bool(std::int64_t ms)>;

// After every answer, for a screen: a copy of the counts so far. May be empty.
using Progress = std::function<void(const Summary&)>;

Summary run_session(Session& session, Transport& transport, const Clock& clock, const Sleep& sleep,
                    const Progress& progress = {});

}  // namespace ocop::engine
