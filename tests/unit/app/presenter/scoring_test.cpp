#include "app/presenter/scoring.h"

#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::ScoringView;
using test::FieldTablet;
namespace scoring = presenter::scoring;
namespace place = presenter::place;
using Page = ScoringView::Page;

namespace {

const rules::Set& set_07() { return *rules::find_set("ocop-26-2026/07")->set; }

void score(FieldTablet& tablet, const Id& dossier, const std::string& criterion, const std::string& option) {
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = criterion;
  command.option = option;
  const auto view = tablet.dossier(dossier);
  if (const auto at = view.assessments.find("self"); at != view.assessments.end())
    if (const auto* shown = at->second.record.find(criterion + ".option")) command.shown_option = *shown;
  REQUIRE_OK(service::set_score(*tablet.folder, command));
}

// Every criterion by the option with the most points.
void score_best(FieldTablet& tablet, const Id& dossier) {
  for (const rules::Criterion* criterion : set_07().criteria())
    score(tablet, dossier, criterion->code, criterion->options.back().id);
}

struct Sheet {
  FieldTablet tablet;
  Id dossier = tablet.add_dossier("Mật ong bạc hà");

  void open(const std::string& criterion = {}) { tablet.send(presenter::GoTo{place::Scoring{dossier, criterion}}); }
  const ScoringView& view() { return tablet.showing<ScoringView>(); }
  std::string kept(const std::string& field) {
    const auto view = tablet.dossier(dossier);
    const auto at = view.assessments.find("self");
    return at == view.assessments.end() ? std::string{} : at->second.record.text(field);
  }
  std::string chosen() {
    for (const auto& one : view().criterion.cases)
      for (const auto& option : one.options)
        if (option.is_chosen) return option.id;
    return {};
  }
};

}  // namespace

TEST_CASE("an untouched sheet begins with the questions of the set and leads on to the first criterion") {
  Sheet sheet;
  sheet.open();
  CHECK(sheet.view().page == Page::Declarations);
  CHECK(sheet.view().declarations.size() == set_07().disqualifiers.size());
  CHECK(sheet.view().figures.points == "0");
  sheet.tablet.send(scoring::Next{});
  CHECK(sheet.view().page == Page::Criterion);
  CHECK(sheet.view().criterion.code == "1.1");
  CHECK(sheet.view().criterion.questions.size() == 1);  // it asks whether the raw material is imported
  CHECK(sheet.view().criterion.cases.back().options.back().id == "none");
  sheet.tablet.send(scoring::Previous{});
  CHECK(sheet.view().page == Page::Declarations);
}

TEST_CASE("a sheet that was begun opens at the first criterion without an answer") {
  Sheet sheet;
  score(sheet.tablet, sheet.dossier, "1.1", "a");
  sheet.open();
  CHECK(sheet.view().page == Page::Criterion);
  CHECK(sheet.view().criterion.code == "1.2");
  CHECK(sheet.view().subtitle.find("2 trên 32") != std::string::npos);
}

TEST_CASE("a tap is seen in the same frame, is kept, and the figures follow") {
  Sheet sheet;
  sheet.open("4.1");
  sheet.tablet.application.apply({scoring::ChooseOption{"b"}});
  CHECK(sheet.chosen() == "b");  // before the database has it
  sheet.tablet.settle();
  CHECK(sheet.chosen() == "b");
  CHECK(sheet.kept("4.1.option") == "b");
  CHECK(sheet.view().figures.points == "2");
  sheet.tablet.send(scoring::ChooseOption{"none"});
  CHECK(sheet.kept("4.1.option") == "none");
  CHECK(sheet.view().figures.points == "0");
  sheet.tablet.send(scoring::ChooseOption{""});
  CHECK(sheet.kept("4.1.option").empty());
  CHECK_FALSE(sheet.view().criterion.is_answered);
}

