// One exchange, POST /v1/sync: what a tablet sends is applied and answered, and what it lacks goes back. One
// transaction; nothing is kept between requests but what is in the database.
#pragma once

#include "sync/server/province.h"

namespace ocop::server {

// The body of the answer. Malformed, ProtocolMismatch, LimitExceeded, Unauthorised (unknown device, wrong MAC), and
// storage errors, after which nothing was changed.
Result<Bytes> answer_sync(Province& province, ByteView body);

}  // namespace ocop::server
