// A province that was restored and no longer knows what it gave or took: communes, and the photos of their roots.
#include "tests/unit/sync/server/backups.h"
#include "tests/unit/sync/server/tablet.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

TEST_CASE("what a tablet let go of comes again when a restored province forgot that it took the commune") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  const Id dossier = mai.make_dossier(ngoc_ha);
  mai.sync();
  BackupFolder folder;
  back_up(world, folder);
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  all_is_durable(mai);
  REQUIRE_FALSE(mai.has(dossier));
  lose_and_restore(world, folder);
  mai.sync();
  CHECK(mai.has(dossier));
  CHECK(mai->officer().value().units == std::vector<std::string>{ba_dinh, ngoc_ha});
  mai.check_whole();
  world.check_whole();
}

TEST_CASE("what a restored province forgot and what it does instead are told apart") {
  World world;
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  mai.sync();
  BackupFolder folder;
  back_up(world, folder);
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  lose_and_restore(world, folder);
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ba_dinh}));
  mai.sync();
  CHECK(mai->officer().value().units == std::vector<std::string>{ngoc_ha});
}

TEST_CASE("a photo that a restored province asked for is taken although its commune was taken meanwhile") {
  World world;
  FolderOnTablet lan(world, 12, {ngoc_ha});
  FolderOnTablet mai(world, 11, {ba_dinh, ngoc_ha});
  BackupFolder folder;
  back_up(world, folder);
  const Id dossier = lan.make_dossier(ngoc_ha);
  lan.add_photo(dossier);
  lan.sync();
  mai.sync();
  REQUIRE(mai->database().integer("SELECT count(*) FROM photos WHERE on_tablet = 1").value().value_or(0) > 0);
  lose_and_restore(world, folder);
  lan.sync();
  REQUIRE_OK(withdraw(*world.province, mai.key(), {ngoc_ha}));
  mai.sync();
  CHECK(mai.has(dossier));
  CHECK(mai->photos().count_to_send().value() == 0);
  mai.check_whole();
  world.check_whole();
}
