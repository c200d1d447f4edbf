#include "core/domain/validate.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/domain/form_map.h"

namespace ocop::domain {
namespace {

int number_of(std::string_view digits) {
  int out = 0;
  for (const char c : digits) out = 10 * out + (c - '0');
  return out;
}

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : days[month - 1];
}

bool is_required(const Field& field, std::string_view dossier_kind) {
  switch (field.required) {
    case Required::Never:
      return false;
    case Required::Always:
      return true;
    case Required::ForKinds:
      return std::find(field.kinds.begin(), field.kinds.end(), dossier_kind) != field.kinds.end();
  }
  return false;
}

// "yearly." of "yearly.*.revenue_vnd": the columns that share it are one table.
std::string_view table_of(const Field& field) { return field.name.substr(0, field.name.find('*')); }

std::set<std::string_view> rows_begun(const MissingQuestion& question, std::string_view table) {
  std::set<std::string_view> keys;
  for (const auto name : question.filled) {
    const auto* field = find_field(question.type, name);
    if (field && field->cardinality == Cardinality::Table && table_of(*field) == table)
      keys.insert(key_of(*field, name));
  }
  return keys;
}

bool is_filled(const MissingQuestion& question, std::string_view name) {
  return std::find(question.filled.begin(), question.filled.end(), name) != question.filled.end();
}

void add_missing(const MissingQuestion& question, const Field& field, std::vector<std::string>& out) {
  if (field.cardinality == Cardinality::One) {
    if (!is_filled(question, field.name)) out.emplace_back(field.name);
  } else if (field.cardinality == Cardinality::List) {
    const bool has_any = std::any_of(question.filled.begin(), question.filled.end(),
                                     [&](std::string_view name) { return find_field(question.type, name) == &field; });
    if (!has_any) out.emplace_back(field.name);
  } else {
    const auto rows = rows_begun(question, table_of(field));
    if (rows.empty()) out.emplace_back(field.name);
    for (const auto row : rows) {
      auto name = field_name(field, row);
      if (!is_filled(question, name)) out.push_back(std::move(name));
    }
  }
}

}  // namespace

bool is_real_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  const int year = number_of(text.substr(0, 4));
  const int month = number_of(text.substr(5, 2));
  const int day = number_of(text.substr(8, 2));
  return year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

Result<std::string> clean_value(const Field& field, std::string_view raw) {
  TRY_ASSIGN(auto text, clean_text(raw));
  if (field.type != FieldType::LongText)
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return std::string(trim(text));
}

Status check_value(const Field& field, std::string_view text) {
  TRY(parse_value(field, text));
  return {};
}

Status check_value(const Field& field, const Value& value) {
  if (field.type == FieldType::Opaque || value.is_empty()) return {};
  TRY_ASSIGN(const auto parsed, parse_value(field, to_text(value)));
  if (!(parsed == value)) return Error{ErrorCode::InvalidInput, std::string(field.name) + ": of another kind"};
  return {};
}

std::vector<std::string> missing_fields(const MissingQuestion& question) {
  std::vector<std::string> out;
  for (const auto& field : question.type.fields) {
    if (!is_required(field, question.dossier_kind)) continue;
    if (!question.form.empty() && !is_on_form(question.type, field, question.form)) continue;
    add_missing(question, field, out);
  }
  return out;
}

}  // namespace ocop::domain
