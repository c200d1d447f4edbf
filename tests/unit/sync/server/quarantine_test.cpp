// What a tablet may not bring about: it merges and travels, its effects are withheld, and everybody is told.
#include "sync/server/quarantine.h"

#include "core/service/notices.h"
#include "tests/unit/sync/server/tablet.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using protocol::Outcome;

namespace {

std::vector<std::string> reasons(service::Folder& folder, const Id& root) {
  const auto notices = service::notices_of(folder, root);
  REQUIRE_OK(notices);
  std::vector<std::string> out;
  for (const auto& notice : *notices) out.push_back(notice.reason);
  return out;
}

const std::vector<std::string> none;
const std::vector<std::string> move = {"move_not_permitted"};

}  // namespace

TEST_CASE("a move that is an officer's has its effect, another is withheld with a notice to everybody who sees it") {
  World world;
  FolderOnTablet mai(world, 11);
  FolderOnTablet lan(world, 12);
  const Id dossier = mai.make_dossier();
  mai.set(dossier, "state", "self_scored");
  mai.sync();
  mai.set(dossier, "state", "submitted");
  mai.sync();
  CHECK(reasons(*mai, dossier) == none);

  mai.set(dossier, "state", "valid");
  const auto summary = mai.sync();
  CHECK(summary.held == 0);  // nothing blocks
  mai.sync();
  lan.sync();
  CHECK(reasons(*mai, dossier) == move);
  CHECK(reasons(*lan, dossier) == move);
  CHECK(reasons(world.province->folder(), dossier) == move);
  CHECK(lan.text(dossier, "state") == "valid");  // the change itself is everywhere
  const auto shown = service::read_dossier(*lan, dossier);
  REQUIRE_OK(shown);
  REQUIRE(shown->notices.size() == 1);
  CHECK(shown->notices[0].officer == "Mai");
  CHECK(shown->notices[0].type == "dossier");
  CHECK(service::read_sync_overview(*lan).value().withheld == 1);
  world.check_whole();
}

TEST_CASE("what is released takes a new position, and the notice counts no more anywhere") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  mai.set(dossier, "state", "valid");
  mai.sync();
  mai.sync();
  const auto notices = service::list_notices(world.province->folder());
  REQUIRE_OK(notices);
  REQUIRE(notices->size() == 1);
  const std::uint64_t position = notices->front().position;
  REQUIRE_ERROR(release(*world.province, position + 1), NotFound);
  REQUIRE_OK(release(*world.province, position));
  REQUIRE_ERROR(release(*world.province, position), NotFound);
  CHECK(reasons(world.province->folder(), dossier) == none);
  CHECK(reasons(*mai, dossier) == move);
  mai.sync();
  CHECK(reasons(*mai, dossier) == none);
  world.check_whole();
}

TEST_CASE("a tablet that is given the commune later gets the notices with the roots") {
  World world;
  FolderOnTablet mai(world, 11);
  FolderOnTablet lan(world, 12, {ngoc_ha});
  const Id dossier = mai.make_dossier();
  mai.set(dossier, "state", "at_council");
  mai.sync();
  lan.sync();
  CHECK(reasons(*lan, dossier) == none);
  REQUIRE_OK(grant(*world.province, lan.key(), {ba_dinh}));
  lan.sync();
  CHECK(reasons(*lan, dossier) == move);
}

TEST_CASE("decisions and certificates of a tablet are withheld, whatever they say, and so is a senseless state") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const Id dossier = mai.new_id(), decision = mai.new_id(), certificate = mai.new_id();
  const auto batch = mai.seal({
      mai.dossier(dossier, ba_dinh, {field("state", domain::Value::integer(7))}),
      mai.change(decision, decision, "decision", {text_field("number", "12/QĐ")}),
      mai.change(dossier, certificate, "certificate", {text_field("number", "3")}),
  });
  CHECK(mai.sync({batch}).answers[0].outcome == Outcome::Merged);
  CHECK(reasons(world.province->folder(), dossier) ==
        std::vector<std::string>{"move_not_permitted", "certificate_not_permitted"});
  CHECK(reasons(world.province->folder(), decision) == std::vector<std::string>{"decision_not_permitted"});
  world.check_whole();
}

TEST_CASE("a move is judged by the values that it replaces, also when it waited for them") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  const Id dossier = mai.new_id();
  const auto scored = mai.dossier(dossier, ba_dinh, {text_field("state", "self_scored")});
  const auto early = lan.change(dossier, dossier, "dossier", {text_field("state", "submitted", {scored.stamp()})});
  CHECK(lan.sync({lan.seal({early})}).answers[0].outcome == Outcome::Waiting);
  mai.sync({mai.seal({scored})});
  CHECK(reasons(world.province->folder(), dossier) == none);
  const auto back = lan.change(dossier, dossier, "dossier", {text_field("state", "draft", {early.stamp()})});
  lan.sync({lan.seal({back})});
  CHECK(reasons(world.province->folder(), dossier) == move);
  world.check_whole();
}
