#include "app/text/sync_words.h"

#include "app/text/amounts.h"
#include "core/base/clock.h"

namespace ocop::text {

std::string session_sentence(const SessionWords& session, Language language) {
  const std::string at = local_day_time(session.ended_wall_ms);
  if (session.error == ErrorCode::Cancelled) return fill(Key::SyncJournalStopped, language, {at});
  if (session.error)
    return fill(Key::SyncJournalFailed, language, {at, sentence(error_sentence(*session.error), language)});
  if (!session.is_finished) return {};
  if (session.changes == 0 && session.photo_files == 0) return fill(Key::SyncJournalNothing, language, {at});
  const std::string changes = number(static_cast<std::int64_t>(session.changes));
  const std::string files = number(static_cast<std::int64_t>(session.photo_files));
  if (session.breaks == 0) return fill(Key::SyncJournalSent, language, {at, changes, files});
  return fill(Key::SyncJournalSentWithBreaks, language, {at, changes, files, std::to_string(session.breaks)});
}

}  // namespace ocop::text
