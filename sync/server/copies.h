// Copies of one folder: how the province notices that two tablets speak with one key, and says so.
//
// Nothing is refused for it: copies write under names of their own, and both are believed. But a person ought to know,
// because a key that two hold proves less. The signs, of which each request gives two:
//
//   the highest mark told to the folder   one folder shows what it was told last, or, when that answer was lost, what
//                                         it showed before. Anything else is another copy: an older one put in its
//                                         place, once, or, again and again, a second tablet
//   the batch that it sealed last         another of that number here: two copies wrote under one name
//
// Two programs that sync one folder at the same moment may look like a second tablet; so a page says "it seems".
#pragma once

#include "core/store/database.h"
#include "sync/protocol/messages.h"
#include "sync/server/devices.h"

namespace ocop::server {

enum class Copies {
  None,
  OlderOnce,  // once in a month: a folder was put back to an older state, or copied
  Several     // more often, or one number was sealed twice
};

// Reads the signs of a request. Inside the exchange's transaction, before the device's row is brought up to date.
Status note_copies(Province& province, const Device& device, const protocol::RequestHeader& header);
// A batch was held as a twin.
Status note_twin(Province& province, const Device& device);

Result<Copies> copies_of(Province& province, const PublicKey& device);

}  // namespace ocop::server
