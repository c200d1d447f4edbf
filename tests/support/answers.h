// A province's answer by hand to all that a tablet has to send.
#pragma once

#include <string>
#include <vector>

#include "core/journal/batch.h"
#include "core/service/sync_control.h"
#include "tests/support/catch.h"

namespace ocop::test {

inline std::vector<service::BatchAnswer> answers_to_all(service::SyncControl& control, service::BatchOutcome outcome,
                                                        const std::string& reason = {}) {
  const auto batches = control.batches_to_send(SIZE_MAX, 0);
  REQUIRE_OK(batches);
  std::vector<service::BatchAnswer> out;
  for (const Bytes& bytes : *batches) {
    const auto batch = journal::decode_batch(bytes);
    REQUIRE_OK(batch);
    out.push_back({batch->replica, batch->number, outcome, reason});
  }
  return out;
}

}  // namespace ocop::test
