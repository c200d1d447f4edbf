#include "core/rules/scoring.h"

#include <algorithm>

namespace ocop::rules {
namespace {

struct Answer {
  const Criterion* criterion = nullptr;
  const Option* option = nullptr;  // nullptr: none met, or unanswered
  bool is_answered = false;
  bool is_silenced = false;

  int points() const { return option == nullptr || is_silenced ? 0 : option->points; }
  std::string_view case_id() const { return option == nullptr ? std::string_view{} : option->case_id; }
};

Answer answer_of(const Criterion& criterion, const Choices& choices) {
  Answer answer;
  answer.criterion = &criterion;
  const auto chosen = choices.options.find(criterion.code);
  if (chosen == choices.options.end() || chosen->second.empty()) return answer;
  answer.is_answered = true;
  answer.option = criterion.find_option(chosen->second);  // check_choices: nullptr only for "none"
  return answer;
}

void apply_declarations(const Set& set, const Choices& choices, std::vector<Answer>& answers, ScoreResult& result) {
  for (const Declaration& declaration : declarations(set)) {
    const auto given = choices.declarations.find(declaration.id);
    if (given == choices.declarations.end()) {
      result.undeclared.push_back(declaration.id);
      continue;
    }
    if (declaration.bars(given->second)) result.barred_by.push_back(declaration.id);
    if (!declaration.silences_criterion(given->second)) continue;
    for (Answer& answer : answers)
      if (answer.criterion->code == declaration.criterion) answer.is_silenced = true;
  }
}

void add_points(const Set& set, const std::vector<Answer>& answers, ScoreResult& result) {
  auto answer = answers.begin();
  for (const Part& part : set.parts) {
    PartPoints sum{part.code, 0};
    for (const Group& group : part.groups)
      for (std::size_t i = 0; i < group.criteria.size(); ++i, ++answer) {
        sum.points += answer->points();
        result.criteria.push_back({answer->criterion->code, answer->points(), answer->is_silenced});
        if (!answer->is_answered) result.unanswered.push_back(answer->criterion->code);
      }
    result.points += sum.points;
    result.parts.push_back(std::move(sum));
  }
}

void add_gates(const std::vector<Answer>& answers, ScoreResult& result) {
  result.stars = result.band_stars;
  for (int stars = 1; stars <= result.band_stars; ++stars)
    for (const Answer& answer : answers) {
      if (gate_holds(*answer.criterion, stars, answer.option, answer.points())) continue;
      const Option* needed = cheapest_option(*answer.criterion, stars, answer.case_id());
      result.failed_gates.push_back({stars, answer.criterion->code, needed->id});
      result.stars = std::min(result.stars, stars - 1);
    }
}

std::optional<NextBand> next_band(const Pack& pack, int points) {
  for (const Band& band : pack.bands)
    if (band.from_points > points) return NextBand{band.stars, band.from_points - points};
  return std::nullopt;
}

bool is_among(const Option& option, std::string_view case_id) { return case_id.empty() || option.case_id == case_id; }

}  // namespace

Status check_choices(const Set& set, const Pack& pack, const Choices& choices) {
  if (!pack.is_scorable || set.parts.empty())
    return Error{ErrorCode::PackIncomplete, pack.id + " has no points to score by"};
  for (const auto& [code, id] : choices.options) {
    const Criterion* criterion = set.find_criterion(code);
    if (criterion == nullptr) return Error{ErrorCode::UnknownCriterion, set.id + " has no criterion " + code};
    if (id.empty() || id == no_option_met || criterion->find_option(id) != nullptr) continue;
    return Error{ErrorCode::UnknownOption, set.id + " criterion " + code + " has no option " + id};
  }
  if (choices.declarations.empty()) return {};
  const std::vector<Declaration> known = declarations(set);
  for (const auto& [id, answer] : choices.declarations)
    if (std::none_of(known.begin(), known.end(), [&id = id](const Declaration& one) { return one.id == id; }))
      return Error{ErrorCode::UnknownDeclaration, set.id + " has no declaration " + id};
  return {};
}

Result<ScoreResult> score(const Set& set, const Pack& pack, const Choices& choices) {
  TRY(check_choices(set, pack, choices));
  ScoreResult result;
  result.set = set.id;
  result.is_pack_complete = pack.is_complete;
  std::vector<Answer> answers;
  for (const Criterion* criterion : set.criteria()) answers.push_back(answer_of(*criterion, choices));
  apply_declarations(set, choices, answers, result);
  add_points(set, answers, result);
  result.band_stars = band_stars(pack, result.points);
  add_gates(answers, result);
  if (!result.barred_by.empty()) result.stars = 0;
  result.next_band = next_band(pack, result.points);
  return result;
}

int band_stars(const Pack& pack, int points) { return band_stars_of_average(pack, points, 1); }

int band_stars_of_average(const Pack& pack, std::int64_t sum, std::int64_t count) {
  int stars = 0;
  if (count < 1) return stars;
  for (const Band& band : pack.bands)
    if (sum >= band.from_points * count) stars = band.stars;
  return stars;
}

std::optional<int> gate_points(const Criterion& criterion, int stars, std::string_view case_id) {
  std::optional<int> points;
  for (const Option& option : criterion.options)
    if (option.gate_stars && *option.gate_stars <= stars && is_among(option, case_id))
      points = std::max(points.value_or(0), option.points);
  return points;
}

bool gate_holds(const Criterion& criterion, int stars, const Option* chosen, int points) {
  const auto needed = gate_points(criterion, stars, chosen == nullptr ? std::string_view{} : chosen->case_id);
  return !needed || points >= *needed;
}

const Option* cheapest_option(const Criterion& criterion, int stars, std::string_view case_id) {
  const auto needed = gate_points(criterion, stars, case_id);
  if (!needed) return nullptr;
  const auto is_marked = [stars](const Option& option) { return option.gate_stars && *option.gate_stars <= stars; };
  const Option* best = nullptr;
  for (const Option& option : criterion.options) {
    if (option.points < *needed || !is_among(option, case_id)) continue;
    const bool is_better = best == nullptr || option.points < best->points ||
                           (option.points == best->points && is_marked(option) && !is_marked(*best));
    if (is_better) best = &option;
  }
  return best;
}

}  // namespace ocop::rules
