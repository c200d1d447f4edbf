#include "platform/linux/mailbox.h"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/catch.h"

using namespace ocop;
using platform::Mailbox;

namespace {

class CountingWaker final : public Waker {
 public:
  void wake() override { ++count; }
  std::atomic<int> count = 0;
};

}  // namespace

TEST_CASE("a mailbox runs its jobs when it is emptied, on the owner's thread, in order") {
  Mailbox mailbox;
  CountingWaker waker;
  mailbox.use_waker(&waker);
  std::vector<int> order;
  std::thread::id ran_on;
  std::thread other([&] {
    for (int i = 0; i < 10; ++i)
      REQUIRE(mailbox.post([&, i] {
        order.push_back(i);
        ran_on = std::this_thread::get_id();
      }));
  });
  other.join();
  CHECK(order.empty());
  CHECK(waker.count == 10);
  CHECK(mailbox.drain() == 10);
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(ran_on == std::this_thread::get_id());
  CHECK(mailbox.drain() == 0);
}

TEST_CASE("a job that posts another leaves it for the next time") {
  Mailbox mailbox;
  int count = 0;
  REQUIRE(mailbox.post([&] {
    ++count;
    REQUIRE(mailbox.post([&] { ++count; }));
  }));
  CHECK(mailbox.drain() == 1);
  CHECK(count == 1);
  CHECK(mailbox.drain() == 1);
  CHECK(count == 2);
}

TEST_CASE("a full mailbox refuses a job and wakes nobody") {
  Mailbox mailbox(2);
  CountingWaker waker;
  REQUIRE(mailbox.post([] {}));
  REQUIRE(mailbox.post([] {}));
  mailbox.use_waker(&waker);
  CHECK_FALSE(mailbox.post([] {}));
  CHECK(waker.count == 0);
  CHECK(mailbox.drain() == 2);
}
