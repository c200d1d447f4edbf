#include "sync/engine/schedule.h"

#include <set>
#include <vector>

#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"

using namespace ocop;
using engine::Link;
using engine::Schedule;
using service::PhotoPolicy;

namespace {

constexpr engine::Rules by_itself{.is_automatic = true, .only_on_wifi = false};
constexpr std::int64_t hour_ms = 3'600'000;

// A tablet in somebody's bag: every session it begins is told, and ends as the test says, at once.
struct Bag {
  fake::FakeClock clock;
  fake::SeededEntropy entropy{3};
  Schedule schedule{entropy};
  engine::Rules rules = by_itself;
  std::optional<ErrorCode> outcome;
  std::vector<std::int64_t> began_ms;
  std::vector<PhotoPolicy> policies;

  void carry(Link link, std::int64_t ms) {
    const std::int64_t end_ms = clock.monotonic_ms() + ms;
    while (clock.monotonic_ms() < end_ms) {
      if (const auto policy = schedule.due(link, rules, clock.monotonic_ms())) {
        began_ms.push_back(clock.monotonic_ms());
        policies.push_back(*policy);
        schedule.ended(outcome, clock.monotonic_ms());
      }
      clock.advance_ms(1'000);
    }
  }
};

}  // namespace

TEST_CASE("a network that appears is used within seconds, and without one nothing begins") {
  Bag bag;
  bag.carry(Link::None, 3 * hour_ms);
  CHECK(bag.began_ms.empty());
  const std::int64_t appeared_ms = bag.clock.monotonic_ms();
  bag.carry(Link::Unknown, 60'000);
  REQUIRE(bag.began_ms.size() == 1);
  CHECK(bag.began_ms[0] - appeared_ms <= Schedule::appeared_ms_max + 1'000);
}

TEST_CASE("while the network stays the radio wakes once a window") {
  Bag bag;
  bag.carry(Link::Unknown, 8 * hour_ms);
  CHECK(bag.began_ms.size() >= 24);
  CHECK(bag.began_ms.size() <= 33);
  for (std::size_t i = 1; i < bag.began_ms.size(); ++i)
    CHECK(bag.began_ms[i] - bag.began_ms[i - 1] >= Schedule::window_ms);
}

TEST_CASE("two tablets that see the signal at the same moment do not come at the same moment") {
  std::set<std::int64_t> began_ms;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    fake::SeededEntropy entropy{seed};
    Schedule schedule{entropy};
    (void)schedule.due(Link::Metered, by_itself, 0);
    std::int64_t now_ms = 0;
    while (!schedule.due(Link::Metered, by_itself, now_ms)) now_ms += 10;
    began_ms.insert(now_ms);
  }
  CHECK(began_ms.size() > 15);
}

TEST_CASE("originals go by themselves where bytes cost nothing") {
  Bag bag;
  bag.carry(Link::Metered, 60'000);
  bag.carry(Link::None, 60'000);
  bag.carry(Link::Unmetered, 60'000);
  bag.carry(Link::None, 60'000);
  bag.carry(Link::Unknown, 60'000);
  CHECK(bag.policies == std::vector{PhotoPolicy::Review, PhotoPolicy::All, PhotoPolicy::Review});
}

TEST_CASE("who wants to send by hand, or over Wi-Fi alone, is heeded, and may change their mind") {
  Bag bag;
  bag.rules.is_automatic = false;
  bag.carry(Link::Unmetered, hour_ms);
  CHECK(bag.began_ms.empty());
  bag.rules = {.is_automatic = true, .only_on_wifi = true};
  bag.carry(Link::Metered, hour_ms);
  bag.carry(Link::Unknown, hour_ms);
  CHECK(bag.began_ms.empty());
  bag.carry(Link::Unmetered, 60'000);
  CHECK(bag.began_ms.size() == 1);
}

TEST_CASE("a province that refuses is asked less and less often, and as before once it answers") {
  Bag bag;
  bag.outcome = ErrorCode::TlsFailed;
  bag.carry(Link::Unknown, 24 * hour_ms);
  REQUIRE(bag.began_ms.size() >= 6);
  CHECK(bag.began_ms.size() <= 24);  // not 90
  const auto gap = [&](std::size_t i) { return bag.began_ms[i] - bag.began_ms[i - 1]; };
  CHECK(gap(1) >= Schedule::window_ms);
  CHECK(gap(2) >= 2 * Schedule::window_ms);
  CHECK(gap(3) >= 4 * Schedule::window_ms);
  for (std::size_t i = 1; i < bag.began_ms.size(); ++i) CHECK(gap(i) <= 20 * Schedule::window_ms);
  // A network that comes and goes is no way around it.
  const std::size_t before = bag.began_ms.size();
  for (int i = 0; i < 10; ++i) {
    bag.carry(Link::None, 10'000);
    bag.carry(Link::Unknown, 20'000);
  }
  CHECK(bag.began_ms.size() <= before + 1);
  bag.outcome.reset();
  bag.carry(Link::Unknown, 6 * hour_ms);
  const std::size_t answered = bag.began_ms.size();
  bag.carry(Link::Unknown, 4 * hour_ms);
  CHECK(bag.began_ms.size() - answered >= 12);
}

TEST_CASE("a link that broke is no refusal: the next network is used at once") {
  Bag bag;
  bag.outcome = ErrorCode::Unreachable;
  for (int i = 0; i < 5; ++i) {
    bag.carry(Link::Unknown, 60'000);
    bag.carry(Link::None, 60'000);
  }
  CHECK(bag.began_ms.size() == 5);
}

TEST_CASE("a tablet that is not enrolled asks once and is quiet until it is") {
  Bag bag;
  bag.outcome = ErrorCode::NotEnrolled;
  bag.carry(Link::Unknown, 24 * hour_ms);
  CHECK(bag.began_ms.size() == 1);
  bag.outcome.reset();
  bag.schedule.enrolled();
  bag.carry(Link::Unknown, 60'000);
  CHECK(bag.began_ms.size() == 2);
}
