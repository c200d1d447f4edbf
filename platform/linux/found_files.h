// Files of one ending in some folders, as a person who looks for one wants them: the newest first. Folders are looked
// at and not what lies below them; one that is not there, or cannot be read, has none. May wait for a slow stick: not
// for the screen's thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocop::platform {

struct FoundFile {
  std::string path, name, folder;
  std::uint64_t bytes = 0;
  std::int64_t written_wall_ms = 0;
};

// `ending` in lower-case ASCII; a card may have made capitals of it. At most `count_max`.
std::vector<FoundFile> find_files(const std::vector<std::string>& folders, std::string_view ending,
                                  std::size_t count_max);

}  // namespace ocop::platform
