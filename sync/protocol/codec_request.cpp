// The request of POST /v1/sync: PROTOCOL.md §8.
#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

using journal::CborReader;
using journal::CborWriter;

constexpr std::size_t header_items = 15;
constexpr std::size_t mac_end = 1 + Mac::size;
constexpr std::size_t flush_bytes = 16 * 1024;  // what a cut may cost beyond the batch that it hits

// `known` leaves the generation out where it is the same.
void write_mark(CborWriter& writer, const std::optional<Mark>& mark, const std::optional<Mark>& known) {
  if (!mark) return writer.null();
  const bool is_known = known && known->generation == mark->generation;
  writer.array(is_known ? 2 : 3);
  writer.unsigned_integer(mark->position);
  writer.unsigned_integer(mark->order_hash);
  if (!is_known) writer.unsigned_integer(mark->generation);
}

std::optional<Mark> read_mark(CborReader& reader, const std::optional<Mark>& known) {
  if (reader.take_null()) return std::nullopt;
  const std::size_t items = reader.array();
  if (items != 3 && !(items == 2 && known)) reader.fail();
  Mark out;
  out.position = reader.unsigned_at_most(INT64_MAX);
  out.order_hash = reader.unsigned_integer();
  out.generation = items == 3 ? reader.unsigned_integer() : reader.ok() ? known->generation : 0;
  if (items == 3 && known && known->generation == out.generation) reader.fail();  // one value, one encoding
  return out;
}

void write_sealed_last(CborWriter& writer, const std::optional<SealedLast>& sealed) {
  if (!sealed) return writer.null();
  writer.array(3);
  writer.unsigned_integer(sealed->replica);
  writer.unsigned_integer(sealed->number);
  writer.unsigned_integer(sealed->name_start);
}

std::optional<SealedLast> read_sealed_last(CborReader& reader) {
  if (reader.take_null()) return std::nullopt;
  reader.array_of(3);
  SealedLast out;
  out.replica = reader.unsigned_at_most(journal::replica_max);
  out.number = reader.unsigned_at_most(INT64_MAX);
  out.name_start = reader.unsigned_integer();
  return out;
}

void write_header(CborWriter& writer, const RequestHeader& header) {
  writer.array(header_items);
  writer.unsigned_integer(header.protocol);
  writer.bytes(header.device.view());
  writer.bytes(header.nonce.view());
  writer.unsigned_integer(header.dictionary);
  writer.unsigned_integer(header.answer_kib_max);
  write_cursor(writer, header.cursor);
  write_mark(writer, header.highest, std::nullopt);
  write_mark(writer, header.durable, header.highest);
  writer.unsigned_integer(header.scope_version);
  writer.unsigned_integer(header.pending_changes);
  writer.unsigned_integer(header.pending_photos);
  writer.unsigned_integer(header.oldest_pending_s);
  writer.unsigned_integer(header.free_mib);
  write_sealed_last(writer, header.sealed_last);
}

RequestHeader read_header(CborReader& reader, std::size_t items) {
  RequestHeader header;
  header.device = reader.fixed<DeviceName>();
  header.nonce = reader.fixed<Nonce>();
  header.dictionary = reader.unsigned_integer();
  header.answer_kib_max = reader.unsigned_integer();
  header.cursor = read_cursor(reader);
  header.highest = read_mark(reader, std::nullopt);
  header.durable = read_mark(reader, header.highest);
  header.scope_version = reader.unsigned_integer();
  header.pending_changes = reader.unsigned_integer();
  header.pending_photos = reader.unsigned_integer();
  header.oldest_pending_s = reader.unsigned_integer();
  header.free_mib = reader.unsigned_integer();
  header.sealed_last = read_sealed_last(reader);
  pass_later(reader, items, header_items);
  return header;
}

// Where a batch's `previous` lies, if these bytes begin like a batch that names it.
struct BatchStart {
  BatchOutline outline;
  std::optional<Hash> previous;
  std::size_t previous_at = 0;   // offset of that item
  std::size_t previous_end = 0;
};

std::optional<BatchStart> start_of(ByteView bytes) {
  CborReader reader(bytes);
  reader.array_of(5);
  BatchStart out;
  out.outline.replica = reader.unsigned_at_most(journal::replica_max);
  out.outline.number = reader.unsigned_at_most(INT64_MAX);
  Bytes before;
  CborWriter writer(before);
  writer.array(5);
  writer.unsigned_integer(out.outline.replica);
  writer.unsigned_integer(out.outline.number);
  out.previous_at = before.size();
  const bool is_left_out = reader.take_null();
  if (!is_left_out) out.previous = reader.fixed<Hash>();
  out.previous_end = out.previous_at + (is_left_out ? 1 : 2 + Hash::size);
  out.outline.changes = reader.array();
  if (!reader.ok() || out.outline.number == 0) return std::nullopt;
  return out;
}

Bytes splice_previous(ByteView bytes, const BatchStart& start, const Hash* previous) {
  Bytes out(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(start.previous_at));
  CborWriter writer(out);
  if (previous == nullptr) {
    writer.null();
  } else {
    writer.bytes(previous->view());
  }
  append(out, bytes.subspan(start.previous_end));
  return out;
}

