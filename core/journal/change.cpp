#include "core/journal/change.h"

#include "core/base/hash.h"
#include "core/base/limits.h"

namespace ocop::journal {
namespace {

constexpr std::size_t bytes_usual = 512;  // holds most changes; larger ones grow

constexpr std::size_t about_items = 8;

std::size_t count_items(ByteView items) {
  CborReader reader(items);
  std::size_t count = 0;
  for (; reader.ok() && !reader.at_end(); ++count) reader.item();
  return count;
}

void write_optional_text(CborWriter& writer, const std::string& text) {
  if (text.empty()) return writer.null();
  writer.text(text);
}

// One value, one encoding: no text is null, never an empty one.
std::string read_optional_text(CborReader& reader) {
  if (reader.take_null()) return {};
  std::string out(reader.text());
  if (out.empty()) reader.fail();
  return out;
}

void write_fields(CborWriter& writer, const std::vector<FieldChange>& fields) {
  writer.array(fields.size() * 3);
  for (const FieldChange& field : fields) {
    writer.text(field.name);
    writer.item(field.value);
    writer.array(field.heads.size() * 2);
    for (const Stamp& head : field.heads) {
      writer.unsigned_integer(head.replica);
      writer.unsigned_integer(head.number);
    }
  }
}

std::vector<Stamp> read_heads(CborReader& reader) {
  const std::size_t items = reader.array();
  if (items % 2 != 0 || items / 2 > limits::heads_per_field_max) reader.fail();
  std::vector<Stamp> heads;
  for (std::size_t i = 0; i < items / 2 && reader.ok(); ++i) {
    Stamp head;
    head.replica = reader.unsigned_at_most(replica_max);
    head.number = reader.unsigned_at_most(INT64_MAX);
    if (!heads.empty() && heads.back() >= head) reader.fail();
    heads.push_back(head);
  }
  return heads;
}

std::vector<FieldChange> read_fields(CborReader& reader) {
  const std::size_t items = reader.array();
  if (items % 3 != 0 || items / 3 > limits::fields_per_record_max) reader.fail();
  std::vector<FieldChange> fields;
  for (std::size_t i = 0; i < items / 3 && reader.ok(); ++i) {
    FieldChange field;
    field.name = reader.text();
    const ByteView value = reader.item();
    field.value.assign(value.begin(), value.end());
    field.heads = read_heads(reader);
    const bool is_ascending = fields.empty() || fields.back().name < field.name;
    if (!is_ascending || field.name.empty() || field.name.size() > limits::field_name_bytes_max ||
        value.size() > limits::value_bytes_max) {
      reader.fail();
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

void write_about(CborWriter& writer, const About& about) {
  writer.array(about_items + count_items(about.extra));
  write_optional_text(writer, about.officer);
  write_optional_text(writer, about.reason);
  writer.integer(about.wall_ms);
  writer.integer(about.monotonic_ms);
  writer.unsigned_integer(about.boot);
  writer.integer(about.province_offset_ms);
  writer.integer(about.province_offset_error_ms);
  writer.integer(about.gps_ms);
  writer.item(about.extra);
}

About read_about(CborReader& reader) {
  const std::size_t items = reader.array();
  if (items < about_items) reader.fail();
  About about;
  about.officer = read_optional_text(reader);
  about.reason = read_optional_text(reader);
  about.wall_ms = reader.integer();
  about.monotonic_ms = reader.integer();
  about.boot = static_cast<std::uint32_t>(reader.unsigned_at_most(UINT32_MAX));
  about.province_offset_ms = reader.integer();
  about.province_offset_error_ms = reader.integer();
  about.gps_ms = reader.integer();
  for (std::size_t i = about_items; i < items && reader.ok(); ++i) append(about.extra, reader.item());
  if (about.officer.size() > limits::text_bytes_max || about.reason.size() > limits::text_bytes_max) reader.fail();
  return about;
}

}  // namespace

void write_change(CborWriter& writer, const Change& change, Layout layout) {
  const bool is_canonical = layout == Layout::Canonical;
  writer.array(is_canonical ? 8 : 7);
  writer.bytes(change.root.view());
  if (!is_canonical && change.record == change.root) {
    writer.null();
  } else {
    writer.bytes(change.record.view());
  }
  writer.text(change.type);
  if (is_canonical) writer.unsigned_integer(change.replica);
  writer.unsigned_integer(change.last);
  writer.unsigned_integer(change.last - change.first);
  write_fields(writer, change.fields);
  write_about(writer, change.about);
}

Bytes encode_change(const Change& change) {
  Bytes out;
  out.reserve(bytes_usual);
  CborWriter writer(out);
  write_change(writer, change, Layout::Canonical);
  return out;
}

Hash hash_of(const Change& change) { return sha256(encode_change(change)); }

Change read_change(CborReader& reader, Layout layout, Replica replica) {
  const bool is_canonical = layout == Layout::Canonical;
  reader.array_of(is_canonical ? 8 : 7);
  Change change;
  change.root = reader.fixed<Id>();
  const bool is_root = !is_canonical && reader.take_null();
  change.record = is_root ? change.root : reader.fixed<Id>();
  if (!is_canonical && !is_root && change.record == change.root) reader.fail();  // null says that
  change.type = reader.text();
  change.replica = is_canonical ? reader.unsigned_at_most(replica_max) : replica;
  change.last = reader.unsigned_at_most(INT64_MAX);
  const auto before_last = reader.unsigned_integer();
  if (change.last == 0 || before_last >= change.last) reader.fail();
  change.first = change.last - (reader.ok() ? before_last : 0);
  if (change.type.empty() || change.type.size() > limits::type_name_bytes_max) reader.fail();
  change.fields = read_fields(reader);
  change.about = read_about(reader);
  return change;
}

Result<Change> decode_change(ByteView canonical) {
  CborReader reader(canonical);
  Change change = read_change(reader, Layout::Canonical);
  if (!reader.finished()) return ErrorCode::Malformed;
  return change;
}

}  // namespace ocop::journal
