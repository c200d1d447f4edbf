#include "app/presenter/new_dossier.h"

#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::NewDossierView;
using presenter::OverviewView;
using test::FieldTablet;
namespace intent = presenter::new_dossier;

namespace {

struct Opened {
  FieldTablet tablet;
  Opened() { tablet.send(presenter::home::NewDossier{}); }
  const NewDossierView& view() { return tablet.showing<NewDossierView>(); }
};

}  // namespace

TEST_CASE("all 26 sets are offered by industry, and found by words without tones") {
  Opened at;
  std::size_t count = 0;
  for (const auto& group : at.view().sets) count += group.choices.size();
  CHECK(count == 26);
  CHECK(at.view().sets.size() > 3);
  at.tablet.send(intent::SearchSet{"honey"});
  CHECK(at.view().sets.size() == 1);  // in the other language too
  at.tablet.send(intent::SearchSet{"mat ong"});
  REQUIRE(at.view().sets.size() == 1);
  at.tablet.send(intent::ChooseSet{at.view().sets[0].choices.at(0).id});
  REQUIRE(at.view().set);
  at.tablet.send(intent::ChangeSet{});
  CHECK_FALSE(at.view().set);
}

TEST_CASE("a producer, known already, is found as one types and chosen") {
  FieldTablet tablet;
  tablet.add_producer("HTX Chè Tủa Chùa");
  tablet.add_producer("Hộ ông Sùng");
  tablet.send(presenter::home::NewDossier{});
  CHECK(tablet.showing<NewDossierView>().producers.size() == 2);
  tablet.send(intent::SearchProducer{"tua chua"});
  REQUIRE(tablet.showing<NewDossierView>().producers.size() == 1);
  tablet.send(intent::ChooseProducer{"not an id"});
  CHECK_FALSE(tablet.showing<NewDossierView>().producer);
  tablet.send(intent::ChooseProducer{tablet.showing<NewDossierView>().producers[0].id});
  REQUIRE(tablet.showing<NewDossierView>().producer);
  CHECK(tablet.showing<NewDossierView>().producer->label == "HTX Chè Tủa Chùa");
}

TEST_CASE("what is still needed is said until nothing is, and only then the dossier is made") {
  Opened at;
  CHECK(at.view().still_needed == "Còn thiếu: chủ thể, tên sản phẩm, bộ sản phẩm");
  at.tablet.send(intent::Create{});
  CHECK(at.tablet.folder->database().integer("SELECT count(*) FROM dossiers").value() == 0);
  at.tablet.send(intent::SearchProducer{"HTX Mèo Vạc"});
  at.tablet.send(intent::AddProducer{});
  CHECK(at.view().producer_name == "HTX Mèo Vạc");  // what was searched is its name
  CHECK(at.view().unit->label == "Phường Ba Đình, Thành phố Hà Nội");
  at.tablet.send(intent::ChangeUnit{});
  CHECK(at.view().still_needed.find("xã, phường") != std::string::npos);
  at.tablet.send(intent::SearchUnit{"phuong ba dinh"});
  REQUIRE_FALSE(at.view().units.empty());
  at.tablet.send(intent::ChooseUnit{"00004"});
  at.tablet.send(intent::TypeProducerName{" "});
  CHECK(at.view().still_needed.find("tên chủ thể") != std::string::npos);
  at.tablet.send(intent::TypeProducerName{"HTX Mèo Vạc"});
  at.tablet.send(intent::TypeProductName{"Mật ong bạc hà"});
  at.tablet.send(intent::ChooseSet{"ocop-26-2026/07"});
  at.tablet.send(intent::ChooseKind{"upgrade"});
  CHECK(at.view().still_needed.empty());
  at.tablet.send(intent::Create{});
  const auto& made = at.tablet.showing<OverviewView>();
  CHECK(made.title == "Mật ong bạc hà");
  const auto dossier = at.tablet.dossier(made.dossier);
  CHECK(dossier.kind == "upgrade");
  CHECK(dossier.set == "ocop-26-2026/07");
  CHECK(dossier.producer->text("name") == "HTX Mèo Vạc");
  CHECK(dossier.producer->text("unit") == "00004");
  at.tablet.send(presenter::GoBack{});
  CHECK(at.tablet.showing<presenter::HomeView>().rows.size() == 1);  // home, not the form that made it
}

TEST_CASE("when only the producer could be made, trying again makes no second one") {
  Opened at;
  at.tablet.send(intent::AddProducer{});
  at.tablet.send(intent::TypeProducerName{"HTX Mèo Vạc"});
  at.tablet.send(intent::TypeProductName{std::string(20'000, 'a')});  // too long to be kept
  at.tablet.send(intent::ChooseSet{"ocop-26-2026/07"});
  at.tablet.send(intent::Create{});
  REQUIRE(at.tablet.application.view().notice);
  REQUIRE(at.view().producer);
  CHECK_FALSE(at.view().is_creating);
  at.tablet.send(intent::TypeProductName{"Mật ong"});
  at.tablet.send(intent::Create{});
  CHECK(at.tablet.showing<OverviewView>().title == "Mật ong");
  CHECK(at.tablet.folder->database().integer("SELECT count(*) FROM records WHERE type = 'producer'").value() == 1);
}

TEST_CASE("a producer that cannot be made leaves everything as it was") {
  Opened at;
  at.tablet.send(intent::AddProducer{});
  at.tablet.send(intent::TypeProducerName{std::string(20'000, 'a')});
  at.tablet.send(intent::TypeProductName{"Mật ong"});
  at.tablet.send(intent::ChooseSet{"ocop-26-2026/07"});
  at.tablet.send(intent::Create{});
  REQUIRE(at.tablet.application.view().notice);
  CHECK(at.view().is_adding_producer);
  at.tablet.send(intent::ChangeProducer{});
  CHECK_FALSE(at.view().is_adding_producer);
}
