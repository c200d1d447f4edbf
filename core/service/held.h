// What is held apart and counts nowhere: batches that the province holds, and changes of which there are two.
//
// Nothing of it is lost and nothing of it is merged; a person may look at it (`ocop held`). One thread, as Folder.
#pragma once

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

// A sealed batch of this tablet that the province keeps apart.
struct HeldBatch {
  Replica replica = 0;
  std::uint64_t number = 0;
  std::string reason;  // PROTOCOL.md §10; a later version's is shown as it is
  std::uint64_t changes = 0;
};

// One of two changes with the same stamp (core/store/parting.h).
struct HeldChange {
  store::RecordKey key;
  std::string type;
  journal::Stamp stamp;
  std::string officer;
  std::int64_t wall_ms = 0;
  std::map<std::string, domain::Value> fields;  // one that this program cannot read shows as nothing
  bool is_ours = false;                         // false: another copy's
  std::optional<journal::Stamp> written_anew;   // ours: under which stamp its values stand now
};

struct Held {
  std::vector<HeldBatch> batches;
  std::vector<HeldChange> changes;
};
Result<Held> list_held(Folder& folder);

}  // namespace ocop::service
