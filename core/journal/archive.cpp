#include "core/journal/archive.h"

namespace ocop::journal {

Bytes encode_archived(const Seen& seen) {
  Bytes out;
  CborWriter writer(out);
  writer.array(seen.entries().size() * 2);
  for (const auto& [replica, number] : seen.entries()) {
    writer.unsigned_integer(replica);
    writer.unsigned_integer(number);
  }
  return out;
}

Result<Seen> decode_archived(ByteView value) {
  CborReader reader(value);
  Seen seen;
  const std::size_t items = reader.array();
  if (items % 2 != 0) reader.fail();
  for (std::size_t i = 0; i < items / 2 && reader.ok(); ++i) {
    Stamp stamp;
    stamp.replica = reader.unsigned_at_most(replica_max);
    stamp.number = reader.unsigned_at_most(INT64_MAX);
    seen.advance(stamp);
  }
  if (!reader.finished()) return ErrorCode::Malformed;
  return seen;
}

bool is_archived(const RecordState& root_record) {
  const Head* head = shown_head(root_record.registers, archived_field);
  return head != nullptr && decode_archived(head->value).has_value();
}

std::vector<Stamp> beyond_archiving(const Seen& archived, const RecordState& record, bool is_root) {
  std::vector<Stamp> out;
  for (const auto& [field, heads] : record.registers) {
    if (is_root && field == archived_field) continue;
    for (const Head& head : heads) {
      if (!archived.contains(head.stamp)) out.push_back(head.stamp);
    }
  }
  return out;
}

Register archiving_conflict(const Id& root_id, const RootState& root) {
  const auto record = root.records.find(root_id);
  if (record == root.records.end() || !is_archived(record->second)) return {};
  Register heads = record->second.registers.find(archived_field)->second;
  if (in_conflict(heads)) return {};
  const auto seen = decode_archived(heads.front().value);
  const std::size_t own = heads.size();
  for (const auto& [id, state] : root.records) {
    for (const Stamp& stamp : beyond_archiving(*seen, state, id == root_id)) heads.push_back({stamp, {}});
  }
  if (heads.size() == own) heads.clear();
  return heads;
}

}  // namespace ocop::journal
