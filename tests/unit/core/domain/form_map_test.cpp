#include "core/domain/form_map.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/places.h"

using namespace ocop;
using namespace ocop::domain;
using nlohmann::json;

namespace {

const json& forms() {
  static const json parsed = [] {
    std::ifstream file(OCOP_SOURCE_DIR "/core/rules/packs/forms.json");
    return json::parse(file, nullptr, false);
  }();
  REQUIRE(parsed.is_object());
  return parsed;
}

struct PaperField {
  std::string form, name;
  json description;
};

// Every field of every form, columns as "table.column".
std::vector<PaperField> paper_fields() {
  std::vector<PaperField> out;
  for (const auto& form : forms().at("forms"))
    for (const auto& section : form.at("sections"))
      for (const auto& field : section.at("fields")) {
        const std::string name = field.at("id");
        out.push_back({form.at("id"), name, field});
        if (field.contains("columns"))
          for (const auto& column : field.at("columns"))
            out.push_back({form.at("id"), name + "." + std::string(column.at("id")), column});
      }
  return out;
}

const Field* described(const FormField& row) {
  const auto* type = find_type(row.record);
  if (!type) return nullptr;
  for (const auto& field : type->fields)
    if (field.name == row.record_field) return &field;
  return nullptr;
}

bool fits(const std::string& paper, const Field& field) {
  static const std::map<std::string, std::set<FieldType>> types = {
      {"text", {FieldType::Text}},
      {"long_text", {FieldType::LongText}},
      {"date", {FieldType::Date}},
      {"year", {FieldType::Year}},
      {"integer", {FieldType::Integer}},
      {"money_vnd", {FieldType::MoneyVnd}},
      {"phone", {FieldType::Phone}},
      {"email", {FieldType::Email}},
      {"boolean", {FieldType::Boolean}},
      {"choice", {FieldType::Choice}},
      {"multi_choice", {FieldType::Boolean}},
      {"ethnic_group", {FieldType::EthnicGroup}},
      {"admin_unit", {FieldType::AdminUnit, FieldType::Commune}},
      {"product_set", {FieldType::ProductSet}},
      {"product_code", {FieldType::ProductCode}},
      {"criterion_option", {FieldType::CriterionOption}}};
  const auto found = types.find(paper);
  return found != types.end() && found->second.count(field.type) == 1 &&
         (paper != "multi_choice" || field.key == Key::Choice);
}

std::string sensitivity_name(Sensitivity sensitivity) {
  return sensitivity == Sensitivity::None ? "none" : sensitivity == Sensitivity::Personal ? "personal" : "sensitive";
}

std::string identity(const FormField& row) { return std::string(row.record) + "." + std::string(row.record_field); }

}  // namespace

TEST_CASE("every field of every form is mapped once, and the map names no others") {
  std::set<std::string> on_paper;
  for (const auto& field : paper_fields()) {
    INFO(field.form << "." << field.name);
    CHECK(on_paper.insert(field.form + "." + field.name).second);
    CHECK(find_form_field(field.form, field.name) != nullptr);
  }
  std::set<std::string> mapped;
  for (const auto& row : form_fields()) {
    const auto name = std::string(row.form) + "." + std::string(row.field);
    INFO(name);
    CHECK(mapped.insert(name).second);
  }
  CHECK(mapped == on_paper);
  CHECK(find_form_field("form_01", "nonsense") == nullptr);
}

TEST_CASE("what is not kept in a field is said to be a table, derived, evidence or a signature, and is") {
  for (const auto& paper : paper_fields()) {
    INFO(paper.form << "." << paper.name);
    const auto* row = find_form_field(paper.form, paper.name);
    REQUIRE(row != nullptr);
    const std::string type = paper.description.at("type");
    const bool is_province = paper.form == "form_01" && paper.name == "province";  // of the commune
    if (type == "derived" || is_province)
      CHECK(row->source == FormField::Source::Derived);
    else if (type == "signature")
      CHECK(row->source == FormField::Source::Signature);
    else if (type == "evidence")
      CHECK(row->source == FormField::Source::Evidence);
    else if (type == "table")
      CHECK(row->source == FormField::Source::Rows);
    else
      CHECK((row->source == FormField::Source::Field || row->source == FormField::Source::RowKey));
  }
}

