// What the parts of a session (exchanges, upload, receipts, download, carry) share.
#pragma once

#include <set>

#include "core/base/entropy.h"
#include "core/service/sync_control.h"
#include "sync/engine/summary.h"
#include "sync/engine/transport.h"
#include "sync/protocol/blobs.h"

namespace ocop::engine {

// How much one request may carry: a first size, or less where the link broke before; half as much after each break,
// doubled by each request that comes through; above the first size only by one that was full and took little time, so
// that a break on a slow link costs no minutes.
class LinkSize {
 public:
  struct Range {
    std::size_t least, first, most;  // bytes
    std::int64_t quick_ms;
  };
  explicit LinkSize(const Range& range) : range_(range), bytes_(range.first) {}

  void begin_with(std::uint64_t remembered);  // by an earlier session; 0: nothing
  std::size_t bytes() const { return bytes_; }
  std::uint64_t to_remember() const;          // 0: the first size or more, for the next link may be another
  void grow(std::size_t carried_bytes, std::int64_t elapsed_ms);
  void shrink();

 private:
  Range range_;
  std::size_t bytes_;
};

LinkSize exchange_size();
LinkSize chunk_size();  // of photos, in both directions

struct Common {
  service::SyncControl& control;
  Entropy& entropy;
  service::SyncIdentity identity;
  Summary summary;
  LinkSize exchange = exchange_size();
  LinkSize chunk = chunk_size();

  protocol::Nonce nonce();
  // The same request with its device, nonce and MAC as headers.
  HttpRequest blob_request(protocol::BlobRequest& request, Bytes body, Mac& mac);
  // What a session's journal says is worth a line and never worth failing for: an error here is dropped.
  void note(service::SyncEvent event, std::uint64_t first = 0, std::uint64_t second = 0);
};

// Photos that this session will not try again.
using GivenUp = std::set<Hash>;

}  // namespace ocop::engine
