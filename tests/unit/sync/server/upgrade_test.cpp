// A province that an earlier program wrote, opened by this one. tests/golden/data/province_1.sqlite was made by the
// last program of province schema 1: one device, four merged changes.
#include "core/store/meta.h"
#include "tests/support/places.h"
#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

struct OldProvince {
  OldProvince() {
    const std::string golden = std::string(OCOP_SOURCE_DIR) + "/tests/golden/data/province_1.sqlite";
    ocop::test::write_text(path, ocop::test::read_text(golden));
  }
  Result<Province> open() { return Province::open(path, {files, clock, entropy}, blobs, IfMissing::Fail); }

  ocop::test::TempFolder temp;
  std::string path = temp / "ocop.sqlite";
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{5};
  FolderBlobStore blobs{files};
};

}  // namespace

TEST_CASE("a province of schema 1 is brought up to date whole and keeps its order") {
  OldProvince old;
  auto province = old.open();
  REQUIRE_OK(province);
  CHECK(store::get_integer(province->database(), "schema.province", 0).value() == 4);
  CHECK(verify_province(*province).value().empty());
  CHECK(province->database().integer("SELECT position FROM province_order").value() == 5);
  CHECK(province->database().integer("SELECT count(*) FROM devices").value() == 1);
  CHECK(province->database().integer("SELECT count(*) FROM backups").value() == 0);
}

TEST_CASE("a province of a newer program is refused and not one byte of it is touched") {
  OldProvince old;
  {
    auto province = old.open();
    REQUIRE_OK(province);
    REQUIRE_OK(province->database().run_script("PRAGMA user_version=1000000"));
  }
  const std::string before = ocop::test::read_text(old.path);
  REQUIRE_ERROR(old.open(), SchemaTooNew);
  CHECK(ocop::test::read_text(old.path) == before);
}
