#include "core/service/commands.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/lifecycle.h"
#include "core/domain/record_type.h"
#include "core/domain/units.h"
#include "core/domain/validate.h"
#include "core/journal/archive.h"
#include "core/journal/value_codec.h"
#include "core/photo/photo.h"
#include "core/rules/library.h"
#include "core/service/queries.h"
#include "core/service/summaries.h"
#include "core/service/writing.h"

namespace ocop::service {
namespace {

using domain::Value;
using store::RecordKey;
using store::Transaction;

FieldEdit fresh(std::string name, Value value) { return {std::move(name), std::move(value), {}}; }
FieldEdit fresh_text(std::string name, std::string text) {
  return fresh(std::move(name), Value::text(std::move(text)));
}

Result<rules::FoundSet> set_of(Folder& folder, const Id& dossier) {
  TRY_ASSIGN(const RecordView view, read_record(folder, {dossier, dossier}));
  if (view.type != "dossier") return ErrorCode::NotFound;
  return rules::find_set(view.text("set"));
}

Status check_unit(const std::string& unit) {
  if (domain::find_commune(unit) == nullptr) return Error{ErrorCode::UnknownUnit, unit};
  return {};
}

Result<std::string> clean_reason(const std::string& reason) {
  TRY_ASSIGN(const std::string cleaned, clean_text(reason));
  if (trim(cleaned).empty()) return Error{ErrorCode::InvalidInput, "a reason is required"};
  return std::string(trim(cleaned));
}

// The fields that make an assessment what it is; written with its first score.
std::vector<FieldEdit> identity_of_assessment(const Id& dossier, const std::string& assessor) {
  std::string level = "province";
  if (assessor == "self" || assessor == "commune") level = assessor;
  return {fresh_text("assessor", assessor), fresh_text("dossier", dossier.hex()), fresh_text("level", level)};
}

Status check_assessor(const std::string& assessor) {
  constexpr std::string_view council = "council:";
  const bool is_known = assessor == "self" || assessor == "commune" ||
                        (assessor.starts_with(council) && assessor.size() > council.size() && assessor.size() < 200);
  if (!is_known) return Error{ErrorCode::InvalidInput, "assessor"};
  return {};
}

// Writes into an assessment, with its identity if it is new here. What two officers both begin offline has the same id
// and equal identity values, so it meets without a conflict. Commits `transaction`.
Status edit_assessment(Folder& folder, Transaction transaction, const Id& dossier, const std::string& assessor,
                       std::vector<FieldEdit> edits) {
  TRY(check_assessor(assessor));
  const RecordKey key{dossier, assessment_id(dossier, assessor)};
  Writer writer(folder);
  TRY(writer.edit({key, "assessment", std::move(edits)}, identity_of_assessment(dossier, assessor)));
  TRY(writer.finish(PhotosAre::Elsewhere));
  return transaction.commit();
}

Value blob_value(const Hash& sha256, std::uint64_t bytes, std::uint32_t width_px, std::uint32_t height_px) {
  return Value::list({Value::bytes({sha256.bytes.begin(), sha256.bytes.end()}),
                      Value::integer(static_cast<std::int64_t>(bytes)), Value::integer(width_px),
                      Value::integer(height_px)});
}

std::vector<FieldEdit> evidence_fields(const AddEvidence& command, const photo::PhotoFacts& facts,
                                       const photo::Sizes& sizes) {
  std::vector<FieldEdit> out;
  out.push_back(fresh_text("dossier", command.dossier.hex()));
  out.push_back(fresh_text("kind", command.kind));
  for (const std::string& code : command.criteria) out.push_back(fresh("criterion." + code, Value::boolean(true)));
  out.push_back(
      fresh("original", blob_value(sizes.original_sha256, sizes.original_bytes, facts.width_px, facts.height_px)));
  out.push_back(fresh("review", blob_value(sizes.review.sha256, sizes.review.jpeg.size(), sizes.review.width_px,
                                           sizes.review.height_px)));
  out.push_back(fresh("thumbnail", blob_value(sizes.thumbnail.sha256, sizes.thumbnail.jpeg.size(),
                                              sizes.thumbnail.width_px, sizes.thumbnail.height_px)));
  if (!facts.taken_local.empty()) {
    out.push_back(fresh("taken", Value::list({Value::text(facts.taken_at()), Value::text("exif")})));
  }
  if (facts.position) {
    out.push_back(fresh("location", Value::list({Value::integer(facts.position->latitude_e7),
                                                 Value::integer(facts.position->longitude_e7), Value{}})));
  }
  if (!command.file_name.empty()) out.push_back(fresh_text("file_name", command.file_name));
  return out;
}

Status check_evidence(Folder& folder, const AddEvidence& command) {
  TRY_ASSIGN(const auto found, set_of(folder, command.dossier));
  const auto kinds = rules::evidence_kinds(*found.pack);
  const bool is_known =
      std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.id == command.kind; });
  if (!is_known) return Error{ErrorCode::InvalidInput, "kind: " + command.kind};
  for (const std::string& code : command.criteria) {
    if (found.set->find_criterion(code) == nullptr) return Error{ErrorCode::UnknownCriterion, code};
  }
  return {};
}

