// The port to the place where the tablet is. Evidence, never a condition: no fix is an ordinary answer.
#pragma once

#include <cstdint>
#include <optional>

namespace ocop::platform {

struct Fix {
  double latitude = 0;
  double longitude = 0;
  double accuracy_m = 0;
  std::optional<std::int64_t> satellite_ms;  // GPS time since 1970, if the receiver gave it
};

class Location {
 public:
  virtual ~Location() = default;
  virtual std::optional<Fix> last_fix() const = 0;  // at once; does not wait for satellites
};

}  // namespace ocop::platform
