// Who may include whom: the table of arrows between folders, the table of libraries with the only folders that may
// include them, and what portable code does without. These tables are the house's rule; change them with a reason.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"
#include "tests/tidy/source_tree.h"

using namespace ocop::tidy;

namespace {

using Folders = std::vector<std::string_view>;

// Every arrow, followed transitively. tests/ may include anything.
const std::map<std::string_view, Folders> arrows = {
    {"core/base", {}},
    {"core/domain", {"core/base"}},
    {"core/rules", {"core/domain"}},
    {"core/journal", {"core/domain"}},
    {"core/photo", {"core/base"}},
    {"core/store", {"core/journal", "core/photo"}},
    {"core/service", {"core/store", "core/rules"}},
    {"sync/protocol", {"core/journal"}},
    {"sync/engine", {"sync/protocol", "core/service"}},
    {"sync/client", {"sync/engine"}},
    {"sync/bundle", {"sync/engine"}},  // a bundle says what a session says of its tablet
    {"sync/server", {"sync/protocol", "sync/bundle", "core/service", "app/text"}},  // every sentence is in app/text
    {"platform/api", {"core/base"}},
    {"platform/linux", {"platform/api"}},
    {"platform/fake", {"platform/api"}},
    {"platform/paper", {"core/service"}},
    {"app/input", {"core/base"}},
    {"app/text", {"core/base"}},  // for the table of errors: every row has its sentences
    {"app/presenter", {"core/service", "app/text"}},
    {"app/ui", {"app/input"}},
    {"app/screen", {"app/ui", "app/presenter", "app/text"}},
    {"app/shell", {"app/ui", "platform/api"}},
    {"app/cli", {"core/service", "sync/client", "sync/bundle", "platform/linux", "platform/fake", "platform/paper",
                 "app/text"}},
};

// They build and own everything and may include anything.
const std::set<std::string_view> composition_roots = {"app/main.cpp", "app/cli/main.cpp", "sync/server/main.cpp"};

// A header whose name begins so, only in these folders; `where` narrows it to files whose path holds the word.
struct ThirdParty {
  std::string_view header;
  Folders only_in;
  std::string_view where = {};
};
const std::vector<ThirdParty> third_parties = {
    {"sqlite3.h", {"core/store", "sync/server"}},
    {"curl/", {"sync/client"}},
    {"curl/", {"sync/server"}, "blob_s3"},
    {"imgui.h", {"app/ui", "app/screen", "app/shell"}},
    {"imgui_", {"app/shell"}},  // back ends and fonts: one file knows ImGui's version
    {"backends/imgui_", {"app/shell"}},
    {"misc/", {"app/shell"}},
    {"GLFW/", {"platform/linux", "app/shell"}},
    {"GL/", {"platform/linux", "app/shell"}},
    {"stb/", {"app/shell"}},  // comes with ImGui; screenshots
    {"nlohmann/", {"core", "sync", "app/cli"}, ".cpp"},
    {"microhttpd.h", {"sync/server"}, "http"},
    {"turbojpeg.h", {"core/photo"}},
    {"libexif/", {"core/photo"}},
    {"sodium", {"core/base"}},
    {"zstd", {"sync/protocol"}},
    {"zdict.h", {"sync/protocol"}},
    {"utf8proc.h", {"core/base"}},
    {"fmt/", {"core", "sync", "platform", "app"}, ".cpp"},
    {"libpq-fe.h", {"sync/server"}, "postgres"},
    {"xlsxwriter", {"platform/paper"}},
    {"pango/", {"platform/paper"}},
    {"cairo", {"platform/paper"}},
    {"orcus/", {"platform/paper"}},
    {"zbar.h", {"platform/linux"}},
    {"qrencode.h", {"platform/linux"}},
    {"gps.h", {"platform/linux"}},
    {"catch2/", {"tests"}},
    {"rapidcheck", {"tests"}},
    {"m17n", {"tests"}},
};

// Portable code: no threads, no files, no operating system here, and only the C++20 that every compiler has.
const Folders portable = {"core", "sync/protocol", "sync/engine", "sync/bundle", "app"};
const Folders not_portable = {"app/shell", "app/cli", "app/main.cpp"};

const Folders with_threads = {"platform/linux", "sync/client", "sync/server"};
const std::set<std::string_view> thread_headers = {
    "thread", "mutex", "shared_mutex", "condition_variable", "future", "semaphore", "latch", "barrier", "stop_token"};
const std::set<std::string_view> file_headers = {"filesystem", "fstream"};
const std::set<std::string_view> missing_headers = {"format", "ranges", "source_location", "coroutine", "expected"};
const std::vector<std::string_view> system_headers = {
    "unistd.h", "fcntl.h",  "sys/",   "dirent.h",  "poll.h",  "pthread.h", "signal.h", "csignal", "termios.h",
    "netdb.h",  "netinet/", "arpa/",  "net/",      "linux/",  "X11/",      "EGL/",     "pwd.h",   "dlfcn.h",
    "sched.h",  "spawn.h",  "ifaddrs.h", "windows.h", "winsock2.h", "emscripten"};

bool in_any(std::string_view path, const Folders& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) { return is_in(path, folder); });
}