std::string default_unit(const Officer& officer) {
  return officer.units.empty() ? std::string{} : officer.units.front();
}

}  // namespace

Status edit_record(Folder& folder, const EditRecord& command) { return edit_records(folder, {command}); }

Status edit_records(Folder& folder, const std::vector<EditRecord>& commands) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  Writer writer(folder);
  for (const EditRecord& command : commands) TRY(writer.edit(command));
  TRY(writer.finish(PhotosAre::Elsewhere));  // an edited record may cite photos of other tablets
  return transaction.commit();
}

Result<Id> add_producer(Folder& folder, const NewProducer& command) {
  const Id id = random_id(folder.entropy());
  EditRecord edit{{id, id}, "producer", command.fields};
  const auto has = [&](std::string_view name) {
    return std::any_of(edit.fields.begin(), edit.fields.end(),
                       [&](const FieldEdit& field) { return field.name == name && !field.value.is_empty(); });
  };
  if (!has("name")) return Error{ErrorCode::InvalidInput, "name"};
  if (!has("unit")) {
    TRY_ASSIGN(const Officer officer, folder.officer());
    if (!default_unit(officer).empty()) edit.fields.push_back(fresh_text("unit", default_unit(officer)));
  }
  TRY(edit_record(folder, edit));
  return id;
}

Result<Id> new_dossier(Folder& folder, const NewDossier& command) {
  TRY_ASSIGN(const RecordView producer, read_producer(folder, command.producer));
  TRY_ASSIGN(const auto found, rules::find_set(command.set));
  if (!found.pack->is_complete && !command.allow_legacy) return Error{ErrorCode::PackIncomplete, found.pack->id};
  std::string unit = producer.text("unit");
  if (unit.empty()) {
    TRY_ASSIGN(const Officer officer, folder.officer());
    unit = default_unit(officer);
  }
  TRY(check_unit(unit));
  TRY_ASSIGN(const std::string name, clean_text(command.product_name));
  if (trim(name).empty()) return Error{ErrorCode::InvalidInput, "product"};

  const Id product = random_id(folder.entropy());
  const Id dossier = random_id(folder.entropy());
  TRY(edit_records(folder,
                   {{{command.producer, product},
                     "product",
                     {fresh_text("name", std::string(trim(name))), fresh_text("producer", command.producer.hex())}},
                    {{dossier, dossier},
                     "dossier",
                     {fresh_text("kind", command.kind), fresh_text("set", found.set->id),
                      fresh_text("producer", command.producer.hex()), fresh_text("product", product.hex()),
                      fresh_text("unit", unit)}}}));
  return dossier;
}

Id assessment_id(const Id& dossier, std::string_view assessor) {
  Bytes preimage;
  journal::CborWriter writer(preimage);
  writer.array(3);
  writer.text("ocop-assessment-1");
  writer.bytes(dossier.view());
  writer.text(assessor);
  return *Id::from(ByteView(sha256(preimage).bytes).first(Id::size));
}

Status set_score(Folder& folder, const SetScore& command) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const auto found, set_of(folder, command.dossier));
  const rules::Criterion* criterion = found.set->find_criterion(command.criterion);
  if (criterion == nullptr) return Error{ErrorCode::UnknownCriterion, command.criterion};
  std::vector<FieldEdit> edits;
  if (command.option) {
    const bool is_known = command.option->empty() || *command.option == rules::no_option_met ||
                          criterion->find_option(*command.option) != nullptr;
    if (!is_known) return Error{ErrorCode::UnknownOption, command.criterion + " " + *command.option};
    edits.push_back({command.criterion + ".option",
                     command.option->empty() ? Value{} : Value::text(*command.option), command.shown_option});
  }
  if (command.note) {
    TRY_ASSIGN(const std::string note, clean_text(*command.note));
    edits.push_back({command.criterion + ".note", note.empty() ? Value{} : Value::text(note), command.shown_note});
  }
  return edit_assessment(folder, std::move(transaction), command.dossier, command.assessor, std::move(edits));
}

