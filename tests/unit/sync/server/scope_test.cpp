#include "sync/server/scope.h"

#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

std::set<Id> roots_of(const std::vector<protocol::PositionedChange>& changes) {
  std::set<Id> out;
  for (const auto& change : changes) out.insert(change.change.root);
  return out;
}

}  // namespace

TEST_CASE("a device gets the roots of its communes and no others") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  TestDevice both(world, 3, {ba_dinh, ngoc_ha});
  const Id first = mai.new_id();
  const Id second = lan.new_id();
  mai.sync({mai.seal({mai.dossier(first, ba_dinh)})});
  lan.sync({lan.seal({lan.dossier(second, ngoc_ha)})});
  CHECK(mai.pull().empty());
  CHECK(lan.pull().empty());
  CHECK(roots_of(both.pull()) == std::set<Id>{first, second});
  CHECK(both.pull().empty());
}

TEST_CASE("a producer is shown to the communes of the dossiers that cite it, with all its older changes") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Id producer = mai.new_id();
  mai.sync({mai.seal({mai.change(producer, producer, "producer",
                                 {text_field("name", "HTX"), text_field("unit", ba_dinh)})})});
  mai.sync({mai.seal({mai.change(producer, producer, "producer", {text_field("phone", "0912")})})});
  CHECK(lan.pull().empty());
  const Id dossier = lan.new_id();
  lan.sync({lan.seal({lan.dossier(dossier, ngoc_ha, {text_field("producer", producer.hex())})})});
  const auto pulled = lan.pull();
  CHECK(roots_of(pulled) == std::set<Id>{producer, dossier});  // her own comes back with it, and is seen
  CHECK(pulled.size() == 3);
  CHECK(mai.pull().empty());  // the dossier is another commune's
  world.check_whole();
}

TEST_CASE("a dossier that cites a producer which comes later shows it once it comes") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Id producer = mai.new_id();
  lan.sync({lan.seal({lan.dossier(lan.new_id(), ngoc_ha, {text_field("producer", producer.hex())})})});
  lan.pull();
  mai.sync({mai.seal({mai.change(producer, producer, "producer",
                                 {text_field("name", "HTX"), text_field("unit", ba_dinh)})})});
  CHECK(roots_of(lan.pull()) == std::set<Id>{producer});
}

TEST_CASE("a device that is given another commune enters its roots, page by page, and misses nothing meanwhile") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  std::set<Id> theirs;
  const std::string filler(3000, 'x');
  for (int i = 0; i < 12; ++i) {
    const Id id = lan.new_id();
    theirs.insert(id);
    lan.sync({lan.seal({lan.dossier(id, ngoc_ha, {text_field("note", filler)}),
                        lan.change(id, id, "dossier", {text_field("round", std::to_string(i))})})});
  }
  mai.sync({mai.seal({mai.dossier(mai.new_id(), ba_dinh)})});
  CHECK(mai.pull().empty());
  const auto before = mai.cursor.position;

  mai.accept({ngoc_ha});
  std::vector<protocol::PositionedChange> pulled;
  Id written_meanwhile;
  int pages = 0;
  for (bool has_more = true; has_more && pages < 100; ++pages) {
    const auto answer = mai.sync({}, 1);  // some 5 KB a page
    for (const auto& change : answer.changes) pulled.push_back(change);
    has_more = answer.has_more;
    if (pages == 3) {
      CHECK(mai.cursor.entering.has_value());
      written_meanwhile = lan.new_id();
      lan.sync({lan.seal({lan.dossier(written_meanwhile, ngoc_ha)})});
    }
  }
  CHECK(pages > 6);
  theirs.insert(written_meanwhile);
  CHECK(roots_of(pulled) == theirs);
  CHECK(pulled.size() == 25);
  std::set<std::uint64_t> positions;
  for (const auto& change : pulled) CHECK(positions.insert(change.position).second);
  CHECK(mai.cursor.position > before);
  CHECK_FALSE(mai.cursor.entering.has_value());
  CHECK(mai.pull().empty());
  world.check_whole();
}

TEST_CASE("a new tablet pulls in small pages what it pulls in one") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  for (int i = 0; i < 8; ++i) {
    mai.sync({mai.seal({mai.dossier(mai.new_id(), ba_dinh, {text_field("note", std::string(4000, 'y'))})})});
  }
  TestDevice small(world, 2, {ba_dinh});
  TestDevice large(world, 3, {ba_dinh});
  const auto in_pages = small.pull(1);
  CHECK(in_pages.size() == 8);
  CHECK(in_pages == large.pull());
}

TEST_CASE("a root whose commune is in conflict is shown to both, and stays with the one it left") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Id dossier = mai.new_id();
  const auto made = mai.dossier(dossier, ba_dinh);
  mai.sync({mai.seal({made})});
  mai.sync({mai.seal({mai.change(dossier, dossier, "dossier", {text_field("unit", ngoc_ha, {made.stamp()})})})});
  CHECK(lan.pull().size() == 2);
  const auto later = lan.change(dossier, dossier, "dossier", {text_field("note", "x")});
  lan.sync({lan.seal({later})});
  const auto pulled = mai.pull();
  REQUIRE(pulled.size() == 1);
  CHECK(pulled[0].change == later);
}

TEST_CASE("the scope is told when its version is not the one that the tablet names") {
  World world;
  TestDevice mai(world, 1, {ngoc_ha, ba_dinh});
  const auto answer = mai.sync({});
  REQUIRE(answer.scope.has_value());
  CHECK(answer.scope->units == std::vector<std::string>{ngoc_ha, ba_dinh});
  auto header = mai.header();
  header.scope_version = answer.scope->version;
  CHECK_FALSE(mai.exchange(header).scope.has_value());
}
