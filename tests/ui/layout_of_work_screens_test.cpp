// The screens of scoring, evidence, conflicts, sending and enrolment in every shape.
#include "core/rules/library.h"
#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/places.h"
#include "tests/ui/everywhere.h"

using namespace ocop;
using test::check_everywhere;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

void score(service::Folder& folder, const Id& dossier, const std::string& criterion, const std::string& option) {
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = criterion;
  command.option = option;
  REQUIRE_OK(service::set_score(folder, command));
}

// Points that miss a gate, an answer that bars, photos.
Id fill(test::FieldTablet& tablet) {
  const Id dossier = tablet.add_dossier("Mật ong bạc hà cao nguyên đá Đồng Văn");
  const auto found = rules::find_set("ocop-26-2026/07");
  REQUIRE_OK(found);
  for (const auto* criterion : found->set->criteria())
    if (criterion->code != "3.5" && criterion->code != "4.1")
      score(*tablet.folder, dossier, criterion->code,
            criterion->code == "9" ? "none" : criterion->options[criterion->options.size() - 2].id);
  for (const char* name : {"product_fig.jpg", "workshop_room_sideways.jpg"}) {
    const std::string bytes = test::read_text(std::string(OCOP_SOURCE_DIR "/platform/fake/photos/") + name);
    REQUIRE_OK(service::add_evidence(
        *tablet.folder, {dossier, Bytes(bytes.begin(), bytes.end()), "label_photo", {"2.3", "4.1"}, name}));
  }
  return dossier;
}

Id in_conflict(test::FieldTablet& tablet) {
  const Id dossier = fill(tablet);
  test::Colleague colleague;
  colleague.clock.advance_ms(3LL * 24 * 3600 * 1000);
  test::carry(*tablet.folder, *colleague.folder);
  colleague.score(dossier, "3.5", "a");
  score(*tablet.folder, dossier, "3.5", "c");
  colleague.score(dossier, "4.1", "b");
  score(*tablet.folder, dossier, "4.1", "d");
  test::carry(*colleague.folder, *tablet.folder);
  return dossier;
}

}  // namespace

TEST_CASE("a criterion is sound in every shape, held back by a gate, with a note, and in conflict") {
  check_everywhere("scoring", [](ScreenTablet& at) { at.open(place::Scoring{fill(at.tablet), "4.1"}); });
  check_everywhere("scoring-note", [](ScreenTablet& at) {
    at.open(place::Scoring{fill(at.tablet), "4.1"});
    at.tablet.send(presenter::scoring::OpenNote{});
  });
  check_everywhere("scoring-help", [](ScreenTablet& at) {
    at.open(place::Scoring{fill(at.tablet), "2.1"});
    at.tablet.send(presenter::scoring::ToggleHelp{});
    at.tablet.send(presenter::scoring::Declare{"2.1/disqualify", true});
  });
  check_everywhere("scoring-conflict", [](ScreenTablet& at) {
    at.open(place::Scoring{in_conflict(at.tablet), "3.5"});
  });
}

TEST_CASE("the questions of a set, the list of criteria and a tourism criterion are sound in every shape") {
  check_everywhere("scoring-questions",
                   [](ScreenTablet& at) { at.open(place::Scoring{at.tablet.add_dossier("Mật ong")}); });
  check_everywhere("scoring-list", [](ScreenTablet& at) {
    at.open(place::Scoring{in_conflict(at.tablet), "4.1"});
    at.tablet.send(presenter::scoring::GoToList{});
  });
  check_everywhere("scoring-tourism", [](ScreenTablet& at) {
    at.open(place::Scoring{at.tablet.add_dossier("Homestay Bản Lác", "ocop-26-2026/26"), "8"});
  });
}

