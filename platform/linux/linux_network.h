// What link a Linux machine has, from what the kernel tells of its interfaces: one that is up and carries the default
// route. Wireless and cable are Unmetered, modems (wwan, ppp) Metered; a default route over anything else is Unknown.
// A phone that lends its network by Wi-Fi looks like Wi-Fi: the officer's preference has the last word.
//
// Reads two or three small files of the kernel at each call, tens of microseconds; nothing is remembered. Any thread.
#pragma once

#include <string>

#include "platform/api/network_status.h"

namespace ocop::platform {

class LinuxNetwork final : public NetworkStatus {
 public:
  // Where the kernel tells it; a test has folders of its own.
  explicit LinuxNetwork(std::string proc = "/proc", std::string sys = "/sys")
      : proc_(std::move(proc)), sys_(std::move(sys)) {}

  Link link() const override;

 private:
  std::string proc_, sys_;
};

}  // namespace ocop::platform
