// What a reader may count on in every file: its length and width, its letters, its names, its first lines.
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "tests/support/catch.h"
#include "tests/tidy/source_tree.h"

using namespace ocop::tidy;

namespace {

constexpr std::size_t file_lines_max = 600;
constexpr std::size_t line_columns_max = 120;

bool is_any_of(std::string_view path, const std::vector<std::string_view>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view end) { return ends_with(path, end); });
}

// What people write by hand, line by line. Packs, tables, recorded bytes and the licence are data.
bool is_written(std::string_view path) {
  return is_cpp(path) || is_any_of(path, {".sh", ".md", ".sql", ".cmake", "CMakeLists.txt", ".ci/run", ".clang-tidy",
                                          ".html", ".css", ".js"});
}

// What is text at all. Corpora and golden bytes may hold anything.
bool is_text(std::string_view path) {
  return is_written(path) ||
         is_any_of(path, {".json", ".tsv", ".txt", ".yml", ".svg", ".gitignore", ".clang-format", "LICENSE"});
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

template <typename CheckLine>
std::vector<Finding> by_line(const SourceFile& file, std::string_view text, CheckLine check) {
  std::vector<Finding> findings;
  int number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    const std::string what = check(line);
    if (!what.empty()) findings.push_back({file.path, number, what});
  }
  return findings;
}

std::vector<Finding> check_length(const SourceFile& file) {
  if (!is_written(file.path) || ends_with(file.path, ".md")) return {};
  const std::size_t lines = lines_of(file.text).size();
  if (lines <= file_lines_max) return {};
  return {{file.path, static_cast<int>(lines), "a file has at most 600 lines and one subject: divide it"}};
}

std::vector<Finding> check_width(const SourceFile& file) {
  if (!is_written(file.path)) return {};
  const bool is_page = ends_with(file.path, ".md");
  return by_line(file, file.text, [&](std::string_view line) -> std::string {
    if (is_page && starts_with(line, "|")) return "";  // a row of a table cannot be broken
    if (columns(line) <= line_columns_max) return "";
    return std::to_string(columns(line)) + " columns; a line has at most 120";
  });
}

std::vector<Finding> check_tabs(const SourceFile& file) {
  if (!is_written(file.path)) return {};
  return by_line(file, file.text, [](std::string_view line) -> std::string {
    return line.find('\t') == std::string_view::npos ? "" : "a tab: indent with spaces, write \\t in a literal";
  });
}

std::vector<Finding> check_debts(const SourceFile& file) {
  if (!is_written(file.path)) return {};
  static const std::vector<std::string> debts = {"TO" "DO", "FIX" "ME", "XX" "X"};  // in halves: this file is read too
  return by_line(file, file.text, [](std::string_view line) -> std::string {
    for (const std::string_view word : identifiers(line))
      if (std::find(debts.begin(), debts.end(), word) != debts.end())
        return std::string(word) + ": do it, or write in the folder's README.md what is missing";
    return "";
  });
}

bool holds_part(std::string_view name, std::string_view part) {
  for (auto at = name.find(part); at != std::string_view::npos; at = name.find(part, at + 1)) {
    const auto end = at + part.size();
    if (end == name.size() || !is_lower(name[end]) || name.substr(end) == "s") return true;
  }
  return false;
}

std::vector<Finding> check_banned_names(const SourceFile& file) {
  if (!is_cpp(file.path)) return {};
  const std::string rule = ": says nothing; name it after what it does";
  std::vector<Finding> findings = by_line(file, code_only(file.text), [&](std::string_view line) -> std::string {
    for (const std::string_view name : identifiers(line))
      for (const std::string_view part : {"Manager", "Helper", "Util", "Impl"})
        if (holds_part(name, part) && !starts_with(name, "ImGui_Impl")) return std::string(name) + rule;
    return "";
  });
  const std::string_view name = std::string_view(file.path).substr(file.path.rfind('/') + 1);
  for (const std::string_view word : {"manager", "helper", "util", "utils", "impl", "helpers"})
    if (const auto at = name.find(word); at != std::string_view::npos && (at == 0 || name[at - 1] == '_') &&
                                         !is_lower(name[at + word.size()]))
      findings.push_back({file.path, 0, std::string(name) + rule});
  return findings;
}

