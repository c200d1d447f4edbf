// Rule packs: which there are, whether a file is one, and what a sheet of answers comes to. No data folder.
#include "app/cli/commands.h"
#include "core/base/limits.h"
#include "core/rules/library.h"
#include "core/rules/score_json.h"

namespace ocop::cli {
namespace {

const std::string& in_language(const Program& program, const rules::Text& text) {
  return program.language == text::Language::English && !text.en.empty() ? text.en : text.vi;
}

Result<std::string> read_json_file(const std::string& path) {
  TRY_ASSIGN(const Bytes bytes, read_file(path, limits::json_file_bytes_max));
  if (bytes.size() > limits::json_file_bytes_max) return Error{ErrorCode::LimitExceeded, path};
  return std::string(as_text(bytes));
}

std::string pack_lines(const Program& program, const rules::Pack& pack) {
  std::string lines = pack.id + "  " + in_language(program, pack.title) + " (" + pack.decision.number + ")\n";
  for (const rules::Set& set : pack.sets) lines += "  " + set.id + "  " + in_language(program, set.name) + "\n";
  return lines;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string result_lines(const Program& program, const rules::ScoreResult& result) {
  std::string lines = phrase(program, text::Key::CliPoints, {result.set, std::to_string(result.points),
                                                     std::to_string(result.stars), std::to_string(result.band_stars)});
  for (const rules::FailedGate& gate : result.failed_gates)
    lines += "\n" + phrase(program, text::Key::CliGate, {std::to_string(gate.stars), gate.criterion, gate.needs});
  if (!result.barred_by.empty()) lines += "\n" + phrase(program, text::Key::CliBarred, {joined(result.barred_by)});
  if (!result.unanswered.empty())
    lines += "\n" + phrase(program, text::Key::CliUnanswered, {joined(result.unanswered)});
  if (!result.undeclared.empty())
    lines += "\n" + phrase(program, text::Key::CliUndeclared, {joined(result.undeclared)});
  if (result.next_band)
    lines += "\n" + phrase(program, text::Key::CliNextBand, {std::to_string(result.next_band->points_missing),
                                                      std::to_string(result.next_band->stars)});
  return lines;
}

}  // namespace

Status rules_list(Program& program) {
  std::vector<const rules::Pack*> packs;
  for (const std::string_view id : rules::pack_ids()) {
    TRY_ASSIGN(const rules::Pack* pack, rules::find_pack(id));
    packs.push_back(pack);
  }
  if (program.wants_json) return print_line(rules::list_json(packs));
  std::string lines;
  for (const rules::Pack* pack : packs) lines += pack_lines(program, *pack);
  lines.pop_back();
  return print_line(lines);
}

Status rules_check(Program& program) {
  TRY_ASSIGN(const std::string json, read_json_file(program.arguments.words[0]));
  TRY_ASSIGN(const rules::Pack pack, rules::parse_pack(json));
  if (program.wants_json) return print_line(rules::check_json(pack));
  return print_line(phrase(program, text::Key::CliPackStands, {pack.id, std::to_string(pack.sets.size())}));
}

Status rules_score(Program& program) {
  TRY_ASSIGN(const std::string set_id, program.arguments.required("set"));
  TRY_ASSIGN(const std::string path, program.arguments.required("choices"));
  TRY_ASSIGN(const rules::FoundSet found, rules::find_set(set_id));
  TRY_ASSIGN(const std::string json, read_json_file(path));
  TRY_ASSIGN(const rules::Choices choices, rules::choices_from_json(json, *found.set));
  TRY_ASSIGN(const rules::ScoreResult result, rules::score(*found.set, *found.pack, choices));
  if (program.wants_json) return print_line(rules::to_json(result));
  return print_line(result_lines(program, result));
}

}  // namespace ocop::cli
