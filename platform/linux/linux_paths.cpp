#include "platform/linux/linux_paths.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

namespace ocop::platform {
namespace {

namespace fs = std::filesystem;

Result<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || value[0] != '/') return Error{ErrorCode::NotFound, std::string("no usable ") + name};
  return std::string(value);
}

// A name of one folder, or nothing: it becomes part of a path.
std::string variable_text(const char* name) {
  const char* value = std::getenv(name);
  const std::string text = value == nullptr ? "" : value;
  return text.find('/') == text.npos && text != "." && text != ".." ? text : std::string{};
}

}  // namespace

Result<std::string> LinuxPaths::data_folder() const {
  if (const auto set = variable("XDG_DATA_HOME")) return *set + "/ocop-field";
  TRY_ASSIGN(const auto home, variable("HOME"));
  return home + "/.local/share/ocop-field";
}

Result<std::string> LinuxPaths::export_folder() const { return variable("HOME"); }

std::vector<Medium> LinuxPaths::media() const {
  const auto user = variable_text("USER");
  if (user.empty()) return {};
  std::vector<Medium> out;
  for (const std::string& folder : {"/run/media/" + user, "/media/" + user}) {
    for (Medium& medium : media_in(folder)) out.push_back(std::move(medium));
  }
  return out;
}

std::vector<Medium> media_in(const std::string& folder) {
  std::vector<Medium> out;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (!at->is_directory(ignored)) continue;
    const std::string path = at->path().string();
    out.push_back({at->path().filename().string(), path, access(path.c_str(), W_OK) == 0});
  }
  std::sort(out.begin(), out.end(), [](const Medium& one, const Medium& other) { return one.name < other.name; });
  return out;
}

}  // namespace ocop::platform
