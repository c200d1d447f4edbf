#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace ocop {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

constexpr std::int64_t vietnam_offset_ms = 7 * 3'600'000;

struct Civil {
  int year, month, day, hour, minute, second;
};

Milliseconds earliest() { return sys_days{std::chrono::year{1} / 1 / 1}; }
Milliseconds latest() { return Milliseconds{sys_days{std::chrono::year{9999} / 12 / 31}} + std::chrono::hours{23}; }

Civil civil(std::int64_t wall_ms) {
  const auto when = std::clamp(Milliseconds{std::chrono::milliseconds{wall_ms}}, earliest(), latest());
  const auto day = floor<days>(when);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{floor<std::chrono::seconds>(when - day)};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count())};
}

template <typename... Arguments>
std::string print(const char* pattern, Arguments... arguments) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, pattern, arguments...);
  return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace

std::string iso_utc(std::int64_t wall_ms) {
  const Civil c = civil(wall_ms);
  return print("%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

bool parse_iso_utc(const std::string& text, std::int64_t& wall_ms) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, end = 0;
  const bool is_date = text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3;
  const bool is_moment = text.size() == 20 && std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &year, &month,
                                                          &day, &hour, &minute, &second, &end) == 6;
  if ((!is_date && !is_moment) || end != static_cast<int>(text.size())) return false;
  const auto date = std::chrono::year{year} / month / day;
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  const auto since = sys_days{date}.time_since_epoch();
  wall_ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count() +
            ((hour * 60LL + minute) * 60 + second) * 1000;
  return true;
}

std::string local_time(std::int64_t wall_ms) {
  const Civil c = civil(wall_ms + vietnam_offset_ms);
  return print("%02d:%02d", c.hour, c.minute);
}

std::string local_day_time(std::int64_t wall_ms) {
  const Civil c = civil(wall_ms + vietnam_offset_ms);
  return print("%02d/%02d %02d:%02d", c.day, c.month, c.hour, c.minute);
}

}  // namespace ocop
