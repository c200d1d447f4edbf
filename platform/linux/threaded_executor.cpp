#include "platform/linux/threaded_executor.h"

#include <pthread.h>

namespace ocop::platform {

ThreadedExecutor::ThreadedExecutor(const std::string& name, std::size_t queue_max)
    : queue_max_(queue_max), thread_([this] { run(); }) {
  ::pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());  // for top and gdb; the kernel takes 15
}

ThreadedExecutor::~ThreadedExecutor() { stop(); }

bool ThreadedExecutor::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || jobs_.size() >= queue_max_) return false;
    jobs_.push_back(std::move(job));
  }
  something_.notify_one();
  return true;
}

void ThreadedExecutor::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  something_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void ThreadedExecutor::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    something_.wait(lock, [&] { return is_stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it held is let go before the next one, and not under the lock
    lock.lock();
  }
}

}  // namespace ocop::platform
