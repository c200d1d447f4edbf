// OCOP_ASSERT: a mistake of ours stops the program, in release builds too.
//
// Every saved thing is in the database, so a stop loses at most the last second of typing, while going on with a broken
// invariant can lose a dossier. Never assert on anything that a file, a server, a clock or a finger can cause.
#pragma once

namespace ocop {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}

#define OCOP_ASSERT(expression) \
  (static_cast<bool>(expression) ? static_cast<void>(0) : ::ocop::assertion_failed(#expression, __FILE__, __LINE__))
