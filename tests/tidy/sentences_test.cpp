// A sentence that nobody says is dead: translated, reviewed and believed to be shown, and it never is.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"
#include "tests/tidy/source_tree.h"

using namespace ocop::tidy;

namespace {

constexpr std::string_view catalogue = "app/text/sentences";
constexpr std::string_view errors = "core/base/error.h";  // Error##code: every row of its table has its sentence

void add_names(const SourceFile& file, std::set<std::string>& names) {
  const std::string code = code_only(file.text);
  for (const std::string_view name : identifiers(code))
    names.insert((file.path == errors ? "Error" : "") + std::string(name));
}

std::set<std::string> names_in_use(const std::vector<SourceFile>& files) {
  std::set<std::string> names;
  for (const SourceFile& file : files) {
    if (is_cpp(file.path) && !is_in(file.path, "tests")) add_names(file, names);
  }
  return names;
}

std::vector<Finding> check_sentences(const SourceFile& file, const std::set<std::string>& in_use) {
  constexpr std::string_view begin = "SENTENCE(";
  if (!is_in(file.path, catalogue)) return {};
  std::vector<Finding> findings;
  int number = 0;
  for (const std::string_view line : lines_of(file.text)) {
    ++number;
    if (!starts_with(line, begin)) continue;
    const std::string key(line.substr(begin.size(), line.find(',') - begin.size()));
    if (!in_use.contains(key)) findings.push_back({file.path, number, key + " is said nowhere"});
  }
  return findings;
}

}  // namespace

TEST_CASE("every sentence of the catalogue is said somewhere") {
  const auto in_use = names_in_use(project_files());
  std::vector<Finding> findings;
  for (const SourceFile& file : project_files()) {
    const auto found = check_sentences(file, in_use);
    findings.insert(findings.end(), found.begin(), found.end());
  }
  CHECK(report(findings) == "");
}

TEST_CASE("a planted sentence that only a test or a comment names is found, one in use and one of an error are not") {
  const std::vector<SourceFile> planted = {
      {"app/text/sentences/planted.inc",
       "SENTENCE(Said, \"a\", \"b\")\nSENTENCE(Unsaid, \"a\", \"b\")\nSENTENCE(ErrorUsage, \"a\", \"b\")\n"},
      {"app/screen/planted.cpp", "say(Key::Said);  // Unsaid\n"},
      {"tests/ui/planted.cpp", "say(Key::Unsaid);\n"},
      {"core/base/error.h", "X(Usage)\n"}};
  const auto findings = check_sentences(planted[0], names_in_use(planted));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].line == 2);
}
