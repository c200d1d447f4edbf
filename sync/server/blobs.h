// Photos on their way in and out: appended at an offset (sync/protocol/blobs.h, PROTOCOL.md).
//
// A tablet may ask about a photo that a root it sees cites. It is told "already there", and may read, when that
// citation is *proven*: somebody among the root's readers sent the whole file. Until then it sends its own copy, which
// proves it and is not kept twice. A hash copied into a record of one's own opens nobody's photo. Whoever wrote in the
// root, or was asked by a restored province for all that it holds, may send, too, if the root is out of the tablet's
// scope: nothing else would ever bring that photo.
//
//   Each append is on the disk before it is answered. A whole file is read back, verified, published, and takes a
//   position of the province, in this order: a crash leaves at most a file without a row, which the next request
//   completes.
#pragma once

#include "sync/protocol/blobs.h"
#include "sync/server/devices.h"

namespace ocop::server {

struct BlobAnswer {
  int status = 0;            // 200, 204, 206, 404, 409, 413, 422
  std::uint64_t offset = 0;  // synced here; not with 206 and 404
  Bytes body;                // of a GET
  std::uint64_t total = 0;   // of a GET: the whole file
};

// The request is authenticated already. Errors are storage's.
Result<BlobAnswer> answer_blob(Province& province, const Device& device, const protocol::BlobRequest& request,
                               ByteView body);

// The size of a file that is here whole and that this device may read; nothing of any other.
Result<std::optional<std::uint64_t>> readable_bytes(Province& province, const Device& device, const Hash& sha256);

// Partials that nobody continued for so long are removed.
inline constexpr std::int64_t partial_days = 90;
Status remove_old_partials(Province& province);

}  // namespace ocop::server
