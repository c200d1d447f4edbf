#include "core/domain/value.h"

#include <algorithm>
#include <charconv>

#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/domain/validate.h"

namespace ocop::domain {
namespace {

Error invalid(const Field& field, std::string_view why) {
  return Error{ErrorCode::InvalidInput, std::string(field.name) + ": " + std::string(why)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// "1.250.000" and "1 250 000" to "1250000": groups of three behind a first group of one to three, one kind of
// separator. Anything else stays as it is, for the number reader to refuse.
std::string without_separators(std::string_view text) {
  const auto first = text.find_first_of(". ");
  if (first == std::string_view::npos) return std::string(text);
  const char separator = text[first];
  const std::size_t sign = !text.empty() && text.front() == '-' ? 1 : 0;
  if (first == sign || first > sign + 3) return std::string(text);
  std::string out(text.substr(0, first));
  for (auto at = first; at < text.size(); at += 4) {
    if (text[at] != separator || !all_digits(text.substr(at + 1, 3)) || text.size() - at < 4) return std::string(text);
    out.append(text.substr(at + 1, 3));
  }
  return out;
}

Result<std::int64_t> parse_whole(std::string_view text) {
  const auto digits = without_separators(text);
  std::int64_t out = 0;
  const auto end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, out);
  if (read.ec != std::errc{} || read.ptr != end) return Error{ErrorCode::InvalidInput, "not a whole number"};
  return out;
}

Result<Value> parse_integer(const Field& field, std::string_view text) {
  const auto number = parse_whole(text);
  if (!number) return invalid(field, "not a whole number");
  if (*number < field.minimum || *number > field.maximum)
    return invalid(field, "not between " + std::to_string(field.minimum) + " and " + std::to_string(field.maximum));
  return Value::integer(*number);
}

Result<Value> parse_year(const Field& field, std::string_view text) {
  if (text.size() != 4 || !all_digits(text) || text < "1900" || text > "2200")
    return invalid(field, "not a year from 1900 to 2200");
  return Value::integer(*parse_whole(text));
}

Result<Value> parse_boolean(const Field& field, std::string_view text) {
  for (const std::string_view yes : {"true", "yes", "có", "1"})
    if (text == yes) return Value::boolean(true);
  for (const std::string_view no : {"false", "no", "không", "0"})
    if (text == no) return Value::boolean(false);
  return invalid(field, "neither yes nor no");
}

bool is_phone(std::string_view text) {
  constexpr std::string_view others = " +-.()/,;";
  return text.size() <= 64 && std::count_if(text.begin(), text.end(), is_digit) >= 6 &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_digit(c) || others.find(c) != others.npos; });
}

// One '@', something before it, a domain with a dot inside, no spaces. More is for the mail server to know.
bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.find('.');
  return text.size() <= 254 && text.find_first_of(" \t\n,;<>") == std::string_view::npos &&
         dot != std::string_view::npos && dot > 0 && domain.back() != '.' &&
         domain.find("..") == std::string_view::npos;
}

// "ocop-26-2026/07": letters, digits and hyphens, then the two digits of the set.
bool is_product_set(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash > 40 || text.size() != slash + 3) return false;
  return all_digits(text.substr(slash + 1)) &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

// 04-01273-2-2026; before July 2025 with a district: 83-832-28882-2-2022.
bool is_product_code(std::string_view text) {
  int groups = 0;
  for (std::string_view rest = text;; ++groups) {
    const auto hyphen = rest.find('-');
    const auto group = rest.substr(0, hyphen);
    if (!all_digits(group) || group.size() > 6) return false;
    if (hyphen == std::string_view::npos) return (groups == 3 || groups == 4) && group.size() == 4;
    rest.remove_prefix(hyphen + 1);
  }
}

bool is_gtin(std::string_view text) {
  if (!all_digits(text) || (text.size() != 8 && text.size() != 12 && text.size() != 13 && text.size() != 14))
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {  // from the right: 1, 3, 1, 3 …
    const int digit = text[text.size() - 1 - i] - '0';
    sum += i % 2 == 0 ? digit : 3 * digit;
  }
  return sum % 10 == 0;
}

