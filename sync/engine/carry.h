// Bundles of other tablets that this one carries, brought to the province: POST /v1/bundle, some entries at a time, and
// what it answers to their senders kept to be carried back. PROTOCOL.md §18.
//
// Last in a session: one's own comes first. A bundle that the province refuses stays, and blocks nothing; a province
// that does not know the request yet is not asked again in this session.
#pragma once

#include "core/base/limits.h"
#include "sync/engine/common.h"
#include "sync/protocol/bundle_entry.h"

namespace ocop::engine {

class Carry {
 public:
  explicit Carry(Common& common) : common_(common) {}

  Result<std::optional<HttpRequest>> next();  // nothing when all was taken or refused
  Status accept(const HttpResponse& response);
  void link_broke();

 private:
  Status choose();
  Status keep(const std::vector<Bytes>& entries);

  Common& common_;
  std::size_t piece_bytes_ = limits::bundle_piece_bytes;
  std::set<Id> refused_;
  bool is_known_ = true;
  // of the request under way
  Id bundle_;
  service::CarriedPiece piece_;
  Mac mac_;
};

}  // namespace ocop::engine
