// The answer of POST /v1/sync: PROTOCOL.md §9.
#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

using journal::CborReader;
using journal::CborWriter;

constexpr std::size_t answer_items = 16;
constexpr std::size_t mac_end = 1 + Mac::size;
constexpr std::size_t reason_bytes_max = 64;
constexpr std::size_t unit_bytes_max = 32;

void write_durable(CborWriter& writer, const Answer& answer, const RequestHeader& request) {
  if (answer.durable == request.durable) return writer.null();
  if (!answer.durable) return writer.array(0);
  writer.array(2);
  writer.unsigned_integer(answer.durable->position);
  writer.unsigned_integer(answer.durable->order_hash);
}

std::optional<Mark> read_durable(CborReader& reader, const Mark& mark, const RequestHeader& request) {
  if (reader.take_null()) return request.durable;
  const std::size_t items = reader.array();
  if (items == 0) return std::nullopt;
  if (items != 2) reader.fail();
  Mark out;
  out.generation = mark.generation;
  out.position = reader.unsigned_at_most(INT64_MAX);
  out.order_hash = reader.unsigned_integer();
  return out;
}

void write_batch_answers(CborWriter& writer, const std::vector<BatchAnswer>& answers) {
  writer.array(answers.size());
  for (const BatchAnswer& answer : answers) {
    const auto outcome = static_cast<std::uint64_t>(answer.outcome);
    if (answer.reason.empty() && answer.number == 0) {
      writer.unsigned_integer(outcome);
      continue;
    }
    writer.array(3);
    writer.unsigned_integer(outcome);
    writer.text(answer.reason);
    writer.unsigned_integer(answer.number);
  }
}

// An outcome that a later version invented is not called safe.
void set_outcome(BatchAnswer& answer, std::uint64_t outcome) {
  const bool is_known = outcome <= static_cast<std::uint64_t>(Outcome::Held);
  answer.outcome = is_known ? static_cast<Outcome>(outcome) : Outcome::Held;
  if (!is_known && answer.reason.empty()) answer.reason = "outcome_" + std::to_string(outcome);
}

BatchAnswer read_batch_answer(CborReader& reader) {
  BatchAnswer out;
  CborReader item(reader.item());
  CborReader bare = item;
  const std::uint64_t outcome = bare.unsigned_integer();
  if (bare.finished()) {
    set_outcome(out, outcome);
    return out;
  }
  item.array_of(3);
  const std::uint64_t explained = item.unsigned_integer();
  out.reason = item.text();
  out.number = item.unsigned_at_most(INT64_MAX);
  set_outcome(out, explained);
  if (!item.finished() || out.reason.size() > reason_bytes_max) reader.fail();
  return out;
}

std::vector<BatchAnswer> read_batch_answers(CborReader& reader) {
  std::vector<BatchAnswer> out;
  for (std::size_t left = reader.array(); left > 0 && reader.ok(); --left) out.push_back(read_batch_answer(reader));
  return out;
}

void write_scope(CborWriter& writer, const std::optional<Scope>& scope) {
  if (!scope) return writer.null();
  writer.array(2);
  writer.unsigned_integer(scope->version);
  writer.array(scope->units.size());
  for (const std::string& unit : scope->units) writer.text(unit);
}

std::optional<Scope> read_scope(CborReader& reader) {
  if (reader.take_null()) return std::nullopt;
  reader.array_of(2);
  Scope out;
  out.version = reader.unsigned_at_most(INT64_MAX);
  for (std::size_t left = reader.array(); left > 0 && reader.ok(); --left) {
    out.units.emplace_back(reader.text());
    if (out.units.back().empty() || out.units.back().size() > unit_bytes_max) reader.fail();
  }
  return out;
}

void write_notices(CborWriter& writer, const std::vector<Notice>& notices) {
  writer.array(notices.size() * 5);
  for (const Notice& notice : notices) {
    writer.unsigned_integer(notice.position);
    writer.bytes(notice.root.view());
    writer.unsigned_integer(notice.stamp.replica);
    writer.unsigned_integer(notice.stamp.number);
    writer.text(notice.reason);
  }
}

std::vector<Notice> read_notices(CborReader& reader) {
  std::vector<Notice> out;
  const std::size_t items = reader.array();
  if (items % 5 != 0) reader.fail();
  for (std::size_t left = items / 5; left > 0 && reader.ok(); --left) {
    Notice notice;
    notice.position = reader.unsigned_at_most(INT64_MAX);
    notice.root = reader.fixed<Id>();
    notice.stamp.replica = reader.unsigned_at_most(journal::replica_max);
    notice.stamp.number = reader.unsigned_at_most(INT64_MAX);
    notice.reason = reader.text();
    const bool is_ascending = out.empty() || out.back().position < notice.position;
    if (!is_ascending || notice.reason.empty() || notice.reason.size() > reason_bytes_max) reader.fail();
    out.push_back(std::move(notice));
  }
  return out;
}

void write_optional(CborWriter& writer, const std::optional<std::uint64_t>& number) {
  if (number) writer.unsigned_integer(*number);
  else writer.null();
}

