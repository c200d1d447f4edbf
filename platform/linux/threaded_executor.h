// Jobs on one thread of their own, one after the other. stop() takes no more jobs, runs those that wait, and joins; the
// destructor stops.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/executor.h"
#include "core/base/limits.h"

namespace ocop::platform {

class ThreadedExecutor final : public Executor {
 public:
  explicit ThreadedExecutor(const std::string& name, std::size_t queue_max = limits::job_queue_max);
  ~ThreadedExecutor() override;
  ThreadedExecutor(const ThreadedExecutor&) = delete;
  ThreadedExecutor& operator=(const ThreadedExecutor&) = delete;

  [[nodiscard]] bool post(std::function<void()> job) override;  // any thread
  void stop();                                                  // the owner's thread, not a job; may be called again

 private:
  void run();

  const std::size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<std::function<void()>> jobs_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace ocop::platform
