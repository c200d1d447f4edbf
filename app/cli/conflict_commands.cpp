// Conflicts: what two people wrote without knowing of each other, and the word that settles it.
#include "app/cli/commands.h"
#include "core/domain/record_type.h"
#include "core/service/commands.h"
#include "core/service/json.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

std::string conflict_lines(const Program& program, const service::ConflictView& conflict) {
  std::string lines = conflict.id.hex() + "  " + conflict.type + "." + conflict.field;
  for (const service::ConflictValue& value : conflict.values) {
    std::string text = domain::to_text(value.value);
    if (text.empty()) text = phrase(program, text::Key::CliNothing);
    lines +=
        "\n  " + std::to_string(value.n) + ": " + text + "  (" + value.officer + ", " + iso_utc(value.wall_ms) + ")";
  }
  return lines;
}

Result<domain::Value> parse_value(const service::ConflictView& conflict, const std::string& text) {
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  if (field == nullptr) return Error{ErrorCode::UnknownField, conflict.type + "." + conflict.field};
  return domain::parse_value(*field, text);
}

}  // namespace

Status conflicts(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const auto found, service::list_conflicts(*opened.folder));
  if (program.wants_json) return print_line(service::to_json(found));
  if (found.empty()) return print_line(phrase(program, text::Key::CliNoConflicts));
  for (const service::ConflictView& conflict : found) TRY(print_line(conflict_lines(program, conflict)));
  return {};
}

Status settle(Program& program) {
  const Arguments& given = program.arguments;
  const auto choose = given.value("choose");
  const auto value = given.value("value");
  if (choose.has_value() == value.has_value()) return Error{ErrorCode::Usage, "either --choose N or --value V"};
  service::Settle command;
  TRY_ASSIGN(command.reason, given.required("reason"));
  if (choose) {
    command.choose = parse_number(*choose);
    if (!command.choose) return Error{ErrorCode::Usage, "not a number: " + *choose};
  }
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  const auto conflict = service::find_conflict(*opened.folder, given.words[0]);
  if (conflict) {
    command.conflict = conflict->id;
    if (value) {
      TRY_ASSIGN(command.value, parse_value(*conflict, *value));
    }
  } else {
    // A whole id of heads that are no longer there: settled or joined by others since it was listed.
    const auto id = Id::parse(given.words[0]);
    if (conflict.error().code != ErrorCode::NotFound || !id) return conflict.error();
    command.conflict = *id;
    if (value) command.value = domain::Value::text(*value);
  }
  TRY(service::settle(*opened.folder, command));
  return print_line(json_object({{"id", command.conflict.hex()}}));
}

}  // namespace ocop::cli
