// Chance for tests: the same run from the same seed, on every machine and with every compiler (std's distributions
// promise neither). A fuzzer may say what is drawn first: changing its bytes then changes what happens.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ocop::test {

class Chance {
 public:
  explicit Chance(std::uint64_t seed, std::vector<std::uint8_t> drawn_first = {})
      : state_(seed), drawn_first_(std::move(drawn_first)) {}

  std::uint64_t next() {
    if (drawn_ + 2 <= drawn_first_.size()) return next_drawn();
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;  // splitmix64
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <typename T>
  const T& pick(const std::vector<T>& from) { return from[below(from.size())]; }

  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  // Two bytes, four times over: small numbers for small limits, and large ones too.
  std::uint64_t next_drawn() {
    const std::uint64_t two = drawn_first_[drawn_] | static_cast<std::uint64_t>(drawn_first_[drawn_ + 1]) << 8;
    drawn_ += 2;
    return two * 0x0001'0001'0001'0001ULL;
  }

  std::uint64_t state_;
  std::vector<std::uint8_t> drawn_first_;
  std::size_t drawn_ = 0;
};

}  // namespace ocop::test
