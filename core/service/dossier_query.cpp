// One dossier with everything that belongs to it.

#include <algorithm>

#include "core/domain/validate.h"
#include "core/journal/archive.h"
#include "core/journal/value_codec.h"
#include "core/rules/library.h"
#include "core/service/commands.h"
#include "core/service/notices.h"
#include "core/service/queries.h"
#include "core/service/reading.h"
#include "core/store/meta.h"

namespace ocop::service {

using domain::Value;
using journal::RecordState;
using store::RecordKey;

namespace {

constexpr std::string_view option_suffix = ".option";
constexpr std::string_view note_suffix = ".note";
constexpr std::string_view declare_prefix = "declare.";
constexpr std::string_view criterion_prefix = "criterion.";

std::string text_or_empty(const Value& value) {
  const std::string* text = value.as_text();
  return text == nullptr ? std::string{} : *text;
}

// What a register's heads say, for bounds.
rules::ChoiceHeads heads_of(const RecordState& state) {
  rules::ChoiceHeads out;
  for (const auto& [name, heads] : state.registers) {
    for (const journal::Head& head : heads) {
      const Value value = journal::decode_value(head.value).value_or(Value{});
      if (name.ends_with(option_suffix)) {
        out.options[name.substr(0, name.size() - option_suffix.size())].push_back(text_or_empty(value));
      } else if (name.starts_with(declare_prefix)) {
        const bool* answer = value.as_boolean();
        out.declarations[name.substr(declare_prefix.size())].push_back(answer ? std::optional(*answer) : std::nullopt);
      }
    }
  }
  return out;
}

bool has_one_head_each(const RecordState& state) {
  return std::all_of(state.registers.begin(), state.registers.end(),
                     [](const auto& field) { return field.second.size() == 1; });
}

rules::Choices choices_of(const RecordView& view) {
  rules::Choices out;
  for (const auto& [name, field] : view.fields) {
    if (name.ends_with(option_suffix)) {
      const std::string option = text_or_empty(field.value);
      if (!option.empty()) out.options[name.substr(0, name.size() - option_suffix.size())] = option;
    } else if (name.starts_with(declare_prefix)) {
      if (const bool* answer = field.value.as_boolean()) out.declarations[name.substr(declare_prefix.size())] = *answer;
    }
  }
  return out;
}

void collect_scores(const RecordView& view, std::map<std::string, ScoreView>& out) {
  for (const auto& [name, field] : view.fields) {
    if (name.ends_with(option_suffix)) {
      out[name.substr(0, name.size() - option_suffix.size())].option = text_or_empty(field.value);
    } else if (name.ends_with(note_suffix)) {
      out[name.substr(0, name.size() - note_suffix.size())].note = text_or_empty(field.value);
    }
  }
}

std::optional<PhotoView> photo_of(const RecordView& record, std::string_view field) {
  const ShownField* shown = record.find(field);
  const Value::List* parts = shown == nullptr ? nullptr : shown->value.as_list();
  if (parts == nullptr || parts->size() != 4) return std::nullopt;
  const Bytes* sha256 = (*parts)[0].as_bytes();
  const auto hash = sha256 == nullptr ? std::nullopt : Hash::from(*sha256);
  if (!hash) return std::nullopt;
  const auto number = [&](std::size_t at) {
    const std::int64_t* value = (*parts)[at].as_integer();
    return value == nullptr ? 0 : *value;
  };
  PhotoView photo;
  photo.sha256 = *hash;
  photo.bytes = static_cast<std::uint64_t>(number(1));
  photo.width_px = number(2);
  photo.height_px = number(3);
  return photo;
}

Status fill_photo_state(Folder& folder, std::optional<PhotoView>& photo, std::uint64_t backup_position) {
  if (!photo) return {};
  TRY_ASSIGN(const auto row, folder.photos().find(photo->sha256));
  if (!row) return {};
  photo->is_here = row->is_on_tablet;
  if (row->is_at_province) photo->state = Whereabouts::Province;
  if (row->is_at_province && row->acked_position && *row->acked_position <= backup_position) {
    photo->state = Whereabouts::Backup;
  }
  return {};
}

Result<EvidenceView> evidence_of(Folder& folder, RecordView record, std::uint64_t backup_position) {
  EvidenceView out;
  out.kind = record.text("kind");
  for (const auto& [name, field] : record.fields) {
    const bool* is_for = field.value.as_boolean();
    if (name.starts_with(criterion_prefix) && is_for != nullptr && *is_for) {
      out.criteria.push_back(name.substr(criterion_prefix.size()));
    }
  }
  if (const ShownField* taken = record.find("taken")) {
    const Value::List* parts = taken->value.as_list();
    if (parts != nullptr && !parts->empty()) out.taken_at = text_or_empty(parts->front());
  }
  if (const ShownField* location = record.find("location")) {
    const Value::List* parts = location->value.as_list();
    const std::int64_t* latitude = parts != nullptr && parts->size() >= 2 ? (*parts)[0].as_integer() : nullptr;
    const std::int64_t* longitude = latitude != nullptr ? (*parts)[1].as_integer() : nullptr;
    if (longitude != nullptr) {
      out.latitude = static_cast<double>(*latitude) / 1e7;
      out.longitude = static_cast<double>(*longitude) / 1e7;
    }
  }
  out.thumbnail = photo_of(record, "thumbnail");
  out.review = photo_of(record, "review");
  out.original = photo_of(record, "original");
  // Of a colleague's photo the larger sizes are often not here, and then nothing is known of them: what is known
  // counts.
  std::optional<Whereabouts> lowest;
  for (auto* photo : {&out.thumbnail, &out.review, &out.original}) {
    TRY(fill_photo_state(folder, *photo, backup_position));
    const bool is_known = *photo && ((*photo)->is_here || (*photo)->state != Whereabouts::Tablet);
    if (is_known) lowest = std::min(lowest.value_or(Whereabouts::Backup), (*photo)->state);
  }
  out.state = lowest.value_or(Whereabouts::Tablet);
  out.record = std::move(record);
  return out;
}

void add_missing(const RecordView& record, std::string_view kind, std::vector<std::string>& out) {
  const domain::RecordType* type = domain::find_type(record.type);
  if (type == nullptr) return;
  std::vector<std::string_view> filled;
  for (const auto& [name, field] : record.fields) {
    if (!field.value.is_empty()) filled.push_back(name);
  }
  for (const std::string_view form : {"form_01", "form_02"}) {
    for (const std::string& name : domain::missing_fields({*type, filled, kind, form})) {
      const std::string full = record.type + "." + name;
      if (std::find(out.begin(), out.end(), full) == out.end()) out.push_back(full);
    }
  }
}

// A photo is no further than the record that says what it shows.
void withhold(DossierView& dossier) {
  for (EvidenceView& evidence : dossier.evidence) {
    for (const NoticeView& notice : dossier.notices) {
      if (notice.record == evidence.record.key.record) evidence.state = std::min(evidence.state, Whereabouts::Withheld);
    }
  }
}

Result<std::optional<RecordView>> cited_record(Folder& folder, const RecordView& dossier, std::string_view field) {
  const auto id = Id::parse(dossier.text(field));
  if (!id) return std::optional<RecordView>{};
  TRY_ASSIGN(const auto key, folder.journal().find_record(*id));
  if (!key) return std::optional<RecordView>{};
  TRY_ASSIGN(RecordView view, read_record(folder, *key));
  return std::optional<RecordView>{std::move(view)};
}

Status add_conflicts(Folder& folder, const std::optional<RecordView>& record, std::vector<ConflictView>& out) {
  if (!record) return {};
  TRY_ASSIGN(auto found, conflicts_of(folder, record->key.root));
  for (ConflictView& conflict : found) {
    const bool concerns = conflict.record.record == record->key.record;
    const bool is_there =
        std::any_of(out.begin(), out.end(), [&](const auto& other) { return other.id == conflict.id; });
    if (concerns && !is_there) out.push_back(std::move(conflict));
  }
  return {};
}

}  // namespace

AssessmentView assess(RecordView record, const RecordState& state, const std::string& set, bool set_is_in_conflict) {
  AssessmentView out;
  out.assessor = record.text("assessor");
  collect_scores(record, out.scores);
  if (set_is_in_conflict) {
    out.why_no_figures = "set_in_conflict";
  } else if (const auto found = rules::find_set(set); !found) {
    out.why_no_figures = found.error().name();
  } else {
    auto result = rules::score(*found->set, *found->pack, choices_of(record));
    auto bounds = result && has_one_head_each(state)
                      ? Result<rules::ScoreBounds>(rules::bounds_of(*result))
                      : rules::score_bounds(*found->set, *found->pack, heads_of(state));
    if (result && bounds && bounds->figures) {
      for (std::size_t i = 0; i < result->criteria.size(); ++i) {
        const auto score = out.scores.find(result->criteria[i].code);
        if (score != out.scores.end()) score->second.points = bounds->figures->criteria[i];
      }
      out.result = std::move(*result);
      out.bounds = std::move(*bounds);
    } else if (result && bounds) {
      out.why_no_figures = "case_in_conflict";
    } else {
      out.why_no_figures = result ? bounds.error().name() : result.error().name();
    }
  }
  out.record = std::move(record);
  return out;
}

Result<DossierView> read_dossier(Folder& folder, const Id& id) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  DossierView out;
  out.id = id;
  TRY_ASSIGN(out.dossier, read_record(folder, {id, id}));
  if (out.dossier.type != "dossier") return ErrorCode::NotFound;
  out.kind = out.dossier.text("kind");
  out.set = out.dossier.text("set");
  out.unit = out.dossier.text("unit");
  out.state = out.dossier.text("state");
  if (out.state.empty()) out.state = "draft";
  TRY_ASSIGN(out.producer, cited_record(folder, out.dossier, "producer"));
  TRY_ASSIGN(out.product, cited_record(folder, out.dossier, "product"));
  TRY_ASSIGN(const std::uint64_t backup, backup_position(folder));
  const ShownField* set = out.dossier.find("set");
  TRY_ASSIGN(const auto records, folder.journal().records_of(id));
  for (const Id& record : records) {
    TRY_ASSIGN(const auto state, folder.journal().record({id, record}));
    if (!state) continue;
    if (record == id) out.is_archived = journal::is_archived(*state);
    if (state->type == "assessment") {
      auto assessment = assess(view_of({id, record}, *state), *state, out.set, set != nullptr && set->is_in_conflict);
      const std::string assessor = assessment.assessor;
      // Its id says whose it is: another that claims the same assessor does not stand before it.
      if (record == assessment_id(id, assessor)) out.assessments.insert_or_assign(assessor, std::move(assessment));
      else out.assessments.emplace(assessor, std::move(assessment));
    } else if (state->type == "evidence") {
      TRY_ASSIGN(auto evidence, evidence_of(folder, view_of({id, record}, *state), backup));
      out.evidence.push_back(std::move(evidence));
    }
  }
  TRY_ASSIGN(out.notices, notices_of(folder, id));
  TRY_ASSIGN(out.held, held_of(folder, id));
  withhold(out);
  TRY_ASSIGN(out.conflicts, conflicts_of(folder, id));
  TRY(add_conflicts(folder, out.producer, out.conflicts));
  TRY(add_conflicts(folder, out.product, out.conflicts));
  for (ConflictView& conflict : out.conflicts) conflict.dossier = id;
  add_missing(out.dossier, out.kind, out.missing);
  if (out.producer) add_missing(*out.producer, out.kind, out.missing);
  if (out.product) add_missing(*out.product, out.kind, out.missing);
  TRY_ASSIGN(out.unsent_changes, folder.journal().count_not_sent(id));
  TRY_ASSIGN(out.unsent_photos, folder.photos().count_to_send(id));
  TRY_ASSIGN(out.unsent_pictures, folder.photos().count_pictures_to_send(id));
  TRY_ASSIGN(out.whereabouts, whereabouts_of(folder, id, backup));
  return out;
}

std::vector<CitedFile> cited_files(const RecordState& evidence) {
  std::vector<CitedFile> out;
  for (int size = 0; size < 3; ++size) {
    const auto heads = evidence.registers.find(photo_fields[size]);
    if (heads == evidence.registers.end()) continue;
    for (const journal::Head& head : heads->second) {
      const Value value = journal::decode_value(head.value).value_or(Value{});
      const Value::List* parts = value.as_list();
      const Bytes* sha256 = parts != nullptr && parts->size() == 4 ? (*parts)[0].as_bytes() : nullptr;
      const auto hash = sha256 == nullptr ? std::nullopt : Hash::from(*sha256);
      const std::int64_t* bytes = hash ? (*parts)[1].as_integer() : nullptr;
      if (bytes != nullptr && *bytes >= 0) out.push_back({*hash, static_cast<std::uint64_t>(*bytes), size});
    }
  }
  return out;
}

}  // namespace ocop::service
