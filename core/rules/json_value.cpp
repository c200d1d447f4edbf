#include "core/rules/json_value.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/limits.h"

namespace ocop::rules {
namespace {

// Builds the tree from the parser's events. Returning false stops the parser at once, so that a file of a million
// brackets costs no more than json_depth_max of them.
class TreeBuilder {
 public:
  explicit TreeBuilder(JsonValue& root) : root_(root) {}

  const std::optional<Error>& error() const { return error_; }

  bool null() { return place({}) != nullptr; }
  bool boolean(bool value) {
    JsonValue made;
    made.kind = JsonValue::Kind::Boolean;
    made.boolean = value;
    return place(std::move(made)) != nullptr;
  }
  bool number_integer(std::int64_t value) {
    JsonValue made;
    made.kind = JsonValue::Kind::Integer;
    made.integer = value;
    return place(std::move(made)) != nullptr;
  }
  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return number_float(0, {});
    return number_integer(static_cast<std::int64_t>(value));
  }
  bool number_float(double, const std::string&) {
    JsonValue made;
    made.kind = JsonValue::Kind::Decimal;
    return place(std::move(made)) != nullptr;
  }
  bool string(std::string& value) {
    JsonValue made;
    made.kind = JsonValue::Kind::Text;
    made.text = std::move(value);
    return place(std::move(made)) != nullptr;
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // JSON has none

  bool start_object(std::size_t) { return open(JsonValue::Kind::Object); }
  bool start_array(std::size_t) { return open(JsonValue::Kind::List); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (open_.back()->members.size() >= json_members_max) {
      error_ =
          Error{ErrorCode::LimitExceeded, "an object of more than " + std::to_string(json_members_max) + " members"};
      return false;
    }
    if (open_.back()->find(name) != nullptr) {
      error_ = Error{ErrorCode::InvalidInput, "key stands twice: " + name};
      return false;
    }
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    error_ = Error{ErrorCode::InvalidInput, "not JSON at byte " + std::to_string(position)};
    return false;
  }

 private:
  JsonValue* place(JsonValue made) {
    if (open_.empty()) {
      root_ = std::move(made);
      return &root_;
    }
    JsonValue& parent = *open_.back();
    if (parent.kind == JsonValue::Kind::List) return &parent.items.emplace_back(std::move(made));
    parent.members.push_back({std::move(key_), std::move(made)});
    return &parent.members.back().value;
  }
  bool open(JsonValue::Kind kind) {
    if (open_.size() >= static_cast<std::size_t>(limits::json_depth_max)) {
      error_ = Error{ErrorCode::LimitExceeded, "deeper than " + std::to_string(limits::json_depth_max) + " levels"};
      return false;
    }
    JsonValue made;
    made.kind = kind;
    open_.push_back(place(std::move(made)));  // stays in place: only the innermost open value grows
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  JsonValue& root_;
  std::vector<JsonValue*> open_;
  std::string key_;
  std::optional<Error> error_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Result<JsonValue> read_json(std::string_view text) {
  if (text.size() > limits::json_file_bytes_max)
    return Error{ErrorCode::LimitExceeded, "larger than " + std::to_string(limits::json_file_bytes_max) + " bytes"};
  JsonValue root;
  TreeBuilder builder(root);
  const bool complete = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (!complete) return builder.error().value_or(Error{ErrorCode::InvalidInput, "not JSON"});
  return root;
}

}  // namespace ocop::rules
