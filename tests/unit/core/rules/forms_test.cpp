#include "core/rules/forms.h"

#include <nlohmann/json.hpp>

#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;
using Json = nlohmann::json;

TEST_CASE("the four papers are read with their fields") {
  REQUIRE(forms().size() == 4);
  std::size_t fields = 0;
  for (const Form& form : forms())
    for (const FormSection& section : form.sections) fields += section.fields.size();
  CHECK(fields == 109);
  REQUIRE(find_form("form_02") != nullptr);
  CHECK(find_form("form_02")->number == "Mẫu 02");
  CHECK(find_form("form_09") == nullptr);
  CHECK(form_library().pack_id == "ocop-26-2026");
}

TEST_CASE("a field tells its type, when it is required and how sensitive it is") {
  const Form& form = *find_form("form_02");
  const FormField* gender = form.find_field("representative_gender");
  REQUIRE(gender != nullptr);
  CHECK(gender->type == FieldType::Choice);
  CHECK(gender->sensitivity == Sensitivity::Personal);
  CHECK(gender->options.size() == 2);
  const FormField* changes = form.find_field("changes_since_recognition");
  REQUIRE(changes != nullptr);
  CHECK_FALSE(changes->is_required);
  CHECK(changes->required_for == std::vector<std::string>{"upgrade", "reevaluation"});
  const FormField* results = form.find_field("yearly_results");
  REQUIRE(results != nullptr);
  CHECK(results->is_repeatable);
  CHECK(results->columns.at(1).type == FieldType::MoneyVnd);
  CHECK(form.find_field("no_such_field") == nullptr);
  CHECK(field_type_name(FieldType::MoneyVnd) == "money_vnd");
  CHECK(field_type_name(FieldType::Signature) == "signature");
  CHECK(sensitivity_name(Sensitivity::Sensitive) == "sensitive");
}

TEST_CASE("the kinds of evidence that the forms name are those of the law") {
  const FormField* files = find_form("form_02")->find_field("evidence_files");
  REQUIRE(files != nullptr);
  std::vector<std::string> law;
  for (const EvidenceKind& kind : (*current_pack())->evidence_kinds) law.push_back(kind.id);
  CHECK(files->kinds == law);
}

TEST_CASE("forms that are wrong anywhere are refused and the place is named") {
  const Json whole = Json::parse(embedded::forms_26_2026);
  const std::string first = "/forms/0/sections/0/fields/0";
  const Json table = Json::parse(R"([{"id":"x","type":"table","label":{"vi":"a","en":"a"},"required":true,
                                     "sensitive":"none","repeatable":false}])");
  const Json column = Json::parse(R"([{"id":"x","type":"text","label":{"vi":"a","en":"a"},"required":true,
                                      "sensitive":"none","repeatable":false}])");
  const Json option = Json::parse(R"([{"id":"x","label":{"vi":"a","en":"a"}}])");
  const std::vector<std::pair<std::string, std::pair<Json, std::string>>> mutations = {
      {"/format", {2, "/format"}},
      {"/forms", {"none", "/forms: not a list"}},
      {"/forms/1/id", {"form_01", "/forms[1]: stands twice"}},
      {"/forms/0/sections/1/id", {whole["forms"][0]["sections"][0]["id"], "sections[1]: stands twice"}},
      {"/forms/0/sections/0/fields/1/id", {"province", "fields[1]: stands twice: province"}},
      {first + "/type", {"poem", "fields[0]/type: not known: poem"}},
      {first + "/sensitive", {"very", "fields[0]/sensitive: not known: very"}},
      {first + "/required", {1, "fields[0]/required: not true or false"}},
      {first + "/options", {option, "fields[0]: options and type"}},
      {first + "/type", {"choice", "fields[0]: options and type"}},
      {first + "/columns", {column, "fields[0]: columns and type"}},
      {first + "/columns", {table, "columns[0]: a table within a table"}},
      {first + "/type", {"table", "fields[0]: columns and type"}},
      {first + "/required_for", {Json::array({"first", "first"}), "required_for[1]: stands twice"}},
      {first + "/help", {{{"vi", "a"}}, "fields[0]/help/en: missing"}},
      {"/sensitive_criteria/0/sensitive", {"odd", "/sensitive_criteria[0]/sensitive: not known"}},
  };
  for (const auto& [path, expected] : mutations) {
    INFO(path << " → " << expected.second);
    Json changed = whole;
    changed[Json::json_pointer(path)] = expected.first;
    const auto parsed = parse_forms(changed.dump());
    REQUIRE_ERROR(parsed, PackInvalid);
    CHECK_THAT(parsed.error().detail, Catch::Contains(expected.second));
  }
  REQUIRE_ERROR(parse_forms("{"), PackInvalid);
}
