// What several messages write and read alike. For the .cpp files of this folder alone.
#pragma once

#include "core/journal/cbor.h"
#include "sync/protocol/codec.h"

namespace ocop::protocol {

// What a MAC or a signature covers: [label, first, second], both as byte strings.
Bytes labelled(std::string_view label, ByteView first, ByteView second);

// The start of a message: an array, and its first item, the version. Returns how many items the array has. Malformed
// with `what` as its detail; ProtocolMismatch: of a later version.
Result<std::size_t> read_version(journal::CborReader& reader, const char* what = "");
// The end of a message: items that a later version added behind the `known` ones are passed over. Fewer fail.
void pass_later(journal::CborReader& reader, std::size_t items, std::size_t known);

// Two items: the position, and null or [position, after].
void write_cursor(journal::CborWriter& writer, const Cursor& cursor);
Cursor read_cursor(journal::CborReader& reader);

}  // namespace ocop::protocol
