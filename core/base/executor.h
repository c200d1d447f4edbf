// Where jobs run: a thread of its own on a machine, one stepped loop in tests. Jobs of one Executor run one after the
// other, in the order they were posted.
#pragma once

#include <functional>

namespace ocop {

class Executor {
 public:
  virtual ~Executor() = default;
  // Hands a job over. False when the queue is at its limit (core/base/limits.h) or is closing: the job will not run.
  [[nodiscard]] virtual bool post(std::function<void()> job) = 0;
};

// The only way another thread touches the screen's loop: asks for one more frame. May be called from any thread.
class Waker {
 public:
  virtual ~Waker() = default;
  virtual void wake() = 0;
};

}  // namespace ocop
