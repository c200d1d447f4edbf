// A JSON text as plain values: what packs, forms and answer files are read from.
//
// Everything a file can do is met here: the size and the depth have limits, a key that stands twice in one object is
// refused (which of the two would count?), numbers with a decimal point keep their kind, members keep their order.
// Pure functions; any thread. No exception leaves: json_value.cpp is the only file of this folder that reads JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace ocop::rules {

struct JsonMember;

struct JsonValue {
  enum class Kind { Null, Boolean, Integer, Decimal, Text, List, Object };

  Kind kind = Kind::Null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;
  std::vector<JsonValue> items;     // of a List
  std::vector<JsonMember> members;  // of an Object, in the order of the file

  const JsonValue* find(std::string_view key) const;  // nullptr: no such member, or not an object
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

inline constexpr std::size_t json_members_max = 1000;  // of one object; a sheet of answers has about 40

// InvalidInput when it is not JSON, not UTF-8, or a key stands twice; LimitExceeded over limits::json_file_bytes_max,
// limits::json_depth_max or json_members_max. The detail names the place.
Result<JsonValue> read_json(std::string_view text);

}  // namespace ocop::rules
