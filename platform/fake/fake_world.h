// Scripted doubles of the small ports: a test sets what the world says.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/executor.h"
#include "core/base/limits.h"
#include "platform/api/camera.h"
#include "platform/api/location.h"
#include "platform/api/network_status.h"
#include "platform/api/paths.h"
#include "platform/api/power.h"
#include "platform/api/secrets.h"

namespace ocop::fake {

// A clock that stands until it is told to go on. Setting the wall clock leaves the monotonic one alone, as on a
// machine.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(std::int64_t wall_ms = 1'793'577'600'000) : wall_ms_(wall_ms) {}  // 2026-11-02
  std::int64_t wall_ms() const override { return wall_ms_; }
  std::int64_t monotonic_ms() const override { return monotonic_ms_; }
  std::uint32_t boot() const override { return boot_; }

  void advance_ms(std::int64_t by) {
    wall_ms_ += by;
    monotonic_ms_ += by;
  }
  void set_wall_ms(std::int64_t to) { wall_ms_ = to; }
  void reboot() {
    ++boot_;
    monotonic_ms_ = 0;
  }

 private:
  std::int64_t wall_ms_;
  std::int64_t monotonic_ms_ = 1000;
  std::uint32_t boot_ = 1;
};

// The same bytes from the same seed, on every machine (splitmix64).
class SeededEntropy final : public Entropy {
 public:
  explicit SeededEntropy(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (i % 8 == 0) word_ = next();
      bytes[i] = static_cast<std::uint8_t>(word_ >> (8 * (i % 8)) & 0xff);
    }
  }

 private:
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
  std::uint64_t word_ = 0;
};

// Jobs run when the test says so, on the test's thread, in the order they were posted.
class SteppedExecutor final : public Executor {
 public:
  [[nodiscard]] bool post(std::function<void()> job) override {
    if (is_closed_ || jobs_.size() >= limits::job_queue_max) return false;
    jobs_.push_back(std::move(job));
    return true;
  }
  bool step() {  // false: nothing was waiting
    if (jobs_.empty()) return false;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    job();
    return true;
  }
  std::size_t drain() {
    std::size_t count = 0;
    while (step()) ++count;
    return count;
  }
  std::size_t waiting() const { return jobs_.size(); }
  void close() { is_closed_ = true; }

 private:
  std::deque<std::function<void()>> jobs_;
  bool is_closed_ = false;
};

class CountingWaker final : public Waker {
 public:
  void wake() override { ++count; }
  int count = 0;
};

// "Takes" the pictures it was given, in turn; each may be an error instead. NotFound when there are none left.
class FakeCamera final : public platform::Camera {
 public:
  void will_take(Result<Bytes> picture) { pictures_.push_back(std::move(picture)); }
  bool is_available() const override { return available; }
  Result<Bytes> take() override {
    if (!available || pictures_.empty()) return Error{ErrorCode::NotFound, "no picture was given to the camera"};
    auto out = std::move(pictures_.front());
    pictures_.pop_front();
    return out;
  }
  bool available = true;

 private:
  std::deque<Result<Bytes>> pictures_;
};

class FakeNetwork final : public platform::NetworkStatus {
 public:
  platform::Link link() const override { return now; }
  platform::Link now = platform::Link::None;
};

class FakePower final : public platform::Power {
 public:
  platform::PowerState state() const override { return now; }
  platform::PowerState now{80, false};
};

class FakeLocation final : public platform::Location {
 public:
  std::optional<platform::Fix> last_fix() const override { return now; }
  std::optional<platform::Fix> now;
};

class FakePaths final : public platform::Paths {
 public:
  Result<std::string> data_folder() const override { return data; }
  Result<std::string> export_folder() const override { return exported; }
  std::vector<platform::Medium> media() const override { return plugged_in; }
  std::string data = "data";
  std::string exported = "exported";
  std::vector<platform::Medium> plugged_in;
};

class FakeSecrets final : public platform::Secrets {
 public:
  bool is_hardware_backed() const override { return false; }
  Result<Bytes> read(const std::string& name) const override {
    const auto found = kept_.find(name);
    if (found == kept_.end()) return Error{ErrorCode::NotFound, name};
    return found->second;
  }
  Status write(const std::string& name, ByteView secret) override {
    kept_[name] = Bytes(secret.begin(), secret.end());
    return {};
  }

 private:
  std::map<std::string, Bytes> kept_;
};

}  // namespace ocop::fake
