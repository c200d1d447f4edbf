#include "app/presenter/sync_journal.h"

#include <algorithm>
#include <utility>

#include "app/text/amounts.h"
#include "app/text/sync_words.h"
#include "core/base/clock.h"

namespace ocop::presenter {
namespace {

using service::SyncEvent;
using service::SyncEventLine;
using text::Key;
using text::Language;

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

bool found_nothing_to_do(const service::SyncSession& session) {
  return session.kind == service::SyncSession::Kind::Sync && session.is_finished &&
         session.changes + session.photo_files + session.carried == 0 && session.oddities.empty();
}

}  // namespace

// The tablet asks by itself every quarter of an hour: of those that found nothing to do in a row, the newest tells.
std::vector<std::string> journal_lines(const std::vector<service::SyncSession>& sessions, Language language) {
  std::vector<std::string> out;
  bool was_idle = false;
  for (const auto& session : sessions) {
    const bool is_idle = found_nothing_to_do(session);
    if (std::exchange(was_idle, is_idle) && is_idle) continue;
    for (auto& line : text::session_sentences(session, language)) out.push_back(std::move(line));
    for (auto odd = session.oddities.rbegin(); odd != session.oddities.rend(); ++odd)
      out.push_back(odd_line(*odd, language));
  }
  return out;
}

}  // namespace ocop::presenter
