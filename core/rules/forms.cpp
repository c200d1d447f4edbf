#include "core/rules/forms.h"

#include <array>

#include "core/rules/reader.h"
#include "core/rules/set_reader.h"

namespace ocop::embedded {
extern const std::string_view forms_26_2026;
}

namespace ocop::rules {
namespace {

constexpr std::array<std::string_view, 21> type_names{
    "text",         "long_text",   "date",       "year",        "integer",      "money_vnd", "phone",
    "email",        "boolean",     "choice",     "multi_choice", "ethnic_group", "admin_unit", "product_set",
    "product_code", "criterion",   "criterion_option", "derived", "table",      "evidence",  "signature"};
constexpr std::array<std::string_view, 3> sensitivity_names{"none", "personal", "sensitive"};

// The enumerator whose name stands there; the first one, with a complaint, when none does.
template <typename Enumeration, std::size_t count>
Enumeration read_enumerator(const Node& node, const std::array<std::string_view, count>& names) {
  const std::string name = node.text();
  for (std::size_t i = 0; i < count; ++i)
    if (names[i] == name) return static_cast<Enumeration>(i);
  node.complain("not known: " + name);
  return Enumeration{};
}

std::vector<Named> read_options(const Node& node) {
  std::vector<Named> options;
  std::vector<std::string> seen;
  for (const Node& item : node.maybe_items_of("options")) {
    options.push_back({item.at("id").id(), read_text(item.at("label"))});
    expect_new(item, seen, options.back().id);
  }
  return options;
}

std::vector<std::string> read_ids(const Node& node, std::string_view key) {
  std::vector<std::string> ids;
  for (const Node& item : node.maybe_items_of(key)) {
    const std::string id = item.id();
    expect_new(item, ids, id);
  }
  return ids;
}

enum class Level { Field, Column };

FormField read_field(const Node& node, Level level) {
  FormField field;
  field.id = node.at("id").id();
  field.type = read_enumerator<FieldType>(node.at("type"), type_names);
  field.label = read_text(node.at("label"));
  field.help = read_maybe_text(node, "help");
  field.is_required = node.at("required").boolean();
  field.required_for = read_ids(node, "required_for");
  field.sensitivity = read_enumerator<Sensitivity>(node.at("sensitive"), sensitivity_names);
  field.is_repeatable = node.at("repeatable").boolean();
  field.options = read_options(node);
  field.kinds = read_ids(node, "kinds");
  const bool is_choice = field.type == FieldType::Choice || field.type == FieldType::MultiChoice;
  if (is_choice == field.options.empty()) node.complain("options and type do not go together");
  const bool is_table = field.type == FieldType::Table;
  if (is_table && level == Level::Column) {
    node.complain("a table within a table");
    return field;
  }
  std::vector<std::string> seen;
  for (const Node& item : node.maybe_items_of("columns")) {
    field.columns.push_back(read_field(item, Level::Column));
    expect_new(item, seen, field.columns.back().id);
  }
  if (is_table == field.columns.empty()) node.complain("columns and type do not go together");
  return field;
}

Form read_form(const Node& node) {
  Form form{
      node.at("id").id(), node.at("number").text(), read_text(node.at("name")), read_text(node.at("filled_by")), {}};
  std::vector<std::string> section_ids;
  std::vector<std::string> field_ids;
  for (const Node& item : node.items_of("sections")) {
    FormSection section{item.at("id").id(), read_text(item.at("title")), {}};
    expect_new(item, section_ids, section.id);
    for (const Node& field : item.items_of("fields")) {
      section.fields.push_back(read_field(field, Level::Field));
      expect_new(field, field_ids, section.fields.back().id);
    }
    form.sections.push_back(std::move(section));
  }
  return form;
}

FormLibrary read_library(const Node& root) {
  FormLibrary library;
  root.at("format").integer(1, 1);
  library.id = root.at("id").id();
  library.pack_id = root.at("rules").id();
  std::vector<std::string> seen;
  for (const Node& item : root.items_of("forms")) {
    library.forms.push_back(read_form(item));
    expect_new(item, seen, library.forms.back().id);
  }
  for (const Node& item : root.maybe_items_of("sensitive_criteria"))
    library.sensitive_criteria.push_back({item.at("criterion").text(),
                                          read_enumerator<Sensitivity>(item.at("sensitive"), sensitivity_names),
                                          read_text(item)});
  return library;
}

}  // namespace

const FormField* Form::find_field(std::string_view field_id) const {
  for (const FormSection& section : sections)
    for (const FormField& field : section.fields)
      if (field.id == field_id) return &field;
  return nullptr;
}

const FormLibrary& form_library() {
  static const Result<FormLibrary> library = parse_forms(embedded::forms_26_2026);
  OCOP_ASSERT(library.has_value());  // compiled in: a mistake here is ours, and no file can cause it
  return *library;
}

const std::vector<Form>& forms() { return form_library().forms; }

const Form* find_form(std::string_view id) {
  for (const Form& form : forms())
    if (form.id == id) return &form;
  return nullptr;
}

std::string_view field_type_name(FieldType type) { return type_names[static_cast<std::size_t>(type)]; }
std::string_view sensitivity_name(Sensitivity level) { return sensitivity_names[static_cast<std::size_t>(level)]; }

Result<FormLibrary> parse_forms(std::string_view json) {
  const auto tree = read_json(json);
  if (!tree) return Error{ErrorCode::PackInvalid, tree.error().detail};
  Reader reader(ErrorCode::PackInvalid);
  FormLibrary library = read_library(reader.root(*tree));
  TRY(reader.status());
  return library;
}

}  // namespace ocop::rules
