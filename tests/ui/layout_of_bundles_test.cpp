// The pages for taking in a bundle and for what the province does not let count, in every shape.
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "tests/support/answers.h"
#include "tests/support/catch.h"
#include "tests/ui/everywhere.h"

using namespace ocop;
using test::check_everywhere;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

void plug_in(ScreenTablet& at) {
  at.tablet.outside.bundle_files = presenter::BundleFiles{
      {{"/media/mai/KINGSTON/ocop-20261121-070509.ocop", "ocop-20261121-070509.ocop", "KINGSTON", 7'200'000,
        1'793'577'600'000},
       {"exported/ocop-20261120-181500.ocop", "ocop-20261120-181500.ocop", "", 96'000, 1'793'500'000'000},
       {"/media/mai/KINGSTON/Gói của tỉnh trả lời cho chị Mai tuần này.ocop",
        "Gói của tỉnh trả lời cho chị Mai tuần này.ocop", "KINGSTON", 410'000, 1'793'400'000'000}},
      "exported"};
}

void take(ScreenTablet& at, const Result<service::Imported>& answer) {
  plug_in(at);
  at.tablet.outside.import_by = [answer](const std::string&) { return answer; };
  at.open(place::Bundles{});
  at.tablet.send(presenter::bundles::Import{"/media/mai/KINGSTON/ocop-20261121-070509.ocop"});
}

// Something of the dossier withheld, something held apart.
Id told(test::FieldTablet& tablet) {
  const Id dossier = tablet.add_dossier("Mật ong bạc hà cao nguyên đá Đồng Văn, hộp quà tặng");
  service::SyncService control(*tablet.folder);
  std::uint64_t position = 10;
  const auto answer = [&](service::BatchOutcome outcome, const std::string& reason,
                          std::vector<service::Notice> notices) {
    service::ExchangeResult exchange;
    exchange.answers = test::answers_to_all(control, outcome, reason);
    exchange.mark = {1, ++position, 0};
    exchange.notices = std::move(notices);
    REQUIRE_OK(control.import(exchange));
  };
  const auto record = service::read_record(*tablet.folder, {dossier, dossier});
  REQUIRE_OK(record);
  const journal::Stamp stamp = record->find("product")->heads.front();
  answer(service::BatchOutcome::Merged, "", {{++position, dossier, stamp, "move_not_permitted"}});
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = "1.1";
  command.option = "a";
  REQUIRE_OK(service::set_score(*tablet.folder, command));
  answer(service::BatchOutcome::Held, "revoked", {});
  return dossier;
}

}  // namespace

TEST_CASE("taking in a bundle is sound in every shape: files, none, whole, a part, refused") {
  check_everywhere("bundles", [](ScreenTablet& at) {
    plug_in(at);
    at.open(place::Bundles{});
  });
  check_everywhere("bundles-none", [](ScreenTablet& at) { at.open(place::Bundles{}); });
  check_everywhere("bundles-carried", [](ScreenTablet& at) {
    service::Imported done;
    done.entries = done.carried = 31;
    take(at, done);
  });
  check_everywhere("bundles-answer", [](ScreenTablet& at) {
    service::Imported done;
    done.answered = 3;
    done.photos_arrived = 12;
    done.changes = 40;
    done.conflicts = 2;
    take(at, done);
  });
  check_everywhere("bundles-part", [](ScreenTablet& at) {
    service::Imported done;
    done.carried = 12;
    done.missing = 5;
    done.damaged = 1;
    done.is_cut = true;
    take(at, done);
  });
  check_everywhere("bundles-refused", [](ScreenTablet& at) { take(at, Error{ErrorCode::BundleElsewhere, {}}); });
}

TEST_CASE("what the province does not let count is sound in every shape: home, overview, sending, its own page") {
  check_everywhere("home-withheld", [](ScreenTablet& at) {
    told(at.tablet);
    at.tablet.add_dossier("Chè Shan tuyết");
    at.open(place::Home{});
  });
  check_everywhere("overview-withheld", [](ScreenTablet& at) { at.open(place::Overview{told(at.tablet)}); });
  check_everywhere("sync-withheld", [](ScreenTablet& at) {
    told(at.tablet);
    at.open(place::Sync{});
  });
  check_everywhere("withheld", [](ScreenTablet& at) {
    told(at.tablet);
    at.open(place::Withheld{});
  });
  check_everywhere("withheld-dossier", [](ScreenTablet& at) { at.open(place::Withheld{told(at.tablet)}); });
  check_everywhere("withheld-none", [](ScreenTablet& at) { at.open(place::Withheld{}); });
}
