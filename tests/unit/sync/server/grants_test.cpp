// Communes given and taken while tablets are in the field, and a device that was revoked.
#include "core/service/held.h"
#include "sync/server/device_list.h"
#include "tests/unit/sync/server/tablet.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

std::uint64_t leaving(FolderOnTablet& tablet) { return service::read_sync_overview(*tablet).value().leaving; }

}  // namespace

TEST_CASE("a commune that is given later brings its older dossiers whole") {
  World world;
  FolderOnTablet mai(world, 11);
  FolderOnTablet lan(world, 12, {ngoc_ha});
  const Id dossier = lan.make_dossier(ngoc_ha);
  lan.sync();
  mai.sync();
  CHECK_FALSE(mai.has(dossier));
  REQUIRE_OK(grant(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  CHECK(mai.root(dossier) == lan.root(dossier));
  CHECK(mai->officer().value().units == std::vector<std::string>{ba_dinh, ngoc_ha});
  REQUIRE_OK(grant(*world.province, mai.key(), {ngoc_ha}));  // again: nothing new
  mai.check_whole();
  world.check_whole();
}

TEST_CASE("the roots of a commune that is taken leave when all is durable, their photos and search with them") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id stays = mai.make_dossier(ba_dinh);
  const Id leaves = mai.make_dossier(ngoc_ha);
  mai.add_photo(leaves);
  mai.sync();
  mai.sync();
  const auto files = mai->database().integer("SELECT count(*) FROM photos WHERE on_tablet = 1").value();
  CHECK(files == 3);
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  CHECK(mai.has(leaves));  // no backup has it yet
  CHECK(leaving(mai) == 2);  // the dossier and its producer
  all_is_durable(mai);
  CHECK_FALSE(mai.has(leaves));
  CHECK(mai.has(stays));
  CHECK(leaving(mai) == 0);
  CHECK(mai->database().integer("SELECT count(*) FROM photos").value() == 0);
  CHECK(mai->database().integer("SELECT count(*) FROM search").value() == 2);
  CHECK(mai.count_files() == 0);
  mai.check_whole();

  REQUIRE_OK(grant(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  CHECK(mai.has(leaves));
  mai.set(leaves, "note", "trở lại");
  mai.sync();
  const auto there = world.province->folder().journal().root_state(leaves);
  REQUIRE_OK(there);
  CHECK(mai.root(leaves) == *there);
  mai.check_whole();
  world.check_whole();
}

TEST_CASE("a root with something unsent stays when its commune is taken, and leaves once it was sent and is durable") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id leaves = mai.make_dossier(ngoc_ha);
  mai.sync();
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  mai.set(leaves, "note", "chưa gửi");
  all_is_durable(mai);
  CHECK(mai.has(leaves));
  CHECK(leaving(mai) == 1);
  mai.sync();
  CHECK(world.province->database().integer("SELECT count(*) FROM held_batches").value() == 0);
  all_is_durable(mai);
  CHECK_FALSE(mai.has(leaves));
  CHECK(leaving(mai) == 0);
  mai.check_whole();
}

TEST_CASE("what others wrote in a taken commune stays, too, until it is durable") {
  World world;
  FolderOnTablet lan(world, 12, {ngoc_ha});
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id dossier = lan.make_dossier(ngoc_ha);
  lan.sync();
  mai.sync();
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  CHECK(mai.has(dossier));
  all_is_durable(mai);
  CHECK_FALSE(mai.has(dossier));
  mai.check_whole();
}

TEST_CASE("a producer of a taken commune stays while a dossier of ours cites it") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id producer = mai.make_producer(ngoc_ha);
  const auto dossier = service::new_dossier(*mai, {producer, "Trà", "ocop-26-2026/07"});
  REQUIRE_OK(dossier);
  mai.set(*dossier, "unit", ba_dinh);
  mai.sync();
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  all_is_durable(mai);
  CHECK(mai.has(*dossier));
  CHECK(mai.has(producer));
  CHECK(leaving(mai) == 0);
  mai.check_whole();
}

TEST_CASE("a root whose commune was taken while it came, so that what is here waits for ever, leaves too") {
  World world;
  FolderOnTablet lan(world, 12, {ngoc_ha});
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id dossier = lan.make_dossier(ngoc_ha);
  lan.set(dossier, "note", "của Lan");
  mai.sync();
  service::SyncService control(*mai);
  service::ExchangeResult exchange;
  exchange.mark = *control.standing().value().highest;
  exchange.cursor = control.standing().value().cursor;
  constexpr std::string_view last = "SELECT bytes FROM changes WHERE root = ? ORDER BY id DESC LIMIT 1";
  auto query = lan->database().query(last, dossier).value();
  REQUIRE(query.next().value());
  exchange.changes.push_back({exchange.mark.position + 1, journal::decode_change(query.blob(0)).value()});
  CHECK(control.import(exchange).value().changes_waiting == 1);
  CHECK(mai->database().integer("SELECT count(*) FROM waiting").value() == 1);
  exchange.changes.clear();
  exchange.scope = service::Scope{9, {ba_dinh}};
  REQUIRE_OK(control.import(exchange));
  CHECK(mai->database().integer("SELECT count(*) FROM waiting").value() == 0);
  CHECK(leaving(mai) == 0);
  mai.check_whole();
}

TEST_CASE("a root that once was in a commune of ours stays when another is taken, for the province shows it still") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  FolderOnTablet lan(world, 12, {ngoc_ha});
  const Id dossier = mai.make_dossier(ba_dinh);
  mai.sync();
  mai.set(dossier, "unit", ngoc_ha);
  mai.sync();
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  all_is_durable(mai);
  CHECK(mai.has(dossier));
  CHECK(leaving(mai) == 0);
  lan.sync();
  lan.set(dossier, "note", "của Lan");
  lan.sync();
  mai.sync();
  CHECK(mai.root(dossier) == lan.root(dossier));
  mai.check_whole();
}

