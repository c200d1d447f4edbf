// The laws of core/rules/scoring.h, recomputed from the raw JSON of the pack by another road.
//
// The oracle below shares no code with core/rules: it reads the file from the source tree with nlohmann/json,
// flattens every set into a table of rows (criterion, option, points, mark), and answers by searching that table.
// Stars are found by trying them from 5 down, needs by sorting candidates, bounds by enumerating every combination of
// heads.
#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "core/rules/library.h"
#include "core/rules/score_bounds.h"
#include "core/rules/score_json.h"
#include "core/rules/scoring.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"

using namespace ocop;
using namespace ocop::rules;
using Json = nlohmann::json;

namespace {

struct Row {  // one option of the sheet
  std::string part, criterion, option, case_name;
  int points, mark;  // mark 99: none
};

struct Question {
  std::string id, kind, criterion;
};

struct Sheet {
  std::string id;
  std::vector<Row> rows;
  std::vector<std::pair<std::string, std::string>> criteria;  // part, code; in order
  std::vector<Question> questions;
};

const Json& raw_pack() {
  static const Json pack = [] {
    std::ifstream file(std::string(OCOP_SOURCE_DIR) + "/core/rules/packs/ocop-26-2026.json");
    return Json::parse(file);
  }();
  return pack;
}

Sheet flatten(const Json& set) {
  Sheet sheet;
  sheet.id = set["id"];
  for (std::size_t i = 0; i < set["disqualifiers"].size(); ++i)
    sheet.questions.push_back({"set/" + std::to_string(i + 1), "set", ""});
  for (const Json& part : set["parts"])
    for (const Json& group : part["groups"])
      for (const Json& criterion : group["criteria"]) {
        const std::string code = criterion["code"];
        sheet.criteria.emplace_back(part["code"], code);
        for (const Json& option : criterion["options"])
          sheet.rows.push_back({part["code"], code, option["id"], option.value("case", ""), option["points"],
                                option.value("gate_stars", 99)});
        for (const Json& note : criterion.value("notes", Json::array())) {
          const std::string kind = note["kind"];
          if (kind != "guidance" && kind != "choose_one_case")
            sheet.questions.push_back({code + "/" + kind, kind, code});
        }
      }
  return sheet;
}

const std::vector<Sheet>& sheets() {
  static const std::vector<Sheet> all = [] {
    std::vector<Sheet> made;
    for (const Json& set : raw_pack()["sets"]) made.push_back(flatten(set));
    return made;
  }();
  return all;
}

// Answers as a script would write them: the JSON that `ocop rules score` reads.
const Row* row_of(const Sheet& sheet, const Json& answers, const std::string& code) {
  const std::string chosen = answers.value(code, "");
  for (const Row& row : sheet.rows)
    if (row.criterion == code && row.option == chosen) return &row;
  return nullptr;
}

bool has_no_story(const Sheet& sheet, const Json& declared, const std::string& code) {
  return std::any_of(sheet.questions.begin(), sheet.questions.end(), [&](const Question& question) {
    return question.criterion == code && question.kind == "applies_only_if_story" &&
           declared.value(question.id, true) == false;
  });
}

// The id of the option that a criterion lacks for `stars`; empty when it lacks none.
std::string lacking(const Sheet& sheet, const Json& answers, const std::string& code, int stars) {
  const Row* chosen = row_of(sheet, answers, code);
  const bool is_silent = has_no_story(sheet, answers["declare"], code);
  const std::string wanted_case = chosen == nullptr ? "" : chosen->case_name;
  std::vector<Row> eligible;
  std::copy_if(sheet.rows.begin(), sheet.rows.end(), std::back_inserter(eligible), [&](const Row& row) {
    return row.criterion == code && (wanted_case.empty() || row.case_name == wanted_case);
  });
  int threshold = -1;
  for (const Row& row : eligible)
    if (row.mark <= stars && row.points > threshold) threshold = row.points;
  const int have = chosen == nullptr || is_silent ? 0 : chosen->points;
  if (threshold <= have) return "";
  std::stable_sort(eligible.begin(), eligible.end(), [&](const Row& a, const Row& b) {
    return std::pair(a.points, a.mark > stars) < std::pair(b.points, b.mark > stars);
  });
  return std::find_if(eligible.begin(), eligible.end(), [&](const Row& row) { return row.points >= threshold; })
      ->option;
}

Json expected_score(const Sheet& sheet, const Json& answers) {
  const Json& declared = answers["declare"];
  Json parts = {{"A", 0}, {"B", 0}, {"C", 0}};
  Json unanswered = Json::array();
  for (const auto& [part, code] : sheet.criteria) {
    if (answers.value(code, "").empty()) unanswered.push_back(code);
    const Row* chosen = row_of(sheet, answers, code);
    if (chosen != nullptr && !has_no_story(sheet, declared, code))
      parts[part] = parts[part].get<int>() + chosen->points;
  }
  const int points = parts["A"].get<int>() + parts["B"].get<int>() + parts["C"].get<int>();
  const int band = 1 + (points >= 30) + (points >= 50) + (points >= 70) + (points >= 90);

  Json failed = Json::array();
  std::vector<bool> holds(6, true);
  for (int stars = 1; stars <= band; ++stars)
    for (const auto& [part, code] : sheet.criteria)
      if (const std::string needs = lacking(sheet, answers, code, stars); !needs.empty()) {
        failed.push_back({{"stars", stars}, {"criterion", code}, {"needs", needs}});
        holds[static_cast<std::size_t>(stars)] = false;
      }
  int stars = 5;
  while (stars > band || !std::all_of(holds.begin(), holds.begin() + stars + 1, [](bool held) { return held; }))
    --stars;

  Json undeclared = Json::array();
  Json barred = Json::array();
  for (const Question& question : sheet.questions) {
    if (!declared.contains(question.id)) {
      undeclared.push_back(question.id);
    } else if (question.kind != "applies_only_if_story" && declared[question.id] == (question.kind != "precondition")) {
      barred.push_back(question.id);
    }
  }
  Json next;
  for (const auto& [star, from] : {std::pair(5, 90), std::pair(4, 70), std::pair(3, 50), std::pair(2, 30)})
    if (points < from) next = {{"stars", star}, {"points_missing", from - points}};
  return {{"set", sheet.id}, {"points", points}, {"parts", parts}, {"band_stars", band},
          {"stars", barred.empty() ? stars : 0}, {"failed_gates", failed}, {"unanswered", unanswered},
          {"undeclared", undeclared}, {"barred_by", barred}, {"next_band", next}};
}

// Random sheets at every level: `quality` 0 answers badly, 100 answers with the best options.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  template <typename Value>
  const Value& any_of(const std::vector<Value>& values) { return values[random_() % values.size()]; }

