// Jobs for a thread that has a loop of its own: posted from any thread, run when the owner empties the box. How answers
// reach the screen: the screen's thread empties it before a frame.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

#include "core/base/executor.h"
#include "core/base/limits.h"

namespace ocop::platform {

class Mailbox final : public Executor {
 public:
  explicit Mailbox(std::size_t queue_max = limits::job_queue_max) : queue_max_(queue_max) {}

  // Woken, from the posting thread, after each job that was taken. Null: nobody. Who is woken outlives the posting
  // threads.
  void use_waker(Waker* waker) { waker_.store(waker); }

  [[nodiscard]] bool post(std::function<void()> job) override;
  std::size_t drain();  // the owner's thread: runs what was there when it began; how many

 private:
  const std::size_t queue_max_;
  std::atomic<Waker*> waker_ = nullptr;
  std::mutex mutex_;
  std::deque<std::function<void()>> jobs_;
};

}  // namespace ocop::platform
