#include "core/rules/scoring.h"

#include <nlohmann/json.hpp>

#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;
using namespace ocop::rules::test;

namespace {

// Lowers answers, one option at a time, until the sheet has exactly `points` and every gate up to `stars` still holds.
Choices sheet_of(const FoundSet& found, int points, int stars) {
  Choices choices = best_choices(*found.set);
  declare_all_well(*found.set, choices);
  for (bool is_moved = true; is_moved && scored(found, choices).points > points;) {
    is_moved = false;
    for (const Criterion* criterion : found.set->criteria())
      for (const Option& option : criterion->options) {
        Choices lower = choices;
        lower.options[criterion->code] = option.id;
        const ScoreResult result = scored(found, lower);
        if (result.points >= scored(found, choices).points || result.points < points) continue;
        if (!gate_holds(*criterion, stars, &option, option.points)) continue;
        choices = lower;
        is_moved = true;
        break;
      }
  }
  REQUIRE(scored(found, choices).points == points);
  return choices;
}

}  // namespace

TEST_CASE("the best option of every criterion makes 100 points and 5 stars in all 26 sets") {
  const Pack& pack = **current_pack();
  for (const Set& set : pack.sets) {
    INFO(set.id);
    const ScoreResult result = scored({&pack, &set}, best_choices(set));
    CHECK(result.points == 100);
    CHECK(result.band_stars == 5);
    CHECK(result.stars == 5);
    CHECK(result.failed_gates.empty());
    CHECK(result.unanswered.empty());
    CHECK(result.undeclared.size() == declarations(set).size());
    CHECK_FALSE(result.next_band.has_value());
    CHECK(result.is_pack_complete);
  }
}

TEST_CASE("an empty sheet has 0 points, 1 star, and lists every criterion and declaration") {
  const FoundSet found = known_set("ocop-26-2026/01");
  const ScoreResult result = scored(found, {});
  CHECK(result.set == "ocop-26-2026/01");
  CHECK(result.points == 0);
  CHECK(result.band_stars == 1);
  CHECK(result.stars == 1);
  CHECK(result.unanswered.size() == 32);
  CHECK(result.unanswered.front() == "1.1");
  REQUIRE(result.undeclared.size() == 3 + 5);
  CHECK(result.undeclared[0] == "set/1");
  CHECK(result.undeclared[3] == "1.1/precondition");
  CHECK(result.failed_gates.empty());
  REQUIRE(result.next_band.has_value());
  CHECK(result.next_band->stars == 2);
  CHECK(result.next_band->points_missing == 30);
}

TEST_CASE("no option met is an answer of 0 points") {
  const FoundSet found = known_set("ocop-26-2026/01");
  Choices choices = best_choices(*found.set);
  choices.options["1.1"] = "none";
  const ScoreResult result = scored(found, choices);
  CHECK(result.points == 97);
  CHECK(result.unanswered.empty());
  choices.options["1.1"] = "";
  CHECK(scored(found, choices).points == 97);
  CHECK(scored(found, choices).unanswered == std::vector<std::string>{"1.1"});
}

TEST_CASE("95 points and one failed gate of 3 stars are 2 stars") {
  const FoundSet found = known_set("ocop-26-2026/01");
  Choices choices = best_choices(*found.set);
  choices.options["9"] = "none";  // certification: 5 points, and its option a gates 3 stars
  const ScoreResult result = scored(found, choices);
  CHECK(result.points == 95);
  CHECK(result.band_stars == 5);
  CHECK(result.stars == 2);
  REQUIRE(result.failed_gates.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(result.failed_gates[i].stars == static_cast<int>(i) + 3);
    CHECK(result.failed_gates[i].criterion == "9");
  }
}

TEST_CASE("exactly 70 points with every gate of 4 stars are 4 stars, 69 are 3") {
  const FoundSet found = known_set("ocop-26-2026/01");
  CHECK(scored(found, sheet_of(found, 70, 4)).stars == 4);
  CHECK(scored(found, sheet_of(found, 69, 4)).stars == 3);
}