  std::string option(const Sheet& sheet, const std::string& code, int quality, int omission) {
    if (chance(omission)) return chance(50) ? "none" : "";
    std::vector<std::string> ids;
    for (const Row& row : sheet.rows)
      if (row.criterion == code) ids.push_back(row.option);
    return chance(quality) ? ids.back() : any_of(ids);
  }

  Json answers(const Sheet& sheet) {
    Json json = {{"declare", Json::object()}};
    const int quality = std::min(100, static_cast<int>(random_() % 130));
    const int omission = quality == 100 ? 0 : static_cast<int>(random_() % (chance(30) ? 90 : 6));
    for (const auto& [part, code] : sheet.criteria)
      if (const std::string id = option(sheet, code, quality, omission); !id.empty() || chance(50)) json[code] = id;
    const int declared_badly = chance(50) ? 0 : 15;
    for (const Question& question : sheet.questions) {
      if (chance(30)) continue;
      const bool harmless = question.kind == "precondition" || question.kind == "applies_only_if_story";
      json["declare"][question.id] = chance(declared_badly) ? !harmless : harmless;
    }
    return json;
  }

 private:
  std::mt19937 random_;  // its sequence is fixed by the standard: a seed replays anywhere
};

Json actual_score(const Sheet& sheet, const Json& answers) {
  const auto found = find_set(sheet.id);
  REQUIRE_OK(found);
  const auto choices = choices_from_json(answers.dump(), *found->set);
  REQUIRE_OK(choices);
  const auto result = score(*found->set, *found->pack, *choices);
  REQUIRE_OK(result);
  return Json::parse(to_json(*result));
}

}  // namespace

TEST_CASE("every set scores thousands of random sheets as the recomputation does") {
  REQUIRE(sheets().size() == 26);
  std::vector<int> seen(6, 0);
  int gates_failed = 0;
  for (const Sheet& sheet : sheets())
    for (unsigned seed = 0; seed < 400; ++seed) {
      Generator generator(seed * 100 + static_cast<unsigned>(&sheet - &sheets()[0]));
      const Json answers = generator.answers(sheet);
      const Json expected = expected_score(sheet, answers);
      const Json actual = actual_score(sheet, answers);
      if (actual == expected) {
        ++seen[expected["stars"].get<std::size_t>()];
        gates_failed += expected["stars"] != 0 && expected["stars"] < expected["band_stars"];
        continue;
      }
      FAIL(sheet.id << " seed " << seed << "\nanswers  " << answers << "\nexpected " << expected << "\nactual   "
                    << actual);
    }
  CAPTURE(seen);
  for (const int count : seen) CHECK(count > 50);  // the generator reaches every number of stars
  CHECK(gates_failed > 500);
}

