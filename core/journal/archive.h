// Archiving: putting a whole root away, without losing what others are still writing.
//
// The root's record has a field `archived`. Its value carries the root's *seen* at the moment of archiving. Any head in
// the root beyond that is a conflict with the archiving, not a loss: a person archives again, or restores (null). Nobody
// edits an archived root before it is restored.
#pragma once

#include "core/journal/merge.h"

namespace ocop::journal {

inline constexpr std::string_view archived_field = "archived";

Bytes encode_archived(const Seen& seen);
// Malformed when the value is not one that encode_archived makes.
Result<Seen> decode_archived(ByteView value);

// True when the register's shown value says "archived".
bool is_archived(const RecordState& root_record);

// The heads of `record` that the archiving did not see. `is_root` leaves out the field `archived` itself.
std::vector<Stamp> beyond_archiving(const Seen& archived, const RecordState& record, bool is_root);

}  // namespace ocop::journal
