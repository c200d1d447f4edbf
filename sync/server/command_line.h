// What was typed after `ocop-server`: words in their order, and options, which may stand anywhere.
//
//   ocop-server show 3fa9c1 --data DIR --json       words: show 3fa9c1
//
// An option that takes a value takes the next argument, whatever it is, or what follows '='. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace ocop::server {

struct CommandLine {
  std::vector<std::string> words;
  std::map<std::string, std::string, std::less<>> options;  // names without hyphens

  bool has(std::string_view option) const { return options.find(option) != options.end(); }
  std::string value(std::string_view option) const;           // empty when it is not there
  Result<std::string> required(std::string_view option) const;  // Usage
};

// Usage: an option that the program or the command does not know, one without its value or given twice, another number
// of words. InvalidInput: no UTF-8.
Result<CommandLine> read_command_line(std::span<const std::string> arguments);

std::string usage();

// "00004,00008"; empty parts are kept, for check_units to refuse.
std::vector<std::string> split_units(std::string_view text);

}  // namespace ocop::server
