// The port to what link there is. A hint for when to try and what to send: only a sync that succeeded proves a network.
#pragma once

namespace ocop::platform {

enum class Link { None, Metered, Unmetered, Unknown };  // Metered: 2G to 5G. Unmetered: Wi-Fi, cable

class NetworkStatus {
 public:
  virtual ~NetworkStatus() = default;
  virtual Link link() const = 0;
};

}  // namespace ocop::platform
