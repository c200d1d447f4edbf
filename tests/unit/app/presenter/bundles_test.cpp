#include "app/presenter/bundles.h"

#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::BundlesView;
using presenter::ChipTone;
using test::FieldTablet;
namespace bundles = presenter::bundles;
namespace place = presenter::place;

namespace {

constexpr auto vietnamese = text::Language::Vietnamese;
const std::string stick_file = "/media/mai/KINGSTON/goi.ocop";

std::string say(text::Key key) { return std::string(text::sentence(key, vietnamese)); }

struct Taking {
  Taking() {
    presenter::BundleFiles found{{{stick_file, "goi.ocop", "KINGSTON", 1'200'000, 1'793'577'600'000},
                                  {"exported/cu.ocop", "cu.ocop", "", 900, 1'793'500'000'000}},
                                 "exported"};
    tablet.outside.bundle_files = found;
    tablet.outside.import_by = [this](const std::string& path) {
      imported.push_back(path);
      return answer;
    };
    tablet.send(presenter::GoTo{place::Bundles{}});
  }
  const BundlesView& view() { return tablet.showing<BundlesView>(); }
  const presenter::BundleOutcome& import() {
    tablet.send(bundles::Import{stick_file});
    REQUIRE(view().outcome);
    return *view().outcome;
  }

  FieldTablet tablet;
  Result<service::Imported> answer = service::Imported{};
  std::vector<std::string> imported;
};

}  // namespace

TEST_CASE("files that are at hand are listed with their size, time and place") {
  Taking taking;
  REQUIRE(taking.view().files.size() == 2);
  CHECK(taking.view().files[0].name == "goi.ocop");
  CHECK(taking.view().files[0].about.find("MB") != std::string::npos);
  CHECK(taking.view().files[0].about.find("USB hoặc thẻ nhớ KINGSTON") != std::string::npos);
  CHECK(taking.view().files[1].about.find("trong máy này") != std::string::npos);
  CHECK(taking.view().none.empty());
  CHECK_FALSE(taking.view().outcome);
}

TEST_CASE("where no file is found the page says where to put one, and a stick that is plugged in then is found") {
  Taking taking;
  const auto found = taking.tablet.outside.bundle_files;
  taking.tablet.outside.bundle_files = presenter::BundleFiles{{}, "exported"};
  taking.tablet.send(bundles::Look{});
  CHECK(taking.view().files.empty());
  CHECK(taking.view().none.find("exported") != std::string::npos);
  taking.tablet.outside.bundle_files = found;
  taking.tablet.send(bundles::Look{});
  CHECK(taking.view().files.size() == 2);
  CHECK(taking.view().none.empty());
  taking.tablet.outside.bundle_files = Error{ErrorCode::StorageBusy, {}};
  taking.tablet.send(bundles::Look{});
  REQUIRE(taking.tablet.application.view().notice);
  CHECK(taking.view().files.size() == 2);
}

TEST_CASE("a whole answer says what came and that the file may go") {
  Taking taking;
  taking.answer->entries = 4;
  taking.answer->answered = 2;
  taking.answer->photos_arrived = 3;
  taking.answer->changes = 5;
  const auto& outcome = taking.import();
  CHECK(taking.imported == std::vector<std::string>{stick_file});
  CHECK(outcome.tone == ChipTone::Good);
  CHECK(outcome.title == "Đã nhập đủ goi.ocop");
  REQUIRE(outcome.taken.size() == 2);
  CHECK(outcome.taken[0].find("Tỉnh đã nhận 2") != std::string::npos);
  CHECK(outcome.taken[1].find("5 thay đổi") != std::string::npos);
  CHECK(outcome.missing.empty());
  CHECK(outcome.next == say(text::Key::BundleNextNothing));
  CHECK_FALSE(outcome.is_to_send);
  CHECK_FALSE(outcome.is_to_decide);
}

