// The project's own files as text, for tests that read the code. Nothing here knows a rule.
//
// A check is a function from a SourceFile to Findings, so that each is tried on a planted violation before it is asked
// about the tree. Findings are printed as file:line, what is wrong, and the rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocop::tidy {

struct SourceFile {
  std::string path;  // root-relative, with '/'
  std::string text;
};

struct Finding {
  std::string path;
  int line;  // from 1; 0 is the file as a whole
  std::string what;
};

// Every file under the root but .git, build and what holds a NUL byte (pictures, databases).
const std::vector<SourceFile>& project_files();

// "" when there are none: CHECK(report(findings) == "") prints them all.
std::string report(const std::vector<Finding>& findings);

std::vector<std::string_view> lines_of(std::string_view text);

// The same text, line for line and column for column, with comments and what stands in string and character literals
// turned into spaces. Knows raw strings and digit separators.
std::string code_only(std::string_view text);

// Names, keywords and numbers, in their order.
std::vector<std::string_view> identifiers(std::string_view code);

bool starts_with(std::string_view text, std::string_view start);
bool ends_with(std::string_view text, std::string_view end);
bool is_cpp(std::string_view path);     // .h or .cpp
bool is_header(std::string_view path);  // .h

// True if `path` is the folder or lies below it; "core" holds "core/base/text.h" and not "core_other/x.h".
bool is_in(std::string_view path, std::string_view folder);

// Appends the findings of `check` for every file.
template <typename Check>
std::vector<Finding> check_all(const std::vector<SourceFile>& files, Check check) {
  std::vector<Finding> all;
  for (const SourceFile& file : files)
    for (Finding& finding : check(file)) all.push_back(std::move(finding));
  return all;
}

}  // namespace ocop::tidy
