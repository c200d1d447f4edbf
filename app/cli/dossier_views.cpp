// Reading dossiers: one as it stands, all of them, those that are looked for.
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "core/domain/units.h"
#include "core/service/json.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

std::string short_id(const Id& id) { return id.hex().substr(0, 8); }

std::string range(const rules::Bounds& bounds) {
  if (bounds.min == bounds.max) return std::to_string(bounds.min);
  return std::to_string(bounds.min) + "–" + std::to_string(bounds.max);
}

std::string assessment_lines(const Program& program, const service::AssessmentView& assessment) {
  std::string lines = assessment.assessor + ": ";
  if (assessment.bounds && assessment.bounds->figures) {
    const auto& figures = *assessment.bounds->figures;
    lines += phrase(program, text::Key::CliFigures, {range(figures.points), range(figures.stars)});
  } else if (assessment.result) {
    lines += phrase(program, text::Key::CliFigures, {std::to_string(assessment.result->points),
                                             std::to_string(assessment.result->stars)});
  } else {
    lines += phrase(program, text::Key::CliNoFigures, {assessment.why_no_figures});
  }
  lines += "\n";
  for (const auto& [code, score] : assessment.scores) {
    if (score.option.empty() && score.note.empty()) continue;
    lines += "  " + code + ": " + (score.option.empty() ? "–" : score.option);
    if (score.points) lines += " (" + range(*score.points) + ")";
    lines += score.note.empty() ? "\n" : "  " + score.note + "\n";
  }
  return lines;
}

std::string evidence_lines(const service::DossierView& dossier) {
  std::string lines;
  for (const service::EvidenceView& evidence : dossier.evidence) {
    lines += short_id(evidence.record.key.record) + "  " + evidence.kind;
    for (const std::string& criterion : evidence.criteria) lines += " " + criterion;
    lines += "  " + std::string(service::whereabouts_name(evidence.state)) + "\n";
  }
  return lines;
}

std::string dossier_lines(const Program& program, const service::DossierView& dossier) {
  std::string lines = dossier.id.hex() + "  " + dossier.state + "  " + dossier.kind + "  " + dossier.set + "  " +
                      domain::unit_name(dossier.unit) + "\n";
  if (dossier.is_archived) lines += phrase(program, text::Key::CliArchived) + "\n";
  if (dossier.producer) lines += phrase(program, text::Key::CliProducer) + "\n" + field_lines(*dossier.producer);
  if (dossier.product) lines += phrase(program, text::Key::CliProduct) + "\n" + field_lines(*dossier.product);
  lines += phrase(program, text::Key::CliDossier) + "\n" + field_lines(dossier.dossier);
  for (const auto& [assessor, assessment] : dossier.assessments) lines += assessment_lines(program, assessment);
  lines += evidence_lines(dossier);
  if (!dossier.conflicts.empty())
    lines += phrase(program, text::Key::CliConflictsOpen, {std::to_string(dossier.conflicts.size())}) + "\n";
  for (const service::NoticeView& notice : dossier.notices)
    lines += text::notice(notice.reason, program.language) + "\n";
  for (const service::HeldApart& held : dossier.held)
    lines += phrase(program, text::Key::CliHeldBatch, {std::to_string(held.changes), held.reason}) + "\n";
  return lines + phrase(program, text::Key::CliUnsent, {std::to_string(dossier.unsent_changes),
                                               std::to_string(dossier.unsent_photos)});
}

Result<std::vector<service::DossierLine>> all_lines(service::Folder& folder, service::DossierQuery query) {
  std::vector<service::DossierLine> lines;
  query.count_max = 1000;
  for (;;) {
    query.offset = lines.size();
    TRY_ASSIGN(const service::DossierPage page, service::list_dossiers(folder, query));
    lines.insert(lines.end(), page.lines.begin(), page.lines.end());
    if (page.lines.empty() || lines.size() >= page.total) return lines;
  }
}

Status print_dossiers(Program& program, std::string search) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::DossierQuery query;
  query.search = std::move(search);
  query.with_archived = program.arguments.has("archived");
  TRY_ASSIGN(const auto lines, all_lines(*opened.folder, std::move(query)));
  if (program.wants_json) return print_line(service::to_json(lines));
  for (const service::DossierLine& line : lines)
    TRY(print_line(short_id(line.id) + "  " + line.state + "  " + line.name + "  " + line.producer_name + "  " +
                   domain::unit_name(line.unit)));
  return {};
}

}  // namespace

Status dossier_show(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const Id id, service::find_id(*opened.folder, "dossier", program.arguments.words[0]));
  TRY_ASSIGN(const service::DossierView dossier, service::read_dossier(*opened.folder, id));
  return print_line(program.wants_json ? service::to_json(dossier) : dossier_lines(program, dossier));
}

Status dossier_list(Program& program) { return print_dossiers(program, ""); }

Status dossier_find(Program& program) {
  std::string text;
  for (const std::string& word : program.arguments.words) text += (text.empty() ? "" : " ") + word;
  return print_dossiers(program, text);
}

}  // namespace ocop::cli
