#include "platform/linux/found_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace ocop::platform {
namespace {

namespace fs = std::filesystem;

bool ends_so(std::string_view name, std::string_view ending) {
  if (name.size() <= ending.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [&](char wanted, char c) { return wanted == lower(c); });
}

void add_files(const std::string& folder, std::string_view ending, std::vector<FoundFile>& out) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    FoundFile file{at->path().string(), at->path().filename().string(), folder, 0, 0};
    struct stat about {};
    if (!ends_so(file.name, ending) || ::stat(file.path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
    file.bytes = static_cast<std::uint64_t>(about.st_size);
    file.written_wall_ms = std::int64_t{about.st_mtim.tv_sec} * 1000 + about.st_mtim.tv_nsec / 1'000'000;
    out.push_back(std::move(file));
  }
}

}  // namespace

std::vector<FoundFile> find_files(const std::vector<std::string>& folders, std::string_view ending,
                                  std::size_t count_max) {
  std::vector<FoundFile> out;
  for (const std::string& folder : folders) add_files(folder, ending, out);
  std::sort(out.begin(), out.end(), [](const FoundFile& one, const FoundFile& other) {
    return std::tie(other.written_wall_ms, one.path) < std::tie(one.written_wall_ms, other.path);
  });
  if (out.size() > count_max) out.resize(count_max);
  return out;
}

}  // namespace ocop::platform
