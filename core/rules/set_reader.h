// Reading one Set out of a pack, and the two readers of bilingual texts that packs and forms share. Part of
// parse_pack(); complaints go to the node's Reader (reader.h).
#pragma once

#include <optional>
#include <string>

#include "core/rules/pack.h"
#include "core/rules/reader.h"

namespace ocop::rules {

Text read_text(const Node& node);  // {"vi": …, "en": …}
std::optional<Text> read_maybe_text(const Node& parent, std::string_view key);

std::optional<NoteKind> note_kind_named(std::string_view name);

Set read_set(const Node& node, const std::string& pack_id);

}  // namespace ocop::rules