TEST_CASE("what is kept for others is to travel on, what two people wrote is to be decided") {
  Taking taking;
  taking.answer->carried = 7;
  CHECK(taking.import().next == say(text::Key::BundleNextCarry));
  CHECK(taking.view().outcome->is_to_send);
  taking.answer = service::Imported{};
  taking.answer->changes = 1;
  taking.answer->conflicts = 2;
  CHECK(taking.import().next.find("2 mục") != std::string::npos);
  taking.tablet.send(bundles::OpenConflicts{});
  CHECK(taking.tablet.showing<presenter::ConflictView>().count == 0);
  taking.tablet.send(presenter::GoBack{});
  taking.tablet.send(bundles::OpenSync{});  // back to where the page was opened from
  CHECK(taking.tablet.showing<presenter::HomeView>().is_loaded);
}

TEST_CASE("a file that is not whole says how much is missing and how to get it, one that brings nothing says so") {
  Taking taking;
  taking.answer->carried = 7;
  taking.answer->missing = 3;
  taking.answer->damaged = 1;
  taking.answer->is_cut = true;
  const auto& outcome = taking.import();
  CHECK(outcome.tone == ChipTone::Warning);
  CHECK(outcome.title == "Mới nhập được một phần của goi.ocop");
  REQUIRE(outcome.missing.size() == 3);
  CHECK(outcome.missing[0].find("3 phần") != std::string::npos);
  CHECK(outcome.missing[1].find("1 phần") != std::string::npos);
  CHECK(outcome.next == say(text::Key::BundleNextAgain));
  taking.answer = service::Imported{};
  taking.answer->again = 4;
  taking.answer->elsewhere = 1;
  taking.answer->is_older = true;
  const auto& again = taking.import();
  REQUIRE(again.taken.size() == 4);
  CHECK(again.taken[0] == say(text::Key::BundleNothingNew));
}

TEST_CASE("a file that is refused says why, and the page goes on") {
  for (const ErrorCode code : {ErrorCode::NotABundle, ErrorCode::BundleIncomplete, ErrorCode::BundleElsewhere,
                               ErrorCode::NotEnrolled, ErrorCode::StorageFull, ErrorCode::NotFound}) {
    Taking taking;
    taking.answer = Error{code, {}};
    const auto& outcome = taking.import();
    CHECK(outcome.tone == ChipTone::Error);
    CHECK(outcome.title == "Chưa nhập được goi.ocop");
    CHECK(outcome.taken == std::vector{say(text::error_sentence(code))});
    CHECK(taking.view().importing.empty());
    taking.answer = service::Imported{};
    CHECK(taking.import().tone == ChipTone::Good);
  }
}

TEST_CASE("one file is taken in at a time, and a file that is not on the list is not taken in") {
  Taking taking;
  taking.tablet.application.apply({bundles::Import{"exported/cu.ocop"}, bundles::Import{"exported/cu.ocop"},
                                   bundles::Import{stick_file}});
  CHECK(taking.view().importing == "Đang nhập cu.ocop. Đừng rút USB, thẻ nhớ.");
  presenter::SyncProgress progress;
  progress.is_running = true;
  taking.tablet.application.sync_moved(progress);
  taking.tablet.application.tick();
  CHECK(taking.view().importing == "Nhập cu.ocop ngay sau lần gửi đang chạy.");
  taking.tablet.settle();
  CHECK(taking.imported == std::vector<std::string>{"exported/cu.ocop"});
  taking.tablet.send(bundles::Import{"/etc/passwd"});
  CHECK(taking.imported.size() == 1);
}

TEST_CASE("who goes back meanwhile reads of the outcome all the same") {
  Taking taking;
  const auto notice = [&] {
    const auto shown = taking.tablet.application.view().notice;
    return shown ? shown->sentence : std::string{};
  };
  for (const bool is_refused : {false, true}) {
    if (is_refused) taking.answer = Error{ErrorCode::NotABundle, {}};
    taking.tablet.send(presenter::GoTo{place::Bundles{}});
    taking.tablet.application.apply({bundles::Import{"exported/cu.ocop"}, presenter::GoBack{}});
    taking.tablet.settle();
    CHECK(notice() == (is_refused ? say(text::Key::ErrorNotABundle) : "Đã nhập đủ cu.ocop"));
  }
}
