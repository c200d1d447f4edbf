// Receipts of the province that are wanted: POST /v1/receipt for each, checked, and kept by the data.
#pragma once

#include "sync/engine/common.h"
#include "sync/protocol/receipt.h"

namespace ocop::engine {

// What a province signed for this dossier, or ServerGarbage.
Result<protocol::Receipt> checked_receipt(ByteView body, const PublicKey& province, const Id& dossier);

class Receipts {
 public:
  explicit Receipts(Common& common) : common_(common) {}

  Result<std::optional<HttpRequest>> next();  // nothing when all are here or given up
  Status accept(const HttpResponse& response);

 private:
  Common& common_;
  std::set<Id> given_up_;
  Id dossier_;  // of the request under way
};

}  // namespace ocop::engine