std::vector<Finding> check_header(const SourceFile& file) {
  if (!is_header(file.path)) return {};
  std::vector<Finding> findings;
  if (!starts_with(file.text, "// ")) findings.push_back({file.path, 1, "a header begins with what it is about"});
  const std::string code = code_only(file.text);
  const auto lines = lines_of(code);
  const auto first = std::find_if(lines.begin(), lines.end(), [](std::string_view line) {
    return line.find_first_not_of(' ') != std::string_view::npos;
  });
  if (first == lines.end() || *first != "#pragma once")
    findings.push_back({file.path, 1, "the first line of code of a header is #pragma once"});
  return findings;
}

std::vector<Finding> check_letters(const SourceFile& file) {
  if (!is_text(file.path) || is_in(file.path, "tests/fuzz") || is_in(file.path, "tests/golden")) return {};
  return by_line(file, file.text, [](std::string_view line) -> std::string {
    if (!ocop::is_valid_utf8(line)) return "not UTF-8";
    for (std::size_t at = 0; at < line.size();) {  // in pieces that clean_text takes, none cutting a character
      std::size_t end = std::min(at + ocop::limits::text_bytes_max, line.size());
      while (end < line.size() && (line[end] & 0xC0) == 0x80) --end;
      const auto piece = line.substr(at, end - at);
      const auto cleaned = ocop::clean_text(piece);
      if (!cleaned || *cleaned != piece) return "not NFC, or a control character: write \\x escapes in a literal";
      at = end;
    }
    return "";
  });
}

std::vector<Finding> check_places(const SourceFile& file) {
  if (!is_text(file.path)) return {};
  static const std::vector<std::string> folders = {"/wo" "rk/", "/ho" "me/", "/ro" "ot/", "/Us" "ers/"};
  static const std::vector<std::string> hosts = {"deb." "debian.org",  "snapshot." "debian.org", "npm" "js.org",
                                                 "py" "pi.org",        "python" "hosted.org",    "crates" ".io",
                                                 "proxy.golang" ".org"};
  return by_line(file, file.text, [](std::string_view line) -> std::string {
    for (const std::string& folder : folders)
      for (auto at = line.find(folder); at != std::string_view::npos; at = line.find(folder, at + 1))
        if (at == 0 || !(is_word(line[at - 1]) || line[at - 1] == '.' || line[at - 1] == '-' || line[at - 1] == '}'))
          return folder + "…: a path of one machine";
    for (const std::string& host : hosts)
      if (line.find(host) != std::string_view::npos) return host + ": packages are named, not where they come from";
    return "";
  });
}

using Check = std::vector<Finding> (*)(const SourceFile&);

std::size_t count(Check check, const std::string& path, const std::string& text) { return check({path, text}).size(); }

}  // namespace

TEST_CASE("files are at most 600 lines and lines at most 120 columns") {
  CHECK(report(check_all(project_files(), check_length)) == "");
  CHECK(report(check_all(project_files(), check_width)) == "");
}

TEST_CASE("a file too long and a line too wide are found, in characters and not in bytes") {
  const auto lines = [](int n) { return std::string(static_cast<std::size_t>(n), '\n'); };
  CHECK(count(check_length, "core/base/x.cpp", lines(601)) == 1);
  CHECK(count(check_length, "core/base/x.cpp", lines(600)) == 0);
  CHECK(count(check_length, "core/rules/packs/x.json", lines(601)) == 0);
  std::string wide;
  for (int i = 0; i < 120; ++i) wide += "ồ";
  CHECK(count(check_width, "core/base/x.h", wide) == 0);
  CHECK(count(check_width, "core/base/x.h", "short\n" + wide + "x") == 1);
  CHECK(count(check_width, "README.md", "| " + wide) == 0);
}

