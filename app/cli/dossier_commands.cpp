// Writing dossiers: opened, filled in, archived, restored.
#include <algorithm>

#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

// A field of the dossier itself, or "product.FIELD", "producer.FIELD".
struct Sorted {
  std::vector<FieldText> dossier, product, producer;
};

Sorted sort_fields(const std::vector<FieldText>& fields) {
  constexpr std::string_view product = "product.", producer = "producer.";
  Sorted sorted;
  for (const auto& [name, value] : fields) {
    if (name.starts_with(product)) {
      sorted.product.emplace_back(name.substr(product.size()), value);
    } else if (name.starts_with(producer)) {
      sorted.producer.emplace_back(name.substr(producer.size()), value);
    } else {
      sorted.dossier.emplace_back(name, value);
    }
  }
  return sorted;
}

Status add_edits(const service::RecordView* record, std::string_view type, const std::vector<FieldText>& fields,
                 std::vector<service::EditRecord>& edits) {
  if (fields.empty()) return {};
  if (record == nullptr) return Error{ErrorCode::NotFound, "the dossier has no " + std::string(type)};
  TRY_ASSIGN(auto changed, read_edits(type, fields, record));
  edits.push_back({record->key, record->type, std::move(changed)});
  return {};
}

template <typename Record>
const Record* pointer(const std::optional<Record>& record) { return record ? &*record : nullptr; }

}  // namespace

Status dossier_new(Program& program) {
  const Arguments& given = program.arguments;
  service::NewDossier command;
  TRY_ASSIGN(const std::string producer, given.required("producer"));
  TRY_ASSIGN(command.product_name, given.required("product"));
  TRY_ASSIGN(command.set, given.required("set"));
  command.kind = given.value("kind").value_or("first");
  command.allow_legacy = given.has("legacy");
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(command.producer, service::find_id(*opened.folder, "producer", producer));
  TRY_ASSIGN(const Id id, service::new_dossier(*opened.folder, command));
  return print_line(json_object({{"id", id.hex()}}));
}

Status dossier_set(Program& program) {
  const std::span<const std::string> words = program.arguments.words;
  TRY_ASSIGN(const auto fields, given_fields(program, words.subspan(1)));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const Id id, service::find_id(*opened.folder, "dossier", words[0]));
  TRY_ASSIGN(const service::DossierView shown, service::read_dossier(*opened.folder, id));
  const Sorted sorted = sort_fields(fields);
  std::vector<service::EditRecord> edits;
  TRY(add_edits(&shown.dossier, "dossier", sorted.dossier, edits));
  TRY(add_edits(pointer(shown.product), "product", sorted.product, edits));
  TRY(add_edits(pointer(shown.producer), "producer", sorted.producer, edits));
  TRY(service::edit_records(*opened.folder, edits));
  return print_line(json_object({{"id", id.hex()}}));
}

namespace {

using Move = Status (*)(service::Folder&, const Id&, const std::string&);

Status move_dossier(Program& program, Move move) {
  TRY_ASSIGN(const std::string reason, program.arguments.required("reason"));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const Id id, service::find_id(*opened.folder, "dossier", program.arguments.words[0]));
  TRY(move(*opened.folder, id, reason));
  return print_line(json_object({{"id", id.hex()}}));
}

}  // namespace

Status dossier_archive(Program& program) { return move_dossier(program, service::archive); }
Status dossier_restore(Program& program) { return move_dossier(program, service::restore); }

}  // namespace ocop::cli