TEST_CASE("every mapped field exists and has a fitting type, the same choices and the same sensitivity") {
  for (const auto& paper : paper_fields()) {
    const auto* row = find_form_field(paper.form, paper.name);
    REQUIRE(row != nullptr);
    if (row->source == FormField::Source::RowKey || row->source == FormField::Source::Evidence)
      CHECK(described(*row) != nullptr);
    if (row->source != FormField::Source::Field) continue;
    INFO(paper.form << "." << paper.name << " -> " << identity(*row));
    const auto* field = described(*row);
    REQUIRE(field != nullptr);
    CHECK(field->is_on_form);
    CHECK(fits(paper.description.at("type"), *field));
    CHECK(sensitivity_name(field->sensitivity) == paper.description.at("sensitive").get<std::string>());
    if (paper.description.contains("options")) {
      std::vector<std::string> options;
      for (const auto& option : paper.description.at("options")) options.push_back(option.at("id"));
      CHECK(options == std::vector<std::string>(field->choices.begin(), field->choices.end()));
    }
  }
}

TEST_CASE("a record field is required exactly if a form requires it, and for the same kinds of dossier") {
  std::map<const Field*, bool> is_required;
  for (const auto& paper : paper_fields()) {
    const auto* row = find_form_field(paper.form, paper.name);
    REQUIRE(row != nullptr);
    if (row->source != FormField::Source::Field) continue;
    const auto* field = described(*row);
    REQUIRE(field != nullptr);
    INFO(identity(*row));
    is_required[field] = is_required[field] || paper.description.at("required").get<bool>();
    std::vector<std::string> kinds;
    if (paper.description.contains("required_for"))
      kinds = paper.description.at("required_for").get<std::vector<std::string>>();
    CHECK(kinds == std::vector<std::string>(field->kinds.begin(), field->kinds.end()));
  }
  for (const auto& [field, required] : is_required) {
    INFO(field->name);
    CHECK(required == (field->required == Required::Always));
  }
}

TEST_CASE("every record field that says it is on a form is on one") {
  std::set<std::string> mapped;
  for (const auto& row : form_fields())
    if (row.source == FormField::Source::Field) mapped.insert(identity(row));
  for (const auto& type : all_types())
    for (const auto& field : type.fields) {
      const auto name = std::string(type.name) + "." + std::string(field.name);
      INFO(name);
      CHECK(field.is_on_form == (mapped.count(name) == 1));
    }
}

TEST_CASE("a producer's name on paper is the producer's name, whichever paper") {
  for (const auto* form : {"form_01", "form_02", "form_03", "score_header"}) {
    const auto* row = find_form_field(form, "holder_name");
    REQUIRE(row != nullptr);
    CHECK(identity(*row) == "producer.name");
  }
  CHECK(identity(*find_form_field("form_01", "contact_phone")) == "producer.phone");
  CHECK(is_on_form(*find_type("producer"), *find_field("producer", "phone"), "form_01"));
  CHECK_FALSE(is_on_form(*find_type("producer"), *find_field("producer", "note"), "form_01"));
}

TEST_CASE("the criteria that tell of a person are those of the forms") {
  std::set<std::string> codes;
  for (const auto& row : forms().at("sensitive_criteria")) codes.insert(row.at("criterion"));
  for (int group = 1; group <= 20; ++group) {
    CHECK(is_sensitive_criterion(std::to_string(group)) == (codes.count(std::to_string(group)) == 1));
    for (int number = 1; number <= 9; ++number) {
      const auto code = std::to_string(group) + "." + std::to_string(number);
      CHECK(is_sensitive_criterion(code) == (codes.count(code) == 1));
    }
  }
  CHECK(codes.size() == 1);
}
