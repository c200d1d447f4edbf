#include "app/presenter/home.h"

#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::ChipTone;
using presenter::HomeView;
using test::FieldTablet;
namespace home = presenter::home;
namespace place = presenter::place;

TEST_CASE("an empty tablet says who works where, and how many photos fit") {
  FieldTablet tablet;
  tablet.files.set_free_bytes(limits::free_space_reserve_bytes + 830'000'000);
  tablet.send(presenter::GoTo{place::Home{}});
  const auto& view = tablet.showing<HomeView>();
  CHECK(view.is_loaded);
  CHECK(view.rows.empty());
  CHECK(view.officer == "Phường Ba Đình, Thành phố Hà Nội · Nguyễn Thị Mai");
  CHECK(view.room == "còn chỗ cho ~138 ảnh");  // the reserve is not for photos
}

TEST_CASE("too little room is a warning, none at all says so") {
  FieldTablet tablet;
  tablet.files.set_free_bytes(limits::free_space_reserve_bytes + 60'000'000);
  tablet.send(presenter::GoTo{place::Home{}});
  CHECK(tablet.showing<HomeView>().is_room_low);
  tablet.files.set_free_bytes(limits::free_space_reserve_bytes - 1);
  tablet.send(presenter::GoTo{place::Home{}});
  CHECK(tablet.showing<HomeView>().room == "hết chỗ cho ảnh");
}

TEST_CASE("a dossier is listed with its producer, set, kind, points and what is unsent") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong bạc hà");
  tablet.send(presenter::GoTo{place::Home{}});
  const auto& row = tablet.showing<HomeView>().rows.at(0);
  CHECK(row.dossier == dossier);
  CHECK(row.name == "Mật ong bạc hà");
  CHECK(row.about.find("HTX Mật ong bạc hà · ") == 0);
  CHECK(row.about.find("Lần đầu") != std::string::npos);
  CHECK(row.chip.tone == ChipTone::Information);
  CHECK(tablet.showing<HomeView>().has_unsent);
}

TEST_CASE("search finds without tones while one types, and says which filter is on") {
  FieldTablet tablet;
  tablet.add_dossier("Mật ong bạc hà");
  tablet.add_dossier("Chè Shan tuyết");
  tablet.send(home::Search{"che shan"});
  REQUIRE(tablet.showing<HomeView>().rows.size() == 1);
  CHECK(tablet.showing<HomeView>().rows[0].name == "Chè Shan tuyết");
  tablet.send(home::Search{"rượu"});
  CHECK(tablet.showing<HomeView>().rows.empty());
  tablet.send(home::Search{""});
  tablet.send(home::ChooseFilter{"returned"});
  CHECK(tablet.showing<HomeView>().rows.empty());
  tablet.send(home::ChooseFilter{"no such filter"});
  tablet.send(home::ChooseFilter{"drafts"});
  CHECK(tablet.showing<HomeView>().rows.size() == 2);
  const auto& filters = tablet.showing<HomeView>().filters;
  CHECK(filters.at(1).label == "Đang làm 2");
  CHECK(filters.at(1).is_chosen);
}

TEST_CASE("only the answer to the last search is shown") {
  FieldTablet tablet;
  tablet.add_dossier("Mật ong bạc hà");
  tablet.application.apply({home::Search{"khong co"}, home::Search{"mat ong"}});
  CHECK(tablet.showing<HomeView>().is_searching);
  tablet.settle();
  CHECK(tablet.showing<HomeView>().rows.size() == 1);
  CHECK_FALSE(tablet.showing<HomeView>().is_searching);
}

TEST_CASE("home asks again when the desk was full") {
  FieldTablet tablet;
  tablet.add_dossier("Mật ong bạc hà");
  presenter::Asker other;
  while (tablet.desk->ask(other, [](service::Folder&) { return 0; }, [](int) {})) {}
  tablet.application.apply({home::Search{"mat"}});
  tablet.settle();
  CHECK(tablet.showing<HomeView>().rows.size() == 1);
}

TEST_CASE("a dossier, a new dossier and the sync open from home, and back leads home") {
  FieldTablet tablet;
  const Id dossier = tablet.add_dossier("Mật ong bạc hà");
  tablet.send(home::OpenDossier{dossier});
  CHECK(tablet.showing<presenter::OverviewView>().title == "Mật ong bạc hà");
  tablet.send(presenter::GoBack{});
  tablet.send(home::NewDossier{});
  tablet.showing<presenter::NewDossierView>();
  tablet.send(presenter::GoBack{});
  tablet.send(presenter::GoBack{});  // home stays
  CHECK(tablet.showing<HomeView>().rows.size() == 1);
}

TEST_CASE("an error of the database is said in its sentence and goes when it is closed") {
  FieldTablet tablet;
  REQUIRE_OK(tablet.folder->database().run("DROP TABLE dossiers"));
  tablet.send(home::Search{"x"});
  auto view = tablet.application.view();
  REQUIRE(view.notice);
  CHECK(view.notice->kind == presenter::Notice::Kind::Error);
  CHECK(view.notice->sentence.size() > 20);
  tablet.send(presenter::CloseNotice{});
  CHECK_FALSE(tablet.application.view().notice);
}

TEST_CASE("the language changes every word at once") {
  FieldTablet tablet;
  tablet.add_dossier("Mật ong bạc hà");
  tablet.send(presenter::OpenMenu{});
  CHECK(tablet.application.view().is_menu_open);
  presenter::Settings settings;
  settings.language = text::Language::English;
  tablet.send(presenter::ChooseSettings{settings});
  CHECK(tablet.showing<HomeView>().filters.at(0).label == "All 1");
  CHECK(tablet.showing<HomeView>().rows.at(0).about.find("First time") != std::string::npos);
  tablet.send(presenter::CloseMenu{});
  CHECK_FALSE(tablet.application.view().is_menu_open);
}
