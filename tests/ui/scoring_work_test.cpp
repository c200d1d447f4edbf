// Scoring, photos, settling and sending by finger: the names of the items are the instructions.
#include "core/rules/library.h"
#include "core/service/sync_service.h"
#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/places.h"
#include "tests/support/screen_tablet.h"

using namespace ocop;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

Bytes photo() {
  const std::string bytes = test::read_text(OCOP_SOURCE_DIR "/platform/fake/photos/product_fig.jpg");
  REQUIRE_FALSE(bytes.empty());
  return {bytes.begin(), bytes.end()};
}

std::string kept(ScreenTablet& at, const Id& dossier, const std::string& field) {
  return at.tablet.dossier(dossier).assessments.at("self").record.text(field);
}

void score(service::Folder& folder, const Id& dossier, const std::string& criterion, const std::string& option) {
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = criterion;
  command.option = option;
  REQUIRE_OK(service::set_score(folder, command));
}

}  // namespace

TEST_CASE("an officer answers the set's questions, scores criterion by criterion and sees the points") {
  for (const bool is_portrait : {false, true}) {
    ScreenTablet at(is_portrait ? test::UiDriverOptions{800, 1280} : test::UiDriverOptions{});
    const Id dossier = at.tablet.add_dossier("Mật ong bạc hà");
    at.open(place::Scoring{dossier});
    at.ui.tap("scoring/declare set/1/no");
    at.ui.tap("scoring/next");
    at.ui.tap("scoring/declare 1.1/disqualify/no");
    at.ui.tap("scoring/option b");
    CHECK(at.ui.item("scoring/option b").state == "chosen");
    at.ui.tap("scoring/next");
    at.ui.tap("scoring/option none");
    at.ui.tap("scoring/previous");
    at.ui.tap("scoring/option c");
    CHECK(kept(at, dossier, "1.1.option") == "c");
    CHECK(kept(at, dossier, "1.2.option") == "none");
    CHECK(kept(at, dossier, "declare.set/1") == "false");
    CHECK(at.ui.item("figure").label.starts_with("3 /100"));
    at.ui.tap("scoring/take_back");
    CHECK(kept(at, dossier, "1.1.option").empty());
  }
}

TEST_CASE("a gate that is missed is tapped in the panel and mended") {
  ScreenTablet at;
  const Id dossier = at.tablet.add_dossier("Mật ong bạc hà");
  for (const auto* criterion : rules::find_set("ocop-26-2026/07")->set->criteria())
    score(*at.tablet.folder, dossier, criterion->code, criterion->code == "9" ? "none" : criterion->options.back().id);
  at.open(place::Scoring{dossier, "1.1"});
  CHECK(at.ui.item("figure").label.ends_with("2★"));
  at.ui.tap("scoring/gate 9");
  at.ui.tap("scoring/option c");
  CHECK(at.ui.item("figure").label.ends_with("5★"));
  CHECK_FALSE(at.ui.has("scoring/gate 9"));
}

TEST_CASE("a note is typed in Telex on its sheet and is on the disk when the sheet is closed") {
  ScreenTablet at;
  const Id dossier = at.tablet.add_dossier("Mật ong bạc hà");
  at.open(place::Scoring{dossier, "4.1"});
  at.ui.tap("scoring/note");
  at.ui.tap("note_sheet/text");
  at.ui.press_keys("Hangwf");
  at.ui.tap("note_sheet/close");
  CHECK(kept(at, dossier, "4.1.note") == "Hằng");
}

TEST_CASE("a photo is taken at a criterion, its kind is chosen, and one is back with the photo in the strip") {
  ScreenTablet at;
  const Id dossier = at.tablet.add_dossier("Mật ong bạc hà");
  at.tablet.outside.photos.push_back(photo());
  at.open(place::Scoring{dossier, "4.1"});
  at.ui.tap("scoring/take");
  at.ui.tap("kind_sheet/kind label_photo");
  const auto evidence = at.tablet.dossier(dossier).evidence;
  REQUIRE(evidence.size() == 1);
  CHECK(evidence[0].kind == "label_photo");
  CHECK(at.ui.has("scoring/photo " + evidence[0].record.key.record.hex()));
  at.ui.tap("scoring/pick");
  at.ui.tap("evidence/for " + evidence[0].record.key.record.hex());
  CHECK(at.tablet.dossier(dossier).evidence[0].criteria.empty());
}

