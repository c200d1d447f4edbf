// Two programs on one data folder: who writes waits for the other, and says so when the other does not end.
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "core/service/commands.h"
#include "tests/support/data_folder.h"
#include "tests/support/places.h"
#include "tests/support/process.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

// Another connection to the same file, as another program has one, in the middle of a write.
class Writer {
 public:
  explicit Writer(const std::string& path)
      : database_(store::Database::open(path, store::OpenMode::Existing).value()),
        transaction_(store::Transaction::begin(database_).value()) {}
  void end() { REQUIRE_OK(transaction_.commit()); }

 private:
  store::Database database_;
  store::Transaction transaction_;
};

// So short that a test need not wait the whole 5 s; the connection is the test's own.
void wait_at_most(DataFolder& tablet, int ms) { sqlite3_busy_timeout(tablet->database().handle(), ms); }

}  // namespace

TEST_CASE("A write while another program writes is refused as busy, changes nothing, and succeeds afterwards") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  const std::int64_t before = tablet.count("SELECT COUNT(*) FROM changes");
  wait_at_most(tablet, 20);
  {
    Writer other(tablet.path());
    REQUIRE_ERROR(set_score(*tablet, score(dossier, "1.1", "b")), StorageBusy);
    REQUIRE_ERROR(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}), StorageBusy);
    SyncService sync(*tablet);
    REQUIRE_ERROR(sync.batches_to_send(SIZE_MAX, 0), StorageBusy);
    REQUIRE(read_dossier(*tablet, dossier)->assessments.empty());  // reading goes on beside a writer
    REQUIRE(tablet.count("SELECT COUNT(*) FROM changes") == before);
  }
  REQUIRE_OK(set_score(*tablet, score(dossier, "1.1", "b")));
  REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
  tablet.require_whole();
}

TEST_CASE("A write waits for a program that is about to end its own") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  auto other = std::make_unique<Writer>(tablet.path());
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    other.reset();
  });
  const auto made = new_dossier(*tablet, {producer, "Trà", "ocop-26-2026/07"});
  ends.join();
  REQUIRE_OK(made);
  tablet.require_whole();
}

TEST_CASE("The command line waits 5 seconds for another program, then says that the folder is busy") {
  const TempFolder folder;
  const std::string data = folder / "data", program = OCOP_BIN_DIR "/ocop";
  const auto add_producer = [&](const char* name) {
    return run({.arguments = {program, "producer", "add", std::string("name=") + name, "--data", data, "--json"}});
  };
  REQUIRE(run({.arguments = {program, "init", "--officer", "Mai", "--units", "00004", "--data", data}}).exit_status ==
          0);
  {
    Writer other(data + "/ocop.sqlite");
    const Outcome refused = add_producer("A");
    INFO(refused.err);
    CHECK(refused.exit_status == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("\"storage_busy\"") != std::string::npos);
    CHECK(run({.arguments = {program, "producer", "list", "--data", data, "--json"}}).exit_status == 0);
  }
  CHECK(add_producer("A").exit_status == 0);
}
