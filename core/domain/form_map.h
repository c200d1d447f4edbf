// The law's forms (core/rules/packs/forms.json) field by field: where each value is kept.
//
// A paper asks the same thing several times (form 01, 02, 03 and the scoring sheet all ask for the producer's name); it
// is kept once, in the record that it is about. A test reads forms.json and checks the map both ways: every field of
// every form is here; what it maps to exists, with a type, a duty and a sensitivity that fit; and every record field
// that says it is on a form is here.
//
// Constant data; any thread.
#pragma once

#include <span>
#include <string_view>

#include "core/domain/record_type.h"

namespace ocop::domain {

struct FormField {
  enum class Source {
    Field,      // kept in record.record_field
    Rows,       // a table: its columns are rows of this map, "TABLE.COLUMN"
    RowKey,     // a column that is the '*' of the other columns' fields
    Derived,    // computed, never kept
    Evidence,   // records of type evidence
    Signature,  // on the paper; a picture of it is evidence of kind `signature`
  };
  std::string_view form;   // "form_02"
  std::string_view field;  // "holder_name", "yearly_results.revenue_vnd"
  Source source;
  std::string_view record = {};        // "producer"
  std::string_view record_field = {};  // the name in the description: "name", "yearly.*.revenue_vnd"
};

std::span<const FormField> form_fields();  // in the order of the forms
const FormField* find_form_field(std::string_view form, std::string_view field);

bool is_on_form(const RecordType& type, const Field& field, std::string_view form);

}  // namespace ocop::domain
