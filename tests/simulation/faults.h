// What was done to a world, counted by kind. The names are what the run prints.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>

namespace ocop::simulation {

class Tally {
 public:
  void count(std::string_view kind) { ++kinds_[kind]; }  // a literal
  void add(const Tally& other) {
    for (const auto& [kind, times] : other.kinds_) kinds_[kind] += times;
  }
  std::size_t sum() const {
    std::size_t out = 0;
    for (const auto& [kind, times] : kinds_) out += times;
    return out;
  }
  const std::map<std::string_view, std::size_t>& kinds() const { return kinds_; }

 private:
  std::map<std::string_view, std::size_t> kinds_;
};

}  // namespace ocop::simulation
