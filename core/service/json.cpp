#include "core/service/json.h"

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/domain/record_type.h"

namespace ocop::service {
namespace {

using Json = nlohmann::ordered_json;
using domain::Value;

// Strings that are not UTF-8 cannot come from our journal; from a foreign one they are printed with replacement marks.
std::string print(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json json_of(const Value& value) {
  if (const bool* boolean = value.as_boolean()) return *boolean;
  if (const std::int64_t* integer = value.as_integer()) return *integer;
  if (const std::string* text = value.as_text()) return *text;
  if (const Bytes* bytes = value.as_bytes()) return to_hex(*bytes);
  if (const Value::List* list = value.as_list()) {
    Json out = Json::array();
    for (const Value& item : *list) out.push_back(json_of(item));
    return out;
  }
  return nullptr;
}

Json fields_of(const RecordView& record) {
  Json out = Json::object();
  for (const auto& [name, field] : record.fields) {
    if (!field.value.is_empty()) out[name] = json_of(field.value);
  }
  return out;
}

Json record_of(const std::optional<RecordView>& record) {
  if (!record) return nullptr;
  Json out = {{"id", record->key.record.hex()}};
  for (const auto& [name, field] : record->fields) {
    if (!field.value.is_empty()) out[name] = json_of(field.value);
  }
  return out;
}

Json bounds_of(const rules::Bounds& bounds, bool is_exact) {
  if (is_exact) return bounds.min;
  return {{"min", bounds.min}, {"max", bounds.max}};
}

Json failed_gates_of(const rules::ScoreResult& result) {
  Json out = Json::array();
  for (const rules::FailedGate& gate : result.failed_gates) {
    out.push_back({{"stars", gate.stars}, {"criterion", gate.criterion}, {"needs", gate.needs}});
  }
  return out;
}

bool has_score_in_conflict(const AssessmentView& assessment) {
  for (const auto& [name, field] : assessment.record.fields) {
    if (field.is_in_conflict && (name.ends_with(".option") || name.starts_with("declare."))) return true;
  }
  return false;
}

void add_figures(const AssessmentView& assessment, Json& out) {
  if (!assessment.result || !assessment.bounds || !assessment.bounds->figures) {
    for (const char* key : {"points", "parts", "band_stars", "stars"}) out[key] = nullptr;
    out["why"] = assessment.why_no_figures;
    out["failed_gates"] = Json::array();
    out["barred_by"] = Json::array();
    out["undeclared"] = Json::array();
    return;
  }
  const auto& figures = *assessment.bounds->figures;
  const bool is_exact = !has_score_in_conflict(assessment);
  out["points"] = bounds_of(figures.points, is_exact);
  out["parts"] = Json::object();
  for (const auto& part : figures.parts) out["parts"][part.code] = bounds_of(part.points, is_exact);
  out["band_stars"] = bounds_of(figures.band_stars, is_exact);
  out["stars"] = bounds_of(figures.stars, is_exact);
  out["failed_gates"] = failed_gates_of(*assessment.result);
  out["barred_by"] = assessment.result->barred_by;
  out["undeclared"] = assessment.result->undeclared;
}

Json json_of(const AssessmentView& assessment) {
  Json out = Json::object();
  add_figures(assessment, out);
  out["scores"] = Json::object();
  for (const auto& [code, score] : assessment.scores) {
    Json& row = out["scores"][code];
    row["option"] = score.option.empty() ? Json(nullptr) : Json(score.option);
    row["points"] = score.points ? bounds_of(*score.points, score.points->min == score.points->max) : Json(nullptr);
    row["note"] = score.note.empty() ? Json(nullptr) : Json(score.note);
  }
  Json declared = Json::object();
  constexpr std::string_view prefix = "declare.";
  for (const auto& [name, field] : assessment.record.fields) {
    if (name.starts_with(prefix) && !field.value.is_empty())
      declared[name.substr(prefix.size())] = json_of(field.value);
  }
  out["declared"] = declared;
  return out;
}

Json json_of(const std::optional<PhotoView>& photo) {
  if (!photo) return nullptr;
  return {{"sha256", photo->sha256.hex()},       {"bytes", photo->bytes},
          {"width_px", photo->width_px},         {"height_px", photo->height_px},
          {"state", whereabouts_name(photo->state)}, {"is_here", photo->is_here}};
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const EvidenceView& evidence) {
  return {{"id", evidence.record.key.record.hex()},
          {"kind", evidence.kind},
          {"criteria", evidence.criteria},
          {"taken_at", evidence.taken_at.empty() ? Json(nullptr) : Json(evidence.taken_at)},
          {"latitude", or_null(evidence.latitude)},
          {"longitude", or_null(evidence.longitude)},
          {"original", json_of(evidence.original)},
          {"review", json_of(evidence.review)},
          {"thumbnail", json_of(evidence.thumbnail)},
          {"state", whereabouts_name(evidence.state)}};
}

Json json_of(const journal::Stamp& stamp) {
  return {{"replica", std::to_string(stamp.replica)}, {"number", stamp.number}};
}

Json json_of(const NoticeView& notice) {
  return {{"position", notice.position},
          {"root", notice.root.hex()},
          {"record", notice.record.is_zero() ? Json(nullptr) : Json(notice.record.hex())},
          {"type", notice.type},
          {"replica", std::to_string(notice.stamp.replica)},
          {"number", notice.stamp.number},
          {"officer", notice.officer},
          {"at", iso_utc(notice.wall_ms)},
          {"reason", notice.reason}};
}

Json json_of(const HeldApart& held) { return {{"reason", held.reason}, {"changes", held.changes}}; }

Json json_of(const ConflictView& conflict) {
  Json values = Json::array();
  for (const ConflictValue& value : conflict.values) {
    values.push_back({{"n", value.n},
                      {"value", json_of(value.value)},
                      {"officer", value.officer},
                      {"at", iso_utc(value.wall_ms)},
                      {"replica", std::to_string(value.replica)}});
  }
  return {{"id", conflict.id.hex()},
          {"dossier", conflict.dossier.is_zero() ? Json(nullptr) : Json(conflict.dossier.hex())},
          {"record", conflict.record.record.hex()},
          {"type", conflict.type},
          {"field", conflict.field},
          {"values", values}};
}

template <typename T>
Json list_of(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json_of(item));
  return out;
}

}  // namespace

std::string to_json(const DossierView& dossier) {
  Json assessments = Json::object();
  for (const auto& [assessor, assessment] : dossier.assessments) assessments[assessor] = json_of(assessment);
  return print({{"id", dossier.id.hex()},
                {"kind", dossier.kind},
                {"set", dossier.set},
                {"unit", dossier.unit},
                {"state", dossier.state},
                {"archived", dossier.is_archived},
                {"producer", record_of(dossier.producer)},
                {"product", record_of(dossier.product)},
                {"fields", fields_of(dossier.dossier)},
                {"assessments", assessments},
                {"evidence", list_of(dossier.evidence)},
                {"conflicts", list_of(dossier.conflicts)},
                {"notices", list_of(dossier.notices)},
                {"held", list_of(dossier.held)},
                {"missing", dossier.missing},
                {"unsent", {{"changes", dossier.unsent_changes}, {"photos", dossier.unsent_photos}}},
                {"whereabouts", whereabouts_name(dossier.whereabouts)}});
}

std::string to_json(const RecordView& record) {
  return print({{"id", record.key.record.hex()}, {"type", record.type}, {"fields", fields_of(record)}});
}

std::string to_json(const std::vector<DossierLine>& lines) {
  Json out = Json::array();
  for (const DossierLine& line : lines) {
    out.push_back({{"id", line.id.hex()},
                   {"name", line.name},
                   {"product", line.name},
                   {"producer", line.producer_name},
                   {"unit", line.unit},
                   {"set", line.set},
                   {"kind", line.kind},
                   {"state", line.state},
                   {"archived", line.is_archived}});
  }
  return print(out);
}

std::string to_json(const std::vector<ProducerLine>& lines) {
  Json out = Json::array();
  for (const ProducerLine& line : lines) {
    out.push_back({{"id", line.id.hex()}, {"name", line.name}, {"type", line.type}, {"unit", line.unit}});
  }
  return print(out);
}

std::string to_json(const std::vector<ConflictView>& conflicts) { return print(list_of(conflicts)); }

std::string to_json(const std::vector<NoticeView>& notices) { return print(list_of(notices)); }

std::string to_json(const Held& held) {
  Json out = Json::array();
  for (const HeldBatch& batch : held.batches) {
    out.push_back({{"kind", "batch"},
                   {"replica", std::to_string(batch.replica)},
                   {"number", batch.number},
                   {"reason", batch.reason},
                   {"changes", batch.changes}});
  }
  for (const HeldChange& change : held.changes) {
    Json fields = Json::object();
    for (const auto& [name, value] : change.fields) fields[name] = json_of(value);
    out.push_back({{"kind", "change"},
                   {"root", change.key.root.hex()},
                   {"record", change.key.record.hex()},
                   {"type", change.type},
                   {"replica", std::to_string(change.stamp.replica)},
                   {"number", change.stamp.number},
                   {"officer", change.officer},
                   {"at", iso_utc(change.wall_ms)},
                   {"fields", fields},
                   {"ours", change.is_ours},
                   {"written_anew", change.written_anew ? json_of(*change.written_anew) : Json(nullptr)}});
  }
  return print(out);
}

std::string to_json(const std::vector<Problem>& problems) {
  Json out = Json::array();
  for (const Problem& problem : problems) out.push_back({{"code", problem.code}, {"where", problem.where}});
  return print({{"ok", problems.empty()}, {"problems", out}});
}

Result<std::vector<std::pair<std::string, std::string>>> fields_from_json(std::string_view json) {
  if (json.size() > limits::json_file_bytes_max) return ErrorCode::LimitExceeded;
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object()) return Error{ErrorCode::InvalidInput, "not a JSON object"};
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [name, value] : parsed.items()) {
    if (value.is_string()) {
      out.emplace_back(name, value.get<std::string>());
    } else if (value.is_number_integer() || value.is_boolean()) {
      out.emplace_back(name, value.dump());
    } else if (value.is_null()) {
      out.emplace_back(name, "");
    } else {
      return Error{ErrorCode::InvalidInput, name};
    }
  }
  return out;
}

}  // namespace ocop::service
