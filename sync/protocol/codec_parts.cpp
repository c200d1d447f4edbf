#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {

Bytes labelled(std::string_view label, ByteView first, ByteView second) {
  Bytes out;
  journal::CborWriter writer(out);
  writer.array(3);
  writer.text(label);
  writer.bytes(first);
  writer.bytes(second);
  return out;
}

Result<std::size_t> read_version(journal::CborReader& reader, const char* what) {
  const std::size_t items = reader.array();
  const std::uint64_t protocol = reader.unsigned_integer();
  if (!reader.ok() || protocol == 0) return Error{ErrorCode::Malformed, what};
  if (protocol > version) return ErrorCode::ProtocolMismatch;
  return items;
}

void pass_later(journal::CborReader& reader, std::size_t items, std::size_t known) {
  if (items < known) reader.fail();
  for (std::size_t i = known; i < items && reader.ok(); ++i) reader.item();
}

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
