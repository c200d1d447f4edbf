#include "core/rules/score_bounds.h"

#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;
using namespace ocop::rules::test;

namespace {

ChoiceHeads heads_of(const Choices& choices) {
  ChoiceHeads heads;
  for (const auto& [code, id] : choices.options) heads.options[code] = {id};
  for (const auto& [id, answer] : choices.declarations) heads.declarations[id] = {answer};
  return heads;
}

ScoreBounds::Figures figures_of(const FoundSet& found, const ChoiceHeads& heads) {
  const auto bounds = score_bounds(*found.set, *found.pack, heads);
  REQUIRE_OK(bounds);
  REQUIRE(bounds->figures.has_value());
  return *bounds->figures;
}

}  // namespace

TEST_CASE("without conflict both bounds are the score") {
  const FoundSet found = known_set("07");
  const auto figures = figures_of(found, heads_of(best_choices(*found.set)));
  CHECK(figures.points == Bounds{100, 100});
  CHECK(figures.parts[0].points == Bounds{40, 40});
  CHECK(figures.stars == Bounds{5, 5});
  CHECK(figures_of(found, {}).stars == Bounds{1, 1});
}

TEST_CASE("on a sheet without a second head the score alone gives the bounds, criterion by criterion") {
  for (const char* id : {"01", "07", "26"}) {
    const FoundSet found = known_set(id);
    std::vector<Choices> sheets{{}, best_choices(*found.set), best_choices(*found.set), best_choices(*found.set)};
    sheets[2].options.erase(sheets[2].options.begin());  // below a gate
    for (const Declaration& declaration : declarations(*found.set)) sheets[3].declarations[declaration.id] = false;
    for (const Choices& choices : sheets) {
      const auto result = score(*found.set, *found.pack, choices);
      REQUIRE_OK(result);
      const auto whole = figures_of(found, heads_of(choices));
      const auto plain = bounds_of(*result).figures.value();
      CHECK(plain.points == whole.points);
      CHECK(plain.criteria == whole.criteria);
      CHECK(plain.band_stars == whole.band_stars);
      CHECK(plain.stars == whole.stars);
      REQUIRE(plain.parts.size() == whole.parts.size());
      for (std::size_t i = 0; i < plain.parts.size(); ++i) {
        CHECK(plain.parts[i].code == whole.parts[i].code);
        CHECK(plain.parts[i].points == whole.parts[i].points);
      }
    }
  }
}

TEST_CASE("two heads of one criterion spread its points and hold its gate for the upper stars only") {
  const FoundSet found = known_set("01");
  ChoiceHeads heads = heads_of(best_choices(*found.set));
  heads.options["9"].push_back("none");
  const auto figures = figures_of(found, heads);
  CHECK(figures.points == Bounds{95, 100});
  CHECK(figures.parts[2].points == Bounds{30, 35});
  CHECK(figures.band_stars == Bounds{5, 5});
  CHECK(figures.stars == Bounds{2, 5});
}

TEST_CASE("a head that cleared the answer counts as unanswered") {
  const FoundSet found = known_set("01");
  ChoiceHeads heads = heads_of(best_choices(*found.set));
  heads.options["1.1"].push_back("");
  CHECK(figures_of(found, heads).points == Bounds{97, 100});
  heads.options["1.1"].clear();
  CHECK(figures_of(found, heads).points == Bounds{97, 97});
}

TEST_CASE("a declaration in conflict bars the lower stars only") {
  const FoundSet found = known_set("01");
  ChoiceHeads heads = heads_of(best_choices(*found.set));
  heads.declarations["set/1"] = {true, false};
  CHECK(figures_of(found, heads).stars == Bounds{0, 5});
  heads.declarations["set/1"] = {true, std::nullopt};
  CHECK(figures_of(found, heads).stars == Bounds{0, 5});
  heads.declarations["set/1"] = {true};
  CHECK(figures_of(found, heads).stars == Bounds{0, 0});
  heads.declarations["set/1"] = {};
  CHECK(figures_of(found, heads).stars == Bounds{5, 5});
}

TEST_CASE("a story in conflict spreads the points of its criterion") {
  const FoundSet found = known_set("01");
  const int most = found.set->find_criterion("5.2")->points_max;
  ChoiceHeads heads = heads_of(best_choices(*found.set));
  heads.declarations["5.2/applies_only_if_story"] = {true, false};
  CHECK(figures_of(found, heads).points == Bounds{100 - most, 100});
  heads.declarations["5.2/applies_only_if_story"] = {false};
  CHECK(figures_of(found, heads).points == Bounds{100 - most, 100 - most});
}

TEST_CASE("a case in conflict gives no figure and is named") {
  const FoundSet found = known_set("26");
  ChoiceHeads heads = heads_of(best_choices(*found.set));
  heads.options["8"] = {"a", "c"};
  const auto bounds = score_bounds(*found.set, *found.pack, heads);
  REQUIRE_OK(bounds);
  CHECK_FALSE(bounds->figures.has_value());
  CHECK(bounds->cases_in_conflict == std::vector<std::string>{"8"});
  heads.options["8"] = {"c", "d", "none"};  // one case, and none of it met
  CHECK(figures_of(found, heads).points == Bounds{97, 100});
}

TEST_CASE("heads that the set does not know are refused as answers are") {
  const FoundSet found = known_set("01");
  const auto with = [&](const ChoiceHeads& heads) { return score_bounds(*found.set, *found.pack, heads); };
  REQUIRE_ERROR(with({{{"7.7", {"a"}}}, {}}), UnknownCriterion);
  REQUIRE_ERROR(with({{{"7.7", {}}}, {}}), UnknownCriterion);
  REQUIRE_ERROR(with({{{"1.1", {"a", "z"}}}, {}}), UnknownOption);
  REQUIRE_ERROR(with({{}, {{"set/99", {}}}}), UnknownDeclaration);
  REQUIRE_ERROR(score_bounds(Set{}, **find_pack("ocop-148-2023"), {}), PackIncomplete);
}
