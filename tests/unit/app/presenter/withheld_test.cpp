#include "app/presenter/withheld.h"

#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "tests/support/answers.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"
#include "tests/support/places.h"

using namespace ocop;
using presenter::ChipTone;
using presenter::HomeView;
using presenter::OverviewView;
using presenter::WithheldView;
using test::FieldTablet;
namespace place = presenter::place;

namespace {

constexpr auto vietnamese = text::Language::Vietnamese;

std::string say(text::Key key) { return std::string(text::sentence(key, vietnamese)); }

// A dossier that arrived, backed up, and of which the province withholds a move.
struct Told {
  Told() { answer({}, {}); }

  void answer(const std::vector<service::Notice>& notices, const std::string& held_for) {
    service::SyncService control(*tablet.folder);
    service::ExchangeResult exchange;
    exchange.answers = test::answers_to_all(
        control, held_for.empty() ? service::BatchOutcome::Merged : service::BatchOutcome::Held, held_for);
    exchange.mark = {1, ++position, 0};
    exchange.durable = exchange.mark;
    exchange.notices = notices;
    REQUIRE_OK(control.import(exchange));
  }
  void withhold(const std::string& reason) {
    const auto shown = service::read_record(*tablet.folder, {dossier, dossier});
    REQUIRE_OK(shown);
    answer({{++position, dossier, shown->find("product")->heads.front(), reason}}, {});
  }
  void hold(const std::string& reason) {
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = "1.1";
    command.option = "a";
    REQUIRE_OK(service::set_score(*tablet.folder, command));
    answer({}, reason);
  }
  const HomeView& home() {
    tablet.send(presenter::GoTo{place::Home{}});
    return tablet.showing<HomeView>();
  }
  const OverviewView& overview() {
    tablet.send(presenter::GoTo{place::Overview{dossier}});
    return tablet.showing<OverviewView>();
  }
  const WithheldView& page() { return tablet.showing<WithheldView>(); }

  FieldTablet tablet;
  Id dossier = tablet.add_dossier("Mật ong bạc hà");
  std::uint64_t position = 10;
};

}  // namespace

TEST_CASE("a dossier of which something is withheld says so where it said that it arrived, and leads to the reason") {
  Told told;
  CHECK(told.overview().whereabouts.label == say(text::Key::OverviewInBackup));
  CHECK(told.overview().withheld.empty());
  told.withhold("move_not_permitted");
  CHECK(told.overview().whereabouts.label == say(text::Key::WithheldOnOverview));
  CHECK(told.overview().whereabouts.tone == ChipTone::Warning);
  CHECK(told.overview().withheld.find("1 mục") == 0);
  told.tablet.send(presenter::overview::OpenWithheld{});
  REQUIRE(told.page().rows.size() == 1);
  CHECK(told.page().subtitle == "Mật ong bạc hà");
  CHECK(told.page().rows[0].reason == say(text::Key::NoticeMove));
  CHECK(told.page().rows[0].about.find("Nguyễn Thị Mai ghi lúc ") == 0);
  CHECK(told.page().rows[0].dossier.is_zero());  // it is open below
  told.withhold("released");
  CHECK(told.overview().whereabouts.label == say(text::Key::OverviewInBackup));
  CHECK(told.overview().withheld.empty());
}

TEST_CASE("home marks the dossier and filters by it, also when it was put away") {
  Told told;
  CHECK(told.home().rows.at(0).chip.label != say(text::Key::HomeChipWithheld));
  for (const auto& filter : told.home().filters) CHECK(filter.id != "withheld");
  told.withhold("certificate_not_permitted");
  CHECK(told.home().rows.at(0).chip.label == say(text::Key::HomeChipWithheld));
  CHECK(told.home().rows.at(0).chip.tone == ChipTone::Warning);
  CHECK(told.home().unsent == text::fill(text::Key::HomeFilterWithheld, vietnamese, {"1"}));
  told.tablet.add_dossier("Chè Shan tuyết");
  REQUIRE_OK(service::archive(*told.tablet.folder, told.dossier, "Ngừng sản xuất"));
  told.home();
  told.tablet.send(presenter::home::ChooseFilter{"withheld"});
  REQUIRE(told.tablet.showing<HomeView>().rows.size() == 1);
  CHECK(told.tablet.showing<HomeView>().rows[0].chip.label == say(text::Key::HomeChipWithheld));
}