TEST_CASE("every criterion of every set is sound where there is least room") {
  for (const int number : {1, 9, 18, 25, 26}) {
    const auto found = rules::find_set(std::to_string(number));
    REQUIRE_OK(found);
    ScreenTablet at({800, 1280, 1.25F});
    const Id dossier = at.tablet.add_dossier("Sản phẩm", found->set->id);
    at.open(place::Scoring{dossier, found->set->criteria().front()->code});
    for (const auto* criterion : found->set->criteria()) {
      at.tablet.send(presenter::scoring::GoToCriterion{criterion->code});
      at.ui.settle();
      at.require_sound(found->set->id + " " + criterion->code);
    }
  }
}

TEST_CASE("evidence is sound in every shape: empty, tiles, chosen for a criterion, large, and its sheets") {
  check_everywhere("evidence-empty",
                   [](ScreenTablet& at) { at.open(place::Evidence{at.tablet.add_dossier("Mật ong")}); });
  check_everywhere("evidence", [](ScreenTablet& at) { at.open(place::Evidence{fill(at.tablet)}); });
  check_everywhere("evidence-choosing", [](ScreenTablet& at) { at.open(place::Evidence{fill(at.tablet), "4.1"}); });
  check_everywhere("evidence-large", [](ScreenTablet& at) {
    const Id dossier = fill(at.tablet);
    at.open(place::Evidence{dossier});
    at.tablet.send(presenter::evidence::Open{at.tablet.dossier(dossier).evidence.front().record.key.record});
  });
  for (const bool is_kind : {true, false})
    check_everywhere(is_kind ? "evidence-kind" : "evidence-criteria", [&](ScreenTablet& at) {
      const Id dossier = fill(at.tablet);
      at.open(place::Evidence{dossier});
      at.tablet.send(presenter::evidence::Open{at.tablet.dossier(dossier).evidence.front().record.key.record});
      if (is_kind)
        at.tablet.send(presenter::evidence::AskKind{});
      else
        at.tablet.send(presenter::evidence::AskCriteria{});
    });
}

TEST_CASE("a conflict is sound in every shape, with another value, without a reason, and when there is none") {
  check_everywhere("conflict", [](ScreenTablet& at) {
    at.open(place::Conflicts{in_conflict(at.tablet)});
    at.tablet.send(presenter::conflict::Choose{1});  // a reason is asked for
  });
  check_everywhere("conflict-other", [](ScreenTablet& at) {
    at.open(place::Conflicts{in_conflict(at.tablet)});
    at.tablet.send(presenter::conflict::OpenOther{});
  });
  check_everywhere("conflict-none", [](ScreenTablet& at) { at.open(place::Conflicts{}); });
}

TEST_CASE("sending is sound in every shape: at rest, under way, and failed") {
  check_everywhere("sync", [](ScreenTablet& at) {
    in_conflict(at.tablet);
    service::SyncService control(*at.tablet.folder);
    REQUIRE_OK(control.note(service::SyncEvent::Started, 0, 0));
    REQUIRE_OK(control.note(service::SyncEvent::Finished, 31, 12));
    at.open(place::Sync{});
  });
  check_everywhere("sync-running", [](ScreenTablet& at) {
    fill(at.tablet);
    at.open(place::Sync{});
    presenter::SyncProgress progress;
    progress.is_running = true;
    progress.bytes_up = 100'000;
    at.tablet.application.sync_moved(progress);
  });
  check_everywhere("sync-failed", [](ScreenTablet& at) {
    at.open(place::Sync{});
    presenter::SyncProgress progress;
    progress.error = ErrorCode::ClockUnbelievable;
    at.tablet.application.sync_moved(progress);
  });
}

TEST_CASE("enrolment is sound in every shape: at first, refused, without encryption") {
  check_everywhere("enrolment", [](ScreenTablet& at) { at.open(place::Enrolment{}); });
  check_everywhere("enrolment-refused", [](ScreenTablet& at) {
    at.open(place::Enrolment{});
    at.tablet.outside.enrolment_answer = Error{ErrorCode::TlsFailed, {}};
    at.tablet.send(presenter::enrolment::TypeServer{"http://ocop.example.vn"});
    at.tablet.send(presenter::enrolment::TypeCode{"ABCD-1234"});
    at.tablet.send(presenter::enrolment::Start{});
  });
}
