#include "core/service/sync_sessions.h"

#include <algorithm>

namespace ocop::service {
namespace {

constexpr std::uint64_t telling_bytes = 20'000;  // less says more about waiting than about the link
constexpr std::int64_t telling_ms = 1'000;

std::optional<ErrorCode> code_of(std::uint64_t number) {
  if (number >= std::size(error_table)) return std::nullopt;  // of a newer program
  return error_table[number].code;
}

void add_event(SyncSession& session, const SyncEventLine& line) {
  switch (line.event) {
    case SyncEvent::Started:
      return;
    case SyncEvent::Finished:
      session.is_finished = true;
      session.error.reset();
      session.changes = line.first;
      session.photo_files = line.second;
      return;
    case SyncEvent::LinkFailed:
      ++session.breaks;
      session.error = code_of(line.first).value_or(ErrorCode::Unreachable);
      return;
    case SyncEvent::ServerRefused:
      session.error = code_of(line.first).value_or(ErrorCode::ServerRefused);
      return;
    case SyncEvent::StorageFull:
      session.error = ErrorCode::StorageFull;
      return;
    case SyncEvent::ClockDoubtful:
      session.error = ErrorCode::ClockUnbelievable;
      return;
    case SyncEvent::PhotoDone:
      session.photo_bytes += line.first;
      return;
    case SyncEvent::BatchHeld:
    case SyncEvent::PhotoResumed:
    case SyncEvent::PhotoRefused:
    case SyncEvent::ConflictsArrived:
    case SyncEvent::TwinParted:
      session.oddities.push_back(line);
      return;
  }
}

}  // namespace

// What lies before the oldest "Started" belongs to a session that is cut off by a limit or by age.
std::vector<SyncSession> sessions_of(const std::vector<SyncEventLine>& events) {
  std::vector<SyncSession> out;
  for (auto line = events.rbegin(); line != events.rend(); ++line) {
    if (line->event == SyncEvent::Started || out.empty()) {
      out.emplace_back();
      out.back().started_wall_ms = line->wall_ms;
    }
    out.back().ended_wall_ms = line->wall_ms;
    add_event(out.back(), *line);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::optional<std::uint64_t> measured_rate(const std::vector<SyncSession>& sessions) {
  for (const SyncSession& session : sessions) {
    const std::int64_t lasted_ms = session.ended_wall_ms - session.started_wall_ms;
    if (session.photo_bytes < telling_bytes || lasted_ms < telling_ms) continue;
    return session.photo_bytes * 1000 / static_cast<std::uint64_t>(lasted_ms);
  }
  return std::nullopt;
}

Result<std::vector<SyncSession>> read_sync_sessions(Folder& folder) {
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT wall_ms, event, first, second FROM sync_events ORDER BY id DESC"));
  std::vector<SyncEventLine> events;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return sessions_of(events);
    events.push_back({query.integer(0), static_cast<SyncEvent>(query.integer(1)), query.unsigned_integer(2),
                      query.unsigned_integer(3)});
  }
}

std::string_view bill_kind_name(BillRow::Kind kind) {
  switch (kind) {
    case BillRow::Kind::Changes: return "changes";
    case BillRow::Kind::Thumbnails: return "thumbnails";
    case BillRow::Kind::Reviews: return "reviews";
    case BillRow::Kind::Originals: return "originals";
  }
  return "";
}

std::vector<BillRow> bill_of(const SyncOverview& overview) {
  using Kind = BillRow::Kind;
  std::vector<BillRow> out;
  if (overview.changes_tablet > 0) out.push_back({Kind::Changes, overview.changes_tablet, overview.bytes_changes});
  constexpr Kind by_size[] = {Kind::Thumbnails, Kind::Reviews, Kind::Originals};
  for (std::size_t size = 0; size < std::size(by_size); ++size)
    if (overview.photos_to_send[size] > 0)
      out.push_back({by_size[size], overview.photos_to_send[size], overview.bytes_to_send[size]});
  return out;
}

std::optional<std::uint64_t> seconds_for(std::uint64_t bytes, std::optional<std::uint64_t> bytes_per_second) {
  if (!bytes_per_second || *bytes_per_second == 0 || bytes == 0) return std::nullopt;
  return (bytes + *bytes_per_second - 1) / *bytes_per_second;
}

}  // namespace ocop::service
