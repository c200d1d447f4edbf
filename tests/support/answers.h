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

// All photos of a tablet arrive, and two backups of the province hold what came so far when `is_durable`.
inline void take_all_photos(service::SyncControl& control, bool is_durable) {
  const auto files = control.photos_to_send(service::PhotoPolicy::All, SIZE_MAX);
  REQUIRE_OK(files);
  for (const auto& file : *files) REQUIRE_OK(control.photo_at_province(file.sha256));
  service::ExchangeResult exchange;
  exchange.mark = {7, 10, 10};
  if (is_durable) exchange.durable = exchange.mark;
  REQUIRE_OK(control.import(exchange));
}

}  // namespace ocop::test