TEST_CASE("sending leads to all that is withheld or held apart, and a row to its dossier") {
  Told told;
  told.withhold("decision_not_permitted");
  told.hold("revoked");
  told.tablet.send(presenter::GoTo{place::Sync{}});
  CHECK(told.tablet.showing<presenter::SyncView>().withheld.size() == 2);
  told.tablet.send(presenter::sync::OpenWithheld{});
  REQUIRE(told.page().rows.size() == 2);
  CHECK(told.page().subtitle.empty());
  CHECK(told.page().rows[0].reason == say(text::Key::NoticeDecision));
  CHECK(told.page().rows[0].about.find("Mật ong bạc hà · Nguyễn Thị Mai") == 0);
  CHECK(told.page().rows[1].reason == say(text::Key::HeldRevoked));
  CHECK(told.page().rows[1].about.find("1 thay đổi của máy này") != std::string::npos);
  told.tablet.send(presenter::withheld::OpenDossier{told.page().rows[1].dossier});
  CHECK(told.tablet.showing<OverviewView>().dossier == told.dossier);
  CHECK(told.tablet.showing<OverviewView>().whereabouts.label == say(text::Key::OverviewOnTablet));
}

TEST_CASE("each reason has its sentence, and one of a later province is shown as it is") {
  const std::pair<const char*, text::Key> rows[] = {{"revoked", text::Key::HeldRevoked},
                                                    {"twin", text::Key::HeldTwin},
                                                    {"signature", text::Key::HeldSignature},
                                                    {"malformed", text::Key::HeldMalformed},
                                                    {"limit_exceeded", text::Key::HeldTooMany}};
  for (const auto& [reason, key] : rows) CHECK(text::held(reason, vietnamese) == say(key));
  CHECK(text::held("of_tomorrow", vietnamese).find("of_tomorrow") != std::string::npos);
}

TEST_CASE("where nothing is withheld the page says so, and a root that is no dossier has a name all the same") {
  Told told;
  told.tablet.send(presenter::GoTo{place::Withheld{}});
  CHECK(told.page().is_loaded);
  CHECK(told.page().rows.empty());
  told.answer({{++told.position, *Id::parse("00112233445566778899aabbccddeeff"), {7, 7}, "move_not_permitted"}}, {});
  told.tablet.send(presenter::GoTo{place::Withheld{}});
  REQUIRE(told.page().rows.size() == 1);
  CHECK(told.page().rows[0].about == say(text::Key::WithheldOther));
  CHECK(told.page().rows[0].dossier.is_zero());
}

TEST_CASE("a photo whose record is withheld does not read as arrived") {
  Told told;
  const Id dossier = told.dossier;
  const auto evidence = service::add_evidence(
      *told.tablet.folder,
      {dossier, [] {
         const std::string bytes = test::read_text(OCOP_SOURCE_DIR "/platform/fake/photos/product_fig.jpg");
         return Bytes(bytes.begin(), bytes.end());
       }(),
       "label_photo", {}, ""});
  REQUIRE_OK(evidence);
  told.answer({}, {});
  service::SyncService control(*told.tablet.folder);
  const auto files = control.photos_to_send(service::PhotoPolicy::All, 10);
  REQUIRE_OK(files);
  for (const auto& file : *files) REQUIRE_OK(control.photo_at_province(file.sha256));
  const auto record = service::read_record(*told.tablet.folder, {dossier, *evidence});
  REQUIRE_OK(record);
  told.answer({{++told.position, dossier, record->find("kind")->heads.front(), "of_tomorrow"}}, {});
  told.tablet.send(presenter::GoTo{place::Evidence{dossier}});
  CHECK(told.tablet.showing<presenter::EvidenceView>().tiles.at(0).state.label == say(text::Key::HomeChipWithheld));
  CHECK(told.overview().evidence.about == "1 ảnh và giấy tờ");
}
