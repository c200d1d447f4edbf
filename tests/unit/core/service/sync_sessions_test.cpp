#include "core/service/sync_sessions.h"

#include "core/service/reading.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using service::SyncEvent;
using service::SyncEventLine;
using service::Whereabouts;

namespace {

constexpr std::int64_t noon_ms = 1'793'577'600'000;
constexpr std::int64_t day_ms = 24 * 3'600'000LL;

}  // namespace

TEST_CASE("the rate is that of the last session that sent enough to tell") {
  std::vector<SyncEventLine> events = {{noon_ms + 10'000, SyncEvent::Finished, 1, 2},
                                       {noon_ms + 9'000, SyncEvent::PhotoDone, 30'000, 1},
                                       {noon_ms + 8'000, SyncEvent::PhotoDone, 20'000, 0},
                                       {noon_ms, SyncEvent::Started, 0, 0}};
  CHECK(service::measured_rate(service::sessions_of(events)) == 5'000);
  CHECK_FALSE(service::measured_rate({}));
  events.insert(events.begin(),
                {{noon_ms + 20'500, SyncEvent::PhotoDone, 90'000, 1}, {noon_ms + 20'400, SyncEvent::Started, 0, 0}});
  CHECK(service::measured_rate(service::sessions_of(events)) == 5'000);  // a tenth of a second tells nothing
  CHECK(service::seconds_for(1, 5'000) == 1);
  CHECK(service::seconds_for(10'001, 5'000) == 3);
  CHECK_FALSE(service::seconds_for(0, 5'000));
  CHECK_FALSE(service::seconds_for(10'000, std::nullopt));
}

TEST_CASE("the journal is kept a year, whatever becomes of the sessions") {
  test::DataFolder tablet(1);
  service::SyncService control(*tablet);
  REQUIRE_OK(control.note(SyncEvent::Started, 0, 0));
  REQUIRE_OK(control.note(SyncEvent::Finished, 5, 2));
  tablet.clock.advance_ms(200 * day_ms);
  REQUIRE_OK(control.note(SyncEvent::Started, 0, 0));
  REQUIRE_OK(control.note(SyncEvent::LinkFailed, static_cast<std::uint64_t>(ErrorCode::Unreachable), 1));
  auto sessions = service::read_sync_sessions(*tablet);
  REQUIRE_OK(sessions);
  REQUIRE(sessions->size() == 2);
  CHECK((*sessions)[0].error == ErrorCode::Unreachable);
  CHECK((*sessions)[1].changes == 5);
  CHECK((*sessions)[1].photo_files == 2);
  tablet.clock.advance_ms(200 * day_ms);
  REQUIRE_OK(control.note(SyncEvent::Started, 0, 0));  // it need not finish
  sessions = service::read_sync_sessions(*tablet);
  REQUIRE_OK(sessions);
  CHECK(sessions->size() == 2);  // the one of 400 days ago is gone
}

TEST_CASE("the bill goes by kind in the order of sending and leaves out what is not there") {
  service::SyncOverview overview;
  CHECK(service::bill_of(overview).empty());
  overview.changes_tablet = 3;
  overview.bytes_changes = 600;
  overview.photos_to_send[2] = 2;
  overview.bytes_to_send[2] = 4'000'000;
  const auto bill = service::bill_of(overview);
  REQUIRE(bill.size() == 2);
  CHECK(service::bill_kind_name(bill[0].kind) == "changes");
  CHECK(service::bill_kind_name(bill[1].kind) == "originals");
  CHECK(bill[1].bytes == 4'000'000);
}

TEST_CASE("a dossier is as far as the least of its changes and photos") {
  test::DataFolder tablet(1);
  service::SyncService control(*tablet);
  const Id dossier = test::a_dossier(tablet, test::a_producer(tablet));
  REQUIRE_OK(service::add_evidence(*tablet, {dossier, test::sample_photo(), "label_photo", {}, ""}));
  const auto now = [&] {
    const auto view = service::read_dossier(*tablet, dossier);
    REQUIRE_OK(view);
    const auto page = service::list_dossiers(*tablet, {});
    REQUIRE_OK(page);
    CHECK(page->lines.at(0).whereabouts == view->whereabouts);
    CHECK(page->lines.at(0).unsent_pictures == view->unsent_pictures);
    return view->whereabouts;
  };
  CHECK(now() == Whereabouts::Tablet);
  CHECK(service::read_dossier(*tablet, dossier).value().unsent_pictures == 1);
  CHECK(service::read_dossier(*tablet, dossier).value().unsent_photos == 3);

  service::ExchangeResult exchange;
  const auto sealed = control.batches_to_send(SIZE_MAX, 0);
  REQUIRE_OK(sealed);
  for (const Bytes& bytes : *sealed) {
    const auto batch = journal::decode_batch(bytes).value();
    exchange.answers.push_back({batch.replica, batch.number, service::BatchOutcome::Merged, ""});
  }
  exchange.mark = {1, 40, 0};
  REQUIRE_OK(control.import(exchange));
  CHECK(now() == Whereabouts::Tablet);  // its photo is still here alone
  const auto files = control.photos_to_send(service::PhotoPolicy::All, 10).value();
  for (const auto& file : files) REQUIRE_OK(control.photo_at_province(file.sha256));
  CHECK(now() == Whereabouts::Province);

  exchange.answers.clear();
  exchange.mark = {1, 50, 0};
  exchange.durable = service::Mark{1, 39, 0};
  REQUIRE_OK(control.import(exchange));
  CHECK(now() == Whereabouts::Province);  // the backup ends before it
  exchange.durable = service::Mark{1, 50, 0};
  REQUIRE_OK(control.import(exchange));
  CHECK(now() == Whereabouts::Backup);
  tablet.require_whole();
  REQUIRE_OK(service::set_score(*tablet, test::score(dossier, "1.1", "a")));
  CHECK(now() == Whereabouts::Tablet);
}

TEST_CASE("what the province holds apart does not count as arrived") {
  test::DataFolder tablet(1);
  service::SyncService control(*tablet);
  const Id dossier = test::a_dossier(tablet, test::a_producer(tablet));
  service::ExchangeResult exchange;
  const auto sealed = control.batches_to_send(SIZE_MAX, 0);
  REQUIRE_OK(sealed);
  for (const Bytes& bytes : *sealed) {
    const auto batch = journal::decode_batch(bytes).value();
    exchange.answers.push_back({batch.replica, batch.number, service::BatchOutcome::Held, "twin"});
  }
  exchange.mark = {1, 40, 0};
  exchange.durable = service::Mark{1, 40, 0};
  REQUIRE_OK(control.import(exchange));
  CHECK(service::read_dossier(*tablet, dossier).value().whereabouts == Whereabouts::Tablet);
}

TEST_CASE("a bundle is a line of its own, also one that is made while a session waits for its next try") {
  const std::vector<SyncEventLine> oldest_first = {
      {noon_ms, SyncEvent::BundleCarried, 9, 0},  // of a bundle that a limit cut off
      {noon_ms + 1'000, SyncEvent::Started, 0, 0},
      {noon_ms + 2'000, SyncEvent::LinkFailed, static_cast<std::uint64_t>(ErrorCode::Unreachable), 1},
      {noon_ms + 3'000, SyncEvent::BundleExported, 12, 6},
      {noon_ms + 3'000, SyncEvent::BundleCarried, 2, 0},
      {noon_ms + 4'000, SyncEvent::CarriedArrived, 1, 0},
      {noon_ms + 4'000, SyncEvent::Finished, 3, 0},
      {noon_ms + 5'000, SyncEvent::BundleImported, 4, 1},
      {noon_ms + 5'000, SyncEvent::BundleAnswered, 2, 3},
      {noon_ms + 5'000, SyncEvent::BundleIncomplete, 5, 1},
      {noon_ms + 6'000, SyncEvent::BundleFailed, static_cast<std::uint64_t>(ErrorCode::BundleElsewhere), 0},
      {noon_ms + 8'000, SyncEvent::BundleFailed, 9'999, 0}};  // a code of a newer program
  using Kind = service::SyncSession::Kind;
  const auto sessions = service::sessions_of({oldest_first.rbegin(), oldest_first.rend()});
  REQUIRE(sessions.size() == 5);
  CHECK(sessions[0].error == ErrorCode::NotABundle);
  CHECK(sessions[1].kind == Kind::Import);
  CHECK(sessions[1].error == ErrorCode::BundleElsewhere);
  CHECK(sessions[2].kind == Kind::Import);
  CHECK(sessions[2].changes == 4);
  CHECK(sessions[2].photo_files == 1);
  CHECK(sessions[2].answered == 2);
  CHECK(sessions[2].photos_arrived == 3);
  CHECK(sessions[2].missing == 5);
  CHECK(sessions[2].is_cut);
  CHECK(sessions[3].kind == Kind::Export);
  CHECK(sessions[3].changes == 12);
  CHECK(sessions[3].carried == 2);
  CHECK(sessions[4].kind == Kind::Sync);  // it went on after the bundle
  CHECK(sessions[4].is_finished);
  CHECK(sessions[4].breaks == 1);
  CHECK(sessions[4].carried == 1);
  CHECK(sessions[4].ended_wall_ms == noon_ms + 4'000);
  for (const auto& [kind, name] : {std::pair{Kind::Sync, "sync"}, {Kind::Export, "export"}, {Kind::Import, "import"}})
    CHECK(service::session_kind_name(kind) == name);
}

TEST_CASE("a tablet that only ever exchanges bundles keeps its journal a year too") {
  for (const SyncEvent event : {SyncEvent::BundleExported, SyncEvent::BundleImported, SyncEvent::BundleFailed}) {
    test::DataFolder tablet(1);
    service::SyncService control(*tablet);
    REQUIRE_OK(control.note(event, 1, 0));
    tablet.clock.advance_ms(400 * day_ms);
    REQUIRE_OK(control.note(event, 2, 0));
    CHECK(tablet.count("SELECT count(*) FROM sync_events") == 1);
  }
}
