// The bodies of `POST /v1/sync`, both directions. PROTOCOL.md §8 (request), §9 (answer).
//
//   request   framing(1)  MAC(16)  header  batches…        MAC over framing and header; each batch has its signature;
//                                                          only the batches are compressed
//   answer    framing(1)  MAC(16)  payload                 MAC over all of it and the request's MAC
//
// A request that was cut off counts up to its last whole batch. An answer that was cut off does not count.
// Readers are strict about what they know and carry on past items that a later version appended. Pure functions.
#pragma once

#include "sync/protocol/authentication.h"
#include "sync/protocol/compression.h"
#include "sync/protocol/messages.h"

namespace ocop::protocol {

// ---- request: the tablet's side

// Whether a batch names the one before it. Its reader usually knows that name, and 33 of 235 bytes are saved.
enum class Previous { LeftOut, Sent };

struct RequestOptions {
  Framing framing = best_framing(dictionary_newest);  // less when the province did not understand more
  std::size_t batches_bytes_max = 0;  // after so many compressed bytes no further batch is begun
  Previous previous = Previous::LeftOut;
};

struct SentRequest {
  Bytes body;
  Mac mac;                  // to read the answer with
  std::size_t batches = 0;  // how many of them are in the body: from the front, at least one if there is any
};

// `batches`: whole, as core/journal/batch.h encodes them.
SentRequest write_request(const RequestHeader& header, const std::vector<Bytes>& batches, const MacKey& key,
                          const RequestOptions& options);

// ---- request: the province's side

// A request before it is believed. The views look into the body.
struct OpenedRequest {
  RequestHeader header;
  Mac mac;
  std::uint8_t framing = 0;
  Bytes covered;       // by the MAC
  ByteView batches;    // still compressed
};

// Malformed; ProtocolMismatch when the first item names a later version than ours.
Result<OpenedRequest> open_request(ByteView body);
[[nodiscard]] bool is_authentic(const OpenedRequest& request, const MacKey& key);

// One batch as it travelled.
struct SentBatch {
  bool is_readable = false;      // false: answer it as Held, "malformed", and go on with the next
  Replica replica = 0;
  std::uint64_t number = 0;
  std::optional<Hash> previous;  // none: left out
  std::size_t changes = 0;
  Bytes bytes;
};

struct SentBatches {
  std::vector<SentBatch> batches;
  bool is_cut = false;  // the body ended inside a batch; no answer will arrive, but what came whole counts
};
// After is_authentic. Malformed, LimitExceeded, ProtocolMismatch (a framing unknown here: the tablet sends with less).
Result<SentBatches> read_batches(const OpenedRequest& request);

// Batch number 1 has a previous of zeros. For others without `previous` the reader looks up the name of the batch
// before; where it has none it answers Held, "previous". Gives the batch's canonical bytes, for core/journal/batch.h to
// decode.
Bytes with_previous(const SentBatch& batch, const Hash& previous);
// The other way round; unchanged if it is not a batch, or names none.
Bytes without_previous(ByteView batch);

// What a sender needs to know of a batch or a parcel that it has encoded; nothing of anything else.
struct BatchOutline {
  Replica replica = 0;
  std::uint64_t number = 0;
  std::size_t changes = 0;
  bool is_parcel = false;  // core/journal/parcel.h
};
std::optional<BatchOutline> outline_of(ByteView batch);

// ---- answer

// The province's side. `request` is the header that the answer is for.
Bytes write_answer(const Answer& answer, const RequestHeader& request, const Mac& request_mac, const MacKey& key);

// The tablet's side. Unauthorised: the MAC is wrong; Malformed; LimitExceeded; ProtocolMismatch.
Result<Answer> read_answer(ByteView body, const RequestHeader& request, const Mac& request_mac, const MacKey& key);

// ---- the same parts by themselves, for bundles (§19): a signature takes the place of the MAC

Bytes write_header_item(const RequestHeader& header);
Result<RequestHeader> read_header_item(ByteView item);  // Malformed, ProtocolMismatch
SentBatch read_batch_item(ByteView batch);              // as it travelled
Bytes write_answer_item(const Answer& answer, const RequestHeader& request);
Result<Answer> read_answer_item(ByteView item, const RequestHeader& request);  // Malformed, ProtocolMismatch

// ---- refusals, of any path

inline constexpr std::string_view error_header = "Ocop-Error";  // the error's name again, of every refusal

Bytes write_refusal(const Refusal& refusal);
std::optional<Refusal> read_refusal(ByteView body);  // nothing: the body is somebody else's, such as a portal's page
int http_status(ErrorCode code);                     // what the province answers with
// What a tablet makes of a status and body that are not success. `name`: of the header Ocop-Error; an answer to HEAD
// has nothing else to say whose it is.
Error refusal_error(int status, ByteView body, std::string_view name = {});

}  // namespace ocop::protocol
