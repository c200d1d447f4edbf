#include "core/journal/value_codec.h"

#include <optional>
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

// Of one item, known to be whole. Nothing when an integer in it is beyond 63 bits.
std::optional<domain::Value> read_value(ByteView item) {
  CborReader reader(item);
  if (reader.take_null()) return domain::Value{};
  switch (item[0] >> 5) {
    case 0:
    case 1: {
      const std::int64_t number = reader.integer();
      if (!reader.ok()) return std::nullopt;
      return domain::Value::integer(number);
    }
    case 2: {
      const ByteView bytes = reader.bytes();
      return domain::Value::bytes({bytes.begin(), bytes.end()});
    }
    case 3: return domain::Value::text(std::string(reader.text()));
    case 4: {
      domain::Value::List list(reader.array());
      for (domain::Value& value : list) {
        auto part = read_value(reader.item());
        if (!part) return std::nullopt;
        value = std::move(*part);
      }
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
  auto value = read_value(bytes);
  if (!value) return ErrorCode::Malformed;
  return std::move(*value);
}

}  // namespace ocop::journal
