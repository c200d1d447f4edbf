// The journal of syncs in words, and what it tells of the link: made from the events that sessions noted. Pure
// functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/text/text.h"
#include "core/service/queries.h"

namespace ocop::presenter {

// `events` newest first, as SyncOverview has them; the lines too. A session is one line, with what was odd in it below.
std::vector<std::string> journal_lines(const std::vector<service::SyncEventLine>& events, text::Language language);

// Bytes a second of the newest session that sent enough photos to tell; nothing when there is none.
std::optional<std::uint64_t> measured_rate(const std::vector<service::SyncEventLine>& events);

}  // namespace ocop::presenter
