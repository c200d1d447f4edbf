// Whether what was written for a field can stand, and what a record still lacks.
//
// Checks here look at one value alone: its form, real dates, codes that exist. Whether a set, an option or a kind of
// evidence is in the dossier's pack is the business of core/rules; whether a record that is named exists, of
// core/service. What a record lacks never hinders saving, only submitting: it is data, not an error.
//
// Pure functions; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/domain/record_type.h"
#include "core/domain/value.h"

namespace ocop::domain {

// What enters a field passes here once: NFC and no control characters (clean_text), no spaces at the ends, and on one
// line unless the field is a LongText. InvalidInput, LimitExceeded.
Result<std::string> clean_value(const Field& field, std::string_view raw);

// Whether parse_value would take it, with the reason in the detail. Empty text always stands: it clears the field.
Status check_value(const Field& field, std::string_view text);
// The same for a value that came from a journal: another program may have written it.
Status check_value(const Field& field, const Value& value);

bool is_real_date(std::string_view text);  // "2024-02-29"; years 1900 to 2200

// The required fields that are empty, in the order of the description. `filled` are the names of the fields that hold
// something. A list needs one element; a table needs one row, and every required cell of each row that was begun. For
// a table without a row the name is the description's ("yearly.*.revenue_vnd").
struct MissingQuestion {
  const RecordType& type;
  std::span<const std::string_view> filled;
  std::string_view dossier_kind;  // "first", "upgrade", "reevaluation"; empty where it is not known yet
  std::string_view form = {};     // only what this form needs ("form_01"); empty: everything
};
std::vector<std::string> missing_fields(const MissingQuestion& question);

}  // namespace ocop::domain
