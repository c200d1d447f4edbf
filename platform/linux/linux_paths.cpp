#include "platform/linux/linux_paths.h"

#include <cstdlib>

namespace ocop::platform {
namespace {

Result<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || value[0] != '/') return Error{ErrorCode::NotFound, std::string("no usable ") + name};
  return std::string(value);
}

}  // namespace

Result<std::string> LinuxPaths::data_folder() const {
  if (const auto set = variable("XDG_DATA_HOME")) return *set + "/ocop-field";
  TRY_ASSIGN(const auto home, variable("HOME"));
  return home + "/.local/share/ocop-field";
}

Result<std::string> LinuxPaths::export_folder() const { return variable("HOME"); }

}  // namespace ocop::platform
