// What the province knows to be missing. After a disk was lost and all tablets have synced, what is still here is gone
// for good; before, it may only be on its way. None of it is damage: `verify` is clean with it.
#pragma once

#include "sync/server/province.h"

namespace ocop::server {

// A number of a replica that something here waits for: a change, where a root is named, else a batch.
struct MissingNumber {
  Replica replica = 0;
  std::uint64_t number = 0;
  std::optional<Id> root;
};

struct MissingPhoto {
  Hash sha256;
  std::uint64_t bytes = 0;  // as cited
  Id root;
};

// A change that only another tablet than its author's has brought (vouched.cpp).
struct VouchedChange {
  Id root;
  Replica replica = 0;
  std::uint64_t number = 0;
  std::string by;  // officer
  std::int64_t at_ms = 0;
};

struct Missing {
  std::vector<MissingNumber> numbers;
  std::vector<MissingPhoto> photos;
  std::vector<VouchedChange> vouched;
  bool is_nothing() const { return numbers.empty() && photos.empty() && vouched.empty(); }
};

inline constexpr std::size_t missing_rows_max = 10'000;  // of each kind; a province never lists more

// Of one root, or of all.
Result<Missing> read_missing(store::Database& database, std::optional<Id> root = {});

}  // namespace ocop::server
