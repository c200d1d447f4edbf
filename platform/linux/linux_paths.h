// Where a Linux desktop puts things: $XDG_DATA_HOME/ocop-field or ~/.local/share/ocop-field; exports in the home
// folder; sticks and cards where desktops mount them, /run/media/USER and /media/USER.
#pragma once

#include "platform/api/paths.h"

namespace ocop::platform {

class LinuxPaths final : public Paths {
 public:
  Result<std::string> data_folder() const override;
  Result<std::string> export_folder() const override;
  std::vector<Medium> media() const override;
};

// What is mounted in one folder, by name. Empty when the folder is not there or cannot be read.
std::vector<Medium> media_in(const std::string& folder);

}  // namespace ocop::platform
