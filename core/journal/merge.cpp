#include "core/journal/merge.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/hash.h"

namespace ocop::journal {
namespace {

bool has_stamp(const Register& heads, const Stamp& stamp) {
  return std::any_of(heads.begin(), heads.end(), [&](const Head& head) { return head.stamp == stamp; });
}

void insert_sorted(Register& heads, Head head) {
  const auto at = std::lower_bound(heads.begin(), heads.end(), head.stamp,
                                   [](const Head& left, const Stamp& right) { return left.stamp < right; });
  heads.insert(at, std::move(head));
}

void claim_type(RecordState& record, const std::string& type) {
  if (record.type.empty() || type < record.type) record.type = type;
}

void merge_field(const FieldChange& field, const Stamp& stamp, Register& heads) {
  std::erase_if(heads, [&](const Head& head) {
    return head.stamp.replica == stamp.replica ||
           std::binary_search(field.heads.begin(), field.heads.end(), head.stamp);
  });
  insert_sorted(heads, {stamp, field.value});
}

// Adds the heads of `from` that R4 keeps.
void keep_heads(const Register& from, const Register& other, const Seen& other_seen, Register& out) {
  for (const Head& head : from) {
    const bool stays = has_stamp(other, head.stamp) || !other_seen.contains(head.stamp);
    if (stays && !has_stamp(out, head.stamp)) insert_sorted(out, head);
  }
}

const Register& register_of(const RootState& root, const Id& record, const std::string& field) {
  static const Register none;
  const auto at = root.records.find(record);
  if (at == root.records.end()) return none;
  const auto heads = at->second.registers.find(field);
  return heads == at->second.registers.end() ? none : heads->second;
}

void join_side(const RootState& side, const RootState& other, RootState& out) {
  for (const auto& [id, record] : side.records) {
    RecordState& joined = out.records[id];
    claim_type(joined, record.type);
    for (const auto& [field, heads] : record.registers) {
      keep_heads(heads, register_of(other, id, field), other.seen, joined.registers[field]);
    }
  }
}

}  // namespace

std::uint64_t Seen::last(Replica replica) const {
  const auto at = entries_.find(replica);
  return at == entries_.end() ? 0 : at->second;
}

bool Seen::contains(const Seen& other) const {
  return std::all_of(other.entries_.begin(), other.entries_.end(),
                     [&](const auto& entry) { return contains(Stamp{entry.first, entry.second}); });
}

void Seen::advance(const Stamp& stamp) {
  auto& number = entries_[stamp.replica];
  number = std::max(number, stamp.number);
}

void Seen::join(const Seen& other) {
  for (const auto& [replica, number] : other.entries_) advance({replica, number});
}

Arrival arrival_of(const Change& change, const Seen& seen) {
  if (seen.contains(change.stamp())) return Arrival::AlreadySeen;
  if (seen.last(change.replica) + 1 < change.first) return Arrival::Waits;
  for (const FieldChange& field : change.fields) {
    for (const Stamp& head : field.heads) {
      // A head of the change's own replica lies among the numbers before it, or inside what it stands for.
      if (head.replica != change.replica && !seen.contains(head)) return Arrival::Waits;
    }
  }
  return Arrival::Ready;
}

void merge(const Change& change, RecordState& record, Seen& seen) {
  OCOP_ASSERT(arrival_of(change, seen) == Arrival::Ready);
  claim_type(record, change.type);
  auto hint = record.registers.begin();  // both ascend by name: each field stands behind the one before
  for (const FieldChange& field : change.fields) {
    const auto at = record.registers.try_emplace(hint, field.name);
    merge_field(field, change.stamp(), at->second);
    hint = std::next(at);
  }
  seen.advance(change.stamp());
}

bool in_conflict(const Register& heads) {
  return std::any_of(heads.begin(), heads.end(), [&](const Head& head) { return head.value != heads.front().value; });
}

const Head* shown_head(const Registers& registers, std::string_view field) {
  const auto at = registers.find(field);
  return at == registers.end() ? nullptr : &at->second.front();
}

std::vector<Stamp> stamps_of(const Register& heads) {
  std::vector<Stamp> out;
  out.reserve(heads.size());
  for (const Head& head : heads) out.push_back(head.stamp);
  return out;
}

Id conflict_id(const Id& root, const Id& record, std::string_view field, const Register& heads) {
  Bytes preimage;
  CborWriter writer(preimage);
  writer.array(4 + heads.size() * 2);
  writer.text("ocop-conflict-1");
  writer.bytes(root.view());
  writer.bytes(record.view());
  writer.text(field);
  for (const Head& head : heads) {
    writer.unsigned_integer(head.stamp.replica);
    writer.unsigned_integer(head.stamp.number);
  }
  return *Id::from(ByteView(sha256(preimage).bytes).first(Id::size));
}

Arrival apply(const Change& change, RootState& root) {
  const Arrival arrival = arrival_of(change, root.seen);
  if (arrival == Arrival::Ready) merge(change, root.records[change.record], root.seen);
  return arrival;
}

RootState join(const RootState& left, const RootState& right) {
  RootState out;
  join_side(left, right, out);
  join_side(right, left, out);
  for (auto& [id, record] : out.records) {
    std::erase_if(record.registers, [](const auto& field) { return field.second.empty(); });
  }
  out.seen = left.seen;
  out.seen.join(right.seen);
  return out;
}

}  // namespace ocop::journal