Result<Value> parse_part(const Field& field, const Part& part, std::string_view text) {
  if (text.empty()) {
    if (part.may_be_empty) return Value{};
    return invalid(field, std::string(part.name) + " is missing");
  }
  switch (part.type) {
    case Part::Type::Text:
      return Value::text(std::string(text));
    case Part::Type::Date:
      if (!is_real_date(text)) return invalid(field, std::string(part.name) + " is not a date (YYYY-MM-DD)");
      return Value::text(std::string(text));
    case Part::Type::Integer: {
      const auto number = parse_whole(text);
      if (!number) return invalid(field, std::string(part.name) + " is not a whole number");
      return Value::integer(*number);
    }
    case Part::Type::Sha256: {
      auto bytes = text.size() == 64 ? from_hex(text) : std::nullopt;
      if (!bytes) return invalid(field, std::string(part.name) + " is not a SHA-256 in hex");
      return Value::bytes(std::move(*bytes));
    }
  }
  return invalid(field, "unknown part");
}

Result<Value> parse_composite(const Field& field, std::string_view text) {
  Value::List parts;
  auto rest = text;
  for (std::size_t i = 0; i < field.parts.size(); ++i) {
    const auto bar = rest.find('|');
    const bool is_last = i + 1 == field.parts.size();
    if (is_last != (bar == std::string_view::npos))
      return invalid(field, std::to_string(field.parts.size()) + " parts with '|' between them are expected");
    TRY_ASSIGN(auto part, parse_part(field, field.parts[i], trim(rest.substr(0, bar))));
    parts.push_back(std::move(part));
    if (!is_last) rest.remove_prefix(bar + 1);
  }
  return Value::list(std::move(parts));
}

Result<Value> text_if(bool holds, const Field& field, std::string_view text, std::string_view why) {
  if (!holds) return invalid(field, why);
  return Value::text(std::string(text));
}

Result<Value> parse_unit(std::string_view text, bool is_province_allowed) {
  if (find_commune(text) || (is_province_allowed && find_province(text))) return Value::text(std::string(text));
  return Error{ErrorCode::UnknownUnit, std::string(text)};
}

Result<Value> parse_clean(const Field& field, std::string_view text) {
  switch (field.type) {
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::EthnicGroup:
      return Value::text(std::string(text));
    case FieldType::Date:
      return text_if(is_real_date(text), field, text, "not a date (YYYY-MM-DD) from 1900 to 2200");
    case FieldType::Year:
      return parse_year(field, text);
    case FieldType::Integer:
    case FieldType::MoneyVnd:
      return parse_integer(field, text);
    case FieldType::Phone:
      return text_if(is_phone(text), field, text, "not a telephone number");
    case FieldType::Email:
      return text_if(is_email(text), field, text, "not an e-mail address");
    case FieldType::Boolean:
      return parse_boolean(field, text);
    case FieldType::Choice:
      return text_if(std::find(field.choices.begin(), field.choices.end(), text) != field.choices.end(), field, text,
                     "not one of the choices");
    case FieldType::AdminUnit:
      return parse_unit(text, true);
    case FieldType::Commune:
      return parse_unit(text, false);
    case FieldType::ProductSet:
      return text_if(is_product_set(text), field, text, "not a set of a pack (ocop-26-2026/07)");
    case FieldType::ProductCode:
      return text_if(is_product_code(text), field, text, "not a product code (province-commune-serial-year)");
    case FieldType::CriterionOption:
    case FieldType::EvidenceKind:
      return text_if(is_slug(text), field, text, "not an id");
    case FieldType::CriterionCode:
      return text_if(is_criterion_code(text), field, text, "not the code of a criterion");
    case FieldType::Gtin:
      return text_if(is_gtin(text), field, text, "not a GTIN, or its check digit is wrong");
    case FieldType::Record:
      return text_if(is_record_id(text), field, text, "not the id of a record");
    case FieldType::Composite:
      return parse_composite(field, text);
    case FieldType::Opaque:
      return invalid(field, "written by the program alone");
  }
  return invalid(field, "unknown type");
}

}  // namespace

bool operator==(const Value& a, const Value& b) { return a.held == b.held; }

Result<Value> parse_value(const Field& field, std::string_view text) {
  TRY_ASSIGN(const auto clean, clean_value(field, text));
  if (clean.empty()) return Value{};
  return parse_clean(field, clean);
}

std::string to_text(const Value& value) {
  if (const auto* boolean = value.as_boolean()) return *boolean ? "true" : "false";
  if (const auto* integer = value.as_integer()) return std::to_string(*integer);
  if (const auto* text = value.as_text()) return *text;
  if (const auto* bytes = value.as_bytes()) return to_hex(*bytes);
  std::string out;
  if (const auto* list = value.as_list()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (i > 0) out.push_back('|');
      if (!(*list)[i].as_list()) out += to_text((*list)[i]);  // lists hold no lists; a stranger's are not followed
    }
  }
  return out;
}

}  // namespace ocop::domain
