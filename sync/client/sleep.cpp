#include "sync/client/sleep.h"

#include <chrono>
#include <thread>

namespace ocop::client {

engine::Sleep blocking_sleep() {
  return [](std::int64_t ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    return true;
  };
}

}  // namespace ocop::client
