#include "core/service/writing.h"

#include <algorithm>

#include "core/domain/record_type.h"
#include "core/domain/validate.h"
#include "core/journal/archive.h"
#include "core/journal/value_codec.h"

namespace ocop::service {
namespace {

using journal::FieldChange;
using journal::RecordState;

Status check_field(const std::string& type, const FieldEdit& edit) {
  const domain::Field* field = domain::find_field(type, edit.name);
  if (field == nullptr) return Error{ErrorCode::UnknownField, type + "." + edit.name};
  if (field->type == domain::FieldType::Opaque) return {};
  const Status checked = domain::check_value(*field, edit.value);
  if (!checked) return Error{checked.error().code, edit.name + ": " + checked.error().detail};
  return {};
}

}  // namespace

Status Writer::edit(const EditRecord& edit, const std::vector<FieldEdit>& if_new) {
  const auto root_key = store::RecordKey{edit.key.root, edit.key.root};
  TRY_ASSIGN(const auto root_state, folder_.journal().record(root_key));
  if (root_state && journal::is_archived(*root_state)) return ErrorCode::Archived;
  TRY_ASSIGN(const auto stored, folder_.journal().record(edit.key));
  const std::string type = stored ? stored->type : edit.type;
  if (domain::find_type(type) == nullptr) return ErrorCode::NotFound;  // neither there nor a type to make

  std::vector<FieldEdit> edits = edit.fields;
  if (!stored) edits.insert(edits.end(), if_new.begin(), if_new.end());
  std::vector<FieldChange> fields;
  for (const FieldEdit& field : edits) {
    if (field.value == field.shown.value) continue;
    TRY(check_field(type, field));
    if (stored) {
      const auto heads = stored->registers.find(field.name);
      if (heads != stored->registers.end() && journal::in_conflict(heads->second)) {
        return Error{ErrorCode::Conflict, field.name};
      }
    }
    auto shown = field.shown.heads;
    std::sort(shown.begin(), shown.end());
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    fields.push_back({field.name, journal::encode_value(field.value), std::move(shown)});
  }
  if (fields.empty()) return {};
  return write(edit.key, type, std::move(fields));
}

Status Writer::set_raw(const store::RecordKey& key, const std::string& type, std::string_view field, Bytes value) {
  TRY_ASSIGN(const auto stored, folder_.journal().record(key));
  FieldChange change{std::string(field), std::move(value), {}};
  if (stored) {
    const auto heads = stored->registers.find(field);
    if (heads != stored->registers.end()) change.heads = journal::stamps_of(heads->second);
  }
  return write(key, type, {std::move(change)});
}

Status Writer::write(const store::RecordKey& key, const std::string& type, std::vector<FieldChange> fields) {
  std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto twice = std::adjacent_find(fields.begin(), fields.end(),
                                        [](const auto& a, const auto& b) { return a.name == b.name; });
  if (twice != fields.end()) return Error{ErrorCode::InvalidInput, twice->name + " twice"};
  journal::Change change;
  change.root = key.root;
  change.record = key.record;
  change.type = type;
  change.fields = std::move(fields);
  TRY_ASSIGN(change.replica, folder_.replica());
  TRY_ASSIGN(change.about, folder_.about(reason_));
  TRY_ASSIGN(const std::uint64_t number, command());
  TRY_ASSIGN([[maybe_unused]] const auto stamp, folder_.journal().write_own(std::move(change), number, touched_));
  return {};
}

Result<std::uint64_t> Writer::command() {
  if (command_ == 0) {
    TRY_ASSIGN(command_, folder_.journal().next_command());
  }
  return command_;
}

Status Writer::finish(PhotosAre photos) { return refresh_summaries(folder_, touched_, photos); }

}  // namespace ocop::service
