#include "sync/protocol/receipt.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

using journal::CborReader;
using journal::CborWriter;

constexpr std::size_t request_items = 4;
constexpr std::size_t receipt_items = 12;
constexpr std::size_t record_items = 5;  // of one record, in a flat array
constexpr std::size_t photo_items = 3;
constexpr std::size_t mac_end = 1 + Mac::size;

Bytes mac_covered(ByteView request) {
  Bytes out;
  CborWriter writer(out);
  writer.array(2);
  writer.text("ocop-receipt-request-1");
  writer.bytes(request);
  return out;
}

// All between the first item and the signature.
void write_content(CborWriter& writer, const Receipt& receipt) {
  writer.bytes(receipt.province.view());
  writer.unsigned_integer(receipt.generation);
  writer.unsigned_integer(receipt.position);
  writer.unsigned_integer(receipt.backup_position);
  writer.integer(receipt.wall_ms);
  writer.bytes(receipt.dossier.view());
  writer.array(receipt.records.size() * record_items);
  for (const ReceiptRecord& record : receipt.records) {
    writer.bytes(record.root.view());
    writer.bytes(record.record.view());
    writer.text(record.type);
    writer.unsigned_integer(record.changes);
    writer.bytes(record.hash.view());
  }
  writer.array(receipt.photos.size() * photo_items);
  for (const ReceiptPhoto& photo : receipt.photos) {
    writer.bytes(photo.sha256.view());
    writer.unsigned_integer(photo.bytes);
    writer.boolean(photo.is_here);
  }
  writer.unsigned_integer(receipt.waiting);
  writer.unsigned_integer(receipt.vouched);
}

Hash covered(const Receipt& receipt) {
  Bytes out;
  CborWriter writer(out);
  writer.array(receipt_items - 1);
  writer.text("ocop-receipt-1");
  write_content(writer, receipt);
  return sha256(out);
}

std::vector<ReceiptRecord> read_records(CborReader& reader) {
  const std::size_t items = reader.array();
  if (items % record_items != 0) reader.fail();
  std::vector<ReceiptRecord> out;
  for (std::size_t left = items / record_items; left > 0 && reader.ok(); --left) {
    ReceiptRecord record;
    record.root = reader.fixed<Id>();
    record.record = reader.fixed<Id>();
    record.type = reader.text();
    record.changes = reader.unsigned_integer();
    record.hash = reader.fixed<Hash>();
    if (record.type.size() > limits::type_name_bytes_max) reader.fail();
    out.push_back(std::move(record));
  }
  return out;
}

std::vector<ReceiptPhoto> read_photos(CborReader& reader) {
  const std::size_t items = reader.array();
  if (items % photo_items != 0) reader.fail();
  std::vector<ReceiptPhoto> out;
  for (std::size_t left = items / photo_items; left > 0 && reader.ok(); --left) {
    ReceiptPhoto photo;
    photo.sha256 = reader.fixed<Hash>();
    photo.bytes = reader.unsigned_at_most(INT64_MAX);
    photo.is_here = reader.boolean();
    out.push_back(photo);
  }
  return out;
}

}  // namespace

Bytes write_receipt_request(const ReceiptRequest& request, const MacKey& key) {
  Bytes content;
  CborWriter writer(content);
  writer.array(request_items);
  writer.unsigned_integer(version);
  writer.bytes(request.device.view());
  writer.bytes(request.nonce.view());
  writer.bytes(request.dossier.view());
  Bytes out{0};
  append(out, mac(key, mac_covered(content)).view());
  append(out, content);
  return out;
}

Result<OpenedReceiptRequest> open_receipt_request(ByteView body) {
  if (body.size() <= mac_end || body[0] != 0) return Error{ErrorCode::Malformed, "receipt request"};
  const ByteView content = body.subspan(mac_end);
  CborReader reader(content);
  TRY_ASSIGN(const std::size_t items, read_version(reader, "receipt request"));
  OpenedReceiptRequest out;
  out.request.device = reader.fixed<DeviceName>();
  out.request.nonce = reader.fixed<Nonce>();
  out.request.dossier = reader.fixed<Id>();
  pass_later(reader, items, request_items);
  if (!reader.finished()) return Error{ErrorCode::Malformed, "receipt request"};
  out.mac = *Mac::from(body.subspan(1, Mac::size));
  out.covered = mac_covered(content);
  return out;
}

bool is_authentic(const OpenedReceiptRequest& request, const MacKey& key) {
  return mac_matches(key, request.covered, request.mac);
}

std::uint64_t Receipt::changes() const {
  std::uint64_t out = 0;
  for (const ReceiptRecord& record : records) out += record.changes;
  return out;
}

std::uint64_t Receipt::photos_here() const {
  return static_cast<std::uint64_t>(
      std::count_if(photos.begin(), photos.end(), [](const ReceiptPhoto& photo) { return photo.is_here; }));
}

void sign_receipt(Receipt& receipt, const SecretKey& province) {
  receipt.signature = sign(province, covered(receipt).view());
}

bool is_signed(const Receipt& receipt) { return verify(receipt.province, covered(receipt).view(), receipt.signature); }

Bytes write_receipt(const Receipt& receipt) {
  Bytes out{0};
  CborWriter writer(out);
  writer.array(receipt_items);
  writer.unsigned_integer(version);
  write_content(writer, receipt);
  writer.bytes(receipt.signature.view());
  return out;
}

// No items are passed over: what the signature covers is all there is.
Result<Receipt> read_receipt(ByteView body) {
  if (body.empty() || body[0] != 0) return Error{ErrorCode::Malformed, "receipt"};
  CborReader reader(body.subspan(1));
  const std::size_t items = reader.array();
  const std::uint64_t protocol = reader.unsigned_integer();
  if (reader.ok() && protocol > version) return ErrorCode::ProtocolMismatch;
  if (items != receipt_items) reader.fail();
  Receipt out;
  out.province = reader.fixed<PublicKey>();
  out.generation = reader.unsigned_integer();
  out.position = reader.unsigned_at_most(INT64_MAX);
  out.backup_position = reader.unsigned_at_most(INT64_MAX);
  out.wall_ms = reader.integer();
  out.dossier = reader.fixed<Id>();
  out.records = read_records(reader);
  out.photos = read_photos(reader);
  out.waiting = reader.unsigned_integer();
  out.vouched = reader.unsigned_integer();
  out.signature = reader.fixed<Signature>();
  if (!reader.finished()) return Error{ErrorCode::Malformed, "receipt"};
  return out;
}

}  // namespace ocop::protocol
