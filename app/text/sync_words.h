// What became of a session with the province, in one sentence: on the screen, in the exported journal, on the command
// line. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/text/text.h"

namespace ocop::text {

struct SessionWords {
  std::string_view at;            // "11/11 17:42"
  std::uint64_t changes = 0;      // sent
  std::uint64_t photo_files = 0;  // sent, each size a file
  std::uint64_t breaks = 0;
  bool is_finished = false;
  std::optional<ErrorCode> error = {};
};

// Empty for a session that is under way, or whose program was ended in the middle of it.
std::string session_sentence(const SessionWords& session, Language language);

}  // namespace ocop::text
