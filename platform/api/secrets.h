// The port to a keeper of small secrets (the tablet's key). A machine without one says so: the key is then kept in the
// data folder, in a file that only its owner may read, and the README says what that means.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop::platform {

class Secrets {
 public:
  virtual ~Secrets() = default;
  virtual bool is_hardware_backed() const = 0;
  virtual Result<Bytes> read(const std::string& name) const = 0;  // NotFound
  virtual Status write(const std::string& name, ByteView secret) = 0;
};

}  // namespace ocop::platform