TEST_CASE("89 points are 4 stars and 1 point short of the next band") {
  const FoundSet found = known_set("ocop-26-2026/01");
  const ScoreResult result = scored(found, sheet_of(found, 89, 5));
  CHECK(result.stars == 4);
  REQUIRE(result.next_band.has_value());
  CHECK(result.next_band->stars == 5);
  CHECK(result.next_band->points_missing == 1);
  CHECK(scored(found, sheet_of(found, 90, 5)).stars == 5);
}

TEST_CASE("rows of failed gates name the cheapest option, for every star up to the band and no further") {
  const FoundSet found = known_set("ocop-26-2026/01");
  Choices choices = sheet_of(found, 70, 4);
  choices.options["3.5"] = "none";
  const ScoreResult result = scored(found, choices);
  REQUIRE(result.points < 70);  // band 3: no row for 4 stars although that gate fails too
  REQUIRE(result.failed_gates.size() == 1);
  CHECK(result.failed_gates[0].stars == 3);
  const Criterion* criterion = found.set->find_criterion("3.5");
  const Option* needed = criterion->find_option(result.failed_gates[0].needs);
  REQUIRE(needed != nullptr);
  CHECK(needed->gate_stars == 3);
  CHECK(result.stars == 2);
}

TEST_CASE("a disqualifier leaves points and band and sets the stars to 0") {
  const FoundSet found = known_set("ocop-26-2026/07");
  Choices choices = best_choices(*found.set);
  declare_all_well(*found.set, choices);
  CHECK(scored(found, choices).barred_by.empty());
  CHECK(scored(found, choices).undeclared.empty());
  CHECK(scored(found, choices).stars == 5);
  choices.declarations["set/1"] = true;
  const ScoreResult result = scored(found, choices);
  CHECK(result.barred_by == std::vector<std::string>{"set/1"});
  CHECK(result.points == 100);
  CHECK(result.band_stars == 5);
  CHECK(result.stars == 0);
}

TEST_CASE("each kind of declaration bars by its own answer") {
  struct Row {
    const char* set;
    const char* id;
    bool barring;
  };
  for (const Row& row :
       {Row{"01", "set/3", true}, Row{"07", "1.1/disqualify", true}, Row{"01", "1.1/precondition", false},
        Row{"01", "2.1/not_eligible_if_commodity", true}, Row{"01", "6.1/stop_if_failed", true},
        Row{"19", "6/stop_if_failed", true}, Row{"25", "5.3/precondition", false}}) {
    INFO(row.set << " " << row.id);
    const FoundSet found = known_set(row.set);
    Choices choices = best_choices(*found.set);
    choices.declarations[row.id] = row.barring;
    CHECK(scored(found, choices).barred_by == std::vector<std::string>{row.id});
    CHECK(scored(found, choices).stars == 0);
    choices.declarations[row.id] = !row.barring;
    CHECK(scored(found, choices).barred_by.empty());
    CHECK(scored(found, choices).stars == 5);
  }
}

TEST_CASE("without a story its criterion counts 0 and bars nothing") {
  const FoundSet found = known_set("ocop-26-2026/01");
  Choices choices = best_choices(*found.set);
  choices.declarations["5.2/applies_only_if_story"] = false;
  const ScoreResult result = scored(found, choices);
  CHECK(result.points == 100 - found.set->find_criterion("5.2")->points_max);
  CHECK(result.barred_by.empty());
  CHECK(result.unanswered.empty());
  for (const CriterionPoints& one : result.criteria) CHECK(one.is_silenced == (one.code == "5.2"));
  choices.options.erase("5.2");
  CHECK(scored(found, choices).unanswered == std::vector<std::string>{"5.2"});
  choices.declarations["5.2/applies_only_if_story"] = true;
  CHECK_FALSE(scored(found, choices).criteria[0].is_silenced);
}

