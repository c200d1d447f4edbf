#include "sync/protocol/bundle_entry.h"

#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

using journal::CborReader;
using journal::CborWriter;

constexpr std::size_t entry_items = 10;
constexpr std::uint64_t photos_max = 3;
constexpr std::size_t reason_bytes_max = 64;
constexpr std::uint8_t framing_raw = 0;

void write_places(CborWriter& writer, const BundleEntry& entry) {
  writer.bytes(entry.bundle.view());
  writer.bytes(entry.sender.view());
  writer.bytes(entry.reader.view());
  writer.unsigned_integer(entry.number);
  writer.unsigned_integer(entry.index);
  writer.unsigned_integer(entry.count);
  writer.unsigned_integer(entry.photos);
}

Bytes covered(const BundleEntry& entry) {
  Bytes out;
  CborWriter writer(out);
  writer.array(9);
  writer.text("ocop-bundle-entry-1");
  write_places(writer, entry);
  writer.bytes(sha256(entry.sealed).view());
  return out;
}

void write_list(CborWriter& writer, const std::vector<Bytes>& entries) {
  writer.array(entries.size());
  for (const Bytes& entry : entries) writer.bytes(entry);
}

std::vector<Bytes> read_list(CborReader& reader) {
  std::vector<Bytes> out;
  for (std::size_t left = reader.array(); left > 0 && reader.ok(); --left) {
    const ByteView entry = reader.bytes();
    out.emplace_back(entry.begin(), entry.end());
  }
  return out;
}

// The framing byte that every body begins with; entries are sealed, so nothing is left to compress.
Status check_framing(ByteView body) {
  if (body.empty()) return ErrorCode::Malformed;
  if (body[0] != framing_raw) return Error{ErrorCode::ProtocolMismatch, "framing"};
  return {};
}

Bytes carried_covered(const Nonce& nonce, ByteView body) {
  return labelled("ocop-carried-1", nonce.view(), sha256(body).view());
}

Bytes carried_answer_covered(const Mac& request, ByteView body) {
  return labelled("ocop-carried-answer-1", request.view(), sha256(body).view());
}

}  // namespace

void sign(BundleEntry& entry, const SecretKey& sender) { entry.signature = ocop::sign(sender, covered(entry)); }

bool is_signed(const BundleEntry& entry) { return verify(entry.sender, covered(entry), entry.signature); }

Bytes write_bundle_entry(const BundleEntry& entry) {
  Bytes out;
  CborWriter writer(out);
  writer.array(entry_items);
  writer.unsigned_integer(version);
  write_places(writer, entry);
  writer.bytes(entry.sealed);
  writer.bytes(entry.signature.view());
  return out;
}

Result<BundleEntry> read_bundle_entry(ByteView bytes) {
  if (bytes.size() > limits::bundle_entry_bytes_max) return ErrorCode::LimitExceeded;
  CborReader reader(bytes);
  TRY_ASSIGN(const std::size_t items, read_version(reader));
  BundleEntry out;
  out.bundle = reader.fixed<Id>();
  out.sender = reader.fixed<PublicKey>();
  out.reader = reader.fixed<PublicKey>();
  out.number = reader.unsigned_at_most(INT64_MAX);
  out.index = reader.unsigned_integer();
  out.count = reader.unsigned_at_most(limits::bundle_entries_max);
  out.photos = reader.unsigned_at_most(photos_max);
  const ByteView sealed = reader.bytes();
  out.sealed.assign(sealed.begin(), sealed.end());
  out.signature = reader.fixed<Signature>();
  pass_later(reader, items, entry_items);
  if (!reader.finished() || out.index >= out.count) return ErrorCode::Malformed;
  return out;
}

Bytes write_carried(const std::vector<Bytes>& entries) {
  Bytes out{framing_raw};
  CborWriter writer(out);
  writer.array(2);
  writer.unsigned_integer(version);
  write_list(writer, entries);
  return out;
}

Result<std::vector<Bytes>> read_carried(ByteView body) {
  TRY(check_framing(body));
  CborReader reader(body.subspan(1));
  TRY_ASSIGN(const std::size_t items, read_version(reader));
  auto out = read_list(reader);
  pass_later(reader, items, 2);
  if (!reader.finished()) return ErrorCode::Malformed;
  return out;
}

Bytes write_carried_answer(const CarriedAnswer& answer) {
  Bytes out{framing_raw};
  CborWriter writer(out);
  writer.array(4);
  writer.unsigned_integer(version);
  writer.unsigned_integer(answer.taken);
  writer.text(answer.refused);
  write_list(writer, answer.entries);
  return out;
}

Result<CarriedAnswer> read_carried_answer(ByteView body) {
  TRY(check_framing(body));
  CborReader reader(body.subspan(1));
  const std::size_t items = reader.array();
  const std::uint64_t protocol = reader.unsigned_integer();
  if (reader.ok() && protocol != version) return ErrorCode::ProtocolMismatch;
  CarriedAnswer out;
  out.taken = reader.unsigned_integer();
  out.refused = reader.text();
  out.entries = read_list(reader);
  pass_later(reader, items, 4);
  if (!reader.finished() || out.refused.size() > reason_bytes_max) return ErrorCode::Malformed;
  return out;
}

Mac carried_mac(const MacKey& key, const Nonce& nonce, ByteView body) { return mac(key, carried_covered(nonce, body)); }

bool carried_mac_matches(const MacKey& key, const Nonce& nonce, ByteView body, const Mac& mac) {
  return mac_matches(key, carried_covered(nonce, body), mac);
}

Mac carried_answer_mac(const MacKey& key, const Mac& request, ByteView body) {
  return mac(key, carried_answer_covered(request, body));
}

bool carried_answer_mac_matches(const MacKey& key, const Mac& request, ByteView body, const Mac& mac) {
  return mac_matches(key, carried_answer_covered(request, body), mac);
}

}  // namespace ocop::protocol
