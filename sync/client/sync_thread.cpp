#include "sync/client/sync_thread.h"

#include <chrono>
#include <future>
#include <utility>

#include "sync/client/curl_transport.h"
#include "sync/client/enrol.h"

namespace ocop::client {
namespace {

// The network with a switch.
class SwitchedTransport final : public engine::Transport {
 public:
  SwitchedTransport(CurlTransport& transport, const std::atomic<bool>& is_cut)
      : transport_(transport), is_cut_(is_cut) {}

  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override {
    if (is_cut_.load()) return Error{ErrorCode::Unreachable, "the network is switched off"};
    return transport_.perform(request);
  }
  engine::Traffic traffic() const override { return transport_.traffic(); }

 private:
  CurlTransport& transport_;
  const std::atomic<bool>& is_cut_;
};

TransportOptions options_of(const std::string& server_url, const std::string& ca_file, bool allows_plain_http,
                            const std::string& program) {
  TransportOptions out;
  out.server_url = server_url;
  out.ca_file = ca_file;
  out.allows_plain_http = allows_plain_http;
  out.program = program;
  return out;
}

// Runs on the database's thread and waits; Cancelled when it takes no more.
template <typename Job>
auto run_there(Executor& database, Job job) -> decltype(job()) {
  using Answer = decltype(job());
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  if (!database.post([promise, job = std::move(job)]() mutable { promise->set_value(job()); }))
    return ErrorCode::Cancelled;
  return future.get();
}

std::string without_slash(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

}  // namespace

SyncThread::SyncThread(Parts parts)
    : parts_(std::move(parts)),
      service_(parts_.folder),
      control_(service_, parts_.database),
      schedule_(parts_.entropy),
      thread_([this] { run(); }) {}

void SyncThread::start(service::PhotoPolicy photos) {
  const std::lock_guard lock(mutex_);
  wanted_ = photos;
  something_.notify_all();
}

void SyncThread::stop() {
  const std::lock_guard lock(mutex_);
  wanted_.reset();
  is_stopping_session_ = true;
  if (cancel_) cancel_();
  something_.notify_all();
}

void SyncThread::enrol(EnrolRequest request, std::function<void(Status)> then) {
  const std::lock_guard lock(mutex_);
  enrolling_ = Enrolling{std::move(request), std::move(then)};
  something_.notify_all();
}

void SyncThread::use_rules(const engine::Rules& rules) {
  const std::lock_guard lock(mutex_);
  rules_ = rules;
  has_new_rules_ = true;
  something_.notify_all();
}

void SyncThread::run_job(Job job) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
  something_.notify_all();
}

void SyncThread::run_jobs(std::unique_lock<std::mutex>& lock) {
  while (!jobs_.empty() && !is_ending_) {
    const Job job = std::move(jobs_.front());
    jobs_.erase(jobs_.begin());
    lock.unlock();
    job(control_, parts_.entropy);
    lock.lock();
  }
}

void SyncThread::stop_and_join() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    if (cancel_) cancel_();
    something_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

engine::Link SyncThread::look() const {
  return is_cut_.load() || !parts_.link ? engine::Link::None : parts_.link();
}

void SyncThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto has_work = [this] { return is_ending_ || wanted_ || enrolling_ || has_new_rules_ || !jobs_.empty(); };
  if (rules_.is_automatic && schedule_.is_worth_a_look())
    something_.wait_for(lock, std::chrono::milliseconds(parts_.look_ms), has_work);
  else
    something_.wait(lock, has_work);
  has_new_rules_ = false;
  run_jobs(lock);
}

void SyncThread::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    wait_for_work(lock);
    if (is_ending_) return;
    is_stopping_session_ = false;
    auto enrolling = std::exchange(enrolling_, std::nullopt);
    const auto wanted = enrolling ? std::nullopt : std::exchange(wanted_, std::nullopt);
    const engine::Rules rules = rules_;
    lock.unlock();
    if (enrolling) {
      const Status status = enrol_now(enrolling->request);
      if (status) schedule_.enrolled();
      enrolling->then(status);
    } else if (wanted) {
      run_session(*wanted, Begun::ByHand);
    } else if (const auto due = schedule_.due(look(), rules, parts_.clock.monotonic_ms())) {
      run_session(*due, Begun::ByItself);
    }
  }
}

