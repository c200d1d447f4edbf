// The name of a test is a sentence about behaviour, in the present tense: it says what is, not what should be.
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"
#include "tests/tidy/source_tree.h"

using namespace ocop::tidy;

namespace {

struct TestName {
  int line;
  std::string name;
};

// The first literal after the macro; literals that follow it directly are joined, as the compiler does.
std::string literal_at(std::string_view text, std::size_t at) {
  std::string name;
  for (;;) {
    at = text.find_first_not_of(" \t\n", at);
    if (at == std::string_view::npos || text[at] != '"') return name;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') ++at;
      if (at < text.size()) name += text[at];
    }
    ++at;
  }
}

std::vector<TestName> test_names(std::string_view text) {
  std::vector<TestName> names;
  const std::string code = code_only(text);
  for (auto at = code.find("TEST_CASE"); at != std::string::npos; at = code.find("TEST_CASE", at + 1)) {
    const auto quote = code.find('"', at);
    if (quote == std::string::npos) break;
    int line = 1;
    for (std::size_t i = 0; i < at; ++i) line += code[i] == '\n' ? 1 : 0;
    names.push_back({line, literal_at(text, quote)});
  }
  return names;
}

bool holds_word(std::string_view text, std::string_view word) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto is_letter = [&](std::size_t i) {
    return i < lower.size() && std::isalpha(static_cast<unsigned char>(lower[i])) != 0;
  };
  for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1))
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
  return false;
}

std::vector<Finding> check_test_names(const SourceFile& file) {
  if (!ends_with(file.path, ".cpp") || !is_in(file.path, "tests")) return {};
  std::vector<Finding> findings;
  for (const TestName& test : test_names(file.text)) {
    const auto say = [&](const std::string& what) {
      findings.push_back({file.path, test.line, "\"" + test.name + "\": " + what});
    };
    if (holds_word(test.name, "should")) say("a test says what is, in the present tense, not what should be");
    if (test.name.find(' ') == std::string::npos) say("the name of a test is a sentence");
    if (test.name.find_first_of("[];") != std::string::npos) say("ctest cannot pass on brackets and semicolons");
  }
  return findings;
}

}  // namespace

TEST_CASE("the name of every test is a sentence in the present tense") {
  CHECK(report(check_all(project_files(), check_test_names)) == "");
}

TEST_CASE("a name with the word, a name of one word and a name that ctest cannot pass on are found") {
  const auto count = [](const std::string& name) {
    return check_test_names({"tests/unit/x_test.cpp", "\nTEST_CASE(\"" + name + "\") {\n}\n"}).size();
  };
  CHECK(count("points are summed") == 0);
  CHECK(count("a shoulder is no obligation") == 0);
  CHECK(count("it should sum points") == 1);
  CHECK(count("Should it sum") == 1);
  CHECK(count("summing") == 1);
  CHECK(count("points; stars") == 1);
  CHECK(count("points [fast] and stars") == 1);
}

TEST_CASE("names are read over several lines, past tags, and not from comments") {
  const auto names = test_names(
      "// TEST_CASE(\"no\")\nTEST_CASE(\n    \"one \"\n    \"two\", \"[.]\") {}\n"
      "TEST_CASE_METHOD(F, \"three\")");
  REQUIRE(names.size() == 2);
  CHECK(names[0].name == "one two");
  CHECK(names[0].line == 2);
  CHECK(names[1].name == "three");
}
