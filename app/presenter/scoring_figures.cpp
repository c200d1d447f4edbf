// The side panel: points, parts, stars, and in words what holds the product back.

#include <algorithm>

#include "app/presenter/scoring_page.h"
#include "app/presenter/words.h"

namespace ocop::presenter {
namespace {

using rules::Bounds;
using text::Key;
using text::Language;

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

std::string span(const Bounds& bounds) {
  const std::string least = std::to_string(bounds.min);
  return bounds.min == bounds.max ? least : least + "–" + std::to_string(bounds.max);
}

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
  if (result.failed_gates.empty() || !result.barred_by.empty()) return;
  const int held = result.failed_gates.front().stars;
  const auto count = [&](int stars) {
    return std::count_if(result.failed_gates.begin(), result.failed_gates.end(),
                         [&](const auto& gate) { return gate.stars == stars; });
  };
  out.held_back_title =
      text::fill(Key::ScoringHeldBack, language, {std::to_string(result.band_stars), std::to_string(result.stars)});
  out.held_back_about =
      text::fill(Key::ScoringGatesFailed, language, {std::to_string(count(held)), std::to_string(held)});
  for (const auto& gate : result.failed_gates) {
    if (gate.stars != held) continue;
    const rules::Criterion* criterion = sheet.found.set->find_criterion(gate.criterion);
    const rules::Option* needs = criterion->find_option(gate.needs);
    out.held_back.push_back(
        {gate.criterion, title_of(*criterion, language),
         text::fill(Key::ScoringNeeds, language, {needs == nullptr ? gate.needs : in(needs->label, language)})});
  }
  if (held < result.band_stars)
    out.later_gates =
        text::fill(Key::ScoringGatesNext, language, {std::to_string(held + 1), std::to_string(count(held + 1))});
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
  if (result.next_band)
    out.next_band =
        text::fill(Key::ScoringNextBand, language,
                   {std::to_string(result.next_band->points_missing), std::to_string(result.next_band->stars)});
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
