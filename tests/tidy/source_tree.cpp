#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/places.h"

namespace ocop::tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Walks over C++ text and says of every character whether it is code.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  bool next_is(std::string_view start) const { return text_.substr(at_, start.size()) == start; }

  void step() {
    if (next_is("//")) return blank_to(text_.find('\n', at_), 0);
    if (next_is("/*")) return blank_to(text_.find("*/", at_ + 2), 2);
    if (next_is("R\"") && (at_ == 0 || !is_word(text_[at_ - 1]) || text_[at_ - 1] == '8')) return blank_raw();
    if (text_[at_] == '"') return blank_quoted('"');
    if (text_[at_] == '\'' && (at_ == 0 || !is_word(text_[at_ - 1]))) return blank_quoted('\'');
    ++at_;
  }

  void blank_raw() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank_to(open, 0);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    blank_to(text_.find(close, open), close.size());
  }

  // Keeps the quotes, so that the reader of the result still sees that a literal stood there.
  void blank_quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2U : 1U;
    ++at_;
    blank_to(std::min(end, text_.size()), 0);
    ++at_;
  }

  void blank_to(std::size_t end, std::size_t beyond) {
    end = end == std::string_view::npos ? text_.size() : std::min(end + beyond, text_.size());
    for (; at_ < end; ++at_)
      if (text_[at_] != '\n') out_[at_] = ' ';
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
};

std::vector<SourceFile> read_project() {
  namespace fs = std::filesystem;
  const fs::path root = OCOP_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string path = entry->path().lexically_relative(root).generic_string();
    if (path == ".git" || path == "build") entry.disable_recursion_pending();
    if (path == ".git" || !entry->is_regular_file()) continue;  // in a linked work tree .git is a file
    std::ifstream in(entry->path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.find('\0') == std::string::npos) files.push_back({path, std::move(text)});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace

const std::vector<SourceFile>& project_files() {
  static const std::vector<SourceFile> files = read_project();
  return files;
}

std::string report(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += "\n" + finding.path + ":" + std::to_string(finding.line) + ": " + finding.what;
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

std::string code_only(std::string_view text) { return Blanker(text).run(); }

std::vector<std::string_view> identifiers(std::string_view code) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < code.size();) {
    std::size_t end = at;
    while (end < code.size() && is_word(code[end])) ++end;
    if (end > at) found.push_back(code.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return found;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_header(std::string_view path) { return ends_with(path, ".h"); }
bool is_cpp(std::string_view path) { return is_header(path) || ends_with(path, ".cpp"); }

bool is_in(std::string_view path, std::string_view folder) {
  return starts_with(path, folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace ocop::tidy
