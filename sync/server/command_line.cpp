#include "sync/server/command_line.h"

#include <algorithm>

#include "core/base/text.h"

namespace ocop::server {
namespace {

struct OptionRow {
  std::string_view name;
  bool takes_value;
};

constexpr OptionRow options[] = {
    {"data", true},      {"listen", true},   {"tls-cert", true}, {"tls-key", true}, {"allow-plain-http", false},
    {"database", true},  {"blobs", true},    {"officer", true},  {"units", true},   {"json", false},
    {"passphrase-file", true},
    {"now", true},       {"to", true},       {"archived", false}, {"language", true}, {"help", false},
};

struct CommandRow {
  std::string_view name;
  std::size_t words_min;
  std::size_t words_max;  // after the name
  std::string_view takes;  // options besides those that all take, each between spaces
};

constexpr std::string_view common = " data json now language database blobs help ";
constexpr CommandRow commands[] = {
    {"serve", 0, 0, " listen tls-cert tls-key allow-plain-http passphrase-file "},
    {"invite", 0, 0, " officer units passphrase-file "},
    {"key", 0, 0, ""},
    {"devices", 0, 0, ""},
    {"grant", 1, 1, " units "},
    {"withdraw", 1, 1, " units "},
    {"revoke", 1, 1, ""},
    {"notices", 0, 0, ""},
    {"release", 1, 1, ""},
    {"show", 1, 1, ""},
    {"list", 0, 0, " archived "},
    {"verify", 0, 0, ""},
    {"backup", 0, 0, " to passphrase-file "},
    {"bundle", 2, 3, ""},
};

const OptionRow* find_option(std::string_view name) {
  const auto* found = std::find_if(std::begin(options), std::end(options),
                                   [&](const OptionRow& row) { return row.name == name; });
  return found == std::end(options) ? nullptr : found;
}

bool names(std::string_view list, std::string_view option) {
  return list.find(" " + std::string(option) + " ") != std::string_view::npos;
}

Error wrong(std::string detail) { return {ErrorCode::Usage, std::move(detail)}; }

Status check_command(const CommandLine& line) {
  if (line.has("help")) return {};
  if (line.words.empty()) return wrong("no command");
  const auto* command = std::find_if(std::begin(commands), std::end(commands),
                                     [&](const CommandRow& row) { return row.name == line.words[0]; });
  if (command == std::end(commands)) return wrong("no command " + line.words[0]);
  const std::size_t words = line.words.size() - 1;
  if (words < command->words_min || words > command->words_max) return wrong(line.words[0] + ": number of words");
  for (const auto& [name, value] : line.options) {
    if (!names(common, name) && !names(command->takes, name)) return wrong(line.words[0] + " takes no --" + name);
  }
  return {};
}

}  // namespace

std::string CommandLine::value(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::string{} : found->second;
}

Result<std::string> CommandLine::required(std::string_view option) const {
  const auto found = options.find(option);
  if (found == options.end() || found->second.empty()) return wrong("--" + std::string(option) + " is missing");
  return found->second;
}

Result<CommandLine> read_command_line(std::span<const std::string> arguments) {
  CommandLine out;
  bool only_words = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!is_valid_utf8(argument)) return Error{ErrorCode::InvalidInput, "an argument is not UTF-8"};
    if (only_words || argument.size() < 2 || argument.substr(0, 2) != "--") {
      out.words.push_back(argument);
      continue;
    }
    if (argument == "--") {
      only_words = true;
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const OptionRow* option = find_option(name);
    if (option == nullptr) return wrong("no option --" + name);
    if (out.has(name)) return wrong("--" + name + " twice");
    std::string value;
    if (equals != std::string::npos) {
      if (!option->takes_value) return wrong("--" + name + " takes no value");
      value = argument.substr(equals + 1);
    } else if (option->takes_value) {
      if (++i == arguments.size()) return wrong("--" + name + " needs a value");
      value = arguments[i];
      if (!is_valid_utf8(value)) return Error{ErrorCode::InvalidInput, "an argument is not UTF-8"};
    }
    out.options.emplace(name, value);
  }
  TRY(check_command(out));
  return out;
}

std::string usage() {
  return "ocop-server serve --data DIR [--listen HOST:PORT] [--tls-cert FILE --tls-key FILE] [--allow-plain-http]\n"
         "ocop-server invite --officer NAME --units CODE[,CODE…] --data DIR [--json]\n"
         "ocop-server key | devices --data DIR [--json]\n"
         "ocop-server grant|withdraw DEVICE --units CODE[,CODE…] | revoke DEVICE    --data DIR\n"
         "ocop-server notices [--json] | release NOTICE    --data DIR\n"
         "ocop-server show DOSSIER | list [--archived] | verify    --data DIR [--json]\n"
         "ocop-server bundle import FILE | bundle export DEVICE FILE    --data DIR [--json]\n"
         "ocop-server backup --to DIR --data DIR [--passphrase-file FILE] [--json]\n"
         "A backup, or better a copy of it, is a data folder: `serve` on it begins the restored province, with the\n"
         "passphrase if its keys were sealed. `show`, `list` and `verify` only look at it.\n"
         "The data folder may also be named by OCOP_DATA, the clock be set by --now ISO or OCOP_NOW.\n";
}

std::vector<std::string> split_units(std::string_view text) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t comma = text.find(',');
    out.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace ocop::server
