// Copies of one folder, restored ones and twins: real tablets and a real province, without the network between them.
#include "sync/server/copies.h"

#include "core/service/held.h"
#include "tests/unit/sync/server/tablet.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

void check_same(World& world, const Id& dossier, std::initializer_list<FolderOnTablet*> tablets) {
  const auto there = world.province->folder().journal().root_state(dossier);
  REQUIRE_OK(there);
  for (FolderOnTablet* tablet : tablets) {
    CHECK(tablet->root(dossier) == *there);
    tablet->check_whole();
  }
  world.check_whole();
}

std::int64_t held_at(World& world) {
  return world.province->database().integer("SELECT count(*) FROM held_batches").value().value_or(-1);
}

// A folder that was copied while a note was not sent yet: both have that change, under one name.
struct CopiedUnsent {
  explicit CopiedUnsent(const std::string& note) : dossier(write(mai, note)), copy(mai, 12) {}

  static Id write(FolderOnTablet& tablet, const std::string& note) {
    const Id dossier = tablet.make_dossier();
    tablet.sync();
    tablet.set(dossier, "note", note);
    return dossier;
  }

  World world;
  FolderOnTablet mai{world, 11};
  Id dossier;
  FolderOnTablet copy;
};

Copies copies(World& world, FolderOnTablet& tablet) { return copies_of(*world.province, tablet.key()).value(); }

}  // namespace

TEST_CASE("two copies of one folder write under names of their own, both are believed, and the province notices") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  mai.sync();
  CHECK(copies(world, mai) == Copies::None);
  FolderOnTablet copy(mai, 12);
  mai.set(dossier, "note", "của máy thứ nhất");
  copy.set(dossier, "proposal", "của máy thứ hai");
  for (int round = 0; round < 2; ++round) {
    mai.sync();
    copy.sync();
  }
  mai.sync();
  CHECK(held_at(world) == 0);
  CHECK(copy.text(dossier, "note") == "của máy thứ nhất");
  CHECK(mai.text(dossier, "proposal") == "của máy thứ hai");
  CHECK(mai.conflicts().empty());
  check_same(world, dossier, {&mai, &copy});
  CHECK(copies(world, mai) == Copies::OlderOnce);  // as far as anybody can tell yet

  mai.set(dossier, "note", "lại máy thứ nhất");
  mai.sync();
  copy.set(dossier, "proposal", "lại máy thứ hai");
  copy.sync();
  mai.sync();
  CHECK(copies(world, mai) == Copies::Several);
  world.clock.advance_ms(40LL * 24 * 3'600'000);
  CHECK(copies(world, mai) == Copies::None);  // one of them is out of use for long
}

TEST_CASE("a folder put back to an older copy gets what its dead twin had sent, and the province notices once") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  mai.set(dossier, "note", "một");
  mai.sync();
  FolderOnTablet restored(mai, 12);
  mai.set(dossier, "note", "hai");
  const Id later = mai.make_dossier();
  mai.sync();
  mai.sync();  // it has now shown how far it was
  restored.sync();
  CHECK(restored.text(dossier, "note") == "hai");
  CHECK(restored.root(later) == mai.root(later));
  restored.set(dossier, "note", "ba");
  restored.sync();
  restored.sync();
  CHECK(restored.conflicts().empty());
  CHECK(held_at(world) == 0);
  check_same(world, dossier, {&restored});
  CHECK(copies(world, restored) == Copies::OlderOnce);
}

TEST_CASE("what was not sealed when the folder was copied is sent by both and counts once") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  FolderOnTablet copy(mai, 12);
  mai.sync();
  const auto position = world.province->database().integer("SELECT position FROM province_order").value();
  CHECK(copy.sync().unsent_changes == 0);
  CHECK(world.province->database().integer("SELECT position FROM province_order").value() == position);
  CHECK(held_at(world) == 0);
  check_same(world, dossier, {&mai, &copy});
}

