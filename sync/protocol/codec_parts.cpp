#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {

void write_cursor(journal::CborWriter& writer, const Cursor& cursor) {
  writer.unsigned_integer(cursor.position);
  if (!cursor.entering) return writer.null();
  writer.array(2);
  writer.unsigned_integer(cursor.entering->position);
  writer.bytes(cursor.entering->after.view());
}

Cursor read_cursor(journal::CborReader& reader) {
  Cursor out;
  out.position = reader.unsigned_at_most(INT64_MAX);
  if (reader.take_null()) return out;
  reader.array_of(2);
  out.entering.emplace();
  out.entering->position = reader.unsigned_at_most(INT64_MAX);
  out.entering->after = reader.fixed<Id>();
  return out;
}

}  // namespace ocop::protocol
