#include "core/store/register_codec.h"

#include <algorithm>

namespace ocop::store {
namespace {

using journal::CborReader;
using journal::CborWriter;

std::vector<Replica> replicas_of(const journal::Registers& registers) {
  std::vector<Replica> out;
  for (const auto& [name, heads] : registers) {
    for (const journal::Head& head : heads) {
      const auto at = std::lower_bound(out.begin(), out.end(), head.stamp.replica);
      if (at == out.end() || *at != head.stamp.replica) out.insert(at, head.stamp.replica);
    }
  }
  return out;
}

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  while (!text.empty()) {
    const auto plain = std::find_if(text.begin(), text.end(), [](char c) {
      return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
    out.append(text.begin(), plain);
    text.remove_prefix(static_cast<std::size_t>(plain - text.begin()));
    if (text.empty()) break;
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x20) {
      out += "\\u00";
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    } else {
      out.push_back('\\');
      out.push_back(text.front());
    }
    text.remove_prefix(1);
  }
  out.push_back('"');
}

void append_json_value(std::string& out, ByteView value) {
  CborReader reader(value);
  if (reader.take_null()) {
    out += "null";
    return;
  }
  const unsigned lead = value.empty() ? 7U << 5 : value[0];
  switch (lead >> 5) {
    case 0: out += std::to_string(reader.unsigned_integer()); return;
    case 1: out += std::to_string(reader.integer()); return;
    case 2: append_json_text(out, to_hex(reader.bytes())); return;
    case 3: append_json_text(out, reader.text()); return;
    case 4: {
      out.push_back('[');
      const std::size_t items = reader.array();
      for (std::size_t i = 0; i < items && reader.ok(); ++i) {
        if (i > 0) out.push_back(',');
        append_json_value(out, reader.item());
      }
      out.push_back(']');
      return;
    }
    default: out += reader.boolean() ? "true" : "false";
  }
}

bool is_null(ByteView value) { return value.size() == 1 && value[0] == 0xF6; }

}  // namespace

Bytes encode_registers(const journal::Registers& registers) {
  const auto replicas = replicas_of(registers);
  Bytes out;
  CborWriter writer(out);
  writer.array(1 + registers.size() * 2);
  writer.array(replicas.size());
  for (const Replica replica : replicas) writer.unsigned_integer(replica);
  for (const auto& [name, heads] : registers) {
    writer.text(name);
    writer.array(heads.size() * 3);
    for (const journal::Head& head : heads) {
      const auto at = std::lower_bound(replicas.begin(), replicas.end(), head.stamp.replica);
      writer.unsigned_integer(static_cast<std::uint64_t>(at - replicas.begin()));
      writer.unsigned_integer(head.stamp.number);
      writer.item(head.value);
    }
  }
  return out;
}

Result<journal::Registers> decode_registers(ByteView bytes) {
  CborReader reader(bytes);
  const std::size_t items = reader.array();
  std::vector<Replica> replicas;
  const std::size_t replica_count = reader.array();
  for (std::size_t i = 0; i < replica_count && reader.ok(); ++i) replicas.push_back(reader.unsigned_integer());
  journal::Registers out;
  for (std::size_t i = 1; i + 1 < items && reader.ok(); i += 2) {
    journal::Register& heads = out.try_emplace(out.end(), std::string(reader.text()))->second;
    const std::size_t head_items = reader.array();
    for (std::size_t h = 0; h + 2 < head_items && reader.ok(); h += 3) {
      const auto index = reader.unsigned_integer();
      const auto number = reader.unsigned_integer();
      const ByteView value = reader.item();
      if (index >= replicas.size()) reader.fail();
      if (reader.ok()) heads.push_back({{replicas[index], number}, {value.begin(), value.end()}});
    }
    if (heads.empty()) reader.fail();
  }
  if (!reader.finished()) return Error{ErrorCode::StorageCorrupt, "registers"};
  return out;
}

std::string document_of(const journal::Registers& registers) {
  std::string out = "{";
  for (const auto& [name, heads] : registers) {
    if (is_null(heads.front().value)) continue;
    if (out.size() > 1) out.push_back(',');
    append_json_text(out, name);
    out.push_back(':');
    append_json_value(out, heads.front().value);
  }
  out.push_back('}');
  return out;
}

}  // namespace ocop::store