TEST_CASE("a twin is parted from: both sides' values stand, what was held goes again under a new name") {
  auto [world, mai, dossier, copy] = CopiedUnsent("đang gõ");
  mai.set(dossier, "note", "đang gõ tiếp");  // folded: one change for both, under the name that the copy knows
  mai.sync();
  copy.set(dossier, "note", "của bản sao");      // over what it was shown, under a name of its own
  copy.set(dossier, "proposal", "của bản sao");

  const auto summary = copy.sync();
  CHECK(summary.held == 0);
  CHECK(summary.unsent_changes == 0);
  CHECK(held_at(world) == 1);
  mai.sync();
  check_same(world, dossier, {&mai, &copy});
  CHECK(mai.text(dossier, "proposal") == "của bản sao");
  const auto conflicts = mai.conflicts();
  REQUIRE(conflicts.size() == 1);
  REQUIRE(conflicts[0].values.size() == 2);  // what the copy had replaced is no third one
  std::set<std::string> values;
  for (const auto& value : conflicts[0].values) values.insert(*value.value.as_text());
  CHECK(values == std::set<std::string>{"của bản sao", "đang gõ tiếp"});

  const auto held = service::list_held(*copy);
  REQUIRE_OK(held);
  CHECK(held->batches.empty());
  REQUIRE(held->changes.size() == 2);
  for (const auto& change : held->changes) {
    CHECK(change.is_ours);
    CHECK(change.written_anew.has_value());
  }
  CHECK(copies(world, mai) == Copies::Several);

  copy.set(dossier, "proposal", "về sau");  // and life goes on
  CHECK(copy.sync().held == 0);
  mai.sync();
  check_same(world, dossier, {&mai, &copy});
}

TEST_CASE("a batch that is a twin while its changes are none is parted from, and no change is written twice") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  FolderOnTablet copy(mai, 12);
  const Id other = mai.make_dossier();  // the same name, another batch
  mai.sync();
  copy.set(dossier, "note", "của bản sao");
  CHECK(copy.sync().unsent_changes == 0);
  mai.sync();
  CHECK(mai.text(dossier, "note") == "của bản sao");
  CHECK(mai.conflicts().empty());  // what came back byte for byte is not written twice
  CHECK(copy.root(other) == mai.root(other));
  check_same(world, dossier, {&mai, &copy});
}

TEST_CASE("a twin is parted from only when all that the province has was pulled") {
  auto [world, mai, dossier, copy] = CopiedUnsent("chung");
  for (int i = 0; i < 30; ++i) mai.set(mai.make_dossier(), "note", std::string(15'000, 'x'));  // more than a page
  mai.sync();
  copy.set(dossier, "proposal", "của bản sao");
  const auto summary = copy.sync();
  CHECK(summary.exchanges >= 3);
  CHECK(summary.unsent_changes == 0);
  mai.sync();
  check_same(world, dossier, {&mai, &copy});
  CHECK(copy.conflicts().empty());  // "chung" came back byte for byte
}

TEST_CASE("a program that goes on while an older folder is put in its place writes under a new name") {
  World world;
  FolderOnTablet mai(world, 11);
  const Id dossier = mai.make_dossier();
  const auto name_now = [&] {
    return mai->database().integer("SELECT replica FROM changes ORDER BY id DESC LIMIT 1").value().value_or(-1);
  };
  mai.set(dossier, "note", "một");
  const auto first = name_now();
  mai.set(dossier, "proposal", "một");
  CHECK(name_now() == first);
  mai.sync();

  ocop::test::TempFolder older;
  REQUIRE_OK(mai->database().run("VACUUM INTO ?", older / "old.sqlite"));
  mai.set(dossier, "note", "hai");
  mai.sync();
  REQUIRE_OK(mai->database().run("ATTACH ? AS old", older / "old.sqlite"));
  for (const char* table : {"changes", "seen", "records", "own_replicas", "batches", "conflicts", "meta", "dossiers"}) {
    REQUIRE_OK(mai->database().run_script("DELETE FROM main." + std::string(table) + "; INSERT INTO main." + table +
                                          " SELECT * FROM old." + table));
  }
  mai.set(dossier, "proposal", "ba");
  CHECK(name_now() != first);
  mai.sync();
  CHECK(mai.text(dossier, "proposal") == "ba");
  CHECK(mai.text(dossier, "note") == "hai");
  CHECK(mai.conflicts().empty());
  check_same(world, dossier, {&mai});
}

TEST_CASE("an edit over a value that the parting replaced is refused, so that nothing unseen is overwritten") {
  auto [world, mai, dossier, copy] = CopiedUnsent("một");
  copy.sync();  // the copy is first, under the common name
  mai.set(dossier, "note", "hai");
  const auto shown = service::read_record(*mai, {dossier, dossier})->fields.at("note");
  mai.sync();
  const auto late = service::edit_record(
      *mai, {{dossier, dossier}, "dossier", {{"note", domain::Value::text("ba"), shown}}});
  CHECK_FALSE(late);
  copy.sync();
  check_same(world, dossier, {&mai, &copy});
}