void SyncThread::run_session(service::PhotoPolicy photos, Begun begun) {
  const auto end = [this](engine::Summary summary) {
    schedule_.ended(summary.error ? std::optional(summary.error->code) : std::nullopt, parts_.clock.monotonic_ms());
    parts_.told({false, std::move(summary), std::nullopt});
  };
  const auto identity = control_.identity();
  if (!identity && identity.error().code == ErrorCode::NotEnrolled && begun == Begun::ByItself)
    return schedule_.ended(ErrorCode::NotEnrolled, parts_.clock.monotonic_ms());  // nobody asked
  if (!identity) {
    engine::Summary summary;
    summary.error = identity.error();
    return end(std::move(summary));
  }
  CurlTransport curl(options_of(identity->server_url, identity->ca_file, identity->allows_plain_http, parts_.program));
  SwitchedTransport transport(curl, is_cut_);
  {
    const std::lock_guard lock(mutex_);
    cancel_ = [&curl] { curl.cancel(); };
    if (is_stopping_session_ || is_ending_) curl.cancel();
  }
  engine::Session session(control_, parts_.entropy, {photos, engine::Waiting::Backoff});
  parts_.told({true, {}, std::nullopt});
  auto summary = engine::run_session(
      session, transport, parts_.clock, [&](std::int64_t ms) { return sleep(ms, session); },
      [&](const engine::Summary& so_far) { parts_.told({true, so_far, std::nullopt}); });
  {
    const std::lock_guard lock(mutex_);
    cancel_ = nullptr;
  }
  end(std::move(summary));
}

// False: stopped, ended, or a new session is wanted at once. A network that appears is not waited out.
bool SyncThread::sleep(std::int64_t ms, engine::Session& session) {
  const std::int64_t until_ms = parts_.clock.monotonic_ms() + ms;
  bool had_none = look() == engine::Link::None;  // before anybody is told: they may answer with a network
  parts_.told({true, session.summary(), until_ms});
  for (std::int64_t left_ms = ms; left_ms > 0; left_ms = until_ms - parts_.clock.monotonic_ms()) {
    {
      std::unique_lock lock(mutex_);
      const auto piece = std::chrono::milliseconds(parts_.link ? std::min(left_ms, parts_.look_ms) : left_ms);
      something_.wait_for(lock, piece,
                          [this] { return is_ending_ || is_stopping_session_ || wanted_ || !jobs_.empty(); });
      run_jobs(lock);
      if (is_ending_ || is_stopping_session_ || wanted_) return false;
    }
    const bool has_none = look() == engine::Link::None;
    if (had_none && !has_none) return session.try_now(), true;
    had_none = has_none;
  }
  return true;
}

Status SyncThread::enrol_now(const EnrolRequest& request) {
  service::Folder& folder = parts_.folder;
  TRY(check_ca_file(request.ca_file));
  TRY_ASSIGN(const KeyPair device, run_there(parts_.database, [&folder] { return folder.device_key(); }));
  service::EnrolmentAnswer answer;
  answer.identity.server_url = without_slash(request.server_url);
  answer.identity.ca_file = request.ca_file;
  answer.identity.allows_plain_http = request.allows_plain_http;
  CurlTransport curl(
      options_of(answer.identity.server_url, request.ca_file, request.allows_plain_http, parts_.program));
  SwitchedTransport transport(curl, is_cut_);
  TRY_ASSIGN(const Enrolled enrolled, client::enrol(transport, request.code, device, parts_.program));
  answer.identity.device = device.public_key;
  answer.identity.device_secret = device.secret_key;
  answer.identity.province = enrolled.enrolment.province;
  answer.identity.mac_key = enrolled.mac_key;
  answer.officer = {enrolled.enrolment.officer, enrolled.enrolment.units};
  answer.certificate = protocol::write_enrolment(enrolled.enrolment);
  return run_there(parts_.database, [&folder, answer] { return service::save_enrolment(folder, answer); });
}

}  // namespace ocop::client
