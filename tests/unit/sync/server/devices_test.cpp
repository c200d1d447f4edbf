#include "sync/server/devices.h"

#include <set>

#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

protocol::Invitation read_code(const Result<std::string>& code) {
  REQUIRE_OK(code);
  const auto invitation = protocol::read_invitation_code(*code);
  REQUIRE_OK(invitation);
  return *invitation;
}

}  // namespace

TEST_CASE("an invitation binds to the first key that shows it, which may repeat") {
  World world;
  fake::SeededEntropy entropy(3);
  const KeyPair first = make_key_pair(entropy);
  const KeyPair second = make_key_pair(entropy);
  const auto invitation = read_code(invite(*world.province, "  Mai ", {ngoc_ha, ba_dinh}));
  CHECK(invitation.print == protocol::print_of(world.province->keys().public_key));
  const auto answer = enrol(*world.province, protocol::make_enrolment_request(invitation, first, "x"));
  REQUIRE_OK(answer);
  CHECK(answer->officer == "Mai");
  CHECK(answer->units == std::vector<std::string>{ngoc_ha, ba_dinh});
  CHECK(protocol::is_signed(*answer, first.public_key));
  const auto again = enrol(*world.province, protocol::make_enrolment_request(invitation, first, "x"));
  REQUIRE_OK(again);
  CHECK(*again == *answer);
  REQUIRE_ERROR(enrol(*world.province, protocol::make_enrolment_request(invitation, second, "x")), EnrolmentRefused);
  const auto wrong = world.province->database().integer("SELECT sum(wrong) FROM invitations");
  REQUIRE_OK(wrong);
  CHECK(*wrong == 1);
  world.check_whole();
}

TEST_CASE("an invitation that is too old, or that was never made, is refused") {
  World world;
  fake::SeededEntropy entropy(3);
  const KeyPair key = make_key_pair(entropy);
  auto invitation = read_code(invite(*world.province, "Mai", {ba_dinh}));
  world.clock.set_wall_ms(world.clock.wall_ms() + (invitation_days * 24 + 1) * 3600 * 1000);
  REQUIRE_ERROR(enrol(*world.province, protocol::make_enrolment_request(invitation, key, "x")), EnrolmentRefused);
  invitation.secret.bytes[0] ^= 1;
  REQUIRE_ERROR(enrol(*world.province, protocol::make_enrolment_request(invitation, key, "x")), EnrolmentRefused);
}

TEST_CASE("a revoked device is not enrolled again by another invitation") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  REQUIRE_OK(revoke(*world.province, mai.keys.public_key));
  const auto invitation = read_code(invite(*world.province, "Mai", {ngoc_ha}));
  REQUIRE_ERROR(enrol(*world.province, protocol::make_enrolment_request(invitation, mai.keys, "x")), EnrolmentRefused);
}

TEST_CASE("an invitation names an officer and communes that exist") {
  World world;
  REQUIRE_ERROR(invite(*world.province, " ", {ba_dinh}), InvalidInput);
  REQUIRE_ERROR(invite(*world.province, "Mai", {}), InvalidInput);
  REQUIRE_ERROR(invite(*world.province, "Mai", {"99999"}), UnknownUnit);
  REQUIRE_ERROR(invite(*world.province, "Mai", {ba_dinh, ba_dinh}), InvalidInput);
  REQUIRE_ERROR(invite(*world.province, "Mai", std::vector<std::string>(65, ba_dinh)), LimitExceeded);
}

TEST_CASE("a tablet's folder is not opened as a province, and a province opens again as itself") {
  World world;
  const PublicKey key = world.province->keys().public_key;
  world.province.reset();
  world.open();
  CHECK(world.province->keys().public_key == key);

  const service::Ports ports{world.files, world.clock, world.entropy};
  REQUIRE_OK(service::Folder::create(world.folder / "tablet.sqlite", ports, {"Mai", {ba_dinh}}));
  REQUIRE_ERROR(Province::open(world.folder / "tablet.sqlite", ports, world.blobs, IfMissing::Fail), InvalidInput);
  REQUIRE_ERROR(Province::open(world.folder / "tablet.sqlite", ports, world.blobs, IfMissing::Create), InvalidInput);
  REQUIRE_ERROR(Province::open(world.folder / "none.sqlite", ports, world.blobs, IfMissing::Fail), NoDataFolder);
}

TEST_CASE("verify finds missing positions, another order, damaged batches and devices without a name") {
  const auto found = [](const char* damage) {
    World world;
    TestDevice mai(world, 1, {ba_dinh});
    mai.sync({mai.seal({mai.dossier(mai.new_id(), ba_dinh)})});
    REQUIRE_OK(world.province->database().run_script(damage));
    const auto problems = verify_province(*world.province);
    REQUIRE_OK(problems);
    std::set<std::string> codes;
    for (const auto& problem : *problems) codes.insert(problem.code);
    return codes;
  };
  CHECK(found("").empty());
  CHECK(found("DELETE FROM events").count("position_missing") == 1);
  CHECK(found("UPDATE province_order SET position = 9").count("position_missing") == 1);
  CHECK(found("UPDATE changes SET position = NULL").count("position_missing") == 1);
  CHECK(found("UPDATE events SET hash = zeroblob(32)").count("order_hash_differs") == 1);
  CHECK(found("UPDATE received_batches SET name = zeroblob(32)").count("batch_damaged") == 1);
  CHECK(found("UPDATE received_batches SET bytes = x'00'").count("batch_damaged") == 1);
  CHECK(found("DELETE FROM seen; DELETE FROM changes").count("batch_not_applied") == 1);
  CHECK(found("UPDATE devices SET name = zeroblob(8)").count("device_incomplete") == 1);
  CHECK(found("INSERT INTO blobs VALUES (zeroblob(32), 5, 1, 0)").count("blob_missing") == 1);
}
