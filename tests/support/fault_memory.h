// SQLite's memory that runs out: the n-th allocation fails, alone or with all behind it.
//
// One plan for the process. install() comes before anything else of SQLite, so from a static of the test program.
#pragma once

#include <cstdint>

namespace ocop::test {

class FaultMemory {
 public:
  enum class Lasting { Once, FromThenOn };

  static bool install();
  static void fail_at(std::uint64_t allocation, Lasting lasting);  // from 1; counts from here
  static void heal();
  static std::uint64_t allocations();  // since fail_at or heal
  static bool has_failed();            // likewise
};

}  // namespace ocop::test
