// The official forms (Mẫu 01, 02, 03 and the head of the scoring sheet) as lists of fields.
//
// This describes papers: what is asked, in which order, under which words. Which field of which record a paper's
// field is kept in is core/domain's to say. Compiled in, read once, never changed; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/rules/pack.h"

namespace ocop::rules {

enum class FieldType {
  Text, LongText, Date, Year, Integer, MoneyVnd, Phone, Email, Boolean, Choice, MultiChoice, EthnicGroup, AdminUnit,
  ProductSet, ProductCode, Criterion, CriterionOption, Derived, Table, Evidence, Signature,
};

enum class Sensitivity { None, Personal, Sensitive };

struct FormField {
  std::string id;  // unique in its form
  FieldType type = FieldType::Text;
  Text label;
  std::optional<Text> help;
  bool is_required = false;
  std::vector<std::string> required_for;   // kinds of dossier that require it although others do not
  Sensitivity sensitivity = Sensitivity::None;
  bool is_repeatable = false;
  std::vector<Named> options;              // of Choice and MultiChoice
  std::vector<FormField> columns;          // of Table
  std::vector<std::string> kinds;          // of Evidence: which kinds are meant
};

struct FormSection {
  std::string id;
  Text title;
  std::vector<FormField> fields;
};

struct Form {
  std::string id;      // "form_01"
  std::string number;  // "Mẫu 01"
  Text name;
  Text filled_by;
  std::vector<FormSection> sections;

  const FormField* find_field(std::string_view field_id) const;
};

struct SensitiveCriterion {
  std::string criterion;
  Sensitivity sensitivity = Sensitivity::Sensitive;
  Text reason;
};

struct FormLibrary {
  std::string id;
  std::string pack_id;
  std::vector<Form> forms;
  std::vector<SensitiveCriterion> sensitive_criteria;
};

const std::vector<Form>& forms();
const Form* find_form(std::string_view id);
const FormLibrary& form_library();

std::string_view field_type_name(FieldType type);     // "money_vnd"
std::string_view sensitivity_name(Sensitivity level);  // "personal"

// PackInvalid, naming the place, as parse_pack() does.
Result<FormLibrary> parse_forms(std::string_view json);

}  // namespace ocop::rules