bool is_portable(std::string_view path) { return in_any(path, portable) && !in_any(path, not_portable); }

std::string words(const Folders& folders) {
  std::string out;
  for (const std::string_view folder : folders) out += (out.empty() ? "" : ", ") + std::string(folder);
  return out.empty() ? "nothing" : out;
}

std::optional<std::string_view> layer_of(std::string_view path) {
  for (const auto& [folder, allowed] : arrows)
    if (is_in(path, folder)) return folder;
  return std::nullopt;
}

bool reaches(std::string_view from, std::string_view to) {
  if (from == to) return true;
  const Folders& next = arrows.at(from);
  return std::any_of(next.begin(), next.end(), [&](std::string_view folder) { return reaches(folder, to); });
}

struct Include {
  int line;
  bool is_quoted;
  std::string name;
};

std::vector<Include> includes_of(std::string_view text) {
  const std::string code = code_only(text);  // an include line in a comment or a raw string is none
  const auto code_lines = lines_of(code);
  const auto lines = lines_of(text);
  std::vector<Include> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto hash = code_lines[i].find_first_not_of(" \t");
    if (hash == std::string_view::npos || code_lines[i][hash] != '#') continue;
    const auto word = code_lines[i].find_first_not_of(" \t", hash + 1);
    if (word == std::string_view::npos || code_lines[i].substr(word, 7) != "include") continue;
    const auto open = lines[i].find_first_of("\"<", word);
    if (open == std::string_view::npos) continue;
    const auto close = lines[i].find_first_of("\">", open + 1);
    const auto name = lines[i].substr(open + 1, close - open - 1);
    found.push_back({static_cast<int>(i) + 1, lines[i][open] == '"', std::string(name)});
  }
  return found;
}

std::string check_own(const std::string& path, const std::string& header) {
  const auto to = layer_of(header);
  const auto from = layer_of(path);
  if (!to) return "\"" + header + "\" lies in no folder of the table of arrows; quotes are for our own, root-relative";
  if (!from) return "this file lies in no folder of the table of arrows";
  if (reaches(*from, *to)) return "";
  const Folders& allowed = arrows.at(*from);
  return "includes \"" + header + "\": " + std::string(*from) + " may include " + words(allowed) +
         (allowed.empty() ? "" : " and what these may") + " (the table of arrows)";
}

bool is_standard(std::string_view header) { return header.find_first_of("./") == std::string_view::npos; }

bool is_c_standard(std::string_view header) {  // their C++ names are preferred, but they are everywhere
  static const std::set<std::string_view> names = {"stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
                                                   "math.h",   "time.h",   "errno.h", "limits.h", "assert.h"};
  return names.contains(header);
}

std::string check_third_party(const std::string& path, const std::string& header) {
  if (header == "imgui_internal.h") return "<imgui_internal.h> nowhere: it changes with every version of ImGui";
  std::string rule;
  for (const ThirdParty& row : third_parties) {
    if (!starts_with(header, row.header)) continue;
    if (in_any(path, row.only_in) && path.find(row.where) != std::string::npos) return "";
    rule += (rule.empty() ? "" : ", or ") + words(row.only_in);
    if (!row.where.empty()) rule += " (files named *" + std::string(row.where) + "*)";
  }
  if (rule.empty()) return "<" + header + "> is in no row of the table of libraries";
  return "<" + header + "> only in " + rule + " (the table of libraries)";
}

bool is_system(std::string_view header) {
  return std::any_of(system_headers.begin(), system_headers.end(), [&](std::string_view start) {
    return ends_with(start, "/") ? starts_with(header, start) : is_in(header, start);
  });
}

std::string check_machine(const std::string& path, const std::string& header) {
  if (missing_headers.contains(header)) return "<" + header + ">: not every compiler has it (portable code)";
  if (is_in(path, "tests")) return "";
  if (thread_headers.contains(header) && !in_any(path, with_threads))
    return "<" + header + "> only in " + words(with_threads) + "; elsewhere by the port Executor (portable code)";
  if (!is_portable(path)) return "";
  if (file_headers.contains(header)) return "<" + header + ">: no files but through the port Files (portable code)";
  if (is_system(header)) return "<" + header + ">: no operating system but through ports (portable code)";
  return "";
}

