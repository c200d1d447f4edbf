// The journal of syncs in words. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/text/text.h"
#include "core/service/sync_sessions.h"

namespace ocop::presenter {

// `sessions` newest first; the lines too. A session or a bundle is one line, with what was odd in it below.
std::vector<std::string> journal_lines(const std::vector<service::SyncSession>& sessions, text::Language language);

}  // namespace ocop::presenter
