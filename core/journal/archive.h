// Archiving: putting a whole root away, without losing what others are still writing.
//
// The root's record has a field `archived`. Its value carries the root's *seen* at the moment of archiving. Any head in
// the root beyond that is a conflict with the archiving, not a loss: a person archives again, or restores (null).
// Nobody edits an archived root before it is restored.
#pragma once

#include "core/journal/merge.h"

namespace ocop::journal {

inline constexpr std::string_view archived_field = "archived";

Bytes encode_archived(const Seen& seen);
// Malformed when the value is not one that encode_archived makes.
Result<Seen> decode_archived(ByteView value);

// True when the register's shown value says "archived".
bool is_archived(const RecordState& root_record);

// What a conflict with the archiving is made of: the field's own heads, then what was written beyond them, in the order
// of records and fields. Empty when there is none: not archived, nothing beyond, or the field itself in conflict, which
// is an ordinary conflict of its own values. The heads beyond bear no value.
Register archiving_conflict(const Id& root_id, const RootState& root);

// The heads of `record` that the archiving did not see. `is_root` leaves out the field `archived` itself.
std::vector<Stamp> beyond_archiving(const Seen& archived, const RecordState& record, bool is_root);

}  // namespace ocop::journal