std::vector<Finding> check_includes(const SourceFile& file) {
  if (!is_cpp(file.path) || composition_roots.contains(file.path)) return {};
  std::vector<Finding> findings;
  for (const Include& include : includes_of(file.text)) {
    std::string what;
    if (include.is_quoted) {
      if (!is_in(file.path, "tests")) what = check_own(file.path, include.name);
    } else {
      what = check_machine(file.path, include.name);
      const bool is_foreign =
          !is_standard(include.name) && !is_c_standard(include.name) && !is_system(include.name);
      if (what.empty() && is_foreign && !is_in(file.path, "tests")) what = check_third_party(file.path, include.name);
    }
    if (!what.empty()) findings.push_back({file.path, include.line, what});
  }
  return findings;
}

// The world is a parameter: what portable code may not call, and the port to ask instead.
const std::vector<std::pair<std::string_view, std::string_view>> worldly_calls = {
    {"_clock::now(", "time comes from the port Clock"},       {"random_device", "chance comes from the port Entropy"},
    {"std::rand(", "chance comes from the port Entropy"},     {"getenv(", "settings are parameters"},
    {"fopen(", "files come from the port Files"},             {"std::time(", "time comes from the port Clock"},
    {"std::thread", "threads are the port Executor"},         {"std::jthread", "threads are the port Executor"},
    {"std::async(", "threads are the port Executor"},         {"sleep_for(", "portable code is stepped, never waits"},
};

std::vector<Finding> check_calls(const SourceFile& file) {
  if (!is_cpp(file.path) || !is_portable(file.path)) return {};
  std::vector<Finding> findings;
  const std::string code = code_only(file.text);
  const auto lines = lines_of(code);
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const auto& [call, instead] : worldly_calls)
      if (lines[i].find(call) != std::string_view::npos)
        findings.push_back({file.path, static_cast<int>(i) + 1, std::string(call) + ": " + std::string(instead)});
  return findings;
}

// One planted file with one include; what the check says about it.
std::string verdict(const std::string& path, const std::string& include) {
  return report(check_includes({path, "// planted\n#include " + include + "\n"}));
}

}  // namespace

TEST_CASE("every include follows an arrow of the design, and every library stays where the design puts it") {
  CHECK(report(check_all(project_files(), check_includes)) == "");
}

TEST_CASE("portable code asks ports for time, chance, files and threads") {
  CHECK(report(check_all(project_files(), check_calls)) == "");
}

TEST_CASE("every C++ file lies in a folder of the design") {
  const auto check = [](const SourceFile& file) -> std::vector<Finding> {
    if (!is_cpp(file.path) || is_in(file.path, "tests") || composition_roots.contains(file.path)) return {};
    if (layer_of(file.path)) return {};
    return {{file.path, 0, "lies in no folder of the table of arrows"}};
  };
  CHECK(check({"core/tools/x.h", ""}).size() == 1);
  CHECK(check({"app/other.cpp", ""}).size() == 1);
  CHECK(check({"app/main.cpp", ""}).empty());
  CHECK(report(check_all(project_files(), check)) == "");
}

TEST_CASE("the arrows name folders of the table and lead back to no one") {
  for (const auto& [from, allowed] : arrows)
    for (const std::string_view to : allowed) {
      INFO(from << " -> " << to);
      REQUIRE(arrows.contains(to));
      CHECK_FALSE(reaches(to, from));
    }
}

TEST_CASE("an include against the arrows is found, with its line and the rule") {
  CHECK(verdict("core/base/x.cpp", "\"core/store/y.h\"") ==
        "\ncore/base/x.cpp:2: includes \"core/store/y.h\": core/base may include nothing (the table of arrows)");
  CHECK(verdict("core/domain/x.h", "\"core/rules/y.h\"") != "");
  CHECK(verdict("app/screen/x.cpp", "\"platform/api/y.h\"") != "");
  CHECK(verdict("app/text/x.cpp", "\"core/domain/y.h\"") != "");
  CHECK(verdict("core/base/x.cpp", "\"tests/support/catch.h\"") != "");
  CHECK(verdict("core/base/x.cpp", "\"text.h\"") != "");
  CHECK(verdict("core/tools/x.cpp", "\"core/base/text.h\"") != "");
}

