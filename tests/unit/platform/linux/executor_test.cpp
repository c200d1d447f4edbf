#include <atomic>
#include <future>
#include <vector>

#include "platform/linux/linux_paths.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/threaded_executor.h"
#include "tests/support/catch.h"

using namespace ocop::platform;

TEST_CASE("jobs run one after the other in the order they were posted") {
  std::vector<int> order;
  {
    ThreadedExecutor executor("test");
    for (int i = 0; i < 100; ++i) REQUIRE(executor.post([&order, i] { order.push_back(i); }));
  }
  REQUIRE(order.size() == 100);
  for (int i = 0; i < 100; ++i) REQUIRE(order[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("stopping runs what waits and takes nothing more") {
  ThreadedExecutor executor("a name longer than the kernel's fifteen");
  std::atomic<int> count = 0;
  for (int i = 0; i < 10; ++i) REQUIRE(executor.post([&] { ++count; }));
  executor.stop();
  REQUIRE(count == 10);
  REQUIRE_FALSE(executor.post([&] { ++count; }));
  executor.stop();
  REQUIRE(count == 10);
}

TEST_CASE("a full queue refuses a job") {
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> started;
  ThreadedExecutor executor("test", 2);
  REQUIRE(executor.post([&] {
    started.set_value();
    opened.wait();
  }));
  started.get_future().wait();
  REQUIRE(executor.post([] {}));
  REQUIRE(executor.post([] {}));
  REQUIRE_FALSE(executor.post([] {}));
  gate.set_value();
}

TEST_CASE("the machine's clock goes on, and names its boot the same way twice") {
  const SystemClock first, second;
  REQUIRE(first.wall_ms() > 1'600'000'000'000);
  const auto before = first.monotonic_ms();
  REQUIRE(second.monotonic_ms() >= before);
  REQUIRE(first.boot() == second.boot());
}

TEST_CASE("paths follow the environment, and a machine without a home says so") {
  const LinuxPaths paths;
  ::setenv("XDG_DATA_HOME", "/x", 1);
  REQUIRE(*paths.data_folder() == "/x/ocop-field");
  ::unsetenv("XDG_DATA_HOME");
  ::setenv("HOME", "/h/officer", 1);
  REQUIRE(*paths.data_folder() == "/h/officer/.local/share/ocop-field");
  REQUIRE(*paths.export_folder() == "/h/officer");
  ::unsetenv("HOME");
  REQUIRE_ERROR(paths.data_folder(), NotFound);
}
