// The port to the battery, for the decision whether large photos are sent now.
#pragma once

#include <optional>

namespace ocop::platform {

struct PowerState {
  std::optional<int> percent;  // nothing: no battery, or unknown
  bool is_charging = false;    // or on mains
};

class Power {
 public:
  virtual ~Power() = default;
  virtual PowerState state() const = 0;
};

}  // namespace ocop::platform
