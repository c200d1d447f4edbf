// What became of a session with the province, or of a bundle, in sentences: on the screen, in the exported journal, on
// the command line. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/text/text.h"

namespace ocop::text {

struct SessionWords {
  enum class Kind { Sync, Export, Import } kind = Kind::Sync;
  std::int64_t ended_wall_ms = 0;
  std::uint64_t changes = 0;         // sent; exported; new here from the imported bundle
  std::uint64_t photo_files = 0;     // likewise, each size a file
  std::uint64_t breaks = 0;          // of a session
  std::uint64_t carried = 0;         // bundles of others: delivered, exported; entries of others: imported
  std::uint64_t answered = 0;        // imported: batches of this tablet that the province has
  std::uint64_t photos_arrived = 0;  // imported: photo files of this tablet, likewise
  std::uint64_t missing = 0;         // imported: entries missing or damaged
  bool is_cut = false;               // imported: the file had no end
  bool is_finished = false;
  std::optional<ErrorCode> error = {};
};

// The most important first. None for a session that is under way, or whose program was ended in the middle of it.
std::vector<std::string> session_sentences(const SessionWords& session, Language language);

// `session` has the members above by their names: SyncSession of core/service, which this folder may not include.
template <typename Session>
std::vector<std::string> session_sentences(const Session& session, Language language) {
  return session_sentences(SessionWords{.kind = static_cast<SessionWords::Kind>(session.kind),
                                        .ended_wall_ms = session.ended_wall_ms,
                                        .changes = session.changes,
                                        .photo_files = session.photo_files,
                                        .breaks = session.breaks,
                                        .carried = session.carried,
                                        .answered = session.answered,
                                        .photos_arrived = session.photos_arrived,
                                        .missing = session.missing,
                                        .is_cut = session.is_cut,
                                        .is_finished = session.is_finished,
                                        .error = session.error},
                           language);
}

}  // namespace ocop::text
