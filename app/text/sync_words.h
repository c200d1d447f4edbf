// What became of a session with the province, in one sentence: on the screen, in the exported journal, on the command
// line. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/text/text.h"

namespace ocop::text {

struct SessionWords {
  std::int64_t ended_wall_ms = 0;
  std::uint64_t changes = 0;      // sent
  std::uint64_t photo_files = 0;  // sent, each size a file
  std::uint64_t breaks = 0;
  bool is_finished = false;
  std::optional<ErrorCode> error = {};
};

// Empty for a session that is under way, or whose program was ended in the middle of it.
std::string session_sentence(const SessionWords& session, Language language);

// `session` has the members above by their names: SyncSession of core/service, which this folder may not include.
template <typename Session>
std::string session_sentence(const Session& session, Language language) {
  return session_sentence(SessionWords{.ended_wall_ms = session.ended_wall_ms,
                                       .changes = session.changes,
                                       .photo_files = session.photo_files,
                                       .breaks = session.breaks,
                                       .is_finished = session.is_finished,
                                       .error = session.error},
                          language);
}

}  // namespace ocop::text
