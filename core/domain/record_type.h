// What a record is: every type, every field, described once and as data.
//
// Forms on the tablet, validation, the journal codec, search, the console and the exports all read this description.
// Add a field by adding a line in types_dossier.cpp, types_office.cpp or types_plan.cpp and its label in
// app/text/labels/; a test fails when the label is missing. A field that is on an official form also gets a line in
// form_map.cpp.
//
// Names of fields. Most are plain: `phone`. An element of a list and a cell of a table are fields of their own, so that
// two people who fill in different rows never conflict; their description carries one '*' for the varying part:
//   intellectual_property.*   List    intellectual_property.trademark = true
//   yearly.*.revenue_vnd      Table   yearly.2025.revenue_vnd = 1250000000
//   *.option                  Table   1.2.option = "b"         (assessment; "none" is: no option met)
//   declare.*                 List    declare.1.1/precondition = true
//   criterion.*               List    criterion.3.5 = true     (what a piece of evidence is evidence for)
// What makes sense only together is one field: the set with its pack, a place, number and date of a decision.
//
// Names never change their meaning and are never used again: they are in every journal ever written. Fields and types
// not described here are kept and travel on; find_type and find_field answer null for them, which is not an error.
//
// Constant data; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace ocop::domain {

enum class FieldType {
  Text,      // one line
  LongText,  // several lines
  Date,      // YYYY-MM-DD, 1900 to 2200
  Year,      // 1900 to 2200
  Integer,   // between Field::minimum and Field::maximum
  MoneyVnd,  // whole đồng
  Phone,     // kept as text
  Email,
  Boolean,
  Choice,           // one of Field::choices
  EthnicGroup,      // as on the papers
  AdminUnit,        // code of a province (2 digits) or a commune (5 digits), as text
  Commune,          // code of a commune
  ProductSet,       // pack and set: "ocop-26-2026/07"
  ProductCode,      // province-commune-serial-year; districts in old ones
  CriterionOption,  // id of an option of a criterion, or "none"
  CriterionCode,    // "1.2"
  EvidenceKind,     // an id of the pack, or one of our_evidence_kinds; here only its form is checked
  Gtin,             // 8, 12, 13 or 14 digits, the last one checks the others
  Record,           // id of another record, of the type Field::refers_to: 32 hex digits
  Composite,        // several parts that make sense only together: Field::parts
  Opaque,           // written and read by the program alone
};

enum class Cardinality { One, List, Table };

// What the '*' in a name stands for.
enum class Key {
  None,
  Choice,  // one of Field::choices
  Year,
  Criterion,    // "1.2"
  Declaration,  // "set/1", "1.1/precondition"
  Record,       // an id: 32 hex digits
  Slug,         // lower case letters, digits and '_', at most 40
};

enum class Required { Never, Always, ForKinds };       // ForKinds: only in a dossier whose kind is in Field::kinds
enum class Sensitivity { None, Personal, Sensitive };  // Sensitive values never enter the search index or a log

struct Part {
  std::string_view name;
  enum class Type { Text, Integer, Date, Sha256 } type;  // Sha256 is held as bytes
  bool may_be_empty = false;
};

inline constexpr std::int64_t integer_max = 9'007'199'254'740'991;  // 2^53 - 1: exact in JSON, wherever it is read

struct Field {
  std::string_view name;  // with '*' in lists and tables
  FieldType type;
  std::string_view label;  // key of the label in app/text; a choice's is LABEL.CHOICE
  Cardinality cardinality = Cardinality::One;
  Key key = Key::None;
  Required required = Required::Never;
  Sensitivity sensitivity = Sensitivity::None;
  bool is_searchable = false;
  bool is_on_form = false;  // on one of the law's forms; form_map.h says on which
  std::span<const std::string_view> choices = {};
  std::span<const std::string_view> kinds = {};  // of dossiers, for Required::ForKinds
  std::span<const Part> parts = {};
  std::string_view refers_to = {};  // type of the record that a Record field names
  std::int64_t minimum = 0;
  std::int64_t maximum = integer_max;
};

// Which root a record belongs to, fixed at its first change.
enum class Root {
  Own,         // it is a root
  Cited,       // it belongs to the root of the first record that it cites, in the order of root_fields
  CitedOrOwn,  // the same, and a root where it cites none
};

struct RecordType {
  std::string_view name;
  Root root;
  std::span<const Field> fields;
  std::span<const std::string_view> root_fields = {};
};

std::span<const RecordType> all_types();
std::span<const Field> common_fields();  // fields that a record of any type may have: `archived`

const RecordType* find_type(std::string_view name);

// The description behind a name such as "phone" or "yearly.2025.revenue_vnd"; null for a name of no field of the type,
// and for a name whose varying part is not of the right form. The description's own name ("yearly.*.revenue_vnd") is
// not a name of a field.
const Field* find_field(const RecordType& type, std::string_view name);
const Field* find_field(std::string_view type, std::string_view name);

// "2025" in "yearly.2025.revenue_vnd"; empty when the description has no '*'. `name` must be one that find_field found.
std::string_view key_of(const Field& field, std::string_view name);

// field_name(yearly.*.revenue_vnd, "2025") == "yearly.2025.revenue_vnd"
std::string field_name(const Field& field, std::string_view key);

// How carefully a value must be kept. Like field.sensitivity, but some criteria tell the ethnic group or a disability
// of a person by the option chosen: their option and note are sensitive, other criteria's are not.
Sensitivity sensitivity_of(const Field& field, std::string_view name);
bool is_sensitive_criterion(std::string_view code);

std::string type_label(const RecordType& type);                         // "type.dossier"
std::string choice_label(const Field& field, std::string_view choice);  // "dossier_kind.first"

// The law's kinds of evidence come with the rule pack; these are the program's own, on top of them.
std::span<const std::string_view> our_evidence_kinds();

// Forms of the varying parts, which are forms of values too.
bool is_criterion_code(std::string_view text);  // "1.2", "6.1.1"
bool is_declaration(std::string_view text);
bool is_slug(std::string_view text);
bool is_record_id(std::string_view text);

}  // namespace ocop::domain
