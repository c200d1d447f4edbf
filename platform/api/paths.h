// The port to where things belong on this machine. No folder is made by asking.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace ocop::platform {

struct Medium {
  std::string name;    // "KINGSTON"
  std::string folder;  // where its files are
  bool is_writable = false;
};

class Paths {
 public:
  virtual ~Paths() = default;
  virtual Result<std::string> data_folder() const = 0;  // the officer's records, kept for ever; NotFound without a home
  virtual Result<std::string> export_folder() const = 0;  // where bundles and reports are put for a person to find
  // Sticks and cards that are plugged in now.
  virtual std::vector<Medium> media() const = 0;
};

}  // namespace ocop::platform
