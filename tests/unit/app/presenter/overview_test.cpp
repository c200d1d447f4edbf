#include "app/presenter/overview.h"

#include "app/presenter/overview_figures.h"
#include "core/rules/library.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::OverviewView;
using test::FieldTablet;
namespace overview = presenter::overview;

namespace {

const rules::Set& set_07() { return *rules::find_set("ocop-26-2026/07")->set; }

// Every criterion by the option with the most points, or by its first.
enum class Take { Best, First };
void score_all(FieldTablet& tablet, const Id& dossier, Take take) {
  for (const rules::Criterion* criterion : set_07().criteria()) {
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = criterion->code;
    command.option = take == Take::Best ? criterion->options.back().id : criterion->options.front().id;
    REQUIRE_OK(service::set_score(*tablet.folder, command));
  }
}

}  // namespace

TEST_CASE("a new dossier shows no points, all its parts, and how much of each form is missing") {
  FieldTablet tablet;
  tablet.send(presenter::home::OpenDossier{tablet.add_dossier("Mật ong")});
  const auto& view = tablet.showing<OverviewView>();
  CHECK(view.points == "0");
  CHECK(view.parts.size() == 3);
  REQUIRE(view.forms.size() == 3);
  CHECK(view.forms[0].title.find("Mẫu 01") == 0);
  CHECK(view.forms[0].missing > 5);
  CHECK(view.scoring.about == "0/" + std::to_string(set_07().criteria().size()) + " tiêu chí");
  CHECK(view.evidence.about == "0 ảnh và giấy tờ");
  CHECK(view.conflicts == 0);
}

TEST_CASE("a sheet with every best option has 100 points, five stars, and nothing holds it back") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  score_all(tablet, dossier, Take::Best);
  tablet.send(presenter::home::OpenDossier{dossier});
  const auto& view = tablet.showing<OverviewView>();
  CHECK(view.points == "100");
  CHECK(view.stars == 5);
  CHECK(view.held_back.empty());
  CHECK(view.next_band.empty());
}

TEST_CASE("gates that fail are named with the option that mends them, and lead to their criterion") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  score_all(tablet, dossier, Take::Best);
  const auto gated = [] {
    for (const rules::Criterion* criterion : set_07().criteria())
      if (const auto gate = rules::gate_points(*criterion, 3, {}); gate && *gate > criterion->options.front().points)
        return criterion;
    return static_cast<const rules::Criterion*>(nullptr);
  }();
  REQUIRE(gated != nullptr);
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = gated->code;
  command.option = "none";
  command.shown_option = *tablet.dossier(dossier).assessments.at("self").record.find(gated->code + ".option");
  REQUIRE_OK(service::set_score(*tablet.folder, command));
  tablet.send(presenter::home::OpenDossier{dossier});
  const auto& view = tablet.showing<OverviewView>();
  CHECK(view.stars == 2);
  REQUIRE(view.held_back.size() == 1);
  CHECK(view.held_back[0].criterion == gated->code);
  CHECK(view.held_back[0].needs.find("cần: ") == 0);
  CHECK(view.held_back_title.find("2★") != std::string::npos);
}

TEST_CASE("a declaration that bars is said in words") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  score_all(tablet, dossier, Take::Best);
  std::string barring;
  bool answer = true;
  for (const auto& one : rules::declarations(set_07()))
    if (one.bars(true) || one.bars(false)) {
      barring = one.id;
      answer = one.bars(true);
      break;
    }
  REQUIRE_FALSE(barring.empty());
  service::SetDeclaration command;
  command.dossier = dossier;
  command.declaration = barring;
  command.answer = answer;
  REQUIRE_OK(service::set_declaration(*tablet.folder, command));
  tablet.send(presenter::home::OpenDossier{dossier});
  CHECK(tablet.showing<OverviewView>().barred.size() == 1);
  CHECK(tablet.showing<OverviewView>().stars == 0);
}

TEST_CASE("an archived dossier says so and is restored with one tap") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  REQUIRE_OK(service::archive(*tablet.folder, dossier, "trùng"));
  tablet.send(presenter::home::OpenDossier{dossier});
  CHECK(tablet.showing<OverviewView>().is_archived);
  tablet.send(overview::Restore{});
  CHECK_FALSE(tablet.showing<OverviewView>().is_archived);
  CHECK_FALSE(tablet.dossier(dossier).is_archived);
}

