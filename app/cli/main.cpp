// `ocop`: builds the clock and chance of the machine, reads what was typed, runs one command, and ends with its status.
#include <cstdlib>

#include "app/cli/commands.h"
#include "platform/linux/system_clock.h"

namespace {

using namespace ocop;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<text::Language> read_language(const cli::Arguments& arguments) {
  const auto language = arguments.value("language");
  if (!language || *language == "vi") return text::Language::Vietnamese;
  if (*language == "en") return text::Language::English;
  return Error{ErrorCode::Usage, "no language " + *language};
}

// The moment that was named with --now or OCOP_NOW; nothing: the machine's own time.
Result<std::optional<std::int64_t>> read_now(const cli::Arguments& arguments) {
  const std::string now = arguments.value("now").value_or(environment("OCOP_NOW"));
  if (now.empty() && !arguments.has("now")) return std::optional<std::int64_t>{};
  std::int64_t wall_ms = 0;
  if (!parse_iso_utc(now, wall_ms)) return Error{ErrorCode::Usage, "no moment like 2026-11-21T07:05:09Z: " + now};
  return std::optional<std::int64_t>{wall_ms};
}

Status run(cli::Arguments arguments, text::Language language) {
  TRY_ASSIGN(const auto now, read_now(arguments));
  platform::SystemClock machine;
  cli::FixedClock fixed(now.value_or(0), machine);
  SystemEntropy entropy;
  cli::Program program{.arguments = std::move(arguments),
                       .clock = now ? static_cast<Clock&>(fixed) : machine,
                       .entropy = entropy,
                       .data = {},
                       .language = language,
                       .wants_json = false};
  program.data = program.arguments.value("data").value_or(environment("OCOP_DATA"));
  program.wants_json = program.arguments.has("json");
  return cli::run_command(program);
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> raw(values + (count > 0 ? 1 : 0), values + count);
  auto arguments = cli::parse_arguments(raw);
  if (!arguments) return cli::report_error(text::Language::Vietnamese, arguments.error());
  const auto language = read_language(*arguments);
  if (!language) return cli::report_error(text::Language::Vietnamese, language.error());
  const Status done = run(std::move(*arguments), *language);
  return done ? 0 : cli::report_error(*language, done.error());
}
