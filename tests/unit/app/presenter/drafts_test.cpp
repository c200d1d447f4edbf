#include "app/presenter/drafts.h"

#include "core/service/queries.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::Draft;
using presenter::DraftField;
using presenter::Drafts;
using test::FieldTablet;

namespace {

// Drafts beside a tablet's own, so that a test sees every step.
struct Desk {
  FieldTablet tablet;
  Drafts drafts{*tablet.desk, tablet.clock};
  Id dossier = tablet.add_dossier("Mật ong bạc hà");
  std::vector<ErrorCode> failures;
  int saves = 0;

  Desk() {
    drafts.on_failed([this](const Error& error) { failures.push_back(error.code); });
    drafts.on_saved([this](const service::RecordView&) { ++saves; });
  }

  DraftField field(const std::string& name) {
    const auto record = service::read_record(*tablet.folder, {dossier, dossier});
    REQUIRE_OK(record);
    const auto* shown = record->find(name);
    return {{dossier, dossier}, "dossier", name, shown == nullptr ? service::ShownField{} : *shown};
  }
  std::string kept(const std::string& name) {
    const auto record = service::read_record(*tablet.folder, {dossier, dossier});
    REQUIRE_OK(record);
    return record->text(name);
  }
  const Draft* find(const std::string& name) { return drafts.find({dossier, dossier}, name); }
  void pass(std::int64_t ms) {
    tablet.clock.advance_ms(ms);
    drafts.tick();
    tablet.database.drain();
    tablet.screen.drain();
  }
};

// Another start of the program on the same folder: somebody else, as the journal sees it.
void write_elsewhere(FieldTablet& tablet, const Id& dossier, const std::string& name, const std::string& text,
                     const service::ShownField& shown) {
  auto other = service::Folder::open(tablet.place / "ocop.sqlite", {tablet.files, tablet.clock, tablet.entropy});
  REQUIRE_OK(other);
  REQUIRE_OK(service::edit_record(*other, {{dossier, dossier}, "dossier", {{name, domain::Value::text(text), shown}}}));
}

}  // namespace

TEST_CASE("what is typed is saved half a second after the last key and not before") {
  Desk desk;
  desk.drafts.edit(desk.field("business_plan"), "Mở");
  desk.pass(400);
  desk.drafts.edit(desk.field("business_plan"), "Mở rộng");
  desk.pass(400);
  CHECK(desk.kept("business_plan").empty());
  CHECK(desk.drafts.is_saving());
  desk.pass(100);
  CHECK(desk.kept("business_plan") == "Mở rộng");
  CHECK(desk.saves == 1);
  CHECK_FALSE(desk.drafts.is_saving());
}

TEST_CASE("a deadline is told until the text is on its way") {
  Desk desk;
  CHECK_FALSE(desk.drafts.next_deadline_ms());
  desk.drafts.edit(desk.field("business_plan"), "A");
  CHECK(desk.drafts.next_deadline_ms() == desk.tablet.clock.monotonic_ms() + Drafts::quiet_ms);
  desk.pass(Drafts::quiet_ms);
  CHECK_FALSE(desk.drafts.next_deadline_ms());
}

TEST_CASE("a field that is left is saved at once, and a choice that is tapped too") {
  Desk desk;
  desk.drafts.edit(desk.field("markets"), "Chợ phiên");
  desk.drafts.leave({desk.dossier, desk.dossier}, "markets");
  desk.drafts.set(desk.field("report_paper"), "true");
  desk.pass(0);
  CHECK(desk.kept("markets") == "Chợ phiên");
  CHECK(desk.kept("report_paper") == "true");
  CHECK(desk.find("markets") == nullptr);
  CHECK(desk.find("report_paper") == nullptr);
}

TEST_CASE("what was typed stays as it was typed while the caret is in the field") {
  Desk desk;
  desk.drafts.edit(desk.field("markets"), "Chợ ");
  desk.pass(600);
  CHECK(desk.kept("markets") == "Chợ");
  REQUIRE(desk.find("markets") != nullptr);
  CHECK(desk.find("markets")->text == "Chợ ");
  desk.drafts.edit(desk.field("markets"), "Chợ phiên");
  desk.pass(600);
  desk.drafts.leave({desk.dossier, desk.dossier}, "markets");
  CHECK(desk.find("markets") == nullptr);
  CHECK(desk.kept("markets") == "Chợ phiên");
  CHECK(desk.tablet.dossier(desk.dossier).conflicts.empty());
}

TEST_CASE("text typed while a save is under way is saved after it, over the value just saved") {
  Desk desk;
  desk.drafts.edit(desk.field("markets"), "Một");
  desk.tablet.clock.advance_ms(600);
  desk.drafts.tick();  // on its way
  desk.drafts.edit(desk.field("markets"), "Một hai");
  desk.tablet.database.drain();
  desk.tablet.screen.drain();
  CHECK(desk.kept("markets") == "Một");
  CHECK(desk.drafts.is_saving());
  desk.pass(600);
  CHECK(desk.kept("markets") == "Một hai");
  CHECK(desk.tablet.dossier(desk.dossier).conflicts.empty());
}

TEST_CASE("a value that came after the typing began is not overwritten: both are kept, in conflict") {
  Desk desk;
  const auto shown = desk.field("markets");
  desk.drafts.edit(shown, "Chợ phiên");
  write_elsewhere(desk.tablet, desk.dossier, "markets", "Siêu thị", {});
  desk.drafts.edit(desk.field("markets"), "Chợ phiên Đồng Văn");  // the screen was filled anew meanwhile
  desk.pass(600);
  const auto view = desk.tablet.dossier(desk.dossier);
  REQUIRE(view.conflicts.size() == 1);
  REQUIRE(view.conflicts[0].values.size() == 2);
  CHECK(view.dossier.find("markets")->is_in_conflict);
}