TEST_CASE("taps faster than the database all count, the last one stays, and nobody is in conflict with himself") {
  Sheet sheet;
  sheet.open("4.1");
  for (const char* option : {"a", "c", "b", "d"}) sheet.tablet.application.apply({scoring::ChooseOption{option}});
  sheet.tablet.settle();
  CHECK(sheet.kept("4.1.option") == "d");
  CHECK(sheet.tablet.dossier(sheet.dossier).conflicts.empty());
}

TEST_CASE("a note that is typed before any score makes a whole assessment") {
  Sheet sheet;
  sheet.open("4.1");
  sheet.tablet.send(scoring::OpenNote{});
  CHECK(sheet.view().is_note_open);
  sheet.tablet.send(scoring::TypeNote{"Hợp đồng hết hạn tháng 6"});
  CHECK(sheet.kept("4.1.note").empty());
  sheet.tablet.let_pass(600);
  CHECK(sheet.kept("4.1.note") == "Hợp đồng hết hạn tháng 6");
  CHECK(sheet.tablet.dossier(sheet.dossier).assessments.at("self").record.text("level") == "self");
  sheet.tablet.send(scoring::CloseNote{});
  CHECK_FALSE(sheet.view().is_note_open);
  sheet.tablet.send(scoring::ChooseOption{"c"});
  CHECK(sheet.view().figures.points == "3");
}

TEST_CASE("points for five stars with one gate missed say in words what is needed and lead there") {
  Sheet sheet;
  score_best(sheet.tablet, sheet.dossier);
  score(sheet.tablet, sheet.dossier, "9", "none");
  sheet.open("1.1");
  const auto& figures = sheet.view().figures;
  CHECK(figures.points == "95");
  CHECK(figures.stars == 2);
  CHECK(figures.held_back_title == "Điểm đủ 5★ nhưng chỉ xếp 2★");
  REQUIRE(figures.held_back.size() == 1);
  CHECK(figures.held_back[0].criterion == "9");
  CHECK(figures.held_back[0].needs.starts_with("cần: "));
  CHECK(figures.later_gates.find("4★") != std::string::npos);
  sheet.tablet.send(scoring::GoToCriterion{"9"});
  CHECK(sheet.view().criterion.code == "9");
  sheet.tablet.send(scoring::GoToCriterion{"77"});  // no such criterion: nothing moves
  CHECK(sheet.view().criterion.code == "9");
  sheet.tablet.send(scoring::GoToList{});
  bool is_marked = false;
  for (const auto& group : sheet.view().groups)
    for (const auto& line : group.lines) is_marked = is_marked || (line.code == "9" && line.chip.label == "vướng 3★");
  CHECK(is_marked);
}

TEST_CASE("a declaration that bars leaves the points, takes the stars, and can be taken back") {
  Sheet sheet;
  score_best(sheet.tablet, sheet.dossier);
  sheet.open("1.1");
  CHECK(sheet.view().figures.stars == 5);
  sheet.tablet.send(scoring::Declare{"1.1/disqualify", true});
  CHECK(sheet.kept("declare.1.1/disqualify") == "true");
  CHECK(sheet.view().criterion.questions[0].answer == true);
  CHECK_FALSE(sheet.view().criterion.questions[0].follows.empty());
  CHECK(sheet.view().figures.points == "100");
  CHECK(sheet.view().figures.stars == 0);
  REQUIRE(sheet.view().figures.barred_by == std::vector<std::string>{"1.1/disqualify"});
  sheet.tablet.send(scoring::GoToCriterion{"9"});
  sheet.tablet.send(scoring::GoToQuestion{"1.1/disqualify"});
  CHECK(sheet.view().criterion.code == "1.1");
  sheet.tablet.send(scoring::GoToQuestion{"set/1"});
  CHECK(sheet.view().page == Page::Declarations);
  sheet.tablet.send(scoring::Declare{"1.1/disqualify", std::nullopt});
  CHECK(sheet.view().figures.stars == 5);
  sheet.tablet.send(scoring::Declare{"5.2/applies_only_if_story", false});
  CHECK(sheet.view().figures.points == "98");
  sheet.tablet.send(scoring::GoToCriterion{"5.2"});
  CHECK_FALSE(sheet.view().criterion.silenced.empty());
}

