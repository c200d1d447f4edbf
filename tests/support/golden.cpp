#include "tests/support/golden.h"

#include <cstdlib>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(OCOP_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("OCOP_UPDATE_GOLDEN") != nullptr) return write_text(path, text);
  std::istringstream expected(read_text(path)), found(text);
  std::string expected_line, found_line;
  for (int line = 1;; ++line) {
    const bool has_expected = static_cast<bool>(std::getline(expected, expected_line));
    const bool has_found = static_cast<bool>(std::getline(found, found_line));
    if (!has_expected && !has_found) break;
    if (!has_expected) expected_line = "(the file ends)";
    if (!has_found) found_line = "(the screen ends)";
    if (expected_line == found_line && has_expected == has_found) continue;
    FAIL(name << ":" << line << " (OCOP_UPDATE_GOLDEN=1 writes it anew)\n  expected " << expected_line
              << "\n  found    " << found_line);
  }
  SUCCEED();
}

}  // namespace ocop::test
