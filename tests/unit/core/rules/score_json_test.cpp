#include "core/rules/score_json.h"

#include <nlohmann/json.hpp>

#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;
using namespace ocop::rules::test;
using Json = nlohmann::ordered_json;

TEST_CASE("a file of choices is read: options, none, empty and declarations") {
  const FoundSet found = known_set("01");
  const auto choices = choices_from_json(
      R"({"1.1":"b","1.2":"none","1.3":null,"1.4":"","declare":{"set/1":true,"1.1/precondition":false,"set/2":null}})",
      *found.set);
  REQUIRE_OK(choices);
  CHECK(choices->options.size() == 2);
  CHECK(choices->options.at("1.1") == "b");
  CHECK(choices->options.at("1.2") == "none");
  CHECK(choices->declarations.size() == 2);
  CHECK(choices->declarations.at("set/1"));
  CHECK_FALSE(choices->declarations.at("1.1/precondition"));
}

TEST_CASE("wrong choices are refused, each with its own error") {
  const Set& set = *known_set("01").set;
  REQUIRE_ERROR(choices_from_json(R"({"9.9":"a"})", set), UnknownCriterion);
  REQUIRE_ERROR(choices_from_json(R"({"9.9":null})", set), UnknownCriterion);
  REQUIRE_ERROR(choices_from_json(R"({"1.1":"z"})", set), UnknownOption);
  REQUIRE_ERROR(choices_from_json(R"({"1.1":"A"})", set), UnknownOption);
  REQUIRE_ERROR(choices_from_json(R"({"declare":{"set/9":true}})", set), UnknownDeclaration);
  REQUIRE_ERROR(choices_from_json(R"({"declare":{"set/9":null}})", set), UnknownDeclaration);
  REQUIRE_ERROR(choices_from_json(R"({"1.1":2})", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json(R"({"declare":{"set/1":"yes"}})", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json(R"({"declare":[]})", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json("[]", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json("", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json(R"({"1.1":"a","1.1":"b"})", set), InvalidInput);
  REQUIRE_ERROR(choices_from_json(std::string(100, '['), set), LimitExceeded);
}

TEST_CASE("a score is one line with the keys that scripts rely on") {
  const FoundSet found = known_set("26");
  Choices choices = best_choices(*found.set);
  choices.options["3.5"] = "none";
  choices.options.erase("1.1");
  const std::string line = to_json(scored(found, choices));
  CHECK(line ==
        R"({"set":"ocop-26-2026/26","points":94,"parts":{"A":34,"B":25,"C":35},"band_stars":5,"stars":2,)"
        R"("failed_gates":[{"stars":3,"criterion":"3.5","needs":"a"},{"stars":4,"criterion":"3.5","needs":"b"},)"
        R"({"stars":5,"criterion":"3.5","needs":"b"}],"unanswered":["1.1"],"undeclared":[],"barred_by":[],)"
        R"("next_band":null})");
}

TEST_CASE("a score below the highest band says what is missing, and an old one that its pack is incomplete") {
  const Json json = Json::parse(to_json(scored(known_set("ocop-1048-2019/01"), {})));
  CHECK(json["next_band"] == Json({{"stars", 2}, {"points_missing", 30}}));
  CHECK(json["pack_complete"] == false);
  CHECK(json["parts"] == Json({{"A", 0}, {"B", 0}, {"C", 0}}));
}

TEST_CASE("the list of packs says what is current, complete, scorable and doubtful") {
  std::vector<const Pack*> packs;
  for (const std::string_view id : pack_ids()) packs.push_back(*find_pack(id));
  const std::string line = list_json(packs);
  CHECK(line.find('\n') == std::string::npos);
  const Json json = Json::parse(line);
  REQUIRE(json.size() == 3);
  CHECK(json[0]["id"] == "ocop-26-2026");
  CHECK(json[0]["current"] == true);
  CHECK(json[0]["complete"] == true);
  CHECK(json[0]["effective_to"].is_null());
  CHECK(json[0]["scorable_notice"].is_null());
  CHECK(json[0]["sets"].size() == 26);
  CHECK(json[0]["sets"][0]["criteria"] == 32);
  CHECK(json[1]["scorable"] == false);
  CHECK(json[1]["current"] == false);
  CHECK(json[1]["effective_to"] == "2026-07-21");
  CHECK(json[2]["complete"] == false);
  CHECK(json[2]["scorable_notice"]["en"].get<std::string>().find("old dossiers") != std::string::npos);
  for (const Json& pack : json) CHECK(pack["caveats"].size() >= 2);
}

TEST_CASE("checking a pack counts what is in it") {
  const Json json = Json::parse(check_json(**current_pack()));
  CHECK(json["ok"] == true);
  CHECK(json["sets"] == 26);
  CHECK(json["criteria"] == 787);
  CHECK(json["options"] == 2579);
  CHECK(json["gates"]["3"] == 179);
  CHECK_FALSE(json["gates"].contains("2"));
}
