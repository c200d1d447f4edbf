// A folder of its own for one test, removed when the test ends.
#pragma once

#include <string>
#include <string_view>

namespace ocop::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

void write_text(const std::string& path, std::string_view bytes);
std::string read_text(const std::string& path);  // empty when there is no such file

}  // namespace ocop::test
