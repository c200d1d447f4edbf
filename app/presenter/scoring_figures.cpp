// The side panel: points, parts, stars, and in words what holds the product back.

#include <algorithm>

#include "app/presenter/figure_words.h"
#include "app/presenter/scoring_page.h"
#include "app/presenter/words.h"

namespace ocop::presenter {
namespace {

using rules::Bounds;
using text::Key;
using text::Language;

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

Bounds points_of_part(const service::AssessmentView& assessment, std::size_t index) {
  if (assessment.bounds && assessment.bounds->figures) return assessment.bounds->figures->parts[index].points;
  const int points = assessment.result->parts[index].points;
  return {points, points};
}

void add_parts(const ScoringSheet& sheet, ScoringFigures& out, Language language) {
  const auto& parts = sheet.found.set->parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Bounds points = points_of_part(sheet.assessment, i);
    const std::string most = std::to_string(parts[i].points_max);
    out.parts.push_back(
        {parts[i].code, points.min, parts[i].points_max, text::fill(Key::PointsOf, language, {span(points), most})});
  }
}

void add_gates(const ScoringSheet& sheet, ScoringFigures& out, Language language) {
  const auto& result = *sheet.assessment.result;
  FailedGates gates = failed_gates(*sheet.found.set, result, language);
  const int next = gates.stars + 1;
  if (!gates.rows.empty() && gates.stars < result.band_stars) {
    const auto count = std::count_if(result.failed_gates.begin(), result.failed_gates.end(),
                                     [&](const auto& gate) { return gate.stars == next; });
    out.later_gates = text::fill(Key::ScoringGatesNext, language, {std::to_string(next), std::to_string(count)});
  }
  out.held_back_title = std::move(gates.title);
  out.held_back_about = std::move(gates.about);
  out.held_back = std::move(gates.rows);
}

void add_bars(const ScoringSheet& sheet, ScoringFigures& out, Language language) {
  for (const std::string& id : sheet.assessment.result->barred_by) {
    const auto at = std::find_if(sheet.declarations.begin(), sheet.declarations.end(),
                                 [&](const auto& declaration) { return declaration.id == id; });
    if (at == sheet.declarations.end()) continue;
    out.barred.push_back(text::fill(Key::ScoringBarred, language, {in(at->text, language)}));
    out.barred_by.push_back(id);
  }
}

void add_what_is_left(const ScoringSheet& sheet, ScoringFigures& out, Language language) {
  const auto& result = *sheet.assessment.result;
  const std::size_t missing = sheet.dossier.missing.size();
  const std::string criteria = std::to_string(result.unanswered.size()), entries = std::to_string(missing);
  if (missing == 0 && result.unanswered.empty())
    out.remaining = say(Key::ScoringAllAnswered, language);
  else if (missing == 0)
    out.remaining = text::fill(Key::ScoringRemainingCriteria, language, {criteria});
  else if (result.unanswered.empty())
    out.remaining = text::fill(Key::ScoringRemainingEntries, language, {entries});
  else
    out.remaining = text::fill(Key::ScoringRemaining, language, {criteria, entries});
  if (!result.undeclared.empty())
    out.undeclared = text::fill(Key::ScoringUndeclared, language, {std::to_string(result.undeclared.size())});
  out.next_band = next_band(result, language);
}

std::string why_none(const std::string& why, Language language) {
  if (why == "set_in_conflict") return say(Key::ScoringSetInConflict, language);
  if (why == "case_in_conflict") return say(Key::ScoringCaseInConflict, language);
  if (why == error_row(ErrorCode::PackIncomplete).name) return say(Key::ScoringCannotBeScored, language);
  return say(Key::ScoringUnclear, language);
}

}  // namespace

ScoringFigures figures_of(const ScoringSheet& sheet, Language language) {
  ScoringFigures out;
  const auto& assessment = sheet.assessment;
  if (!sheet.found.pack->is_complete) out.notice = say(Key::ScoringLegacyPack, language);
  if (!assessment.result) {
    out.no_figure = why_none(assessment.why_no_figures, language);
    return out;
  }
  Bounds points{assessment.result->points, assessment.result->points};
  Bounds stars{assessment.result->stars, assessment.result->stars};
  if (assessment.bounds && assessment.bounds->figures) {
    points = assessment.bounds->figures->points;
    stars = assessment.bounds->figures->stars;
  }
  int points_max = 0;
  for (const rules::Part& part : sheet.found.set->parts) points_max += part.points_max;
  out.points = span(points);
  out.points_unit = text::fill(Key::ScoringTotalOf, language, {std::to_string(points_max)});
  out.stars = stars.min;
  out.stars_max = stars.max;
  if (points.min != points.max)
    out.between = text::fill(Key::ScoringBetween, language, {std::to_string(points.min), std::to_string(points.max)});
  else if (stars.min != stars.max)
    out.between = say(Key::ScoringInConflict, language);
  add_parts(sheet, out, language);
  add_bars(sheet, out, language);
  add_gates(sheet, out, language);
  add_what_is_left(sheet, out, language);
  return out;
}

}  // namespace ocop::presenter
