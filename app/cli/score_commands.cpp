// One criterion scored, one question answered. What the author was shown is what stands when the command starts.
#include "app/cli/commands.h"
#include "core/service/commands.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

service::ShownField shown_field(const service::DossierView& dossier, const std::string& assessor,
                                const std::string& field) {
  const auto assessment = dossier.assessments.find(assessor);
  if (assessment == dossier.assessments.end()) return {};
  const service::ShownField* shown = assessment->second.record.find(field);
  return shown == nullptr ? service::ShownField{} : *shown;
}

Result<std::optional<bool>> parse_answer(const std::string& text) {
  if (text == "yes") return std::optional<bool>(true);
  if (text == "no") return std::optional<bool>(false);
  if (text == "clear") return std::optional<bool>();
  return Error{ErrorCode::Usage, "neither yes, no nor clear: " + text};
}

}  // namespace

Status score(Program& program) {
  const auto& words = program.arguments.words;
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::SetScore command;
  TRY_ASSIGN(command.dossier, service::find_id(*opened.folder, "dossier", words[0]));
  command.assessor = program.arguments.value("as").value_or("self");
  command.criterion = words[1];
  command.option = words[2] == "clear" ? std::string() : words[2];
  command.note = program.arguments.value("note");
  TRY_ASSIGN(const service::DossierView dossier, service::read_dossier(*opened.folder, command.dossier));
  command.shown_option = shown_field(dossier, command.assessor, command.criterion + ".option");
  command.shown_note = shown_field(dossier, command.assessor, command.criterion + ".note");
  TRY(service::set_score(*opened.folder, command));
  return print_line(json_object({{"id", command.dossier.hex()},
                                 {"as", command.assessor},
                                 {"criterion", command.criterion},
                                 {"option", *command.option}}));
}

Status declare(Program& program) {
  const auto& words = program.arguments.words;
  service::SetDeclaration command;
  TRY_ASSIGN(command.answer, parse_answer(words[2]));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(command.dossier, service::find_id(*opened.folder, "dossier", words[0]));
  command.assessor = program.arguments.value("as").value_or("self");
  command.declaration = words[1];
  TRY_ASSIGN(const service::DossierView dossier, service::read_dossier(*opened.folder, command.dossier));
  command.shown = shown_field(dossier, command.assessor, "declare." + command.declaration);
  TRY(service::set_declaration(*opened.folder, command));
  return print_line(json_object({{"id", command.dossier.hex()},
                                 {"as", command.assessor},
                                 {"declaration", command.declaration},
                                 {"answer", words[2]}}));
}

}  // namespace ocop::cli
