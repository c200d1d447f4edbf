// The journal of syncs, session by session, made from the events that sessions note; and what it tells of the link.
// Plain data and one query; as Folder.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/service/queries.h"

namespace ocop::service {

// A session with the province, or a bundle that was made or taken in here.
struct SyncSession {
  enum class Kind { Sync, Export, Import } kind = Kind::Sync;
  std::int64_t started_wall_ms = 0;
  std::int64_t ended_wall_ms = 0;           // of its last event
  std::uint64_t breaks = 0;                 // how often the link broke
  std::uint64_t changes = 0;                // sent, in the bundle, or new here from it; known once it has finished
  std::uint64_t photo_files = 0;            // likewise, each size a file
  std::uint64_t photo_bytes = 0;            // of files that went either way
  std::uint64_t carried = 0;                // of others: bundles brought to the province or exported, entries imported
  std::uint64_t answered = 0;               // of an import: batches of ours that the province has, by its word
  std::uint64_t photos_arrived = 0;         // of an import: photo files of ours, likewise
  std::uint64_t missing = 0;                // of an import: entries missing or damaged
  bool is_cut = false;                      // of an import: the file had no end
  bool is_finished = false;
  std::optional<ErrorCode> error;           // why it ended, or the last break of one that never did
  std::vector<SyncEventLine> oddities = {};  // oldest first: what was held, resumed, refused, came into conflict
};

// What line of the journal an event begins; none: it tells more of one that has begun.
std::optional<SyncSession::Kind> begun_by(SyncEvent event);

// `events` newest first, as SyncOverview has them; the sessions too.
std::vector<SyncSession> sessions_of(const std::vector<SyncEventLine>& events);

// Bytes a second of the newest session that sent enough photos to tell; nothing when there is none.
std::optional<std::uint64_t> measured_rate(const std::vector<SyncSession>& sessions);

// Everything that is kept, a year; newest first.
Result<std::vector<SyncSession>> read_sync_sessions(Folder& folder);

std::string_view session_kind_name(SyncSession::Kind kind);  // "sync", "export", "import"

// What sending would cost, by kind, before anything is sent.
struct BillRow {
  enum class Kind { Changes, Thumbnails, Reviews, Originals } kind = Kind::Changes;
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
};
std::string_view bill_kind_name(BillRow::Kind kind);  // "changes", "thumbnails", "reviews", "originals"
std::vector<BillRow> bill_of(const SyncOverview& overview);  // in the order of sending, without empty rows

// Whole seconds at this rate, one at least; nothing at an unknown rate.
std::optional<std::uint64_t> seconds_for(std::uint64_t bytes, std::optional<std::uint64_t> bytes_per_second);

}  // namespace ocop::service
