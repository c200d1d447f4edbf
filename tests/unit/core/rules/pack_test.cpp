#include "core/rules/pack.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;
using Json = nlohmann::json;

namespace {

struct Shape {
  int number;
  const char* groups;  // maxima of the groups of A; B; C
  int criteria;
  int options;
  const char* gates;   // criteria with a gate and the sum of their points, for 3, 4, 5 stars
};

// Counted by hand from the decision's annex, not from the pack.
constexpr Shape shapes[] = {
    {1, "18+10+12;13+12;12+3+5+5+5+2+3", 32, 105, "7/10 15/37 16/43"},
    {2, "18+10+12;13+12;15+5+5+5+2+3", 31, 101, "7/10 16/40 17/52"},
    {3, "18+10+12;13+12;12+3+5+5+5+2+3", 32, 104, "7/10 17/42 18/52"},
    {4, "18+10+12;13+12;12+3+5+5+5+2+3", 32, 104, "7/10 17/41 18/52"},
    {5, "16+12+12;13+12;15+5+5+5+2+3", 31, 102, "8/12 17/42 17/50"},
    {6, "18+10+12;13+12;15+5+5+5+2+3", 32, 106, "8/12 17/41 17/48"},
    {7, "18+10+12;13+12;15+5+5+5+2+3", 32, 104, "8/11 18/42 18/51"},
    {8, "18+10+12;13+12;15+5+5+5+2+3", 32, 105, "8/11 18/41 18/50"},
    {9, "18+10+12;13+12;15+5+5+5+2+3", 31, 103, "8/11 18/41 18/50"},
    {10, "18+10+12;13+12;15+5+5+5+2+3", 32, 106, "8/11 18/40 18/49"},
    {11, "18+10+12;13+12;15+5+5+5+2+3", 32, 106, "8/12 16/38 16/43"},
    {12, "18+10+12;13+12;15+5+5+5+2+3", 32, 106, "8/12 18/43 18/48"},
    {13, "18+10+12;13+12;15+5+5+5+2+3", 34, 109, "8/12 14/34 14/39"},
    {14, "17+11+12;13+12;15+5+5+5+5", 29, 98, "8/11 14/34 14/39"},
    {15, "17+11+12;13+12;15+5+5+5+5", 29, 98, "8/11 17/41 17/46"},
    {16, "17+11+12;13+12;15+5+5+5+5", 29, 93, "7/10 13/31 14/41"},
    {17, "17+11+12;13+12;15+5+5+5+5", 29, 97, "8/11 16/39 16/44"},
    {18, "18+10+12;13+12;5+4+5+3+3+5+3+2+5", 31, 100, "7/9 13/31 13/36"},
    {19, "17+11+12;13+12;5+3+5+4+5+3+5+2+3", 30, 100, "7/9 13/32 13/37"},
    {20, "17+11+12;13+12;5+3+5+4+3+5+5+2+3", 30, 99, "7/9 13/32 13/37"},
    {21, "19+9+12;13+12;21+4+5+5", 28, 92, "7/8 12/29 14/43"},
    {22, "18+10+12;13+12;24+3+3+5", 28, 92, "6/7 11/27 13/41"},
    {23, "19+9+12;13+12;14+8+4+4+5", 26, 86, "5/9 13/43 13/51"},
    {24, "19+9+12;13+12;17+9+4+5", 26, 87, "4/7 10/29 12/47"},
    {25, "19+9+12;13+12;15+10+5+5", 25, 84, "4/8 11/39 12/49"},
    {26, "14+12+14;17+8;3+3+3+2+3+2+3+4+4+3+3+2", 32, 92, "1/1 2/5 2/5"},
};

std::string groups_of(const Set& set) {
  std::string text;
  for (const Part& part : set.parts) {
    if (!text.empty()) text += ";";
    for (const Group& group : part.groups)
      text += (&group == &part.groups.front() ? "" : "+") + std::to_string(group.points_max);
  }
  return text;
}

std::string gates_of(const Set& set) {
  std::string text;
  for (int stars = 3; stars <= 5; ++stars) {
    int count = 0;
    int sum = 0;
    for (const Criterion* criterion : set.criteria())
      if (const auto points = gate_points(*criterion, stars, "")) {
        ++count;
        sum += *points;
      }
    text += (stars == 3 ? "" : " ") + std::to_string(count) + "/" + std::to_string(sum);
  }
  return text;
}

// The 2026 pack with its first set and tourism only: small enough to be changed and read a hundred times.
const Json& small_pack() {
  static const Json pack = [] {
    Json whole = Json::parse(embedded::pack_26_2026);
    whole["sets"] = Json::array({whole["sets"][0], whole["sets"][25]});
    whole["complete"] = false;
    return whole;
  }();
  return pack;
}

struct Mutation {
  const char* what;
  std::function<void(Json&)> apply;
  const char* detail;  // what the complaint must say
};

Json& at(Json& pack, const char* path) { return pack[Json::json_pointer(path)]; }

void set_at(Json& pack, const char* path, Json value) { at(pack, path) = std::move(value); }

Mutation change(const char* path, Json value, const char* detail) {
  return {path, [path, value](Json& pack) { set_at(pack, path, value); }, detail};
}

Mutation removal(const char* path, const char* key, const char* detail) {
  return {key, [path, key](Json& pack) { at(pack, path).erase(key); }, detail};
}

Mutation doubled(const char* path, const char* detail) {
  return {path, [path](Json& pack) { at(pack, path).push_back(at(pack, path).back()); }, detail};
}

#define CRITERION_1_1 "/sets/0/parts/0/groups/0/criteria/0"

const Json two_preconditions = Json::parse(R"([{"kind":"precondition","vi":"a","en":"a"},
                                               {"kind":"precondition","vi":"b","en":"b"}])");

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> all = {
      change("/format", 2, "/format: not from 1 to 1"),
      change("/id", "OCOP 26", "/id: an id has only"),
      change("/id", 26, "/id: not a text"),
      removal("", "title", "/title: missing"),
      removal("/title", "en", "/title/en: missing"),
      change("/title/vi", "", "/title/vi: empty text"),
      change("/title/vi", "Ho\xCC\x82\xCC\x80 s\xC6\xA1", "/title/vi: text is not NFC"),
      change("/title/vi", "a\x01", "/title/vi: text is not NFC, or holds control"),
      change("/title/vi", "a ", "/title/vi: space at the end"),
      change("/title/vi", std::string(limits::text_bytes_max + 1, 'x'), "/title/vi: text too long"),
      change("/complete", "no", "/complete: not true or false"),
      change("/complete", true, "complete, but a set is missing"),
      change("/scorable", false, "scorable and having sets"),
      change("/sets", Json::array(), "scorable and having sets"),
      change("/sets", 3, "/sets: not a list"),
      change("/decision/signed", "2026-02-29", "/decision/signed: not a date"),
      change("/decision/effective_to", "soon", "/decision/effective_to: not a date"),
      change("/bands", Json::array(), "/bands: no bands"),
      change("/bands/0/from_points", 1, "/bands[0]: bands do not rise from 0"),
      change("/bands/3/from_points", 50, "/bands[3]: bands do not rise"),
      change("/bands/4/stars", 4, "/bands[4]: bands are not 1, 2, 3"),
      change("/bands/4/stars", 6, "/bands[4]/stars: not from 1 to 5"),
      change("/bands/4/from_points", 90.5, "/bands[4]/from_points: not a whole number"),
      change("/bands/4/from_points", 18446744073709551615ULL, "/bands[4]/from_points: not a whole number"),
      change("/certificate/validity_months", 0, "/certificate/validity_months: not from"),
      change("/certificate/reevaluation_closes_days", 200, "/certificate: the window closes before"),
      removal("/certificate", "reevaluation_opens_days", "/certificate: a window needs both"),
      doubled("/levels/chain", "/levels/chain[3]: stands twice: ministry"),
      removal("/levels/names", "ministry", "/levels/names/ministry: missing"),
      change("/levels/decides/0/level", "district", "/levels/decides[0]: level is not in the chain"),
      change("/levels/decides/0/stars/0", 0, "/levels/decides[0]/stars[0]: not from"),
      change("/levels/forward_to_ministry_from_points", 101, "from_points: not from 0 to 100"),
      change("/deadlines/0/month", 13, "/deadlines[0]/month: not from"),
      change("/deadlines/0/day", 31, "/deadlines[0]: no such day in every year"),
      change("/deadlines/0/comparison", "until", "/deadlines[0]: comparison other than"),
      change("/commune_check_working_days", 0, "/commune_check_working_days: not from"),
      change("/transition/old_rules_days", -1, "/transition/old_rules_days: not from"),
      change("/province_settings/gates", "luck", "/province_settings/gates: none of"),
      change("/province_settings/last_valid_day", "later", "/province_settings/last_valid_day: none of"),
      change("/province_settings/average", "rounded", "/province_settings/average: only exact"),
      change("/province_settings/quorum_percent", 101, "/province_settings/quorum_percent: not from"),
      removal("", "no_option", "needs no_option"),
      change("/no_option/points", 1, "/no_option/points: not from 0 to 0"),
      doubled("/evidence_kinds", "/evidence_kinds[15]: stands twice"),
      change("/evidence_kinds/3/number", 9, "/evidence_kinds[3]: kinds are not numbered"),
      change("/evidence_kinds/0/id", "signature", "/evidence_kinds[0]: the id is one of ours"),
      doubled("/dossier_kinds", "/dossier_kinds[3]: stands twice"),
      change("/known_sets",
             Json::parse(R"([{"number":2,"name":{"vi":"a","en":"a"}},{"number":2,"name":{"vi":"a","en":"a"}}])"),
             "/known_sets[1]: numbers do not rise"),
      change("/part_max", Json::parse(R"({"A":35,"B":25,"C":40})"), "/sets[0]: part A has not the maximum"),
      change("/sets/0/id", "ocop-26-2026/1", "/sets[0]/id: not pack and number"),
      change("/sets/0/number", 100, "/sets[0]/number: not from"),
      doubled("/sets", "/sets[2]: numbers of sets do not rise"),
      change("/sets/0/disqualifiers/0", "forged", "/sets[0]/disqualifiers[0]/vi: missing"),
      change("/sets/0/parts/0/max", 41, "/sets[0]/parts[0]/max: the maxima below make 40, not 41"),
      {"a part is missing", [](Json& pack) { at(pack, "/sets/0/parts").erase(2); },
       "/sets[0]/parts: the maxima below make 65"},
      change("/sets/0/parts/1/code", "A", "/sets[0]/parts[1]: stands twice: A"),
      change("/sets/0/parts/0/groups/0/max", 17, "/sets[0]/parts[0]/groups[0]/max: the maxima below make 18"),
      change("/sets/0/parts/0/groups/0/code", "a/b", "groups[0]/code: a code has only"),
      change("/sets/0/parts/0/groups/0/code", "7", "criteria[0]: code is not of group 7"),
      change(CRITERION_1_1 "/code", "1.2", "criteria[1]: stands twice: 1.2"),
      change(CRITERION_1_1 "/max", 4, "criteria[0]: best option 3 is not the maximum"),
      change(CRITERION_1_1 "/options", Json::array(), "criteria[0]: best option 0"),
      change(CRITERION_1_1 "/options/2/points", 4, "options[2]/points: not from 0 to 3"),
      change(CRITERION_1_1 "/options/0/points", -1, "options[0]/points: not from 0 to 3"),
      change(CRITERION_1_1 "/options/0/points", 3, "criteria[0]: points fall at option b"),
      change(CRITERION_1_1 "/options/1/id", "a", "options[1]: stands twice: a"),
      change(CRITERION_1_1 "/options/1/id", "none", "options[1]: an option may not be called none"),
      change(CRITERION_1_1 "/options/1/gate_stars", 6, "gate_stars: not from 1 to 5"),
      change(CRITERION_1_1 "/options/1/gate_stars", 0, "gate_stars: not from 1 to 5"),
      {"gates fall",
       [](Json& pack) {
         set_at(pack, CRITERION_1_1 "/options/0/gate_stars", 4);
         set_at(pack, CRITERION_1_1 "/options/1/gate_stars", 3);
       },
       "criteria[0]: gates do not rise at option b"},
      change(CRITERION_1_1 "/options/1/case", "a", "options[1]: case of the option"),
      change(CRITERION_1_1 "/notes/0/kind", "perhaps", "notes[0]: kind of note not known: perhaps"),
      change(CRITERION_1_1 "/notes/0/kind", "choose_one_case", "cases and the note to choose one"),
      change(CRITERION_1_1 "/notes", two_preconditions, "notes[1]: two notes would be one declaration"),
      change(CRITERION_1_1 "/heading", Json::parse(R"({"code":"1","name":{"vi":"a","en":"a"},"max":9})"),
             "heading 1: the maxima below make 3, not 9"),
      change(CRITERION_1_1 "/heading", Json::parse(R"({"code":"2","name":{"vi":"a","en":"a"},"max":3})"),
             "criterion 1.1 under another heading"),
  };
  return all;
}

}  // namespace

