// Every screen at both orientations and two text sizes, in both languages: nothing clipped, nothing overlapping, every
// target at least 48 dp, no character without a glyph.
#include "core/domain/units.h"
#include "core/rules/forms.h"
#include "core/rules/library.h"
#include "app/shell/fonts.h"
#include "tests/support/catch.h"
#include "tests/ui/everywhere.h"

using namespace ocop;
using test::check_everywhere;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

// A dossier with something of everything: points that fail a gate, fields of every kind, rows, a conflict.
Id fill(test::FieldTablet& tablet) {
  const Id dossier = tablet.add_dossier("Mật ong bạc hà cao nguyên đá Đồng Văn, hộp quà tặng");
  const auto found = rules::find_set("ocop-26-2026/07");
  REQUIRE_OK(found);
  for (const auto* criterion : found->set->criteria()) {
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = criterion->code;
    command.option = criterion->options.size() > 1 ? criterion->options[criterion->options.size() - 2].id : "none";
    REQUIRE_OK(service::set_score(*tablet.folder, command));
  }
  using domain::Value;
  const auto view = tablet.dossier(dossier);
  REQUIRE_OK(service::edit_records(
      *tablet.folder,
      {{view.producer->key,
        "producer",
        {{"phone", Value::text("0912 345 678"), {}}, {"type", Value::text("cooperative"), {}}}},
       {{dossier, dossier},
        "dossier",
        {{"markets", Value::text("Chợ phiên Đồng Văn, Mèo Vạc; siêu thị tại thành phố Hà Giang và Hà Nội"), {}},
         {"yearly.2024.revenue_vnd", Value::integer(1'250'000'000), {}},
         {"yearly.2023.revenue_vnd", Value::integer(980'000'000), {}}}}}));
  auto other = service::Folder::open(tablet.place / "ocop.sqlite", {tablet.files, tablet.clock, tablet.entropy});
  REQUIRE_OK(other);
  REQUIRE_OK(
      service::edit_record(*other, {{dossier, dossier}, "dossier", {{"markets", Value::text("Chợ huyện"), {}}}}));
  return dossier;
}

}  // namespace

TEST_CASE("home is sound in every shape, empty and full") {
  check_everywhere("home-empty", [](ScreenTablet&) {});
  check_everywhere("home", [](ScreenTablet& at) {
    fill(at.tablet);
    at.tablet.add_dossier("Chè Shan tuyết");
    at.tablet.add_dossier("Rượu ngô men lá Thanh Vân, chưng cất hai lần bằng nồi đồng");
    at.open(place::Home{});
  });
}

TEST_CASE("a new dossier is sound in every shape, at its beginning and half way") {
  check_everywhere("new-dossier", [](ScreenTablet& at) {
    at.tablet.add_producer("Hợp tác xã dịch vụ nông nghiệp tổng hợp Mèo Vạc");
    at.open(place::NewDossier{});
  });
  check_everywhere("new-dossier-chosen", [](ScreenTablet& at) {
    at.open(place::NewDossier{});
    at.tablet.send(presenter::new_dossier::AddProducer{});
    at.tablet.send(presenter::new_dossier::ChangeUnit{});
    at.tablet.send(presenter::new_dossier::SearchUnit{"tan"});
    at.tablet.send(presenter::new_dossier::ChooseSet{"ocop-26-2026/07"});
    at.ui.settle();
  });
}

TEST_CASE("the overview is sound in every shape") {
  check_everywhere("overview", [](ScreenTablet& at) { at.open(place::Overview{fill(at.tablet)}); });
  check_everywhere("overview-new",
                   [](ScreenTablet& at) { at.open(place::Overview{at.tablet.add_dossier("Mật ong")}); });
}

TEST_CASE("the forms are sound in every shape") {
  for (const std::string form : {"form_01", "form_02", "form_03"})
    check_everywhere(form, [&](ScreenTablet& at) { at.open(place::Form{fill(at.tablet), form}); });
}

TEST_CASE("the menu, the sheet of archiving and an error are sound in every shape") {
  check_everywhere("menu", [](ScreenTablet& at) {
    at.tablet.send(presenter::OpenMenu{});
    at.ui.settle();
  });
  check_everywhere("archive", [](ScreenTablet& at) {
    at.open(place::Overview{at.tablet.add_dossier("Mật ong")});
    at.tablet.send(presenter::overview::OpenArchive{});
    at.tablet.send(presenter::overview::Archive{});  // a reason is asked for
  });
  check_everywhere("notice", [](ScreenTablet& at) { at.open(place::Overview{Id{}}); });
}

TEST_CASE("every sentence, every label and every commune has its glyphs") {
  constexpr std::string_view words[] = {
#define SENTENCE(key, vi, en) vi, en,
#include "app/text/sentences/all.inc"
#undef SENTENCE
#define LABEL(key, vi, en) vi, en,
#include "app/text/labels/all.inc"
#undef LABEL
  };
  std::string missing;
  const auto check = [&](std::string_view text) {
    if (!shell::missing_glyphs(text).empty()) missing += std::string(text) + "\n";
  };
  for (const std::string_view text : words) check(text);
  for (const auto& province : domain::provinces()) check(domain::display_name(province));
  for (const auto& commune : domain::communes()) {
    check(domain::display_name(commune));
    for (const auto& former : domain::successors(commune.code)) check(former.name);
  }
  CHECK(missing == "");
}

TEST_CASE("every text of the packs and the forms has its glyphs") {
  std::string missing;
  const auto check = [&](const rules::Text& text) {
    if (!shell::missing_glyphs(text.vi).empty()) missing += text.vi + "\n";
    if (!shell::missing_glyphs(text.en).empty()) missing += text.en + "\n";
  };
  for (const auto id : rules::pack_ids()) {
    const auto pack = rules::find_pack(id);
    REQUIRE_OK(pack);
    for (const auto& set : (*pack)->sets) {
      check(set.name);
      check(set.industry);
      for (const auto& text : set.disqualifiers) check(text);
      for (const auto* criterion : set.criteria()) {
        check(criterion->name);
        for (const auto& note : criterion->notes) check(note.text);
        for (const auto& option : criterion->options) check(option.label);
      }
    }
    for (const auto& kind : rules::evidence_kinds(**pack)) check(kind.name);
  }
  for (const auto& form : rules::forms()) {
    check(form.name);
    for (const auto& section : form.sections) {
      check(section.title);
      for (const auto& field : section.fields) {
        check(field.label);
        if (field.help) check(*field.help);
        for (const auto& option : field.options) check(option.name);
        for (const auto& column : field.columns) check(column.label);
      }
    }
  }
  CHECK(missing == "");
}