Status set_declaration(Folder& folder, const SetDeclaration& command) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const auto found, set_of(folder, command.dossier));
  const auto known = rules::declarations(*found.set);
  const bool is_known = std::any_of(known.begin(), known.end(),
                                    [&](const auto& declaration) { return declaration.id == command.declaration; });
  if (!is_known) return Error{ErrorCode::UnknownDeclaration, command.declaration};
  return edit_assessment(folder, std::move(transaction), command.dossier, command.assessor,
                         {{"declare." + command.declaration,
                           command.answer ? Value::boolean(*command.answer) : Value{}, command.shown}});
}

Result<Id> add_evidence(Folder& folder, const AddEvidence& command) {
  TRY(check_evidence(folder, command));
  TRY_ASSIGN(const auto facts, photo::inspect(command.jpeg));
  TRY_ASSIGN(const auto sizes, photo::make_sizes(command.jpeg, facts));
  const Id id = random_id(folder.entropy());
  // Files are written inside the transaction: a refused record leaves none, and no other program sweeps ours meanwhile.
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  Writer writer(folder);
  TRY(writer.edit({{command.dossier, id}, "evidence", evidence_fields(command, facts, sizes)}));
  TRY(folder.photos().sweep());
  TRY(folder.photos().put(sizes.original_sha256, command.jpeg));
  TRY(folder.photos().put(sizes.review.sha256, sizes.review.jpeg));
  TRY(folder.photos().put(sizes.thumbnail.sha256, sizes.thumbnail.jpeg));
  TRY(writer.finish(PhotosAre::Here));
  TRY(transaction.commit());
  return id;
}

Status want_photo(Folder& folder, const Hash& sha256) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY(folder.photos().mark_wanted(sha256));
  return transaction.commit();
}

Status archive(Folder& folder, const Id& root, const std::string& typed_reason) {
  TRY_ASSIGN(const std::string reason, clean_reason(typed_reason));
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const auto state, folder.journal().record({root, root}));
  if (!state) return ErrorCode::NotFound;
  TRY_ASSIGN(const journal::Seen seen, folder.journal().seen(root));
  Writer writer(folder, reason);
  TRY(writer.set_raw({root, root}, state->type, journal::archived_field, journal::encode_archived(seen)));
  TRY(writer.finish(PhotosAre::Elsewhere));
  return transaction.commit();
}

Status restore(Folder& folder, const Id& root, const std::string& typed_reason) {
  TRY_ASSIGN(const std::string reason, clean_reason(typed_reason));
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const auto state, folder.journal().record({root, root}));
  if (!state) return ErrorCode::NotFound;
  if (!journal::is_archived(*state)) return {};
  Writer writer(folder, reason);
  TRY(writer.set_raw({root, root}, state->type, journal::archived_field, journal::encode_value({})));
  TRY(writer.finish(PhotosAre::Elsewhere));
  return transaction.commit();
}

namespace {

Result<Value> settled_value(const ConflictView& conflict, const Settle& command) {
  if (command.choose.has_value() == command.value.has_value()) return Error{ErrorCode::InvalidInput, "choose or value"};
  if (command.choose) {
    for (const ConflictValue& value : conflict.values) {
      if (value.n == *command.choose) return value.value;
    }
    return Error{ErrorCode::InvalidInput, "no such choice"};
  }
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  if (field == nullptr) return Error{ErrorCode::UnknownField, conflict.field};
  TRY(domain::check_value(*field, *command.value));
  return *command.value;
}

}  // namespace

Status settle(Folder& folder, const Settle& command) {
  TRY_ASSIGN(const std::string reason, clean_reason(command.reason));
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  auto conflict = find_conflict(folder, command.conflict.hex());
  if (!conflict) {
    // The name of a conflict is made from its heads: one that is gone was settled, or has other heads now.
    return conflict.error().code == ErrorCode::NotFound ? Error{ErrorCode::Changed, {}} : conflict.error();
  }
  Writer writer(folder, reason);
  TRY_ASSIGN(const Value value, settled_value(*conflict, command));
  const RecordKey root{conflict->record.root, conflict->record.root};
  if (conflict->record == root && conflict->field == journal::archived_field) {
    // Restored; or archived again, with all that is seen now.
    TRY_ASSIGN(const journal::Seen seen, folder.journal().seen(root.root));
    TRY(writer.set_raw(root, conflict->type, journal::archived_field,
                       value.is_empty() ? journal::encode_value({}) : journal::encode_archived(seen)));
  } else {
    TRY_ASSIGN(const auto root_state, folder.journal().record(root));
    if (root_state && journal::is_archived(*root_state)) return ErrorCode::Archived;
    TRY(writer.set_raw(conflict->record, conflict->type, conflict->field, journal::encode_value(value)));
  }
  TRY(writer.finish(PhotosAre::Elsewhere));
  return transaction.commit();
}

}  // namespace ocop::service