TEST_CASE("the 2026 pack has the 26 sets of the annex, counted by hand") {
  const auto pack = current_pack();
  REQUIRE_OK(pack);
  REQUIRE((*pack)->sets.size() == 26);
  for (const Shape& shape : shapes) {
    INFO("set " << shape.number);
    const Set* set = (*pack)->find_set(shape.number);
    REQUIRE(set != nullptr);
    CHECK(groups_of(*set) == shape.groups);
    CHECK(gates_of(*set) == shape.gates);
    CHECK(set->criteria().size() == static_cast<std::size_t>(shape.criteria));
    int options = 0;
    for (const Criterion* criterion : set->criteria()) options += static_cast<int>(criterion->options.size());
    CHECK(options == shape.options);
    CHECK(set->disqualifiers.empty() == (shape.number == 26));
  }
}

TEST_CASE("a pack keeps what the decision says beside the points") {
  const Pack& pack = **current_pack();
  CHECK(pack.decision.number == "26/2026/QĐ-TTg");
  CHECK(pack.certificate.validity_months == 36);
  CHECK(pack.certificate.reevaluation_opens_days == 180);
  CHECK(pack.evidence_kinds.size() == 15);
  CHECK(pack.dossier_kinds.size() == 3);
  CHECK(pack.deadlines.size() == 8);
  CHECK(pack.no_option.vi == "Không đạt mức nào");
  CHECK(pack.caveats.size() == 4);
  REQUIRE(pack.levels.forward_from_points.size() == 1);
  CHECK(pack.levels.forward_from_points[0].second == 90);
  CHECK(pack.province.quorum_percent == 75);
  CHECK(pack.province.gates_on == GatesOn::Consensus);
  const Criterion* leaf = pack.find_set(13)->find_criterion("6.1.5");
  REQUIRE(leaf != nullptr);
  REQUIRE(leaf->heading.has_value());
  CHECK(leaf->heading->points_max == 10);
}

