#include "app/presenter/sync.h"

#include <algorithm>

#include "app/presenter/sync_journal.h"
#include "core/store/meta.h"
#include "tests/support/answers.h"
#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/field_tablet.h"
#include "tests/support/places.h"

using namespace ocop;
using presenter::Network;
using presenter::PhotosNow;
using presenter::SyncView;
using service::SyncEvent;
using service::SyncEventLine;
using test::FieldTablet;
namespace sending_now = presenter::sync;
namespace place = presenter::place;

namespace {

constexpr auto vietnamese = text::Language::Vietnamese;
const std::int64_t noon_ms = 1'793'577'600'000;

struct Sending {
  FieldTablet tablet;
  Id dossier = tablet.add_dossier("Mật ong bạc hà");

  void enrol() {
    service::EnrolmentAnswer answer;
    answer.identity.server_url = "https://ocop.example.vn";
    const auto keys = tablet.folder->device_key();
    REQUIRE_OK(keys);
    answer.identity.device = keys->public_key;
    answer.identity.device_secret = keys->secret_key;
    answer.officer = {"Nguyễn Thị Mai", {"00004"}};
    answer.certificate = {1, 2, 3};
    REQUIRE_OK(service::save_enrolment(*tablet.folder, answer));
  }
  void add_photo() {
    const std::string bytes = test::read_text(OCOP_SOURCE_DIR "/platform/fake/photos/product_fig.jpg");
    REQUIRE_OK(
        service::add_evidence(*tablet.folder, {dossier, Bytes(bytes.begin(), bytes.end()), "label_photo", {}, ""}));
  }
  void open() { tablet.send(presenter::GoTo{place::Sync{}}); }
  const SyncView& view() { return tablet.showing<SyncView>(); }
  void move(const presenter::SyncProgress& progress) {
    tablet.application.sync_moved(progress);
    tablet.settle();
  }
};

}  // namespace

TEST_CASE("three honest states and the bill by kind are there before anything is sent") {
  Sending sending;
  sending.add_photo();
  sending.open();
  const auto& view = sending.view();
  REQUIRE(view.cards.size() == 3);
  CHECK(view.cards[0].changes == "4");  // producer, product, dossier, evidence
  CHECK(view.cards[0].about == "thay đổi · 1 ảnh");  // three files, one photo
  CHECK(view.cards[1].changes == "0");
  REQUIRE(view.bill.size() == 4);
  CHECK(view.bill[0].label == "4 thay đổi (điểm, chữ)");
  CHECK(view.bill[3].when.label == "chỉ Wi-Fi");
  CHECK(view.network == "không có sóng");
  CHECK(view.subtitle == "Chưa gửi lần nào");
  CHECK_FALSE(view.not_enrolled.empty());
}

TEST_CASE("a tablet that is not enrolled is led to enrolling and sends nothing") {
  Sending sending;
  sending.open();
  sending.tablet.send(sending_now::Start{});
  CHECK(sending.tablet.outside.syncs.empty());
  CHECK(sending.tablet.showing<presenter::EnrolmentView>().is_loaded);
}

TEST_CASE("what goes now follows the link, and the officer may say otherwise") {
  const std::pair<Network, service::PhotoPolicy> rows[] = {{Network::None, service::PhotoPolicy::Thumbnails},
                                                           {Network::Metered, service::PhotoPolicy::Review},
                                                           {Network::Unknown, service::PhotoPolicy::Review},
                                                           {Network::Unmetered, service::PhotoPolicy::All}};
  for (const auto& [network, policy] : rows) {
    Sending sending;
    sending.enrol();
    sending.tablet.outside.network_now = network;
    sending.open();
    sending.tablet.send(sending_now::Start{});
    CHECK(sending.tablet.outside.syncs == std::vector{policy});
  }
  Sending sending;
  sending.enrol();
  sending.open();
  sending.tablet.send(sending_now::ChoosePhotos{PhotosNow::All});
  CHECK(sending.view().photos == PhotosNow::All);
  sending.tablet.send(sending_now::Start{});
  CHECK(sending.tablet.outside.syncs == std::vector{service::PhotoPolicy::All});
}