TEST_CASE("two officers who never met disagree, and one of them settles it by finger") {
  for (const bool is_portrait : {false, true}) {
    ScreenTablet at(is_portrait ? test::UiDriverOptions{800, 1280} : test::UiDriverOptions{});
    test::Colleague colleague;
    const Id dossier = at.tablet.add_dossier("Rượu ngô men lá");
    test::carry(*at.tablet.folder, *colleague.folder);
    colleague.score(dossier, "3.5", "c");
    score(*at.tablet.folder, dossier, "3.5", "a");
    test::carry(*colleague.folder, *at.tablet.folder);
    at.open(place::Scoring{dossier, "3.5"});
    CHECK_FALSE(at.ui.item("scoring/option b").is_enabled);
    at.ui.tap("scoring/settle");
    int hers = 0;
    for (const auto& value : at.tablet.showing<presenter::ConflictView>().values)
      if (value.officer == "Trần Văn Bình") hers = value.n;
    at.ui.tap("conflict/choose " + std::to_string(hers));
    CHECK(at.tablet.dossier(dossier).conflicts.size() == 1);  // a reason first
    at.ui.tap("conflict/reason");
    at.ui.type("Đã xem bản gốc");
    at.ui.tap("conflict/choose " + std::to_string(hers));
    CHECK(at.tablet.dossier(dossier).conflicts.empty());
    CHECK(kept(at, dossier, "3.5.option") == "c");
    at.ui.tap("conflict/back");
    CHECK(at.ui.item("scoring/option c").state == "chosen");
    CHECK(at.ui.item("scoring/option b").is_enabled);
  }
}

TEST_CASE("a tablet that is not enrolled is led from sending to enrolling") {
  ScreenTablet at;
  at.tablet.add_dossier("Mật ong bạc hà");
  at.open(place::Sync{});
  CHECK_FALSE(at.ui.item("sync/start").is_enabled);
  at.ui.tap("sync/enrol");
  at.ui.tap("enrolment/server");
  at.ui.type("ocop.example.vn");
  at.ui.tap("enrolment/code");
  at.ui.type("ABCD-1234");
  at.tablet.outside.enrolment_answer = Error{ErrorCode::EnrolmentRefused, {}};
  at.ui.tap("enrolment/start");
  CHECK(at.ui.has("enrolment/failed"));
  REQUIRE(at.tablet.outside.enrolments.size() == 1);
  CHECK(at.tablet.outside.enrolments[0].server_url == "https://ocop.example.vn");
}

TEST_CASE("sending by itself is paused, resumed and kept to Wi-Fi by finger, and stays so") {
  for (const bool is_portrait : {false, true}) {
    ScreenTablet at(is_portrait ? test::UiDriverOptions{800, 1280} : test::UiDriverOptions{});
    at.open(place::Sync{});
    at.ui.tap("sync/network/wifi");
    CHECK(at.tablet.application.settings().only_on_wifi);
    at.ui.tap("sync/sending/manual");
    CHECK_FALSE(at.tablet.application.settings().sends_by_itself);
    CHECK_FALSE(at.ui.has("sync/network/wifi"));
    at.ui.tap("sync/sending/auto");
    CHECK(at.ui.item("sync/network/wifi").state == "chosen");
    const auto kept = service::read_preferences(*at.tablet.folder);
    REQUIRE_OK(kept);
    CHECK(kept->get("sending") == "auto");
    CHECK(kept->get("network") == "wifi");
  }
}

TEST_CASE("the bill, its sum and the photos at the province are on the screen, and the journal is exported by finger") {
  ScreenTablet at;
  const Id dossier = at.tablet.add_dossier("Mật ong bạc hà");
  REQUIRE_OK(service::add_evidence(*at.tablet.folder, {dossier, photo(), "label_photo", {}, ""}));
  service::SyncService control(*at.tablet.folder);
  REQUIRE_OK(control.note(service::SyncEvent::Started, 0, 0));
  REQUIRE_OK(control.note(service::SyncEvent::Finished, 31, 12));
  at.open(place::Sync{});
  const std::string thumbnails = at.ui.item("sync/total").label;
  at.ui.tap("sync/photos/all");
  CHECK(at.ui.item("sync/total").label != thumbnails);
  at.ui.tap("sync/export_journal");
  CHECK(at.tablet.outside.exported.text.find("31 thay đổi") != std::string::npos);
}