TEST_CASE("a better option never lowers the points") {
  for (const Sheet& sheet : sheets()) {
    Generator generator(4711);
    for (int i = 0; i < 10; ++i) {
      Json answers = generator.answers(sheet);
      const Json before = actual_score(sheet, answers);
      const std::string code = generator.any_of(sheet.criteria).second;
      const Row* chosen = row_of(sheet, answers, code);
      for (const Row& row : sheet.rows) {
        if (row.criterion != code || (chosen != nullptr && row.points < chosen->points)) continue;
        answers[code] = row.option;
        CHECK(actual_score(sheet, answers)["points"] >= before["points"]);
      }
    }
  }
}

namespace {

struct Conflict {
  std::string field;            // a criterion or a declaration
  std::vector<Json> heads;      // "" and null: cleared
};

struct Disputed {
  Json answers;
  std::vector<Conflict> conflicts;
};

// A sheet with up to five fields in conflict, of one case each.
Disputed disputed(const Sheet& sheet, Generator& generator) {
  Disputed made{generator.answers(sheet), {}};
  for (int i = 0; i < 4; ++i) {
    const std::string code = generator.any_of(sheet.criteria).second;
    const auto is_taken = [&](const Conflict& one) { return one.field == code; };
    if (std::any_of(made.conflicts.begin(), made.conflicts.end(), is_taken)) continue;
    std::vector<std::string> ids = {"none", ""};
    std::string of_case;
    for (const Row& row : sheet.rows) {
      if (row.criterion != code || (!of_case.empty() && row.case_name != of_case)) continue;
      of_case = row.case_name;
      ids.push_back(row.option);
    }
    made.conflicts.push_back({code, {generator.any_of(ids), generator.any_of(ids), generator.any_of(ids)}});
  }
  if (!sheet.questions.empty())
    made.conflicts.push_back(
        {generator.any_of(sheet.questions).id, {true, generator.chance(50) ? Json(false) : Json()}});
  return made;
}

ChoiceHeads heads_of(const Disputed& sheet) {
  ChoiceHeads heads;
  for (const auto& [key, value] : sheet.answers.items())
    if (key != "declare") heads.options[key] = {value.get<std::string>()};
  for (const auto& [key, value] : sheet.answers["declare"].items()) heads.declarations[key] = {value.get<bool>()};
  for (const Conflict& conflict : sheet.conflicts) {
    const bool is_declaration = conflict.field.find('/') != std::string::npos;
    if (is_declaration) heads.declarations[conflict.field].clear();
    else heads.options[conflict.field].clear();
    for (const Json& head : conflict.heads) {
      if (!is_declaration) heads.options[conflict.field].push_back(head.get<std::string>());
      else if (head.is_null()) heads.declarations[conflict.field].push_back(std::nullopt);
      else heads.declarations[conflict.field].push_back(head.get<bool>());
    }
  }
  return heads;
}

void each_combination(const Disputed& sheet, std::size_t next, Json answers,
                      const std::function<void(const Json&)>& visit) {
  if (next == sheet.conflicts.size()) return visit(answers);
  const Conflict& conflict = sheet.conflicts[next];
  const bool is_declaration = conflict.field.find('/') != std::string::npos;
  for (const Json& head : conflict.heads) {
    Json& place = is_declaration ? answers["declare"] : answers;
    place.erase(conflict.field);
    if (!head.is_null()) place[conflict.field] = head;
    each_combination(sheet, next + 1, answers, visit);
  }
}

void widen(std::optional<Bounds>& bounds, const Json& value) {
  const int number = value.get<int>();
  if (!bounds) bounds = Bounds{number, number};
  bounds->min = std::min(bounds->min, number);
  bounds->max = std::max(bounds->max, number);
}

}  // namespace

TEST_CASE("bounds of a sheet in conflict are the least and most over all combinations of its heads") {
  int spread = 0;
  for (const Sheet& sheet : sheets())
    for (unsigned seed = 0; seed < 6; ++seed) {
      Generator generator(seed * 31 + static_cast<unsigned>(&sheet - &sheets()[0]));
      const Disputed made = disputed(sheet, generator);
      std::optional<Bounds> points, part_a, band, stars;
      each_combination(made, 0, made.answers, [&](const Json& answers) {
        const Json one = expected_score(sheet, answers);
        widen(points, one["points"]);
        widen(part_a, one["parts"]["A"]);
        widen(band, one["band_stars"]);
        widen(stars, one["stars"]);
      });
      INFO(sheet.id << " seed " << seed);
      const auto found = find_set(sheet.id);
      const auto bounds = score_bounds(*found->set, *found->pack, heads_of(made));
      REQUIRE_OK(bounds);
      REQUIRE(bounds->figures.has_value());
      CHECK(bounds->figures->points == *points);
      CHECK(bounds->figures->parts[0].points == *part_a);
      CHECK(bounds->figures->band_stars == *band);
      CHECK(bounds->figures->stars == *stars);
      spread += stars->min != stars->max;
    }
  CHECK(spread > 20);  // conflicts that matter were among them
}
