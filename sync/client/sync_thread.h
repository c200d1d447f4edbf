// The sync's own thread: enrols, and runs one session at a time, when it is asked to and, as its rules allow, by itself
// (sync/engine/schedule.h). What the application starts and stops; the command line runs its sessions in place.
//
// start, enrol, stop and use_rules come from the screen's thread and return at once. `told` is called from the sync's
// thread: once when a session begins, after every answer, when it waits, and when it has ended. Data is reached through
// the database's executor (posted_control.h). The thread ends before what it was given: stop_and_join() first, then the
// database.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/executor.h"
#include "core/service/folder.h"
#include "core/service/sync_service.h"
#include "sync/client/posted_control.h"
#include "sync/engine/run_session.h"
#include "sync/engine/schedule.h"

namespace ocop::client {

struct SyncReport {
  bool is_running = false;
  engine::Summary summary;
  std::optional<std::int64_t> retry_at_monotonic_ms;  // it waits until then
};

struct EnrolRequest {
  std::string server_url;
  std::string code;
  std::string ca_file;
  bool allows_plain_http = false;
};

class SyncThread {
 public:
  struct Parts {
    service::Folder& folder;   // used on the database's executor alone
    Executor& database;
    const Clock& clock;
    Entropy& entropy;          // used on the sync's thread alone
    std::string program;       // the User-Agent
    std::function<void(const SyncReport&)> told;
    std::function<engine::Link()> link = {};  // asked on the sync's thread; none: nothing begins by itself
    std::int64_t look_ms = engine::Schedule::look_ms;
  };
  explicit SyncThread(Parts parts);
  ~SyncThread() { stop_and_join(); }
  SyncThread(const SyncThread&) = delete;
  SyncThread& operator=(const SyncThread&) = delete;

  // At once, or after the session under way; of several only the last. A session that only waits for its next try makes
  // way.
  void start(service::PhotoPolicy photos);
  void stop();                              // the session under way: Cancelled within a second
  void enrol(EnrolRequest request, std::function<void(Status)> then);  // `then` from the sync's thread
  void use_rules(const engine::Rules& rules);  // at first nothing begins by itself
  // Runs `job` on the sync's thread, between two sessions or while one waits for its next try: for what takes long and
  // needs the data, such as writing a bundle. The control is Cancelled when the program is ending.
  using Job = std::function<void(service::SyncControl&, Entropy&)>;
  void run_job(Job job);
  void stop_and_join();

  // A switch for trying out what happens without a network: every request is Unreachable while it is on.
  void cut_network(bool is_cut) { is_cut_.store(is_cut); }

 private:
  struct Enrolling {
    EnrolRequest request;
    std::function<void(Status)> then;
  };

  enum class Begun { ByHand, ByItself };

  void run();
  void run_session(service::PhotoPolicy photos, Begun begun);
  void wait_for_work(std::unique_lock<std::mutex>& lock);
  engine::Link look() const;
  Status enrol_now(const EnrolRequest& request);
  bool sleep(std::int64_t ms, engine::Session& session);
  void run_jobs(std::unique_lock<std::mutex>& lock);  // held before and after, not while a job runs

  Parts parts_;
  service::SyncService service_;
  PostedControl control_;
  engine::Schedule schedule_;  // the sync's thread alone
  std::atomic<bool> is_cut_{false};
  std::mutex mutex_;
  std::condition_variable something_;
  engine::Rules rules_;
  bool has_new_rules_ = false;
  std::optional<service::PhotoPolicy> wanted_;
  std::optional<Enrolling> enrolling_;
  std::vector<Job> jobs_;
  std::function<void()> cancel_;  // the transport under way
  bool is_stopping_session_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace ocop::client
