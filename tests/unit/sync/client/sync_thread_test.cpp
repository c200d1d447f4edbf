#include "sync/client/sync_thread.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/fake/memory_files.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/threaded_executor.h"
#include "sync/protocol/enrolment.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using client::SyncReport;
using client::SyncThread;

namespace {

// What the thread told, for the test's thread to wait for.
class Told {
 public:
  void operator()(const SyncReport& report) {
    const std::lock_guard lock(mutex_);
    reports_.push_back(report);
    something_.notify_all();
  }
  // The first report since the last wait that is so; fails after ten seconds.
  SyncReport wait_for(const std::function<bool(const SyncReport&)>& is_it) {
    std::unique_lock lock(mutex_);
    SyncReport found;
    const bool has_come = something_.wait_for(lock, std::chrono::seconds(10), [&] {
      for (; next_ < reports_.size(); ++next_)
        if (is_it(reports_[next_])) {
          found = reports_[next_++];
          return true;
        }
      return false;
    });
    REQUIRE(has_come);
    return found;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return reports_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable something_;
  std::vector<SyncReport> reports_;
  std::size_t next_ = 0;
};

bool has_ended(const SyncReport& report) { return !report.is_running; }
bool waits(const SyncReport& report) { return report.retry_at_monotonic_ms.has_value(); }

constexpr std::int64_t look_ms = 5;

// Time that moves by as much each time somebody looks at it; with 0 it stands.
class CountingClock final : public Clock {
 public:
  explicit CountingClock(std::int64_t step_ms) : step_ms_(step_ms) {}
  std::int64_t wall_ms() const override { return 1'793'577'600'000; }
  std::int64_t monotonic_ms() const override {
    ++looks;
    return now_ms_.fetch_add(step_ms_);
  }
  std::uint32_t boot() const override { return 1; }
  mutable std::atomic<int> looks = 0;

 private:
  std::int64_t step_ms_;
  mutable std::atomic<std::int64_t> now_ms_ = 1'000;
};

// A tablet with a database thread. Nobody listens on port 1: the province is never there.
struct Tablet {
  test::TempFolder place;
  platform::SystemClock clock;
  SystemEntropy entropy, own_entropy;
  fake::MemoryFiles files;
  std::unique_ptr<service::Folder> folder;
  Told told;
  std::unique_ptr<platform::ThreadedExecutor> database = std::make_unique<platform::ThreadedExecutor>("database");
  std::unique_ptr<SyncThread> sync;

  std::atomic<engine::Link> link = engine::Link::None;

  explicit Tablet(bool is_enrolled = true, const Clock* sync_clock = nullptr) {
    auto created = service::Folder::create(place / "ocop.sqlite", {files, clock, entropy}, {"Mai", {"00004"}});
    REQUIRE_OK(created);
    folder = std::make_unique<service::Folder>(std::move(*created));
    if (is_enrolled) enrol_by_hand();
    const Clock& its_clock = sync_clock != nullptr ? *sync_clock : clock;
    sync = std::make_unique<SyncThread>(SyncThread::Parts{*folder, *database, its_clock,
                                                          own_entropy, "test",
                                                          [this](const SyncReport& report) { told(report); },
                                                          [this] { return link.load(); }, look_ms});
  }
  ~Tablet() {
    if (sync) sync->stop_and_join();
    database->stop();
  }

