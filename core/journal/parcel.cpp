#include "core/journal/parcel.h"

#include "core/base/hash.h"
#include "core/base/limits.h"

namespace ocop::journal {
namespace {

Hash covered(const Parcel& parcel) {
  Bytes out;
  CborWriter writer(out);
  writer.array(3);
  writer.text("ocop-parcel-1");
  writer.unsigned_integer(parcel.number);
  writer.array(parcel.changes.size());
  for (const Change& change : parcel.changes) writer.bytes(hash_of(change).view());
  return sha256(out);
}

}  // namespace

void seal(Parcel& parcel, const SecretKey& device) { parcel.signature = sign(device, covered(parcel).view()); }

bool is_signed_by(const Parcel& parcel, const PublicKey& device) {
  return verify(device, covered(parcel).view(), parcel.signature);
}

Bytes encode_parcel(const Parcel& parcel) {
  Bytes out;
  CborWriter writer(out);
  writer.array(3);
  writer.unsigned_integer(parcel.number);
  writer.array(parcel.changes.size());
  for (const Change& change : parcel.changes) write_change(writer, change, Layout::Canonical);
  writer.bytes(parcel.signature.view());
  return out;
}

Result<Parcel> decode_parcel(ByteView bytes) {
  CborReader reader(bytes);
  reader.array_of(3);
  Parcel out;
  out.number = reader.unsigned_at_most(INT64_MAX);
  const std::size_t changes = reader.array();
  if (changes == 0 || changes > limits::changes_per_batch_max) reader.fail();
  for (std::size_t i = 0; i < changes && reader.ok(); ++i) {
    out.changes.push_back(read_change(reader, Layout::Canonical));
  }
  out.signature = reader.fixed<Signature>();
  if (!reader.finished()) return ErrorCode::Malformed;
  return out;
}

}  // namespace ocop::journal
