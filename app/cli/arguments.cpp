#include "app/cli/arguments.h"

#include <algorithm>

#include "core/base/text.h"

namespace ocop::cli {
namespace {

constexpr OptionRow options[] = {
    {"data", Takes::Value, "DIR"},
    {"now", Takes::Value, "ISO"},
    {"json", Takes::Nothing},
    {"language", Takes::Value, "vi|en"},
    {"help", Takes::Nothing},
    {"allow-plain-http", Takes::Nothing},
    {"archived", Takes::Nothing},
    {"as", Takes::Value, "self|commune|council:NAME"},
    {"at", Takes::Value, "DATE"},
    {"ca", Takes::Value, "FILE"},
    {"bill", Takes::Nothing},
    {"check", Takes::Value, "FILE"},
    {"choices", Takes::Value, "FILE"},
    {"choose", Takes::Value, "N"},
    {"code", Takes::Value, "CODE"},
    {"criterion", Takes::Values, "CODE"},
    {"format", Takes::Value, "json|csv|xlsx|pdf"},
    {"from", Takes::Value, "FILE|DATE"},
    {"kind", Takes::Value, "KIND"},
    {"legacy", Takes::Nothing},
    {"note", Takes::Value, "TEXT"},
    {"officer", Takes::Value, "NAME"},
    {"out", Takes::Value, "FILE"},
    {"photos", Takes::Value, "all|review|thumbnails|none"},
    {"producer", Takes::Value, "ID"},
    {"product", Takes::Value, "NAME"},
    {"reason", Takes::Value, "TEXT"},
    {"server", Takes::Value, "URL"},
    {"set", Takes::Value, "SET"},
    {"size", Takes::Value, "thumbnail|review|original"},
    {"to", Takes::Value, "DATE"},
    {"units", Takes::Value, "CODE[,CODE…]"},
    {"value", Takes::Value, "VALUE"},
};

Error wrong(std::string detail) { return {ErrorCode::Usage, std::move(detail)}; }

// Reads the option at raw[at]; returns how many arguments it took.
Result<std::size_t> read_option(std::span<const std::string> raw, std::size_t at, Arguments& arguments) {
  const std::string_view whole = raw[at];
  const auto equals = whole.find('=');
  const std::string_view name = whole.substr(2, equals == std::string_view::npos ? equals : equals - 2);
  const OptionRow* row = find_option(name);
  if (row == nullptr) return wrong("unknown option --" + std::string(name));
  if (row->takes != Takes::Values && arguments.has(name)) return wrong("--" + std::string(name) + " stands twice");
  if (row->takes == Takes::Nothing) {
    if (equals != std::string_view::npos) return wrong("--" + std::string(name) + " takes no value");
    arguments.options.emplace_back(name, "");
    return std::size_t{1};
  }
  if (equals != std::string_view::npos) {
    arguments.options.emplace_back(name, whole.substr(equals + 1));
    return std::size_t{1};
  }
  if (at + 1 == raw.size()) return wrong("--" + std::string(name) + " needs " + std::string(row->value));
  arguments.options.emplace_back(name, raw[at + 1]);
  return std::size_t{2};
}

}  // namespace

std::span<const OptionRow> option_table() { return options; }

const OptionRow* find_option(std::string_view name) {
  const auto found = std::find_if(std::begin(options), std::end(options),
                                  [&](const OptionRow& row) { return row.name == name; });
  return found == std::end(options) ? nullptr : found;
}

bool Arguments::has(std::string_view name) const {
  return std::any_of(options.begin(), options.end(), [&](const auto& option) { return option.first == name; });
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  for (const auto& option : options)
    if (option.first == name) return option.second;
  return std::nullopt;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& option : options)
    if (option.first == name) found.push_back(option.second);
  return found;
}

Result<std::string> Arguments::required(std::string_view name) const {
  const auto found = value(name);
  if (!found) return wrong("--" + std::string(name) + " is needed");
  return *found;
}

Result<Arguments> parse_arguments(std::span<const std::string> raw) {
  for (const std::string& argument : raw)
    if (!is_valid_utf8(argument) || argument.find('\0') != std::string::npos)
      return Error{ErrorCode::InvalidInput, "an argument is not UTF-8"};
  Arguments arguments;
  bool only_words = false;
  for (std::size_t at = 0; at < raw.size();) {
    const std::string& argument = raw[at];
    if (only_words || argument.size() < 2 || argument[0] != '-') {
      arguments.words.push_back(argument);
      ++at;
    } else if (argument == "--") {
      only_words = true;
      ++at;
    } else if (argument == "-h") {
      arguments.options.emplace_back("help", "");
      ++at;
    } else if (argument[1] != '-') {
      return wrong("unknown option " + argument);
    } else {
      TRY_ASSIGN(const std::size_t taken, read_option(raw, at, arguments));
      at += taken;
    }
  }
  return arguments;
}

std::optional<int> parse_number(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

}  // namespace ocop::cli