TEST_CASE("a value that was shown when the typing began is replaced without a conflict") {
  Desk desk;
  write_elsewhere(desk.tablet, desk.dossier, "markets", "Siêu thị", {});
  desk.drafts.edit(desk.field("markets"), "Chợ phiên");
  desk.pass(600);
  CHECK(desk.kept("markets") == "Chợ phiên");
  CHECK(desk.tablet.dossier(desk.dossier).conflicts.empty());
}

TEST_CASE("text typed on after a conflict came to light is kept, and says so") {
  Desk desk;
  desk.drafts.edit(desk.field("markets"), "Chợ");
  write_elsewhere(desk.tablet, desk.dossier, "markets", "Siêu thị", {});
  desk.tablet.clock.advance_ms(600);
  desk.drafts.tick();
  desk.drafts.edit(desk.field("markets"), "Chợ phiên");
  desk.tablet.database.drain();
  desk.tablet.screen.drain();
  REQUIRE(desk.find("markets") != nullptr);
  CHECK(desk.find("markets")->text == "Chợ phiên");
  CHECK(desk.find("markets")->problem == ErrorCode::Conflict);
  CHECK(desk.drafts.has_failed());
  CHECK_FALSE(desk.drafts.next_deadline_ms());
}

TEST_CASE("what cannot be a value yet is not sent, and is tried again with the next key") {
  Desk desk;
  desk.drafts.edit(desk.field("year"), "20");
  desk.pass(600);
  REQUIRE(desk.find("year") != nullptr);
  CHECK(desk.find("year")->problem == ErrorCode::InvalidInput);
  CHECK(desk.failures == std::vector{ErrorCode::InvalidInput});
  CHECK_FALSE(desk.drafts.has_failed());
  desk.drafts.edit(desk.field("year"), "2026");
  CHECK_FALSE(desk.find("year")->problem);
  desk.pass(600);
  CHECK(desk.kept("year") == "2026");
}

TEST_CASE("a field that no record has is refused with its error") {
  Desk desk;
  desk.drafts.edit(desk.field("no_such_field"), "x");
  desk.pass(600);
  CHECK(desk.failures == std::vector{ErrorCode::UnknownField});
}

TEST_CASE("a full disk keeps the draft, says so once, and saves it when there is room again") {
  Desk desk;
  auto& database = desk.tablet.folder->database();
  REQUIRE_OK(database.integer("PRAGMA max_page_count = 1"));  // as many as there are
  const std::string text(15'000, 'a');
  desk.drafts.edit(desk.field("business_plan"), text);
  for (int i = 0; i < 40 && desk.failures.empty(); ++i) {  // until free pages are used up
    desk.pass(600);
    if (desk.failures.empty())
      desk.drafts.edit(desk.field("business_plan"), text + std::string(static_cast<std::size_t>(i), 'b'));
  }
  REQUIRE(desk.failures == std::vector{ErrorCode::StorageFull});
  CHECK(desk.drafts.has_failed());
  const std::string typed = desk.find("business_plan")->text;
  desk.pass(Drafts::retry_ms);
  CHECK(desk.failures.size() == 1);
  REQUIRE_OK(database.integer("PRAGMA max_page_count = 1000000"));
  desk.pass(Drafts::retry_ms);
  CHECK(desk.kept("business_plan") == typed);
  CHECK_FALSE(desk.drafts.has_failed());
}

TEST_CASE("a desk that takes no more leaves the draft waiting, and it is asked again") {
  Desk desk;
  presenter::Asker other;
  for (std::size_t i = 0; i < presenter::Desk::questions_max; ++i)
    REQUIRE(desk.tablet.desk->ask(other, [](service::Folder&) { return 0; }, [](int) {}));
  CHECK_FALSE(desk.tablet.desk->ask(other, [](service::Folder&) { return 0; }, [](int) {}));
  desk.drafts.edit(desk.field("markets"), "Chợ");
  desk.tablet.clock.advance_ms(600);
  desk.drafts.tick();
  CHECK(desk.drafts.is_saving());
  CHECK(desk.drafts.next_deadline_ms() == desk.tablet.clock.monotonic_ms() + Drafts::refused_ms);
  desk.tablet.database.drain();
  desk.tablet.screen.drain();
  desk.pass(Drafts::refused_ms);
  CHECK(desk.kept("markets") == "Chợ");
}

TEST_CASE("answers to somebody who moved on or is gone are thrown away") {
  FieldTablet tablet;
  int answers = 0;
  const auto ask = [&](const presenter::Asker& asker) {
    REQUIRE(tablet.desk->ask(asker, [](service::Folder&) { return 1; }, [&](int one) { answers += one; }));
  };
  presenter::Asker stays, moves;
  auto goes = std::make_unique<presenter::Asker>();
  ask(stays);
  ask(moves);
  ask(*goes);
  moves.move_on();
  goes.reset();
  CHECK(tablet.desk->waiting() == 3);
  tablet.settle();
  CHECK(answers == 1);
  CHECK(tablet.desk->waiting() == 0);
  tablet.database.close();
  CHECK_FALSE(tablet.desk->ask(stays, [](service::Folder&) { return 1; }, [](int) {}));
}
