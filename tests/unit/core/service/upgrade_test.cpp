// A folder that an earlier program wrote, opened by this one. tests/golden/data/tablet_1.sqlite was made by the last
// program of schema 1: enrolled, four changes at the province, one not.
#include "tests/support/data_folder.h"
#include "core/store/schema.h"
#include "tests/support/places.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

const std::string golden = std::string(OCOP_SOURCE_DIR) + "/tests/golden/data/tablet_1.sqlite";

struct OldFolder {
  OldFolder() { write_text(path, read_text(golden)); }
  Result<Folder> open() { return Folder::open(path, {files, clock, entropy}); }

  TempFolder temp;
  std::string path = temp / "ocop.sqlite";
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{5};
};

}  // namespace

TEST_CASE("A folder of schema 1 is brought up to date whole, keeps what it held, and is written to") {
  OldFolder old;
  auto folder = old.open();
  REQUIRE_OK(folder);
  REQUIRE(folder->database().integer("PRAGMA user_version").value() == store::schema_version);
  REQUIRE(verify_folder(*folder).value().empty());
  const auto found = list_dossiers(*folder, {}).value();
  REQUIRE(found.total == 1);
  CHECK(found.lines[0].name == "Mật ong hoa nhãn");
  const auto before = read_dossier(*folder, found.lines[0].id).value();
  CHECK(before.assessments.at("self").scores.at("1.2").option == "a");
  CHECK(before.unsent_changes == 1);
  CHECK(is_enrolled(*folder).value());

  REQUIRE_OK(set_score(*folder, score(before.id, "1.4", "a")));
  CHECK(read_dossier(*folder, before.id).value().assessments.at("self").scores.at("1.4").option == "a");
  REQUIRE(verify_folder(*folder).value().empty());
}

TEST_CASE("A folder of schema 1 that is opened twice is upgraded once") {
  OldFolder old;
  { REQUIRE_OK(old.open()); }
  const std::string upgraded = read_text(old.path);
  CHECK(upgraded != read_text(golden));
  { REQUIRE_OK(old.open()); }
  CHECK(read_text(old.path) == upgraded);
}