std::optional<std::uint64_t> read_optional(CborReader& reader) {
  if (reader.take_null()) return std::nullopt;
  return reader.unsigned_at_most(INT64_MAX);
}

void write_backup(CborWriter& writer, const std::optional<Backup>& backup) {
  if (!backup) return writer.null();
  writer.array(2);
  writer.unsigned_integer(backup->position);
  writer.integer(backup->taken_s);
}

std::optional<Backup> read_backup(CborReader& reader) {
  if (reader.take_null()) return std::nullopt;
  reader.array_of(2);
  Backup out;
  out.position = reader.unsigned_at_most(INT64_MAX);
  out.taken_s = reader.integer();
  return out;
}

// Positions as differences: they are close to each other.
void write_changes(CborWriter& writer, const std::vector<PositionedChange>& changes, std::uint64_t after) {
  writer.array(changes.size() * 2);
  for (const PositionedChange& change : changes) {
    writer.unsigned_integer(change.position - after);
    journal::write_change(writer, change.change, journal::Layout::Canonical);
    after = change.position;
  }
}

std::vector<PositionedChange> read_changes(CborReader& reader, std::uint64_t after) {
  std::vector<PositionedChange> out;
  const std::size_t items = reader.array();
  if (items % 2 != 0) reader.fail();
  for (std::size_t left = items / 2; left > 0 && reader.ok(); --left) {
    PositionedChange change;
    const std::uint64_t step = reader.unsigned_at_most(INT64_MAX - after);
    if (step == 0) reader.fail();
    change.position = after + step;
    change.change = journal::read_change(reader, journal::Layout::Canonical);
    after = change.position;
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace

Bytes write_answer_item(const Answer& answer, const RequestHeader& request) {
  Bytes out;
  CborWriter writer(out);
  writer.array(answer_items);
  writer.unsigned_integer(answer.protocol);
  if (request.highest && request.highest->generation == answer.mark.generation) {
    writer.null();
  } else {
    writer.unsigned_integer(answer.mark.generation);
  }
  writer.unsigned_integer(answer.mark.position);
  writer.unsigned_integer(answer.mark.order_hash);
  write_durable(writer, answer, request);
  writer.integer(answer.province_wall_ms);
  write_batch_answers(writer, answer.answers);
  write_cursor(writer, answer.cursor);
  writer.boolean(answer.has_more);
  write_scope(writer, answer.scope);
  write_notices(writer, answer.notices);
  writer.array(0);  // reserved: states of roots
  write_optional(writer, answer.offer_from);
  write_changes(writer, answer.changes, request.cursor.position);
  write_backup(writer, answer.backup);
  return out;
}

Result<Answer> read_answer_item(ByteView payload, const RequestHeader& request) {
  CborReader reader(payload);
  const std::size_t items = reader.array();
  Answer out;
  out.protocol = reader.unsigned_integer();
  if (reader.ok() && out.protocol != version) return ErrorCode::ProtocolMismatch;
  const bool is_same_generation = request.highest && reader.take_null();
  out.mark.generation = is_same_generation ? request.highest->generation : reader.unsigned_integer();
  out.mark.position = reader.unsigned_at_most(INT64_MAX);
  out.mark.order_hash = reader.unsigned_integer();
  out.durable = read_durable(reader, out.mark, request);
  out.province_wall_ms = reader.integer();
  out.answers = read_batch_answers(reader);
  out.cursor = read_cursor(reader);
  out.has_more = reader.boolean();
  out.scope = read_scope(reader);
  out.notices = read_notices(reader);
  reader.item();
  out.offer_from = read_optional(reader);
  out.changes = read_changes(reader, request.cursor.position);
  out.backup = read_backup(reader);
  pass_later(reader, items, answer_items);
  if (!reader.finished()) return Error{ErrorCode::Malformed, "answer"};
  return out;
}

Bytes write_answer(const Answer& answer, const RequestHeader& request, const Mac& request_mac, const MacKey& key) {
  const Framed framed = compress(best_framing(request.dictionary), write_answer_item(answer, request));
  Bytes out{static_cast<std::uint8_t>(framed.framing)};
  append(out, answer_mac(key, request_mac, out.front(), framed.bytes).view());
  append(out, framed.bytes);
  return out;
}

Result<Answer> read_answer(ByteView body, const RequestHeader& request, const Mac& request_mac, const MacKey& key) {
  if (body.size() <= mac_end) return Error{ErrorCode::Malformed, "shorter than its MAC"};
  const ByteView payload = body.subspan(mac_end);
  if (!answer_mac_matches(key, request_mac, body[0], payload, *Mac::from(body.subspan(1, Mac::size)))) {
    return Error{ErrorCode::Unauthorised, "the answer's MAC"};
  }
  TRY_ASSIGN(const Unframed unframed, decompress(body[0], payload, limits::body_bytes_max));
  if (!unframed.is_whole) return Error{ErrorCode::Malformed, "the frame ends too early"};
  return read_answer_item(unframed.bytes, request);
}

}  // namespace ocop::protocol
