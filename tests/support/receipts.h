// What a province that holds the same as a tablet lists in its receipt.
#pragma once

#include <vector>

#include "core/service/receipts.h"
#include "sync/protocol/receipt.h"
#include "tests/support/catch.h"

namespace ocop::test {

inline std::vector<protocol::ReceiptRecord> records_here(service::Folder& folder, const Id& dossier) {
  const auto digests = service::digest_dossier(folder, dossier);
  REQUIRE_OK(digests);
  std::vector<protocol::ReceiptRecord> out;
  for (const auto& digest : *digests)
    out.push_back({digest.key.root, digest.key.record, digest.type, digest.changes, digest.hash});
  return out;
}

}  // namespace ocop::test
