// The search index when memory fails: FTS5 has counts of its own that no row of ours shows.
#include "tests/store/subjects.h"
#include "tests/support/fault_memory.h"

using namespace ocop;
using namespace ocop::test;

namespace {

Status put_text(store::Database& database, std::uint64_t rowid) {
  TRY_ASSIGN(auto transaction, store::Transaction::begin(database));
  TRY(database.run("INSERT INTO search (rowid, text) VALUES (?, 'tra shan tuyet')", rowid));
  return transaction.commit();
}

}  // namespace

TEST_CASE("A program that goes on after its memory failed keeps count of the texts that are searched") {
  Machine machine;
  FaultDisk::instance().wipe();
  Tablet::make(machine);
  Tablet tablet(machine);
  REQUIRE_OK(put_text(tablet.database(), 1));
  bool has_failed = true;
  for (std::uint64_t point = 1; has_failed; ++point) {
    CAPTURE(point);
    FaultMemory::fail_at(point, FaultMemory::Lasting::Once);
    const Status done = put_text(tablet.database(), point + 1);
    has_failed = FaultMemory::has_failed();
    repair();
    if (!done) REQUIRE_OK(put_text(tablet.database(), point + 1));
    REQUIRE_OK(tablet.database().run("INSERT INTO search (search) VALUES ('integrity-check')"));
  }
}