TEST_CASE("a dossier that is not here is an error in a sentence") {
  FieldTablet tablet;
  tablet.send(presenter::home::OpenDossier{Id{}});
  CHECK_FALSE(tablet.showing<OverviewView>().is_loaded);
  CHECK(tablet.application.view().notice);
}

TEST_CASE("two people's scores show as bounds, and what must be decided as a way") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  const auto& criterion = *set_07().criteria().front();
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = criterion.code;
  command.option = criterion.options.front().id;
  REQUIRE_OK(service::set_score(*tablet.folder, command));
  auto other = service::Folder::open(tablet.place / "ocop.sqlite", {tablet.files, tablet.clock, tablet.entropy});
  REQUIRE_OK(other);
  command.option = criterion.options.back().id;
  REQUIRE_OK(service::set_score(*other, command));
  tablet.send(presenter::home::OpenDossier{dossier});
  const auto& view = tablet.showing<OverviewView>();
  CHECK(view.conflicts == 1);
  CHECK(view.points ==
        std::to_string(criterion.options.front().points) + "–" + std::to_string(criterion.options.back().points));
}

TEST_CASE("forms open from the overview, and what was typed there counts when one comes back") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  tablet.send(presenter::home::OpenDossier{dossier});
  const int before = tablet.showing<OverviewView>().forms[1].missing;
  tablet.send(overview::OpenForm{"form_02"});
  tablet.send(presenter::form::Type{"markets", "Chợ phiên"});
  tablet.send(presenter::GoBack{});
  CHECK(tablet.showing<OverviewView>().forms[1].missing == before - 1);
  CHECK(tablet.dossier(dossier).dossier.text("markets") == "Chợ phiên");
}

TEST_CASE("a dossier is archived with a reason, leaves the list, is found under its filter, and comes back") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  tablet.send(presenter::home::OpenDossier{dossier});
  tablet.send(overview::OpenArchive{});
  tablet.send(overview::Archive{});
  CHECK_FALSE(tablet.showing<OverviewView>().archive.reason_error.empty());
  tablet.send(overview::TypeArchiveReason{"  "});
  tablet.send(overview::Archive{});
  CHECK_FALSE(tablet.dossier(dossier).is_archived);
  tablet.send(overview::TypeArchiveReason{"Lập nhầm hai lần"});
  CHECK(tablet.showing<OverviewView>().archive.reason_error.empty());
  tablet.send(overview::Archive{});
  CHECK(tablet.dossier(dossier).is_archived);
  CHECK(tablet.showing<OverviewView>().is_archived);
  CHECK_FALSE(tablet.showing<OverviewView>().archive.is_open);

  tablet.send(presenter::ApplicationIntent{presenter::GoBack{}});
  CHECK(tablet.showing<presenter::HomeView>().rows.empty());
  CHECK(tablet.showing<presenter::HomeView>().has_unsent);  // it is still to be sent
  tablet.send(presenter::home::ChooseFilter{"archived"});
  REQUIRE(tablet.showing<presenter::HomeView>().rows.size() == 1);
  tablet.send(presenter::home::OpenDossier{dossier});
  tablet.send(overview::Restore{});
  CHECK_FALSE(tablet.dossier(dossier).is_archived);
}

TEST_CASE("the sheet that asks why is closed without archiving, and opens empty again") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  tablet.send(presenter::home::OpenDossier{dossier});
  tablet.send(overview::OpenArchive{});
  tablet.send(overview::TypeArchiveReason{"Lập nhầm"});
  tablet.send(overview::CloseArchive{});
  CHECK_FALSE(tablet.showing<OverviewView>().archive.is_open);
  tablet.send(overview::OpenArchive{});
  CHECK(tablet.showing<OverviewView>().archive.reason.empty());
  CHECK_FALSE(tablet.dossier(dossier).is_archived);
}

TEST_CASE("an archiving that is refused is said in words") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong");
  tablet.send(presenter::home::OpenDossier{dossier});
  tablet.send(overview::OpenArchive{});
  tablet.send(overview::TypeArchiveReason{"Lập nhầm"});
  REQUIRE_OK(tablet.folder->database().run_script("PRAGMA query_only = 1"));
  tablet.send(overview::Archive{});
  REQUIRE(tablet.application.view().notice);
  CHECK(tablet.application.view().notice->kind == presenter::Notice::Kind::Error);
  CHECK_FALSE(tablet.dossier(dossier).is_archived);
}
