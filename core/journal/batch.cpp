#include "core/journal/batch.h"

#include "core/base/hash.h"
#include "core/base/limits.h"

namespace ocop::journal {

Hash name_of(const Batch& batch) {
  std::vector<Hash> hashes;
  hashes.reserve(batch.changes.size());
  for (const Change& change : batch.changes) hashes.push_back(hash_of(change));
  return name_of(batch, hashes);
}

Hash name_of(const Batch& batch, std::span<const Hash> change_hashes) {
  Bytes preimage;
  CborWriter writer(preimage);
  writer.array(5);
  writer.text("ocop-batch-1");
  writer.unsigned_integer(batch.replica);
  writer.unsigned_integer(batch.number);
  writer.bytes(batch.previous.view());
  writer.array(change_hashes.size());
  for (const Hash& hash : change_hashes) writer.bytes(hash.view());
  return sha256(preimage);
}

void seal(Batch& batch, const Hash& name, const SecretKey& device) { batch.signature = sign(device, name.view()); }

bool is_signed_by(const Batch& batch, const Hash& name, const PublicKey& device) {
  return verify(device, name.view(), batch.signature);
}

void write_batch(CborWriter& writer, const Batch& batch) {
  writer.array(5);
  writer.unsigned_integer(batch.replica);
  writer.unsigned_integer(batch.number);
  writer.bytes(batch.previous.view());
  writer.array(batch.changes.size());
  for (const Change& change : batch.changes) write_change(writer, change, Layout::InBatch);
  writer.bytes(batch.signature.view());
}

Batch read_batch(CborReader& reader) {
  reader.array_of(5);
  Batch batch;
  batch.replica = reader.unsigned_at_most(replica_max);
  batch.number = reader.unsigned_at_most(INT64_MAX);
  if (batch.number == 0) reader.fail();
  batch.previous = reader.fixed<Hash>();
  const std::size_t changes = reader.array();
  if (changes == 0 || changes > limits::changes_per_batch_max) reader.fail();
  for (std::size_t i = 0; i < changes && reader.ok(); ++i) {
    batch.changes.push_back(read_change(reader, Layout::InBatch, batch.replica));
  }
  batch.signature = reader.fixed<Signature>();
  return batch;
}

Bytes encode_batch(const Batch& batch) {
  Bytes out;
  CborWriter writer(out);
  write_batch(writer, batch);
  return out;
}

Result<Batch> decode_batch(ByteView bytes) {
  CborReader reader(bytes);
  Batch batch = read_batch(reader);
  if (!reader.finished()) return ErrorCode::Malformed;
  return batch;
}

}  // namespace ocop::journal
