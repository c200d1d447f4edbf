#include "app/cli/fields.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/domain/record_type.h"
#include "core/service/json.h"

namespace ocop::cli {

Result<std::vector<FieldText>> split_fields(std::span<const std::string> words) {
  std::vector<FieldText> fields;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0) return Error{ErrorCode::Usage, "not FIELD=VALUE: " + word};
    std::string name = word.substr(0, equals);
    if (std::any_of(fields.begin(), fields.end(), [&](const FieldText& field) { return field.first == name; }))
      return Error{ErrorCode::Usage, "the field " + name + " stands twice"};
    fields.emplace_back(std::move(name), word.substr(equals + 1));
  }
  return fields;
}

Result<std::vector<FieldText>> given_fields(const Program& program, std::span<const std::string> words) {
  TRY_ASSIGN(auto fields, split_fields(words));
  const auto path = program.arguments.value("from");
  if (!path) return fields;
  TRY_ASSIGN(const Bytes bytes, read_file(*path, limits::json_file_bytes_max));
  if (bytes.size() > limits::json_file_bytes_max) return Error{ErrorCode::LimitExceeded, *path};
  TRY_ASSIGN(auto from_file, service::fields_from_json(as_text(bytes)));
  for (auto& field : from_file) {
    for (const FieldText& word : fields)
      if (word.first == field.first) return Error{ErrorCode::Usage, "the field " + word.first + " stands twice"};
    fields.push_back(std::move(field));
  }
  return fields;
}

Result<std::vector<service::FieldEdit>> read_edits(std::string_view type, const std::vector<FieldText>& fields,
                                                   const service::RecordView* shown) {
  std::vector<service::FieldEdit> edits;
  for (const auto& [name, text] : fields) {
    const domain::Field* field = domain::find_field(type, name);
    if (field == nullptr) return Error{ErrorCode::UnknownField, std::string(type) + " has no field " + name};
    auto value = domain::parse_value(*field, text);
    if (!value) return Error{value.error().code, name + ": " + value.error().detail};
    service::FieldEdit edit{name, std::move(value).value(), {}};
    if (const service::ShownField* was = shown == nullptr ? nullptr : shown->find(name)) edit.shown = *was;
    edits.push_back(std::move(edit));
  }
  return edits;
}

std::string field_lines(const service::RecordView& record) {
  std::string lines;
  for (const auto& [name, field] : record.fields) {
    if (field.value.is_empty()) continue;
    lines += "  " + name + ": " + domain::to_text(field.value) + (field.is_in_conflict ? "  (?)" : "") + "\n";
  }
  return lines;
}

}  // namespace ocop::cli