TEST_CASE("keys that we do not know are allowed") {
  Json pack = small_pack();
  pack["a key of tomorrow"] = {{"deep", {1, 2.5, nullptr}}};
  REQUIRE_OK(parse_pack(pack.dump()));
}

TEST_CASE("settings of the province other than ours are understood") {
  Json pack = small_pack();
  pack["province_settings"] = {{"gates", "every_member"}, {"last_valid_day", "day_before"}};
  const auto parsed = parse_pack(pack.dump());
  REQUIRE_OK(parsed);
  CHECK(parsed->province.gates_on == GatesOn::EveryMember);
  CHECK(parsed->province.last_valid_day == LastValidDay::DayBefore);
  CHECK_FALSE(parsed->province.quorum_percent.has_value());
  pack["province_settings"]["gates"] = "mean";
  CHECK(parse_pack(pack.dump())->province.gates_on == GatesOn::Mean);
}

TEST_CASE("a pack that is wrong anywhere is refused and the place is named") {
  for (const Mutation& mutation : mutations()) {
    INFO(mutation.what << " → " << mutation.detail);
    Json pack = small_pack();
    mutation.apply(pack);
    const auto parsed = parse_pack(pack.dump());
    REQUIRE_ERROR(parsed, PackInvalid);
    CHECK_THAT(parsed.error().detail, Catch::Contains(mutation.detail));
  }
}

