#include "app/presenter/sync_journal.h"

#include <algorithm>

#include "app/text/amounts.h"
#include "core/base/clock.h"

namespace ocop::presenter {
namespace {

using service::SyncEvent;
using service::SyncEventLine;
using text::Key;
using text::Language;

constexpr std::uint64_t telling_bytes = 20'000;  // less says more about waiting than about the link
constexpr std::int64_t telling_ms = 1'000;

struct Session {
  std::int64_t ended_wall_ms = 0;
  std::int64_t lasted_ms = 0;
  std::uint64_t breaks = 0, changes = 0, photos = 0, photo_bytes = 0;
  bool is_finished = false;
  std::optional<ErrorCode> error;       // why it ended, or the last break of one that never did
  std::vector<SyncEventLine> oddities;  // oldest first
};

std::optional<ErrorCode> code_of(std::uint64_t number) {
  if (number >= std::size(error_table)) return std::nullopt;  // of a newer program
  return error_table[number].code;
}

void add_event(Session& session, const SyncEventLine& line) {
  switch (line.event) {
    case SyncEvent::Started:
      return;
    case SyncEvent::Finished:
      session.is_finished = true;
      session.error.reset();
      session.changes = line.first;
      session.photos = line.second;
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

// Oldest first. What lies before the oldest "Started" belongs to a session that is cut off by the limit of the list.
std::vector<Session> sessions_of(const std::vector<SyncEventLine>& events) {
  std::vector<Session> out;
  std::int64_t started_ms = 0;
  for (auto line = events.rbegin(); line != events.rend(); ++line) {
    if (line->event == SyncEvent::Started || out.empty()) {
      out.emplace_back();
      started_ms = line->wall_ms;
    }
    out.back().ended_wall_ms = line->wall_ms;
    out.back().lasted_ms = line->wall_ms - started_ms;
    add_event(out.back(), *line);
  }
  return out;
}

std::string odd_line(const SyncEventLine& line, Language language) {
  const std::string at = local_day_time(line.wall_ms);
  switch (line.event) {
    case SyncEvent::BatchHeld:
      return text::fill(Key::SyncJournalHeld, language, {at, std::to_string(line.second)});
    case SyncEvent::ConflictsArrived:
      return text::fill(Key::SyncJournalConflicts, language, {at, std::to_string(line.first)});
    case SyncEvent::TwinParted:
      return text::fill(Key::SyncJournalTwin, language, {at, std::to_string(line.first)});
    case SyncEvent::PhotoRefused:
      return text::fill(Key::SyncJournalPhotoRefused, language, {at, text::size_in_bytes(line.second, language)});
    default: {
      const std::uint64_t part = line.second == 0 ? 0 : std::min<std::uint64_t>(100, line.first * 100 / line.second);
      return text::fill(Key::SyncJournalResumedPhoto, language, {at, std::to_string(part)});
    }
  }
}

std::string line_of(const Session& session, Language language) {
  const std::string at = local_day_time(session.ended_wall_ms);
  const std::string changes = text::number(static_cast<std::int64_t>(session.changes));
  const std::string photos = text::number(static_cast<std::int64_t>(session.photos));
  if (session.error)
    return text::fill(Key::SyncJournalFailed, language,
                      {at, text::sentence(text::error_sentence(*session.error), language)});
  if (!session.is_finished) return {};  // under way, or stopped by hand
  if (session.changes == 0 && session.photos == 0) return text::fill(Key::SyncJournalNothing, language, {at});
  if (session.breaks > 0)
    return text::fill(Key::SyncJournalSentWithBreaks, language, {at, changes, photos, std::to_string(session.breaks)});
  return text::fill(Key::SyncJournalSent, language, {at, changes, photos});
}

}  // namespace

std::vector<std::string> journal_lines(const std::vector<SyncEventLine>& events, Language language) {
  std::vector<std::string> out;
  const auto sessions = sessions_of(events);
  for (auto session = sessions.rbegin(); session != sessions.rend(); ++session) {
    if (auto line = line_of(*session, language); !line.empty()) out.push_back(std::move(line));
    for (auto odd = session->oddities.rbegin(); odd != session->oddities.rend(); ++odd)
      out.push_back(odd_line(*odd, language));
  }
  return out;
}

std::optional<std::uint64_t> measured_rate(const std::vector<SyncEventLine>& events) {
  const auto sessions = sessions_of(events);
  for (auto session = sessions.rbegin(); session != sessions.rend(); ++session) {
    if (session->photo_bytes < telling_bytes || session->lasted_ms < telling_ms) continue;
    return session->photo_bytes * 1000 / static_cast<std::uint64_t>(session->lasted_ms);
  }
  return std::nullopt;
}

}  // namespace ocop::presenter