TEST_CASE("in tourism the case follows from the option chosen") {
  const FoundSet found = known_set("ocop-26-2026/26");
  Choices choices = best_choices(*found.set);
  CHECK(declarations(*found.set).empty());
  CHECK(scored(found, choices).points == 100);
  choices.options["8"] = "b";  // the best of the other case
  CHECK(scored(found, choices).points == 100);
  choices.options["8"] = "c";
  CHECK(scored(found, choices).points == 98);
  choices.options["3.5"] = "none";
  const ScoreResult result = scored(found, choices);
  CHECK(result.points == 95);
  CHECK(result.stars == 2);
  REQUIRE(result.failed_gates.size() == 3);
  CHECK(result.failed_gates[0].needs == "a");
  CHECK(result.failed_gates[1].needs == "b");
}

TEST_CASE("a gate within cases asks only for options of the case chosen") {
  Criterion criterion;  // no pack has one today; a later decision may
  criterion.code = "8";
  criterion.points_max = 3;
  criterion.cases = {{"a", {}}, {"b", {}}};
  criterion.options = {
      {"a", 1, {}, 3, "a"}, {"b", 3, {}, 5, "a"}, {"c", 2, {}, 3, "b"}, {"d", 3, {}, std::nullopt, "b"}};
  CHECK(gate_points(criterion, 3, "a") == 1);
  CHECK(gate_points(criterion, 3, "b") == 2);
  CHECK(gate_points(criterion, 3, "") == 2);
  CHECK(gate_points(criterion, 5, "b") == 2);
  CHECK_FALSE(gate_points(criterion, 2, "a").has_value());
  CHECK(cheapest_option(criterion, 3, "a")->id == "a");
  CHECK(cheapest_option(criterion, 3, "b")->id == "c");
  CHECK(cheapest_option(criterion, 5, "")->id == "b");
  CHECK(cheapest_option(criterion, 2, "") == nullptr);
  CHECK(gate_holds(criterion, 3, &criterion.options[0], 1));
  CHECK_FALSE(gate_holds(criterion, 3, nullptr, 0));
}

TEST_CASE("of options with equal points the marked one is named") {
  Criterion criterion;
  criterion.options = {{"a", 1, {}, std::nullopt, ""}, {"b", 1, {}, 3, ""}, {"c", 3, {}, std::nullopt, ""}};
  CHECK(cheapest_option(criterion, 3, "")->id == "b");
}

TEST_CASE("answers that the set does not know are refused, each with its own error") {
  const FoundSet found = known_set("ocop-26-2026/01");
  const auto with = [&](const Choices& choices) { return score(*found.set, *found.pack, choices); };
  REQUIRE_ERROR(with({{{"1.99", "a"}}, {}}), UnknownCriterion);
  REQUIRE_ERROR(with({{{"1.1", "z"}}, {}}), UnknownOption);
  REQUIRE_ERROR(with({{}, {{"set/4", true}}}), UnknownDeclaration);
  REQUIRE_ERROR(with({{}, {{"1.1/guidance", true}}}), UnknownDeclaration);
}

TEST_CASE("a sheet of 2019 scores and says that its pack is incomplete, 2023 has nothing to score by") {
  const FoundSet old = known_set("ocop-1048-2019/07");
  CHECK_FALSE(scored(old, best_choices(*old.set)).is_pack_complete);
  const Pack& skeleton = **find_pack("ocop-148-2023");
  REQUIRE_ERROR(score(Set{}, skeleton, {}), PackIncomplete);
  REQUIRE_ERROR(score(Set{}, *old.pack, {}), PackIncomplete);
}

TEST_CASE("an average is compared as sum and count, never divided") {
  const Pack& pack = **current_pack();
  CHECK(band_stars(pack, 0) == 1);
  CHECK(band_stars(pack, 29) == 1);
  CHECK(band_stars(pack, 30) == 2);
  CHECK(band_stars_of_average(pack, 629, 7) == 4);  // 89.857…
  CHECK(band_stars_of_average(pack, 630, 7) == 5);
  CHECK(band_stars_of_average(pack, 8999, 100) == 4);
  CHECK(band_stars_of_average(pack, 50, 0) == 0);
}
