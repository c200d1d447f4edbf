// What a field of a record holds, and its one spelling as text.
//
// A Value is what the journal carries and compares (core/journal owns the bytes), what a person types on a form or on
// the command line (parse_value reads it), and what a screen or an export shows (to_text writes it). Reading what was
// written gives the same value again: parse_value(field, to_text(value)) == value for every value that parse_value ever
// gave.
//
//   nothing      ""                         the field is empty; setting a field to nothing clears it
//   boolean      "true" "false"             also read: yes no có không 1 0
//   integer      "-1250000"                 also read: 1.250.000 and 1 250 000
//   text         as it is, in NFC
//   bytes        lower case hex
//   list         its parts joined by '|'    a composite field: what makes sense only together (see Part)
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/domain/record_type.h"

namespace ocop::domain {

struct Value {
  using List = std::vector<Value>;
  std::variant<std::monostate, bool, std::int64_t, std::string, Bytes, List> held;

  static Value boolean(bool value) { return Value{value}; }
  static Value integer(std::int64_t value) { return Value{value}; }
  static Value text(std::string value) { return Value{std::move(value)}; }
  static Value bytes(Bytes value) { return Value{std::move(value)}; }
  static Value list(List value) { return Value{std::move(value)}; }

  bool is_empty() const { return std::holds_alternative<std::monostate>(held); }
  // Null when the value is of another kind: a tablet of another age may have written something unexpected.
  const bool* as_boolean() const { return std::get_if<bool>(&held); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&held); }
  const std::string* as_text() const { return std::get_if<std::string>(&held); }
  const Bytes* as_bytes() const { return std::get_if<Bytes>(&held); }
  const List* as_list() const { return std::get_if<List>(&held); }

  friend bool operator==(const Value& a, const Value& b);
};

// Reads what a person or a script wrote for a field; cleans it first (clean_value of validate.h). Empty text is
// nothing. InvalidInput with the reason in the detail, UnknownUnit, LimitExceeded; InvalidInput always for
// FieldType::Opaque, which only the program writes.
Result<Value> parse_value(const Field& field, std::string_view text);

std::string to_text(const Value& value);

}  // namespace ocop::domain
