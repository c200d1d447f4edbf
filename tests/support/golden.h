// Golden files: what a test expects, as text in tests/golden. OCOP_UPDATE_GOLDEN=1 writes them anew; the diff is then
// read by a person.
#pragma once

#include <string>

namespace ocop::test {

// `name` below tests/golden: "screens/home-1280x800.txt". Fails the test with the first line that differs.
void check_golden(const std::string& name, const std::string& text);

}  // namespace ocop::test
