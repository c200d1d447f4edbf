// What requests and answers write alike. For codec_request.cpp and codec_answer.cpp alone.
#pragma once

#include "core/journal/cbor.h"
#include "sync/protocol/codec.h"

namespace ocop::protocol {

// Two items: the position, and null or [position, after].
void write_cursor(journal::CborWriter& writer, const Cursor& cursor);
Cursor read_cursor(journal::CborReader& reader);

}  // namespace ocop::protocol
