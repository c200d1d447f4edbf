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
    case SyncEvent::BundleExported:
    case SyncEvent::BundleImported:
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
    case SyncEvent::BundleFailed:
      session.error = code_of(line.first).value_or(ErrorCode::NotABundle);
      return;
    case SyncEvent::BundleAnswered:
      session.answered += line.first;
      session.photos_arrived += line.second;
      return;
    case SyncEvent::BundleCarried:
    case SyncEvent::CarriedArrived:
      session.carried += line.first;
      return;
    case SyncEvent::BundleIncomplete:
      session.missing += line.first;
      session.is_cut = line.second != 0;
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

bool tells_of_a_bundle(SyncEvent event) {
  return event == SyncEvent::BundleAnswered || event == SyncEvent::BundleCarried ||
         event == SyncEvent::BundleIncomplete;
}

}  // namespace

std::optional<SyncSession::Kind> begun_by(SyncEvent event) {
  switch (event) {
    case SyncEvent::Started: return SyncSession::Kind::Sync;
    case SyncEvent::BundleExported: return SyncSession::Kind::Export;
    case SyncEvent::BundleImported:
    case SyncEvent::BundleFailed: return SyncSession::Kind::Import;
    default: return std::nullopt;
  }
}

// A bundle may be made while a session waits for its next try.
//
// What lies before the oldest beginning belongs to a session, or to a bundle, that is cut off by a limit or by age.
std::vector<SyncSession> sessions_of(const std::vector<SyncEventLine>& events) {
  std::vector<SyncSession> out;
  std::optional<std::size_t> session, bundle;
  const auto begin = [&](const SyncEventLine& line, SyncSession::Kind kind) {
    out.emplace_back();
    out.back().kind = kind;
    out.back().started_wall_ms = line.wall_ms;
    return out.size() - 1;
  };
  for (auto line = events.rbegin(); line != events.rend(); ++line) {
    const auto kind = begun_by(line->event);
    const bool begins_bundle = kind && *kind != SyncSession::Kind::Sync;
    const bool is_of_bundle = begins_bundle || tells_of_a_bundle(line->event);
    if (begins_bundle) bundle = begin(*line, *kind);
    if (is_of_bundle && !bundle) continue;
    if (!is_of_bundle && (kind || !session)) session = begin(*line, SyncSession::Kind::Sync);
    SyncSession& about = out[is_of_bundle ? *bundle : *session];
    about.ended_wall_ms = line->wall_ms;
    add_event(about, *line);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string_view session_kind_name(SyncSession::Kind kind) {
  switch (kind) {
    case SyncSession::Kind::Sync: return "sync";
    case SyncSession::Kind::Export: return "export";
    case SyncSession::Kind::Import: return "import";
  }
  return "";
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