TEST_CASE("what is given and taken is checked, and every device is listed") {
  World world;
  FolderOnTablet mai(world, 11);
  REQUIRE_ERROR(grant(*world.province, mai.key(), {"99999"}), UnknownUnit);
  REQUIRE_ERROR(grant(*world.province, PublicKey{}, {ngoc_ha}), NotFound);
  REQUIRE_ERROR(withdraw(*world.province, mai.key(), {ngoc_ha}), InvalidInput);
  REQUIRE_ERROR(withdraw(*world.province, mai.key(), {ba_dinh}), InvalidInput);  // the last one
  REQUIRE_ERROR(withdraw(*world.province, PublicKey{}, {ba_dinh}), NotFound);
  CHECK(find_device_key(*world.province, mai.key().hex().substr(0, 8)).value() == mai.key());
  REQUIRE_ERROR(find_device_key(*world.province, "abc"), InvalidInput);
  REQUIRE_ERROR(find_device_key(*world.province, "000000000000"), NotFound);
  const auto lines = list_devices(*world.province);
  REQUIRE_OK(lines);
  REQUIRE(lines->size() == 1);
  CHECK(lines->front().units == std::vector<std::string>{ba_dinh});
  CHECK(to_json(*lines).find("\"revoked_at\":null") != std::string::npos);
}

TEST_CASE("what a revoked tablet sends is held with the reason, and the tablet says so") {
  World world;
  FolderOnTablet mai(world, 11);
  mai.sync();
  REQUIRE_OK(revoke(*world.province, mai.key()));
  const Id dossier = mai.make_dossier();
  CHECK(mai.sync().held > 0);
  CHECK_FALSE(world.province->folder().journal().record({dossier, dossier})->has_value());
  CHECK(service::read_sync_overview(*mai).value().is_revoked);
  const auto held = service::list_held(*mai);
  REQUIRE_OK(held);
  REQUIRE(held->batches.size() == 1);
  CHECK(held->batches[0].reason == "revoked");
  CHECK(mai.has(dossier));
  mai.check_whole();
}
