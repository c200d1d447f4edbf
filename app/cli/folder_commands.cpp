// The data folder as a whole: made, checked; and the commands that this version does not have yet.
#include "app/cli/commands.h"
#include "core/domain/units.h"
#include "core/service/json.h"
#include "core/service/verify.h"

namespace ocop::cli {
namespace {

// "00004,00008": codes of communes that exist.
Result<std::vector<std::string>> read_units(std::string_view text) {
  std::vector<std::string> units;
  for (;;) {
    const auto comma = text.find(',');
    const std::string_view code = text.substr(0, comma);
    if (domain::find_commune(code) == nullptr) return Error{ErrorCode::UnknownUnit, std::string(code)};
    units.emplace_back(code);
    if (comma == std::string_view::npos) return units;
    text = text.substr(comma + 1);
  }
}

Status print_problems(const Program& program, const std::vector<service::Problem>& problems) {
  if (program.wants_json) return print_line(service::to_json(problems));
  if (problems.empty()) return print_line(phrase(program, text::Key::CliVerified));
  for (const service::Problem& problem : problems) TRY(print_line(problem.code + "  " + problem.where));
  return {};
}

}  // namespace

Status init(Program& program) {
  TRY_ASSIGN(const std::string officer, program.arguments.required("officer"));
  TRY_ASSIGN(const std::string units, program.arguments.required("units"));
  TRY_ASSIGN(auto codes, read_units(units));
  TRY_ASSIGN(OpenFolder opened, create_folder(program, {officer, std::move(codes)}));
  TRY_ASSIGN(const service::Officer stored, opened.folder->officer());
  return print_line(json_object({{"officer", stored.name}, {"units", units}}));
}

Status verify(Program& program) {
  auto opened = open_folder(program);
  if (!opened && opened.error().code == ErrorCode::StorageCorrupt) {  // so damaged that it does not open: a finding too
    TRY(print_problems(program, {{"database_corrupt", "ocop.sqlite"}}));
    return opened.error();
  }
  if (!opened) return opened.error();
  TRY_ASSIGN(const auto problems, service::verify_folder(*opened->folder));
  TRY(print_problems(program, problems));
  if (problems.empty()) return {};
  return Error{ErrorCode::StorageCorrupt, problems.front().code + " " + problems.front().where};
}

Status not_yet(Program&) { return ErrorCode::NotYet; }

}  // namespace ocop::cli
