// What the three parts of a session (exchanges, upload, download) share.
#pragma once

#include <set>

#include "core/base/entropy.h"
#include "core/service/sync_control.h"
#include "sync/engine/summary.h"
#include "sync/engine/transport.h"
#include "sync/protocol/blobs.h"

namespace ocop::engine {

struct Common {
  service::SyncControl& control;
  Entropy& entropy;
  service::SyncIdentity identity;
  Summary summary;

  protocol::Nonce nonce();
  // The same request with its device, nonce and MAC as headers.
  HttpRequest blob_request(protocol::BlobRequest& request, Bytes body, Mac& mac);
  // What a session's journal says is worth a line and never worth failing for: an error here is dropped.
  void note(service::SyncEvent event, std::uint64_t first = 0, std::uint64_t second = 0);
};

// A chunk's size grows with success and halves on a break (core/base/limits.h).
class ChunkSize {
 public:
  ChunkSize();
  std::size_t bytes() const { return bytes_; }
  void grow();
  void shrink();

 private:
  std::size_t bytes_;
};

// Photos that this session will not try again.
using GivenUp = std::set<Hash>;

}  // namespace ocop::engine
