#include "app/cli/commands.h"

#include <algorithm>

namespace ocop::cli {
namespace {

Status help(Program& program) { return print_line(usage(program)); }

constexpr Command commands[] = {
    {"help", "", 0, any_number, "", "", help},
    {"rules list", "", 0, 0, "", "", rules_list},
    {"rules check", "FILE", 1, 1, "", "", rules_check},
    {"rules score", "", 0, 0, "set choices", "set choices", rules_score},
    {"init", "", 0, 0, "officer units", "officer units", init},
    {"producer add", "FIELD=VALUE…", 0, any_number, "from", "", producer_add},
    {"producer set", "ID FIELD=VALUE…", 1, any_number, "from", "", producer_set},
    {"producer show", "ID", 1, 1, "", "", producer_show},
    {"producer list", "", 0, 0, "", "", producer_list},
    {"producer find", "TEXT", 1, any_number, "", "", producer_find},
    {"dossier new", "", 0, 0, "producer product set kind legacy", "producer product set", dossier_new},
    {"dossier set", "ID FIELD=VALUE…", 1, any_number, "from", "", dossier_set},
    {"dossier show", "ID", 1, 1, "", "", dossier_show},
    {"dossier list", "", 0, 0, "archived", "", dossier_list},
    {"dossier find", "TEXT", 1, any_number, "archived", "", dossier_find},
    {"dossier archive", "ID", 1, 1, "reason", "reason", dossier_archive},
    {"dossier restore", "ID", 1, 1, "reason", "reason", dossier_restore},
    {"score", "DOSSIER CRITERION OPTION|none|clear", 3, 3, "as note", "", score},
    {"declare", "DOSSIER DECLARATION yes|no|clear", 3, 3, "as", "", declare},
    {"evidence add", "DOSSIER FILE…", 2, any_number, "kind criterion", "kind", evidence_add},
    {"evidence get", "ID", 1, 1, "size out", "size out", evidence_get},
    {"enrol", "", 0, 0, "server code ca allow-plain-http", "server code", enrol},
    {"sync", "", 0, 0, "photos bill", "", sync},
    {"syncs", "", 0, 0, "out", "", syncs},
    {"conflicts", "", 0, 0, "", "", conflicts},
    {"held", "", 0, 0, "", "", held},
    {"notices", "", 0, 0, "", "", notices},
    {"settle", "CONFLICT", 1, 1, "choose value reason", "reason", settle},
    {"preferences show", "", 0, 0, "", "", preferences_show},
    {"preferences set", "NAME=WORD…", 1, any_number, "", "", preferences_set},
    {"verify", "", 0, 0, "", "", verify},
    {"bundle export", "FILE", 1, 1, "photos", "", bundle_export},
    {"bundle import", "FILE", 1, 1, "", "", bundle_import},
    {"receipt", "[DOSSIER]", 0, 1, "check", "", receipt},
    {"unsent", "", 0, 0, "check", "", unsent},
    {"prune", "", 0, 0, "", "", prune},
    {"report", "NAME", 1, 1, "at from to format out", "", not_yet},
};

constexpr std::string_view common_options = "data now json language help";

Error wrong(std::string detail) { return {ErrorCode::Usage, std::move(detail)}; }

// The words of a text with single spaces between them.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto space = text.find(' ');
    words.push_back(text.substr(0, space));
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
  }
  return words;
}

bool holds(std::string_view names, std::string_view name) {
  const auto words = split(names);
  return std::find(words.begin(), words.end(), name) != words.end();
}

bool begins_with(const std::vector<std::string>& words, const std::vector<std::string_view>& name) {
  return words.size() >= name.size() && std::equal(name.begin(), name.end(), words.begin());
}

const Command* find_command(const std::vector<std::string>& words) {
  const auto found = std::find_if(std::begin(commands), std::end(commands),
                                  [&](const Command& command) { return begins_with(words, split(command.name)); });
  return found == std::end(commands) ? nullptr : found;
}

Status check(const Command& command, const Arguments& arguments) {
  const std::string name(command.name);
  for (const auto& [option, value] : arguments.options)
    if (!holds(common_options, option) && !holds(command.options, option))
      return wrong(name + " takes no --" + option);
  for (const std::string_view option : split(command.needs))
    if (!arguments.has(option)) return wrong(name + " needs --" + std::string(option));
  const int count = static_cast<int>(arguments.words.size());
  if (count < command.operands_min) return wrong(name + " needs " + std::string(command.operands));
  if (command.operands_max != any_number && count > command.operands_max)
    return wrong(name + " takes no \"" + arguments.words[static_cast<std::size_t>(command.operands_max)] + "\"");
  return {};
}

std::string shown(std::string_view option) {
  const OptionRow* row = find_option(option);
  std::string text = "--" + std::string(option);
  if (row != nullptr && row->takes != Takes::Nothing) text += " " + std::string(row->value);
  return text;
}

std::string usage_line(const Command& command) {
  std::string line = "  ocop " + std::string(command.name);
  if (!command.operands.empty()) line += " " + std::string(command.operands);
  for (const std::string_view option : split(command.options))
    line += holds(command.needs, option) ? " " + shown(option) : " [" + shown(option) + "]";
  return line;
}

}  // namespace

std::span<const Command> command_table() { return commands; }

std::string usage(const Program& program) {
  std::string text = phrase(program, text::Key::CliUsage) + "\n\n";
  for (const Command& command : commands) text += usage_line(command) + "\n";
  return text + "\n" + phrase(program, text::Key::CliUsageOptions);
}

Status run_command(Program& program) {
  if (program.arguments.words.empty() || program.arguments.has("help")) return help(program);
  const Command* command = find_command(program.arguments.words);
  if (command == nullptr) return wrong("no command \"" + program.arguments.words.front() + "\"");
  const auto name_words = static_cast<std::ptrdiff_t>(split(command->name).size());
  program.arguments.words.erase(program.arguments.words.begin(), program.arguments.words.begin() + name_words);
  TRY(check(*command, program.arguments));
  return command->run(program);
}

}  // namespace ocop::cli