// Adds batches until the compressed bytes reach the limit; returns how many.
std::size_t add_batches(FrameWriter& frame, const std::vector<Bytes>& batches, const RequestOptions& options) {
  std::size_t unflushed = 0;
  std::size_t count = 0;
  for (const Bytes& batch : batches) {
    if (count > 0 && frame.size() >= options.batches_bytes_max) break;
    Bytes item;
    CborWriter writer(item);
    writer.bytes(options.previous == Previous::LeftOut ? without_previous(batch) : batch);
    frame.add(item);
    unflushed += item.size();
    ++count;
    if (unflushed < flush_bytes) continue;
    frame.flush();
    unflushed = 0;
  }
  return count;
}

}  // namespace

Bytes write_header_item(const RequestHeader& header) {
  Bytes out;
  CborWriter writer(out);
  write_header(writer, header);
  return out;
}

Result<RequestHeader> read_header_item(ByteView item) {
  CborReader reader(item);
  TRY_ASSIGN(const std::size_t items, read_version(reader, "header"));
  RequestHeader out = read_header(reader, items);
  if (!reader.finished()) return Error{ErrorCode::Malformed, "header"};
  return out;
}

SentBatch read_batch_item(ByteView bytes) {
  SentBatch out;
  out.bytes.assign(bytes.begin(), bytes.end());
  if (const auto start = start_of(bytes)) {
    out.is_readable = true;
    out.replica = start->outline.replica;
    out.number = start->outline.number;
    out.previous = start->previous;
    out.changes = start->outline.changes;
    if (out.number == 1 && !out.previous) out.previous = Hash{};
  }
  return out;
}

Bytes without_previous(ByteView batch) {
  const auto start = start_of(batch);
  if (!start || !start->previous) return Bytes(batch.begin(), batch.end());
  return splice_previous(batch, *start, nullptr);
}

Bytes with_previous(const SentBatch& batch, const Hash& previous) {
  const auto start = start_of(batch.bytes);
  if (!start || start->previous) return batch.bytes;
  return splice_previous(batch.bytes, *start, &previous);
}

std::optional<BatchOutline> outline_of(ByteView batch) {
  if (const auto start = start_of(batch)) return start->outline;
  CborReader parcel(batch);
  parcel.array_of(3);
  const std::uint64_t number = parcel.unsigned_at_most(INT64_MAX);
  const std::size_t changes = parcel.array();
  if (!parcel.ok()) return std::nullopt;
  return BatchOutline{0, number, changes, true};
}

SentRequest write_request(const RequestHeader& header, const std::vector<Bytes>& batches, const MacKey& key,
                          const RequestOptions& options) {
  FrameWriter raw(Framing::Raw);
  FrameWriter framed(batches.empty() ? Framing::Raw : options.framing);
  SentRequest out;
  out.batches = add_batches(framed, batches, options);
  const std::vector<Bytes> fitting(batches.begin(), batches.begin() + static_cast<std::ptrdiff_t>(out.batches));
  RequestOptions all = options;
  all.batches_bytes_max = SIZE_MAX;
  add_batches(raw, fitting, all);
  Bytes compressed = framed.finish();
  Bytes plain = raw.finish();
  const bool is_raw = plain.size() <= compressed.size();

  Bytes covered{static_cast<std::uint8_t>(is_raw ? Framing::Raw : options.framing)};
  CborWriter writer(covered);
  write_header(writer, header);
  out.mac = request_mac(key, covered);
  out.body.push_back(covered.front());
  append(out.body, out.mac.view());
  append(out.body, ByteView(covered).subspan(1));
  append(out.body, is_raw ? plain : compressed);
  return out;
}

Result<OpenedRequest> open_request(ByteView body) {
  if (body.size() <= mac_end) return Error{ErrorCode::Malformed, "shorter than its MAC"};
  OpenedRequest out;
  out.framing = body[0];
  out.mac = *Mac::from(body.subspan(1, Mac::size));
  const ByteView rest = body.subspan(mac_end);
  CborReader outer(rest);
  const ByteView header = outer.item();
  if (!outer.ok()) return Error{ErrorCode::Malformed, "header"};
  TRY_ASSIGN(out.header, read_header_item(header));
  out.covered.push_back(out.framing);
  append(out.covered, header);
  out.batches = rest.subspan(header.size());
  return out;
}

bool is_authentic(const OpenedRequest& request, const MacKey& key) {
  return request_mac_matches(key, request.covered, request.mac);
}

Result<SentBatches> read_batches(const OpenedRequest& request) {
  SentBatches out;
  TRY_ASSIGN(const Unframed unframed, decompress(request.framing, request.batches, limits::body_bytes_max));
  ByteView rest = unframed.bytes;
  while (!rest.empty()) {
    CborReader reader(rest);
    const ByteView batch = reader.bytes();
    if (!reader.ok()) break;
    out.batches.push_back(read_batch_item(batch));
    rest = rest.subspan(static_cast<std::size_t>(batch.data() + batch.size() - rest.data()));
  }
  out.is_cut = !rest.empty() || !unframed.is_whole;
  return out;
}

}  // namespace ocop::protocol