  void enrol_by_hand() {
    service::EnrolmentAnswer answer;
    const auto key = folder->device_key();
    REQUIRE_OK(key);
    answer.identity.server_url = "http://127.0.0.1:1";
    answer.identity.allows_plain_http = true;
    answer.identity.device = key->public_key;
    answer.identity.device_secret = key->secret_key;
    answer.officer = {"Mai", {"00004"}};
    REQUIRE_OK(service::save_enrolment(*folder, answer));
  }
  Status enrol(const std::string& code) {
    std::promise<Status> promise;
    sync->enrol({"http://127.0.0.1:1/", code, {}, true}, [&](Status status) { promise.set_value(std::move(status)); });
    return promise.get_future().get();
  }
};

}  // namespace

TEST_CASE("a tablet that is not enrolled is told so") {
  Tablet tablet(false);
  tablet.sync->start(service::PhotoPolicy::All);
  const auto report = tablet.told.wait_for(has_ended);
  REQUIRE(report.summary.error);
  CHECK(report.summary.error->code == ErrorCode::NotEnrolled);
}

TEST_CASE("without a province the session says when it tries again, and stopping ends it") {
  Tablet tablet;
  tablet.sync->start(service::PhotoPolicy::All);
  const auto waiting = tablet.told.wait_for(waits);
  CHECK(waiting.is_running);
  CHECK(*waiting.retry_at_monotonic_ms > tablet.clock.monotonic_ms());
  tablet.sync->stop();
  const auto report = tablet.told.wait_for(has_ended);
  CHECK_FALSE(report.summary.ok);
  REQUIRE(report.summary.error);
  CHECK(report.summary.error->code == ErrorCode::Cancelled);
}

TEST_CASE("a start while a session waits for its next try begins anew at once") {
  Tablet tablet;
  tablet.sync->start(service::PhotoPolicy::All);
  tablet.told.wait_for(waits);
  tablet.sync->start(service::PhotoPolicy::Thumbnails);
  tablet.told.wait_for(has_ended);
  CHECK(tablet.told.wait_for(waits).is_running);  // the second
}

TEST_CASE("a network that is switched off is unreachable for sending and for enrolling") {
  Tablet tablet;
  tablet.sync->cut_network(true);
  tablet.sync->start(service::PhotoPolicy::All);
  CHECK(tablet.told.wait_for(waits).summary.requests == 1);
  tablet.sync->stop();
  tablet.told.wait_for(has_ended);
  const auto code = protocol::invitation_code({});
  REQUIRE_ERROR(tablet.enrol(code), Unreachable);
}

TEST_CASE("an enrolment says what is wrong: a mistyped code, nobody there") {
  Tablet tablet(false);
  REQUIRE_ERROR(tablet.enrol("no such code"), InvalidInput);
  REQUIRE_ERROR(tablet.enrol(protocol::invitation_code({})), Unreachable);
}

TEST_CASE("ending in the middle of a wait takes no time, and after it nothing runs") {
  Tablet tablet;
  tablet.sync->start(service::PhotoPolicy::All);
  tablet.told.wait_for(waits);
  const auto begun_ms = tablet.clock.monotonic_ms();
  tablet.sync->stop_and_join();
  CHECK(tablet.clock.monotonic_ms() - begun_ms < 1'500);
  tablet.sync->stop_and_join();
}

TEST_CASE("a database that takes no more ends an enrolment and a session") {
  Tablet tablet;
  tablet.database->stop();
  REQUIRE_ERROR(tablet.enrol(protocol::invitation_code({})), Cancelled);
  tablet.sync->start(service::PhotoPolicy::All);
  CHECK(tablet.told.wait_for(has_ended).summary.error->code == ErrorCode::Cancelled);
}

TEST_CASE("a network that appears brings a session by itself, where that is allowed") {
  const CountingClock clock(500);
  Tablet tablet(true, &clock);
  tablet.link = engine::Link::Metered;
  tablet.sync->use_rules({.is_automatic = true, .only_on_wifi = true});
  const int looks = clock.looks;
  while (clock.looks < looks + 50) std::this_thread::yield();  // 25 s of the tablet's time
  CHECK(tablet.told.count() == 0);
  tablet.link = engine::Link::Unmetered;
  CHECK(tablet.told.wait_for(waits).is_running);
}

TEST_CASE("a session that waits for its next try goes on when a network appears") {
  const CountingClock standing(0);  // so that no pause ends by itself
  Tablet tablet(true, &standing);
  tablet.sync->cut_network(true);
  tablet.link = engine::Link::Unmetered;
  tablet.sync->start(service::PhotoPolicy::All);
  CHECK(tablet.told.wait_for(waits).summary.requests == 1);
  tablet.sync->cut_network(false);
  CHECK(tablet.told.wait_for([](const SyncReport& report) { return report.summary.requests == 2; }).is_running);
}

TEST_CASE("a tablet that is not enrolled says nothing where nobody asked, and stops looking") {
  const CountingClock clock(500);
  Tablet tablet(false, &clock);
  tablet.link = engine::Link::Unmetered;
  tablet.sync->use_rules({.is_automatic = true, .only_on_wifi = false});
  for (int looks = -1; looks != clock.looks;) {
    looks = clock.looks;
    std::this_thread::sleep_for(std::chrono::milliseconds(20 * look_ms));
  }
  tablet.sync->start(service::PhotoPolicy::All);
  tablet.told.wait_for(has_ended);
  CHECK(tablet.told.count() == 1);  // the one that was asked for
}

TEST_CASE("a job runs while a session waits for its next try, which then goes on waiting") {
  Tablet tablet;
  tablet.sync->start(service::PhotoPolicy::All);
  tablet.told.wait_for(waits);
  std::promise<std::uint64_t> number;
  tablet.sync->run_job([&](service::SyncControl& control, Entropy&) {
    number.set_value(control.next_bundle_number().value_or(0));
  });
  CHECK(number.get_future().get() > 0);
  tablet.sync->stop();
  CHECK(tablet.told.wait_for(has_ended).summary.error->code == ErrorCode::Cancelled);
}

TEST_CASE("jobs run one after the other when nothing else does, and are cancelled without a database") {
  Tablet tablet;
  std::promise<std::uint64_t> first;
  std::promise<ErrorCode> second;
  tablet.sync->run_job([&](service::SyncControl& control, Entropy&) {
    first.set_value(control.next_bundle_number().value_or(0));
  });
  CHECK(first.get_future().get() > 0);
  tablet.database->stop();
  tablet.sync->run_job([&](service::SyncControl& control, Entropy&) {
    second.set_value(control.next_bundle_number().error().code);
  });
  CHECK(second.get_future().get() == ErrorCode::Cancelled);
}
