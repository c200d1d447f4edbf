#include "core/rules/score_bounds.h"

#include <algorithm>
#include <set>

namespace ocop::rules {
namespace {

// What one criterion may count: every head of its option, and "silenced" where a head says that there is no story.
struct Candidate {
  const Option* option = nullptr;
  int points = 0;
};

struct Candidates {
  const Criterion* criterion = nullptr;
  std::vector<Candidate> all;  // never empty

  Bounds points() const {
    const auto [least, most] = std::minmax_element(
        all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.points < b.points; });
    return {least->points, most->points};
  }
  bool holds(const Candidate& one, int stars) const { return gate_holds(*criterion, stars, one.option, one.points); }
  bool hold_all(int stars) const {
    return std::all_of(all.begin(), all.end(), [&](const Candidate& one) { return holds(one, stars); });
  }
  bool hold_any(int stars) const {
    return std::any_of(all.begin(), all.end(), [&](const Candidate& one) { return holds(one, stars); });
  }
};

// Whether any head, and whether every head, of the declarations meets a condition. No heads: neither.
struct Heads {
  bool any = false;
  bool every = false;
};

template <typename Condition>
Heads heads_of(const ChoiceHeads& heads, const std::string& id, Condition condition) {
  const auto found = heads.declarations.find(id);
  if (found == heads.declarations.end() || found->second.empty()) return {};
  const auto meets = [&](std::optional<bool> head) { return head.has_value() && condition(*head); };
  return {std::any_of(found->second.begin(), found->second.end(), meets),
          std::all_of(found->second.begin(), found->second.end(), meets)};
}

Heads silencing(const std::vector<Declaration>& known, const ChoiceHeads& heads, const std::string& criterion) {
  for (const Declaration& one : known)
    if (one.kind == DeclarationKind::AppliesOnlyIfStory && one.criterion == criterion)
      return heads_of(heads, one.id, [&](bool answer) { return one.silences_criterion(answer); });
  return {};
}

Candidates candidates_of(const Criterion& criterion, const ChoiceHeads& heads, Heads silenced) {
  Candidates candidates{&criterion, {}};
  std::vector<const Option*> options;
  if (const auto found = heads.options.find(criterion.code); found != heads.options.end())
    for (const std::string& id : found->second) options.push_back(criterion.find_option(id));
  if (options.empty()) options.push_back(nullptr);
  for (const Option* option : options) {
    if (!silenced.every) candidates.all.push_back({option, option == nullptr ? 0 : option->points});
    if (silenced.any) candidates.all.push_back({option, 0});
  }
  return candidates;
}

bool is_case_in_conflict(const Candidates& candidates) {
  std::set<std::string_view> cases;
  for (const Candidate& one : candidates.all)
    if (one.option != nullptr) cases.insert(one.option->case_id);
  return cases.size() > 1;
}

// Every single value of every field must be one that score() accepts.
Status check_heads(const Set& set, const Pack& pack, const ChoiceHeads& heads) {
  TRY(check_choices(set, pack, {}));
  for (const auto& [code, ids] : heads.options) {
    TRY(check_choices(set, pack, {{{code, ""}}, {}}));  // the criterion, even if no head is left
    for (const std::string& id : ids) TRY(check_choices(set, pack, {{{code, id}}, {}}));
  }
  for (const auto& [id, answers] : heads.declarations) TRY(check_choices(set, pack, {{}, {{id, true}}}));
  return {};
}

template <typename Condition>
int highest_star(int most, const std::vector<Candidates>& sheet, Condition holds) {
  for (int stars = 1; stars <= most; ++stars)
    if (!std::all_of(sheet.begin(), sheet.end(), [&](const Candidates& one) { return holds(one, stars); }))
      return stars - 1;
  return most;
}

Heads barring(const std::vector<Declaration>& known, const ChoiceHeads& heads) {
  Heads barred;
  for (const Declaration& one : known) {
    const Heads of = heads_of(heads, one.id, [&](bool answer) { return one.bars(answer); });
    barred.any = barred.any || of.any;
    barred.every = barred.every || of.every;
  }
  return barred;
}

void add_points(const Set& set, const std::vector<Candidates>& sheet, ScoreBounds::Figures& figures) {
  auto candidates = sheet.begin();
  for (const Part& part : set.parts) {
    PartBounds sum{part.code, {}};
    for (const Group& group : part.groups)
      for (std::size_t i = 0; i < group.criteria.size(); ++i, ++candidates) {
        const Bounds points = candidates->points();
        figures.criteria.push_back(points);
        sum.points.min += points.min;
        sum.points.max += points.max;
      }
    figures.points.min += sum.points.min;
    figures.points.max += sum.points.max;
    figures.parts.push_back(std::move(sum));
  }
}

}  // namespace

ScoreBounds bounds_of(const ScoreResult& result) {
  const auto both = [](int figure) { return Bounds{figure, figure}; };
  ScoreBounds::Figures figures;
  figures.points = both(result.points);
  for (const PartPoints& part : result.parts) figures.parts.push_back({part.code, both(part.points)});
  for (const CriterionPoints& criterion : result.criteria) figures.criteria.push_back(both(criterion.points));
  figures.band_stars = both(result.band_stars);
  figures.stars = both(result.stars);
  return {result.set, {}, std::move(figures)};
}

Result<ScoreBounds> score_bounds(const Set& set, const Pack& pack, const ChoiceHeads& heads) {
  TRY(check_heads(set, pack, heads));
  ScoreBounds bounds;
  bounds.set = set.id;
  const std::vector<Declaration> known = declarations(set);
  std::vector<Candidates> sheet;
  for (const Criterion* criterion : set.criteria()) {
    sheet.push_back(candidates_of(*criterion, heads, silencing(known, heads, criterion->code)));
    if (is_case_in_conflict(sheet.back())) bounds.cases_in_conflict.push_back(criterion->code);
  }
  if (!bounds.cases_in_conflict.empty()) return bounds;

  ScoreBounds::Figures figures;
  add_points(set, sheet, figures);
  figures.band_stars = {band_stars(pack, figures.points.min), band_stars(pack, figures.points.max)};
  const Heads barred = barring(known, heads);
  const auto all = [](const Candidates& one, int stars) { return one.hold_all(stars); };
  const auto any = [](const Candidates& one, int stars) { return one.hold_any(stars); };
  figures.stars.min = barred.any ? 0 : highest_star(figures.band_stars.min, sheet, all);
  figures.stars.max = barred.every ? 0 : highest_star(figures.band_stars.max, sheet, any);
  bounds.figures = std::move(figures);
  return bounds;
}

}  // namespace ocop::rules
