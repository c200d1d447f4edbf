#include "platform/linux/mailbox.h"

#include <utility>

namespace ocop::platform {

bool Mailbox::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= queue_max_) return false;
    jobs_.push_back(std::move(job));
  }
  if (Waker* waker = waker_.load()) waker->wake();
  return true;
}

std::size_t Mailbox::drain() {
  std::deque<std::function<void()>> jobs;
  {
    const std::lock_guard lock(mutex_);
    jobs.swap(jobs_);
  }
  for (auto& job : jobs) job();
  return jobs.size();
}

}  // namespace ocop::platform
