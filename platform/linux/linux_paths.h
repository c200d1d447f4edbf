// Where a Linux desktop puts things: $XDG_DATA_HOME/ocop-field or ~/.local/share/ocop-field; exports in the home
// folder.
#pragma once

#include "platform/api/paths.h"

namespace ocop::platform {

class LinuxPaths final : public Paths {
 public:
  Result<std::string> data_folder() const override;
  Result<std::string> export_folder() const override;
};

}  // namespace ocop::platform