TEST_CASE("a session under way is told, is not started twice, and can be stopped") {
  Sending sending;
  sending.enrol();
  sending.add_photo();
  sending.open();
  presenter::SyncProgress progress;
  progress.is_running = true;
  progress.changes_up = 3;
  progress.bytes_up = 100;
  sending.move(progress);
  CHECK(sending.view().is_running);
  CHECK(sending.view().progress == "Đang gửi 3 thay đổi, 0 tệp ảnh");
  CHECK(sending.view().progress_part > 0);
  CHECK(sending.view().progress_part < 1);
  sending.tablet.send(sending_now::Start{});
  CHECK(sending.tablet.outside.syncs.empty());
  sending.tablet.send(sending_now::Stop{});
  CHECK(sending.tablet.outside.stops == 1);
  CHECK(sending.view().is_stopping);
  progress = {};
  progress.error = ErrorCode::Cancelled;
  sending.move(progress);
  CHECK_FALSE(sending.view().is_running);
  CHECK_FALSE(sending.view().is_stopping);
  CHECK(sending.view().failed.empty());  // stopping by hand is no failure
}

TEST_CASE("a session that failed says why, and when it is tried again") {
  Sending sending;
  sending.enrol();
  sending.open();
  presenter::SyncProgress progress;
  progress.error = ErrorCode::Unreachable;
  progress.retry_at_monotonic_ms = sending.tablet.clock.monotonic_ms() + 90'000;
  sending.move(progress);
  CHECK(sending.view().failed == text::sentence(text::Key::ErrorUnreachable, vietnamese));
  CHECK(sending.view().retry.find("phút") != std::string::npos);
  REQUIRE(sending.tablet.application.next_deadline_ms());
  sending.tablet.let_pass(100'000);
  CHECK(sending.view().retry.empty());
}

TEST_CASE("while a session waits for its next try it says what was sent so far, not that it is sending") {
  Sending sending;
  sending.enrol();
  sending.open();
  presenter::SyncProgress progress;
  progress.is_running = true;
  progress.changes_up = 3;
  progress.retry_at_monotonic_ms = sending.tablet.clock.monotonic_ms() + 90'000;
  sending.move(progress);
  CHECK(sending.view().progress == "Đã gửi 3 thay đổi, 0 tệp ảnh");
  sending.tablet.let_pass(100'000);
  CHECK(sending.view().progress == "Đang gửi 3 thay đổi, 0 tệp ảnh");
}

TEST_CASE("originals that two backups hold may be removed from the tablet, and before that nothing is offered") {
  Sending sending;
  sending.enrol();
  sending.add_photo();
  service::SyncService control(*sending.tablet.folder);
  test::take_all_photos(control, false);
  sending.open();
  CHECK(sending.view().prunable.empty());
  test::take_all_photos(control, true);
  sending.tablet.send(presenter::ApplicationIntent{presenter::GoBack{}});
  sending.open();
  CHECK(sending.view().prune == "Xóa 1 ảnh gốc khỏi máy");
  CHECK(sending.view().prunable.find("hai bản sao lưu") != std::string::npos);
  sending.tablet.send(sending_now::Prune{});
  CHECK(sending.view().prunable.empty());
  REQUIRE(sending.tablet.application.view().notice);
  CHECK(sending.tablet.application.view().notice->sentence.find("Đã xóa khỏi máy 1 ảnh gốc") == 0);
  const auto photo = sending.tablet.dossier(sending.dossier).evidence.at(0);
  CHECK_FALSE(photo.original->is_here);
  CHECK(photo.review->is_here);
}

TEST_CASE("a bundle that is exported is not yet sent, and one that cannot be is an error in words") {
  Sending sending;
  sending.open();
  sending.tablet.send(sending_now::ExportBundle{});
  REQUIRE(sending.tablet.application.view().notice);
  CHECK(sending.tablet.application.view().notice->sentence.find("exported/goi.ocop") != std::string::npos);
  CHECK(sending.tablet.application.view().notice->sentence.find("chưa phải là đã gửi") != std::string::npos);
  sending.tablet.outside.bundle_answer = Error{ErrorCode::StorageFull, {}};
  sending.tablet.send(sending_now::ExportBundle{});
  CHECK(sending.tablet.application.view().notice->sentence == text::sentence(text::Key::ErrorStorageFull, vietnamese));
}

TEST_CASE("the journal tells each session in one line, newest first, with what was odd in it") {
  const std::uint64_t unreachable = static_cast<std::uint64_t>(ErrorCode::Unreachable);
  const std::vector<SyncEventLine> events = {
      // newest first
      {noon_ms + 9'500, SyncEvent::ServerRefused, static_cast<std::uint64_t>(ErrorCode::Cancelled), 0},
      {noon_ms + 9'200, SyncEvent::Started, 0, 0},
      {noon_ms + 9'000, SyncEvent::ClockDoubtful, 0, 0},
      {noon_ms + 8'000, SyncEvent::Started, 0, 0},
      {noon_ms + 7'000, SyncEvent::Finished, 0, 0},
      {noon_ms + 6'000, SyncEvent::Started, 0, 0},
      {noon_ms + 5'000, SyncEvent::Finished, 31, 12},
      {noon_ms + 4'500, SyncEvent::ConflictsArrived, 2, 0},
      {noon_ms + 4'000, SyncEvent::PhotoResumed, 61, 100},
      {noon_ms + 3'000, SyncEvent::LinkFailed, unreachable, 1},
      {noon_ms + 2'500, SyncEvent::BatchHeld, 4, 3},
      {noon_ms + 2'200, SyncEvent::PhotoRefused, 0, 15'000},
      {noon_ms + 2'000, SyncEvent::Started, 0, 0},
      {noon_ms + 1'000, SyncEvent::ServerRefused, 9'999, 0},  // a code of a newer program
  };
  const auto lines = presenter::journal_lines(service::sessions_of(events), vietnamese);
  REQUIRE(lines.size() == 9);
  CHECK(lines[0].find("Đã dừng theo ý bạn") != std::string::npos);
  CHECK(lines[1].find(text::sentence(text::Key::ErrorClockUnbelievable, vietnamese)) != std::string::npos);
  CHECK(lines[2].find("không có gì phải gửi") != std::string::npos);
  CHECK(lines[3].find("Đã gửi 31 thay đổi, 12 tệp ảnh. Đứt sóng 1 lần, tự nối tiếp.") != std::string::npos);
  CHECK(lines[4].find("2 mục cần quyết định") != std::string::npos);
  CHECK(lines[5].find("61 %") != std::string::npos);
  CHECK(lines[6].find("giữ riêng 3 thay đổi") != std::string::npos);
  CHECK(lines[7].find("15\u00a0KB") != std::string::npos);
  CHECK(lines[8].find(text::sentence(text::Key::ErrorServerRefused, vietnamese)) != std::string::npos);
  CHECK(presenter::journal_lines({}, vietnamese).empty());
  // Of many that found nothing to do, one tells.
  std::vector<SyncEventLine> idle;
  for (int i = 0; i < 5; ++i)
    idle.insert(idle.end(), {{noon_ms - i, SyncEvent::Finished, 0, 0}, {noon_ms - i, SyncEvent::Started, 0, 0}});
  CHECK(presenter::journal_lines(service::sessions_of(idle), vietnamese).size() == 1);
  // A session that is still under way says nothing yet.
  CHECK(presenter::journal_lines(service::sessions_of({{noon_ms, SyncEvent::Started, 0, 0}}), vietnamese).empty());
}

TEST_CASE("the journal tells of bundles that went out and came in, and of those that were carried for others") {
  const auto lines_of = [](const std::vector<SyncEventLine>& oldest_first) {
    return presenter::journal_lines(service::sessions_of({oldest_first.rbegin(), oldest_first.rend()}), vietnamese);
  };
  const auto out = lines_of({{noon_ms, SyncEvent::BundleExported, 12, 6}, {noon_ms, SyncEvent::BundleCarried, 2, 0}});
  REQUIRE(out.size() == 2);
  CHECK(out[0].find("Đã xuất gói: 12 thay đổi, 6 tệp ảnh. Chưa tính là đã gửi.") != std::string::npos);
  CHECK(out[1].find("2 gói mang hộ máy khác") != std::string::npos);
  const auto in = lines_of({{noon_ms, SyncEvent::BundleImported, 4, 1},
                            {noon_ms, SyncEvent::BundleAnswered, 2, 3},
                            {noon_ms, SyncEvent::BundleCarried, 5, 0},
                            {noon_ms, SyncEvent::BundleIncomplete, 1, 1}});
  REQUIRE(in.size() == 5);
  CHECK(in[0].find("tỉnh báo đã nhận 2 lô thay đổi và 3 tệp ảnh") != std::string::npos);
  CHECK(in[1].find("4 thay đổi, 1 tệp ảnh từ tỉnh") != std::string::npos);
  CHECK(in[2].find("giữ hộ máy khác 5 phần") != std::string::npos);
  CHECK(in[3].find("thiếu hoặc hỏng 1 phần") != std::string::npos);
  CHECK(in[4].find("bị đứt ở cuối") != std::string::npos);
  const auto nothing = lines_of({{noon_ms, SyncEvent::BundleImported, 0, 0}});
  REQUIRE(nothing.size() == 1);
  CHECK(nothing[0].find("không có gì mới") != std::string::npos);
  const auto no_bundle = static_cast<std::uint64_t>(ErrorCode::NotABundle);
  const auto failed = lines_of({{noon_ms, SyncEvent::BundleFailed, no_bundle, 0}});
  REQUIRE(failed.size() == 1);
  CHECK(failed[0].find("Chưa nhập được gói: " + std::string(text::sentence(text::Key::ErrorNotABundle, vietnamese))) !=
        std::string::npos);
  // A session that did nothing but bring others' bundles did not do nothing.
  const auto carried = lines_of({{noon_ms, SyncEvent::Started, 0, 0},
                                 {noon_ms, SyncEvent::CarriedArrived, 2, 0},
                                 {noon_ms, SyncEvent::Finished, 0, 0}});
  REQUIRE(carried.size() == 1);
  CHECK(carried[0].find("Đã chuyển về tỉnh 2 gói mang hộ máy khác.") != std::string::npos);
}

TEST_CASE("sending leads to the page where a bundle is taken in") {
  Sending sending;
  sending.open();
  sending.tablet.send(sending_now::OpenBundles{});
  CHECK(sending.tablet.showing<presenter::BundlesView>().is_loaded);
}

TEST_CASE("what goes with the next tap is summed, and follows the choice of photos") {
  Sending sending;
  sending.enrol();
  sending.add_photo();
  sending.open();
  sending.tablet.send(sending_now::ChoosePhotos{PhotosNow::Thumbnails});
  const std::string thumbnails = sending.view().total;
  sending.tablet.send(sending_now::ChoosePhotos{PhotosNow::All});
  CHECK(thumbnails.find("Lần này gửi: ") == 0);
  CHECK(thumbnails.find("KB") != std::string::npos);
  CHECK(sending.view().total.find("MB") != std::string::npos);
  CHECK(sending.view().total != thumbnails);
}

TEST_CASE("how many photos of all are at the province is said once there are photos") {
  Sending sending;
  sending.open();
  CHECK(sending.view().photos_there.empty());
  sending.add_photo();
  sending.tablet.send(presenter::ApplicationIntent{presenter::GoBack{}});
  sending.open();
  CHECK(sending.view().photos_there == "0 trên 1 ảnh đã về tỉnh");
  service::SyncService control(*sending.tablet.folder);
  const auto files = control.photos_to_send(service::PhotoPolicy::All, 10);
  REQUIRE_OK(files);
  REQUIRE(files->size() == 3);
  for (std::size_t i = 0; i < files->size(); ++i) {
    REQUIRE_OK(control.photo_at_province((*files)[i].sha256));
    sending.tablet.send(presenter::ApplicationIntent{presenter::GoBack{}});
    sending.open();
    CHECK(sending.view().photos_there == (i < 2 ? "0 trên 1 ảnh đã về tỉnh" : "1 trên 1 ảnh đã về tỉnh"));
  }
  CHECK(sending.view().photos_part == 1);
  sending.tablet.send(presenter::GoTo{place::Overview{sending.dossier}});
  CHECK(sending.tablet.showing<presenter::OverviewView>().evidence.about == "1 ảnh và giấy tờ · 1 đã về tỉnh");
}

TEST_CASE("the journal of a year is exported as text, and what hinders it is said in words") {
  Sending sending;
  service::SyncService control(*sending.tablet.folder);
  for (int i = 0; i < 30; ++i) {  // more than the screen lists
    REQUIRE_OK(control.note(SyncEvent::Started, 0, 0));
    REQUIRE_OK(control.note(SyncEvent::Finished, 3, 0));
  }
  sending.open();
  sending.tablet.send(sending_now::ExportJournal{});
  const std::string& exported = sending.tablet.outside.exported.text;
  CHECK(std::count(exported.begin(), exported.end(), '\n') == 30);
  REQUIRE(sending.tablet.application.view().notice);
  CHECK(sending.tablet.application.view().notice->sentence.find("exported/nhat-ky.txt") != std::string::npos);
  sending.tablet.outside.export_answer = Error{ErrorCode::StorageFull, {}};
  sending.tablet.send(sending_now::ExportJournal{});
  CHECK(sending.tablet.application.view().notice->sentence == text::sentence(text::Key::ErrorStorageFull, vietnamese));
}

TEST_CASE("the bill names minutes once a rate is known, and what waits and is to decide") {
  Sending sending;
  sending.enrol();
  sending.add_photo();
  service::SyncService control(*sending.tablet.folder);
  REQUIRE_OK(control.note(SyncEvent::Started, 0, 0));
  sending.tablet.clock.advance_ms(10'000);
  REQUIRE_OK(control.note(SyncEvent::PhotoDone, 50'000, 1));
  REQUIRE_OK(control.note(SyncEvent::Finished, 0, 1));
  test::Colleague colleague;
  test::carry(*sending.tablet.folder, *colleague.folder);
  colleague.score(sending.dossier, "4.1", "a");
  service::SetScore mine;
  mine.dossier = sending.dossier;
  mine.criterion = "4.1";
  mine.option = "b";
  REQUIRE_OK(service::set_score(*sending.tablet.folder, mine));
  test::carry(*colleague.folder, *sending.tablet.folder);
  sending.open();
  CHECK(sending.view().bill[0].cost.find("giây") != std::string::npos);
  CHECK(sending.view().conflicts.find("1 mục cần quyết định") != std::string::npos);
  CHECK(sending.view().journal.size() == 1);
  sending.tablet.send(sending_now::OpenConflicts{});
  CHECK(sending.tablet.showing<presenter::ConflictView>().count == 1);
}

TEST_CASE("a backup of the province older than a week is a warning, a younger one and an unknown one are not") {
  constexpr std::int64_t day_s = 24 * 3'600;
  for (const int days : {0, 7, 8, 30}) {
    Sending sending;
    const std::int64_t taken_s = sending.tablet.clock.wall_ms() / 1000 - days * day_s;
    REQUIRE_OK(store::set_integer(sending.tablet.folder->database(), "backup.taken_s", taken_s));
    sending.open();
    CHECK(sending.view().backup_too_old.empty() == (days <= 7));
    if (days == 8) CHECK(sending.view().backup_too_old.find("8 ngày") != std::string::npos);
  }
  Sending sending;
  sending.open();
  CHECK(sending.view().backup_too_old.empty());
}