TEST_CASE("no tabs and no debts stand in what people write") {
  CHECK(report(check_all(project_files(), check_tabs)) == "");
  CHECK(report(check_all(project_files(), check_debts)) == "");
}

TEST_CASE("a tab and a debt are found") {
  CHECK(count(check_tabs, "core/base/x.h", "a\n\tb\n") == 1);
  CHECK(count(check_tabs, "core/units/x.tsv", "a\tb\n") == 0);
  CHECK(count(check_debts, "core/base/x.cpp", "// TO" "DO: later\n") == 1);
  CHECK(count(check_debts, "platform/x.sh", "# FIX" "ME\n") == 1);
  CHECK(count(check_debts, "platform/x.sh", "mktemp -d /tmp/x.XXXXXX\n") == 0);
}

TEST_CASE("names say what a thing does") { CHECK(report(check_all(project_files(), check_banned_names)) == ""); }

TEST_CASE("a name that says nothing is found, in code and in file names") {
  CHECK(count(check_banned_names, "core/x/a.h", "class PhotoManager;\n") == 1);
  CHECK(count(check_banned_names, "core/x/a.h", "struct SyncImpl { };\n") == 1);
  CHECK(count(check_banned_names, "core/x/a.h", "namespace TextUtils {\n") == 1);
  CHECK(count(check_banned_names, "core/x/text_helpers.h", "") == 1);
  CHECK(count(check_banned_names, "core/x/a_impl.cpp", "") == 1);
  CHECK(count(check_banned_names, "core/x/a.cpp", "// No Manager here\nauto s = \"Helper\"; Implication i;\n") == 0);
  CHECK(count(check_banned_names, "app/shell/glue.cpp", "ImGui_ImplGlfw_NewFrame();\n") == 0);
}

TEST_CASE("a header is a page: its subject first, then pragma once") {
  CHECK(report(check_all(project_files(), check_header)) == "");
}

TEST_CASE("a header without a subject or with a guard of its own is found") {
  CHECK(count(check_header, "core/x/a.h", "// What it is.\n#pragma once\n") == 0);
  CHECK(count(check_header, "core/x/a.h", "#pragma once\n") == 1);
  CHECK(count(check_header, "core/x/a.h", "// What it is.\n#ifndef A_H\n#define A_H\n#endif\n") == 1);
  CHECK(count(check_header, "core/x/a.h", "") == 2);
}

TEST_CASE("all text is UTF-8 and composed") { CHECK(report(check_all(project_files(), check_letters)) == ""); }

TEST_CASE("bytes that are not UTF-8, letters apart from their marks and control characters are found") {
  CHECK(count(check_letters, "README.md", "Hồ sơ\n") == 0);
  CHECK(count(check_letters, "README.md", "a\nH\xFF\n") == 1);
  CHECK(count(check_letters, "core/rules/packs/x.json", "o\xCC\x82") == 1);
  CHECK(count(check_letters, "core/base/x.h", "a\r\n") == 1);
  std::string long_line;
  for (int i = 0; i < 20'000; ++i) long_line += "ồ";
  CHECK(count(check_letters, "core/rules/packs/x.json", long_line) == 0);
  CHECK(count(check_letters, "core/rules/packs/x.json", long_line + "o\xCC\x82") == 1);
}

TEST_CASE("nothing names a path of one machine or where packages come from") {
  CHECK(report(check_all(project_files(), check_places)) == "");
}

TEST_CASE("a path of one machine and a host of packages are found") {
  CHECK(count(check_places, "README.md", "cd /ho" "me/mai/x\n") == 1);
  CHECK(count(check_places, "platform/x.sh", "x=/wo" "rk/y\n") == 1);
  CHECK(count(check_places, "platform/x.sh", "curl https://npm" "js.org\n") == 1);
  CHECK(count(check_places, "README.md", "core/ho" "me/x.h and /usr/share/fonts\n") == 0);
}
