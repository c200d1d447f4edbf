// What every bench needs: time, quantiles, and one line of JSON. A bench asserts nothing; it prints what it measured
// beside its baseline, and the budget that a person compares it with.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace ocop::bench {

inline double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Processor time of this process so far: what is left of a measurement on a machine that does other things meanwhile.
inline double cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

// The same of another process, of all its threads; 0 when it has ended.
inline double cpu_ms_of(pid_t pid) {
  clockid_t clock = 0;
  timespec time{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

// The q-quantile (0.5 the median, 0.99 the p99) of a sample; 0 for none.
inline double quantile(std::vector<double> sample, double q) {
  if (sample.empty()) return 0;
  std::sort(sample.begin(), sample.end());
  return sample[std::min(sample.size() - 1, static_cast<std::size_t>(q * static_cast<double>(sample.size())))];
}

// {"name":…, key: number, …} on one line. Keys and names are ours: nothing in them needs escaping.
class Report {
 public:
  explicit Report(const std::string& name) : line_("{\"name\":\"" + name + "\"") {}
  Report& add(const std::string& key, double value) {
    char number[64];
    std::snprintf(number, sizeof number, "%.4g", value);
    line_ += ",\"" + key + "\":" + (value >= 1000 ? std::to_string(static_cast<long long>(value)) : number);
    return *this;
  }
  void print() {
    std::printf("%s}\n", line_.c_str());
    std::fflush(stdout);
  }

 private:
  std::string line_;
};

}  // namespace ocop::bench