TEST_CASE("a score that two people gave differently shows bounds, is locked, and leads to settling") {
  Sheet sheet;
  test::Colleague colleague;
  score_best(sheet.tablet, sheet.dossier);
  score(sheet.tablet, sheet.dossier, "3.5", "");
  test::carry(*sheet.tablet.folder, *colleague.folder);
  colleague.score(sheet.dossier, "3.5", "a");
  score(sheet.tablet, sheet.dossier, "3.5", "c");
  test::carry(*colleague.folder, *sheet.tablet.folder);
  sheet.open("3.5");
  CHECK(sheet.view().criterion.is_in_conflict);
  CHECK(sheet.view().figures.points == "98–100");
  CHECK(sheet.view().figures.stars == 3);
  CHECK(sheet.view().figures.stars_max == 5);
  CHECK_FALSE(sheet.view().figures.between.empty());
  const std::string before = sheet.kept("3.5.option");
  sheet.tablet.send(scoring::ChooseOption{"b"});
  CHECK(sheet.kept("3.5.option") == before);
  sheet.tablet.send(scoring::OpenConflicts{});
  CHECK(sheet.tablet.showing<presenter::ConflictView>().count == 1);
}

TEST_CASE("an archived dossier is read and not scored") {
  Sheet sheet;
  REQUIRE_OK(service::archive(*sheet.tablet.folder, sheet.dossier, "trùng hồ sơ"));
  sheet.open("4.1");
  CHECK_FALSE(sheet.view().locked.empty());
  sheet.tablet.send(scoring::ChooseOption{"b"});
  CHECK(sheet.kept("4.1.option").empty());
}

TEST_CASE("the options of a tourism criterion stand by case, and no option met stands apart") {
  Sheet sheet;
  sheet.dossier = sheet.tablet.add_dossier("Homestay Bản Lác", "ocop-26-2026/26");
  sheet.open("8");
  const auto& cases = sheet.view().criterion.cases;
  REQUIRE(cases.size() == 3);
  CHECK(cases[0].title == "Dịch vụ do cộng đồng cung cấp");
  CHECK_FALSE(cases[1].options.empty());
  CHECK(cases[2].title.empty());
  CHECK(cases[2].options.size() == 1);
}

TEST_CASE("after the last criterion comes the list of all, and from there one goes back") {
  Sheet sheet;
  const std::string last = set_07().criteria().back()->code;
  sheet.open(last);
  sheet.tablet.send(scoring::Next{});
  CHECK(sheet.view().page == Page::List);
  std::size_t lines = 0;
  for (const auto& group : sheet.view().groups) lines += group.lines.size();
  CHECK(lines == set_07().criteria().size());
  sheet.tablet.send(scoring::Next{});
  CHECK(sheet.tablet.showing<presenter::HomeView>().is_loaded);
}

TEST_CASE("a database that takes nothing keeps the tap on the screen until it does") {
  Sheet sheet;
  sheet.open("4.1");
  int waiting = 0;
  while (sheet.tablet.database.post([&] { --waiting; })) ++waiting;
  sheet.tablet.application.apply({scoring::ChooseOption{"b"}});
  sheet.tablet.application.tick();
  CHECK(sheet.chosen() == "b");
  CHECK(sheet.kept("4.1.option").empty());
  sheet.tablet.let_pass(200);
  sheet.tablet.let_pass(200);
  CHECK(waiting == 0);
  CHECK(sheet.kept("4.1.option") == "b");
}

TEST_CASE("a dossier that is not here is an error in words and an empty screen") {
  Sheet sheet;
  sheet.dossier = Id{};
  sheet.open();
  CHECK_FALSE(sheet.view().is_loaded);
  REQUIRE(sheet.tablet.application.view().notice);
  CHECK(sheet.tablet.application.view().notice->sentence ==
        text::sentence(text::Key::ErrorNotFound, text::Language::Vietnamese));
}
