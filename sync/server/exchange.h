// One exchange, POST /v1/sync: what a tablet sends is applied and answered, and what it lacks goes back. One
// transaction; nothing is kept between requests but what is in the database.
#pragma once

#include "sync/server/receive.h"

namespace ocop::server {

// The body of the answer. Malformed, ProtocolMismatch, LimitExceeded, Unauthorised (unknown device, wrong MAC), and
// storage errors, after which nothing was changed.
Result<Bytes> answer_sync(Province& province, ByteView body);

// The two halves of it, which bundles do at different times. Inside the caller's transaction; Order is saved by it.

// Applies batches, with all that follows from them; an answer to each.
Result<std::vector<protocol::BatchAnswer>> receive_all(Province& province, Receiver& receiver,
                                                       const std::vector<protocol::SentBatch>& batches, Order& order);
// All of an answer but those to batches. `came`: hashes of changes that need not go back.
Result<protocol::Answer> answer_page(Province& province, const Device& device, Order& order,
                                     const protocol::RequestHeader& header, const std::set<Hash>& came);

}  // namespace ocop::server
