// The bodies of every request and answer. The first byte says which reader is given the rest; what a reader accepts is
// written and read again as the same.
#include "core/base/limits.h"
#include "sync/protocol/blobs.h"
#include "sync/protocol/bundle_entry.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/enrolment.h"
#include "tests/fuzz/fuzz.h"

using namespace ocop;
using namespace ocop::protocol;
using fuzz::must_hold;

namespace {

RequestHeader asked() {
  RequestHeader out;
  out.dictionary = 1;
  out.cursor.position = 5;
  out.highest = Mark{9, 7, 1};
  return out;
}

void read_sent(ByteView body) {
  const auto request = open_request(body);
  if (!request) return;
  const auto again = read_header_item(write_header_item(request->header));
  must_hold(again && *again == request->header, "a header is read as it was written");
  const auto sent = read_batches(*request);
  if (!sent) return;
  for (const SentBatch& batch : sent->batches) {
    const Bytes whole = with_previous(batch, Hash{});
    if (batch.is_readable) must_hold(outline_of(whole).has_value(), "a batch that was given its previous is a batch");
    must_hold(!batch.is_readable || !read_batch_item(without_previous(whole)).bytes.empty(), "and without it is one");
  }
}

void read_answered(ByteView item) {
  const auto answer = read_answer_item(item, asked());
  if (!answer) return;
  const auto again = read_answer_item(write_answer_item(*answer, asked()), asked());
  must_hold(again && *again == *answer, "an answer is read as it was written");
}

void read_enrolments(ByteView body) {
  if (const auto enrolment = read_enrolment(body)) {
    const auto again = read_enrolment(write_enrolment(*enrolment));
    must_hold(again && *again == *enrolment, "an enrolment is read as it was written");
    must_hold(!is_signed(*enrolment, PublicKey{}), "nobody's key signs nothing");
  }
  const auto request = read_enrolment_request(body);
  must_hold(!request || !write_enrolment_request(*request).empty(), "a request that proves its key can be written");
}

void read_entry(ByteView bytes) {
  const auto entry = read_bundle_entry(bytes);
  if (!entry) return;
  const auto again = read_bundle_entry(write_bundle_entry(*entry));
  must_hold(again && *again == *entry, "an entry is read as it was written");
}

void read_carrying(ByteView body) {
  if (const auto entries = read_carried(body)) {
    const auto again = read_carried(write_carried(*entries));
    must_hold(again && *again == *entries, "what is carried is read as it was written");
  }
  if (const auto answer = read_carried_answer(body)) {
    const auto again = read_carried_answer(write_carried_answer(*answer));
    must_hold(again && *again == *answer, "an answer to a carrier is read as it was written");
  }
}

void read_texts(ByteView bytes) {
  const auto text = as_text(bytes);
  static_cast<void>(read_range_header(text));
  static_cast<void>(read_blob_path(text));
  if (const auto code = read_invitation_code(text)) {
    const auto again = read_invitation_code(invitation_code(*code));
    must_hold(again && *again == *code, "a code is read as it was written");
  }
  if (const auto refusal = read_refusal(bytes)) must_hold(!write_refusal(*refusal).empty(), "a refusal can be written");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView body(data + 1, size - 1);
  switch (data[0] % 7) {
    case 0: read_sent(body); break;
    case 1: read_answered(body); break;
    case 2: read_enrolments(body); break;
    case 3: read_entry(body); break;
    case 4: read_carrying(body); break;
    case 5: read_texts(body); break;
    default:
      if (size > 1) static_cast<void>(decompress(data[1], body.subspan(1), limits::body_bytes_max).has_value());
  }
  return 0;
}