TEST_CASE("an include along the arrows is allowed at any distance") {
  CHECK(verdict("core/base/x.cpp", "\"core/base/text.h\"") == "");
  CHECK(verdict("app/screen/x.cpp", "\"core/base/text.h\"") == "");
  CHECK(verdict("sync/server/x.cpp", "\"core/rules/y.h\"") == "");
  CHECK(verdict("sync/server/x.cpp", "\"app/text/vi.h\"") == "");
  CHECK(verdict("app/cli/x.cpp", "\"platform/api/paths.h\"") == "");
  CHECK(verdict("app/main.cpp", "\"sync/server/y.h\"") == "");
  CHECK(verdict("tests/unit/x.cpp", "\"sync/server/y.h\"") == "");
}

TEST_CASE("a library outside its place is found") {
  CHECK(verdict("core/service/x.cpp", "<sqlite3.h>") ==
        "\ncore/service/x.cpp:2: <sqlite3.h> only in core/store, sync/server (the table of libraries)");
  CHECK(verdict("sync/engine/x.cpp", "<curl/curl.h>") != "");
  CHECK(verdict("sync/server/http.cpp", "<curl/curl.h>") != "");
  CHECK(verdict("sync/server/store.cpp", "<microhttpd.h>") != "");
  CHECK(verdict("sync/server/store_sqlite.cpp", "<libpq-fe.h>") != "");
  CHECK(verdict("app/presenter/x.cpp", "<imgui.h>") != "");
  CHECK(verdict("app/shell/x.cpp", "<imgui_internal.h>") != "");
  CHECK(verdict("app/ui/x.cpp", "<GLFW/glfw3.h>") != "");
  CHECK(verdict("core/rules/x.h", "<nlohmann/json.hpp>") != "");
  CHECK(verdict("core/rules/x.h", "<fmt/format.h>") != "");
  CHECK(verdict("core/journal/x.cpp", "<sodium.h>") != "");
  CHECK(verdict("core/base/x.cpp", "<boost/any.hpp>") ==
        "\ncore/base/x.cpp:2: <boost/any.hpp> is in no row of the table of libraries");
  CHECK(verdict("core/base/x.cpp", "<catch2/catch.hpp>") ==
        "\ncore/base/x.cpp:2: <catch2/catch.hpp> only in tests (the table of libraries)");
}

TEST_CASE("a library in its place is allowed") {
  CHECK(verdict("core/store/x.cpp", "<sqlite3.h>") == "");
  CHECK(verdict("sync/server/blob_s3.cpp", "<curl/curl.h>") == "");
  CHECK(verdict("sync/server/http_front.cpp", "<microhttpd.h>") == "");
  CHECK(verdict("core/rules/x.cpp", "<nlohmann/json.hpp>") == "");
  CHECK(verdict("app/shell/glue.cpp", "<imgui_impl_glfw.h>") == "");
  CHECK(verdict("tests/store/x.cpp", "<sqlite3.h>") == "");
}

TEST_CASE("threads, files, the operating system and young C++ are found in portable code") {
  CHECK(verdict("core/service/x.h", "<mutex>") != "");
  CHECK(verdict("app/shell/x.h", "<thread>") != "");
  CHECK(verdict("core/photo/x.cpp", "<filesystem>") != "");
  CHECK(verdict("sync/engine/x.cpp", "<fstream>") != "");
  CHECK(verdict("sync/bundle/x.cpp", "<unistd.h>") != "");
  CHECK(verdict("app/presenter/x.cpp", "<sys/stat.h>") != "");
  CHECK(verdict("platform/linux/x.cpp", "<format>") != "");
  CHECK(verdict("tests/unit/x.cpp", "<ranges>") != "");

  CHECK(verdict("platform/linux/x.cpp", "<thread>") == "");
  CHECK(verdict("platform/linux/x.cpp", "<sys/stat.h>") == "");
  CHECK(verdict("app/cli/x.cpp", "<fstream>") == "");
  CHECK(verdict("core/base/x.cpp", "<vector>") == "");
}

TEST_CASE("a call that asks the world directly is found in portable code and nowhere else") {
  const std::string text = "// planted\nauto t = std::chrono::system_clock::now();\n";
  CHECK(report(check_calls({"core/domain/x.cpp", text})) ==
        "\ncore/domain/x.cpp:2: _clock::now(: time comes from the port Clock");
  CHECK(check_calls({"platform/linux/x.cpp", text}).empty());
  CHECK(check_calls({"core/domain/x.cpp", "// std::rand() is not for us\n"}).empty());
}

TEST_CASE("an include line in a comment or a raw string is none") {
  CHECK(includes_of("// #include <format>\n/*\n#include <format>\n*/\n").empty());
  CHECK(includes_of("auto s = R\"(\n#include <format>\n)\";\n").empty());
  CHECK(includes_of("  #  include <vector>  // why\n").at(0).name == "vector");
}
