// What was typed after the program's name: words in their order, and options, which may stand anywhere.
//
//   ocop dossier set 3fa9c1 note=… --data /srv/tablet       words: dossier set 3fa9c1 note=…
//
// An option that takes a value takes the next argument, whatever it is, or what follows '=' ("--data=DIR"); after "--"
// everything is a word. Every argument must be UTF-8. Pure functions; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace ocop::cli {

enum class Takes { Nothing, Value, Values };  // Values: may be given several times

struct OptionRow {
  std::string_view name;  // without the hyphens
  Takes takes;
  std::string_view value = {};  // as the usage shows it: "DIR"
};

// Every option of every command; which command takes which is in commands.h.
std::span<const OptionRow> option_table();
const OptionRow* find_option(std::string_view name);

struct Arguments {
  std::vector<std::string> words;
  std::vector<std::pair<std::string, std::string>> options;  // name without hyphens, value

  bool has(std::string_view name) const;
  std::optional<std::string> value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  Result<std::string> required(std::string_view name) const;  // Usage when it is not there
};

// Usage: an unknown option, one without its value, one given twice. InvalidInput: bytes that are not UTF-8, a NUL.
Result<Arguments> parse_arguments(std::span<const std::string> raw);

// A whole number written in digits, nothing else; nothing beyond nine of them.
std::optional<int> parse_number(std::string_view text);

}  // namespace ocop::cli
