#include "core/domain/record_type.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/base/limits.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::domain;

namespace {

const std::string some_id = "00112233445566778899aabbccddeeff";

template <typename Check>
void for_each_field(Check check) {
  for (const auto& type : all_types())
    for (const auto& field : type.fields) {
      INFO(type.name << "." << field.name);
      check(type, field);
    }
}

}  // namespace

TEST_CASE("every type of the design is described") {
  for (const auto* name :
       {"producer", "product", "dossier", "assessment", "evidence", "visit", "finding", "idea", "decision",
        "certificate", "activity", "point_of_sale", "support", "plan", "target", "contact"}) {
    INFO(name);
    REQUIRE(find_type(name) != nullptr);
    CHECK(find_type(name)->name == name);
  }
  CHECK(all_types().size() == 16);
  CHECK(find_type("council_member_of_tomorrow") == nullptr);
}

TEST_CASE("names of types and fields are unique, short and plain") {
  std::set<std::string_view> types;
  for (const auto& type : all_types()) {
    CHECK(types.insert(type.name).second);
    CHECK(type.name.size() <= limits::type_name_bytes_max);
    CHECK(type.fields.size() <= limits::fields_per_record_max);
    std::set<std::string_view> names;
    for (const auto& field : type.fields) {
      INFO(type.name << "." << field.name);
      CHECK(names.insert(field.name).second);
      CHECK(field.name.size() + 40 <= limits::field_name_bytes_max);
      CHECK(field.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.*") == std::string_view::npos);
    }
  }
}

TEST_CASE("every description is whole: choices, parts, kinds, keys and references where the type asks for them") {
  for_each_field([](const RecordType&, const Field& field) {
    const auto stars = std::count(field.name.begin(), field.name.end(), '*');
    CHECK(stars == (field.cardinality == Cardinality::One ? 0 : 1));
    CHECK((field.key == Key::None) == (field.cardinality == Cardinality::One));
    if (field.cardinality == Cardinality::List) CHECK(field.name.ends_with(".*"));
    const bool needs_choices = field.type == FieldType::Choice || field.key == Key::Choice;
    CHECK(field.choices.empty() != needs_choices);
    CHECK(field.parts.empty() != (field.type == FieldType::Composite));
    CHECK(field.kinds.empty() != (field.required == Required::ForKinds));
    const bool refers = field.type == FieldType::Record || field.key == Key::Record;
    CHECK(field.refers_to.empty() != refers);
    if (refers) CHECK(find_type(field.refers_to) != nullptr);
    CHECK(field.minimum <= field.maximum);
    CHECK_FALSE(field.label.empty());
  });
}

TEST_CASE("a type that cites its root cites it with fields that name records, and a root has a unit") {
  for (const auto& type : all_types()) {
    INFO(type.name);
    CHECK(type.root_fields.empty() == (type.root == Root::Own));
    for (const auto name : type.root_fields) {
      const auto* field = find_field(type, name);
      REQUIRE(field != nullptr);
      CHECK(field->type == FieldType::Record);
    }
    if (type.root != Root::Cited) CHECK(find_field(type, "unit") != nullptr);
  }
}

TEST_CASE("the root of each type is the one that the design names") {
  CHECK(find_type("producer")->root == Root::Own);
  CHECK(find_type("dossier")->root == Root::Own);
  CHECK(find_type("plan")->root == Root::Own);
  CHECK(find_type("decision")->root == Root::Own);
  CHECK(find_type("product")->root_fields.front() == "producer");
  for (const auto* name : {"evidence", "visit", "finding", "certificate"})
    CHECK(find_type(name)->root_fields.front() == "dossier");
  CHECK(find_type("assessment")->root_fields.back() == "dossier");
}

TEST_CASE("sensitive values are never searchable") {
  for_each_field([](const RecordType&, const Field& field) {
    if (field.sensitivity == Sensitivity::Sensitive) CHECK_FALSE(field.is_searchable);
  });
  CHECK(find_field("producer", "representative_ethnicity")->sensitivity == Sensitivity::Sensitive);
}

TEST_CASE("only the option and the note of a criterion that tells of a person are sensitive") {
  const auto* option = find_field("assessment", "3.2.option");
  const auto* note = find_field("assessment", "3.2.note");
  REQUIRE(option != nullptr);
  REQUIRE(note != nullptr);
  CHECK(sensitivity_of(*option, "3.2.option") == Sensitivity::Sensitive);
  CHECK(sensitivity_of(*note, "3.2.note") == Sensitivity::Sensitive);
  CHECK(sensitivity_of(*option, "3.1.option") == Sensitivity::None);
  CHECK(sensitivity_of(*find_field("producer", "phone"), "phone") == Sensitivity::Personal);
}

TEST_CASE("elements of lists and cells of tables are found by their own names") {
  const auto* option = find_field("assessment", "1.2.option");
  REQUIRE(option != nullptr);
  CHECK(option->type == FieldType::CriterionOption);
  CHECK(key_of(*option, "1.2.option") == "1.2");
  CHECK(key_of(*find_field("assessment", "10.note"), "10.note") == "10");
  CHECK(key_of(*find_field("assessment", "declare.set/1"), "declare.set/1") == "set/1");
  CHECK(key_of(*find_field("assessment", "declare.1.1/precondition"), "declare.1.1/precondition") ==
        "1.1/precondition");
  CHECK(key_of(*find_field("evidence", "criterion.6.1.1"), "criterion.6.1.1") == "6.1.1");
  CHECK(key_of(*find_field("dossier", "yearly.2025.revenue_vnd"), "yearly.2025.revenue_vnd") == "2025");
  CHECK(key_of(*find_field("product", "intellectual_property.trademark"), "intellectual_property.trademark") ==
        "trademark");
  CHECK(find_field("decision", "result." + some_id) != nullptr);
  CHECK(find_field("product", "online.postmart") != nullptr);
  CHECK(key_of(*find_field("producer", "phone"), "phone").empty());
  CHECK(field_name(*option, "1.2") == "1.2.option");
  CHECK(field_name(*find_field("producer", "phone"), "") == "phone");
}

TEST_CASE("names that are no field's are not found") {
  for (const auto* name : {"",
                           "nonsense",
                           "*.option",
                           ".option",
                           "a.option",
                           "1..2.option",
                           ".1.option",
                           "1..option",
                           "1.2.",
                           "1.2",
                           "declare.",
                           "declare.set",
                           "declare.set/",
                           "declare.set/0",
                           "declare.set/x",
                           "declare.set/1234",
                           "declare./precondition",
                           "declare.1.1/",
                           "declare.1.1/PRE",
                           "declare.x/stop"}) {
    INFO(name);
    CHECK(find_field("assessment", name) == nullptr);
  }
  for (const auto* name :
       {"yearly.*.revenue_vnd", "yearly.1899.revenue_vnd", "yearly.2201.revenue_vnd", "yearly.25.revenue_vnd",
        "yearly.2025.cost_vnd", "yearly.revenue_vnd", "yearly..revenue_vnd"}) {
    INFO(name);
    CHECK(find_field("dossier", name) == nullptr);
  }
  CHECK(find_field("product", "intellectual_property.patent") == nullptr);
  CHECK(find_field("product", "online.Post Mart") == nullptr);
  CHECK(find_field("decision", "result.00FF") == nullptr);
  CHECK(find_field("dossier", std::string(limits::field_name_bytes_max + 1, 'a')) == nullptr);
  CHECK(find_field("no_such_type", "name") == nullptr);
}

TEST_CASE("every described field is found under each name it gives out") {
  for_each_field([](const RecordType& type, const Field& field) {
    std::string key;
    switch (field.key) {
      case Key::None:
        break;
      case Key::Choice:
        key = field.choices.front();
        break;
      case Key::Year:
        key = "2025";
        break;
      case Key::Criterion:
        key = "6.1.1";
        break;
      case Key::Declaration:
        key = "5.2/applies_only_if_story";
        break;
      case Key::Record:
        key = some_id;
        break;
      case Key::Slug:
        key = "a_1";
        break;
    }
    const auto name = field_name(field, key);
    CHECK(find_field(type, name) == &field);
    CHECK(key_of(field, name) == key);
  });
}

TEST_CASE("a record of any type may be archived") {
  for (const auto& type : all_types()) CHECK(find_field(type, "archived") == common_fields().data());
}

TEST_CASE("labels of types and choices are named after them") {
  CHECK(type_label(*find_type("dossier")) == "type.dossier");
  CHECK(choice_label(*find_field("dossier", "kind"), "first") == "dossier_kind.first");
  CHECK(our_evidence_kinds().size() == 6);
}
