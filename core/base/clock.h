// The port to time. Nothing in core asks the machine for the time; a Clock is passed in.
//
// No clock decides anything in this project: order comes from causality and from the province's positions. What a Clock
// says is kept as evidence ("the clock was 3 days behind"), and is used for waiting times.
#pragma once

#include <cstdint>
#include <string>

namespace ocop {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t wall_ms() const = 0;        // since 1970-01-01 UTC; may jump, may be years off
  virtual std::int64_t monotonic_ms() const = 0;   // since some moment of this boot; never goes back
  virtual std::uint32_t boot() const = 0;          // names the boot that monotonic_ms belongs to
};

// 2026-11-21T07:05:09Z. Years 1 to 9999; any other moment is clamped to them.
std::string iso_utc(std::int64_t wall_ms);
// Reads what iso_utc writes, and a bare date as its midnight UTC. False on anything else.
bool parse_iso_utc(const std::string& text, std::int64_t& wall_ms);
// 14:05 or 21/11 14:05 in Vietnam's time (UTC+7, no summer time since 1975), as the screens show it.
std::string local_time(std::int64_t wall_ms);
std::string local_day_time(std::int64_t wall_ms);

}  // namespace ocop
