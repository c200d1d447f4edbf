// Batches and changes as they arrive: whatever is read has one encoding, and it is what was read.
#include "core/journal/batch.h"
#include "tests/fuzz/fuzz.h"

using namespace ocop;
using fuzz::must_hold;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const Bytes input(bytes.begin(), bytes.end());
  if (const auto batch = journal::decode_batch(bytes)) {
    must_hold(journal::encode_batch(*batch) == input, "a batch is encoded as it was read");
    must_hold(!journal::is_signed_by(*batch, PublicKey{}), "nobody's key signs nothing");
  }
  if (const auto change = journal::decode_change(bytes)) {
    must_hold(journal::encode_change(*change) == input, "a change is encoded as it was read");
  }
  return 0;
}
