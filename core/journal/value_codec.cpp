#include "core/journal/value_codec.h"

#include <utility>

namespace ocop::journal {
namespace {

void write_value(CborWriter& writer, const domain::Value& value) {
  if (const bool* boolean = value.as_boolean()) return writer.boolean(*boolean);
  if (const std::int64_t* integer = value.as_integer()) return writer.integer(*integer);
  if (const std::string* text = value.as_text()) return writer.text(*text);
  if (const Bytes* bytes = value.as_bytes()) return writer.bytes(*bytes);
  if (const domain::Value::List* list = value.as_list()) {
    writer.array(list->size());
    for (const domain::Value& item : *list) write_value(writer, item);
    return;
  }
  writer.null();
}

domain::Value read_value(ByteView item) {
  CborReader reader(item);
  if (reader.take_null()) return {};
  switch (item[0] >> 5) {
    case 0:
    case 1: return domain::Value::integer(reader.integer());
    case 2: {
      const ByteView bytes = reader.bytes();
      return domain::Value::bytes({bytes.begin(), bytes.end()});
    }
    case 3: return domain::Value::text(std::string(reader.text()));
    case 4: {
      domain::Value::List list(reader.array());
      for (domain::Value& value : list) value = read_value(reader.item());
      return domain::Value::list(std::move(list));
    }
    default: return domain::Value::boolean(reader.boolean());
  }
}

}  // namespace

Bytes encode_value(const domain::Value& value) {
  Bytes out;
  CborWriter writer(out);
  write_value(writer, value);
  return out;
}

Result<domain::Value> decode_value(ByteView bytes) {
  if (!is_one_item(bytes)) return ErrorCode::Malformed;
  return read_value(bytes);
}

}  // namespace ocop::journal
