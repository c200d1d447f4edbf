// What an officer does, by finger: the names of the items are the instructions.
#include "tests/support/catch.h"
#include "tests/support/screen_tablet.h"

using namespace ocop;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

// A dossier made by finger; its overview is open.
void make_dossier(ScreenTablet& at) {
  at.ui.tap("home/new_dossier");
  at.ui.tap("new_dossier/find_producer");
  at.ui.press_keys("Huwowng");  // Telex
  at.ui.tap("new_dossier/add_producer");
  at.ui.tap("new_dossier/product_name");
  at.ui.type("Mật ong bạc hà");
  at.ui.tap("new_dossier/find_set");
  at.ui.type("mat ong");
  at.ui.tap("sets/ocop-26-2026/04");
  at.ui.tap("kind/upgrade");
  at.ui.tap("new_dossier/create");
}

Id only_dossier(ScreenTablet& at) { return at.tablet.showing<presenter::OverviewView>().dossier; }

}  // namespace

TEST_CASE("an officer makes a dossier for a new producer by finger, with Telex") {
  ScreenTablet at;
  make_dossier(at);
  const auto dossier = at.tablet.dossier(only_dossier(at));
  CHECK(dossier.producer->text("name") == "Hương");
  CHECK(dossier.product->text("name") == "Mật ong bạc hà");
  CHECK(dossier.kind == "upgrade");
  at.ui.tap("back");
  CHECK(at.ui.has("home/dossier " + dossier.id.hex()));
}

TEST_CASE("what one types in stays in view when the page around it grows shorter") {
  ScreenTablet at;
  at.open(place::NewDossier{});
  at.ui.tap("new_dossier/find_set");
  at.ui.press_keys("ruwowuj");
  CHECK(at.ui.item("new_dossier/find_set").visible.height > 40);
}

TEST_CASE("search narrows the list while one types, and the cross brings it back") {
  ScreenTablet at;
  const Id honey = at.tablet.add_dossier("Mật ong bạc hà");
  const Id tea = at.tablet.add_dossier("Chè Shan tuyết");
  at.open(place::Home{});
  at.ui.tap("home/search");
  at.ui.press_keys("cher");  // Telex: chẻ, which finds chè
  CHECK(at.ui.has("dossier " + tea.hex()));
  CHECK_FALSE(at.ui.has("dossier " + honey.hex()));
  at.ui.tap("search/clear");
  CHECK(at.ui.has("dossier " + honey.hex()));
}

TEST_CASE("a form is filled in by finger and is on the disk when the officer goes back") {
  ScreenTablet at({800, 1280});
  make_dossier(at);
  const Id id = only_dossier(at);
  at.ui.tap("overview/form_02");
  at.ui.tap("form/holder_type/cooperative");
  at.ui.tap("form/holder_phone");
  at.ui.type("0912 345 678");
  at.ui.tap("form/intellectual_property/trademark");
  at.ui.tap("form/founded_on");
  at.ui.type("22/5/2019");
  at.ui.tap("form/markets");
  at.ui.type("Chợ phiên");
  at.ui.tap("form/yearly_results.2025.revenue_vnd");
  at.ui.type("1250000000");
  at.ui.tap("yearly_results-add");
  at.ui.tap("form/yearly_results.2024.profit_vnd");
  at.ui.type("70000000");
  at.ui.tap("form/holder_unit");
  at.ui.tap("holder_unit/find");
  at.ui.type("ba dinh");
  at.ui.tap("holder_unit/00004");
  at.ui.tap("back");
  const auto dossier = at.tablet.dossier(id);
  CHECK(dossier.producer->text("type") == "cooperative");
  CHECK(dossier.producer->text("phone") == "0912 345 678");
  CHECK(dossier.producer->text("founded_on") == "2019-05-22");
  CHECK(dossier.product->text("intellectual_property.trademark") == "true");
  CHECK(dossier.dossier.text("markets") == "Chợ phiên");
  CHECK(dossier.dossier.text("yearly.2025.revenue_vnd") == "1250000000");
  CHECK(dossier.dossier.text("yearly.2024.profit_vnd") == "70000000");
}

TEST_CASE("the next missing entry comes into view with the caret in it") {
  ScreenTablet at;
  const Id id = at.tablet.add_dossier("Mật ong");
  at.open(place::Form{id, "form_02"});
  int carets = 0;
  for (int i = 0; i < 12; ++i) {
    at.ui.tap("form/next_missing");
    const auto& focus = at.ui.shell().ui().focus();
    if (!focus) continue;  // a choice has none
    INFO(focus->path);
    CHECK(at.ui.item(focus->path).visible.height > 24);
    ++carets;
  }
  CHECK(carets > 6);
}

TEST_CASE("half a second after the last key the bar says when it was saved") {
  ScreenTablet at;
  const Id id = at.tablet.add_dossier("Mật ong");
  at.open(place::Form{id, "form_02"});
  at.ui.tap("form/markets");
  at.ui.type("Chợ");
  CHECK(at.ui.has("Đang lưu"));
  at.let_pass(600);
  CHECK(at.tablet.dossier(id).dossier.text("markets") == "Chợ");
  CHECK_FALSE(at.ui.has("Đang lưu"));
}

TEST_CASE("language, text size and look are chosen in the menu") {
  ScreenTablet at;
  at.ui.tap("home/menu");
  at.ui.tap("language/en");
  CHECK(at.tablet.application.settings().language == text::Language::English);
  at.ui.tap("text_size/largest");
  CHECK(at.tablet.application.settings().text_size == presenter::TextSize::Largest);
  at.ui.tap("look/sunlight");
  CHECK(at.tablet.application.settings().look == presenter::Look::Sunlight);
  at.ui.tap("menu/close");
  CHECK_FALSE(at.tablet.application.view().is_menu_open);
}

TEST_CASE("what was chosen in the menu is still there when the program starts again") {
  ScreenTablet at;
  at.ui.tap("home/menu");
  at.ui.tap("text_size/large");
  at.ui.tap("language/en");
  const auto kept = service::read_preferences(*at.tablet.folder);
  REQUIRE_OK(kept);
  const auto settings = presenter::settings_of(*kept);
  CHECK(settings == at.tablet.application.settings());
  CHECK(settings.text_size == presenter::TextSize::Large);
  CHECK(settings.language == text::Language::English);
}

TEST_CASE("a dossier is archived by finger with a reason, and restored") {
  for (const bool is_portrait : {false, true}) {
    ScreenTablet at(is_portrait ? test::UiDriverOptions{800, 1280} : test::UiDriverOptions{});
    const Id id = at.tablet.add_dossier("Mật ong");
    at.open(place::Overview{id});
    at.ui.tap("overview/archive");
    at.ui.tap("archive_sheet/reason");
    at.ui.type("Lập nhầm hai lần");
    at.ui.tap("archive_sheet/archive");
    CHECK(at.tablet.dossier(id).is_archived);
    CHECK_FALSE(at.ui.has("overview/archive"));
    at.ui.tap("overview/back");
    at.ui.tap("filter/archived");
    at.ui.tap("home/dossier " + id.hex());
    at.ui.tap("overview/restore");
    CHECK_FALSE(at.tablet.dossier(id).is_archived);
  }
}