TEST_CASE("a case without options, and an option of an unknown case, are refused") {
  Json pack = small_pack();
  Json* criterion = nullptr;
  for (Json& part : pack["sets"][1]["parts"])
    for (Json& group : part["groups"])
      for (Json& one : group["criteria"])
        if (one["code"] == "8") criterion = &one;
  REQUIRE(criterion != nullptr);
  const Json kept = *criterion;
  (*criterion)["cases"].push_back({{"id", "c"}, {"label", {{"vi", "x"}, {"en", "x"}}}});
  auto parsed = parse_pack(pack.dump());
  REQUIRE_ERROR(parsed, PackInvalid);
  CHECK_THAT(parsed.error().detail, Catch::Contains("case without options: c"));
  *criterion = kept;
  (*criterion)["options"][0]["case"] = "z";
  parsed = parse_pack(pack.dump());
  REQUIRE_ERROR(parsed, PackInvalid);
  CHECK_THAT(parsed.error().detail, Catch::Contains("case of the option"));
}

TEST_CASE("a pack that is not JSON, too deep or too large is refused") {
  REQUIRE_ERROR(parse_pack(""), PackInvalid);
  REQUIRE_ERROR(parse_pack("{"), PackInvalid);
  REQUIRE_ERROR(parse_pack("[]"), PackInvalid);
  REQUIRE_ERROR(parse_pack(std::string(1'000'000, '[')), PackInvalid);
  REQUIRE_ERROR(parse_pack(std::string(limits::json_file_bytes_max + 1, ' ')), PackInvalid);
}

TEST_CASE("a pack cut anywhere is refused, never half read") {
  const std::string whole = small_pack().dump();
  REQUIRE_OK(parse_pack(whole));
  for (std::size_t size = 0; size < whole.size(); size += 997)
    REQUIRE_ERROR(parse_pack(whole.substr(0, size)), PackInvalid);
}
