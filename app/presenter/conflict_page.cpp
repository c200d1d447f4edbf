#include "app/presenter/conflict_page.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "app/presenter/words.h"
#include "core/journal/archive.h"
#include "core/rules/library.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

constexpr std::int64_t day_ms = 24 * 3600 * std::int64_t{1000};

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

// Who took each photo: the author of the change that brought its original.
Status find_photographers(service::Folder& folder, ConflictAnswer& out) {
  for (const auto& photo : out.dossier->evidence) {
    const service::ShownField* original = photo.record.find("original");
    if (original == nullptr || original->heads.empty()) continue;
    TRY_ASSIGN(const auto change, folder.journal().change_of(photo.record.key.root, original->heads.front()));
    if (change) out.photographers[photo.record.key.record] = change->about.officer;
  }
  return {};
}

ChipView when_of(const service::ConflictValue& value, std::int64_t wall_ms, Language language) {
  const std::string at = local_day_time(value.wall_ms);
  const std::int64_t days = clock_doubt_days(value, wall_ms);
  if (days == 0) return {at, ChipTone::Neutral};
  return {text::fill(Key::ConflictWhere, language, {at, text::fill(Key::ClockDoubt, language, {std::to_string(days)})}),
          ChipTone::Warning};
}

// The picture itself when pictures differ; else the photos that this officer took for the criterion.
void add_photos(const ConflictAnswer& answer, const service::ConflictValue& value, ConflictValueView& out,
                Language language) {
  const service::ConflictView& conflict = *answer.current();
  const domain::Value::List* parts = value.value.as_list();
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  if (conflict.type == "evidence" && field != nullptr && parts != nullptr && !parts->empty() &&
      (*parts)[0].as_bytes() != nullptr) {
    out.photos.push_back(Hash::from(*(*parts)[0].as_bytes()));
    return;
  }
  const std::string criterion = criterion_of(conflict);
  if (criterion.empty() || !answer.dossier) return;
  std::set<std::string> kinds;
  for (const auto& photo : answer.dossier->evidence) {
    const auto taker = answer.photographers.find(photo.record.key.record);
    const bool is_his = taker != answer.photographers.end() && taker->second == value.officer;
    if (!is_his || std::find(photo.criteria.begin(), photo.criteria.end(), criterion) == photo.criteria.end()) continue;
    out.photos.push_back(photo.thumbnail && photo.thumbnail->is_here ? std::optional(photo.thumbnail->sha256)
                                                                     : std::nullopt);
    kinds.insert(photo.kind);
  }
  std::string names;
  if (const auto found = rules::find_set(answer.dossier->set))
    for (const auto& kind : rules::evidence_kinds(*found->pack))
      if (kinds.contains(kind.id)) names += (names.empty() ? "" : ", ") + std::string(in(kind.name, language));
  out.photos_about =
      out.photos.empty() ? say(Key::ConflictNoPhoto, language) : text::fill(Key::ConflictPhoto, language, {names});
}

void add_values(const ConflictAnswer& answer, std::int64_t wall_ms, ConflictView& out, Language language) {
  const service::ConflictView& conflict = *answer.current();
  const std::string set = answer.dossier ? answer.dossier->set : std::string{};
  const bool is_option = conflict.type == "assessment" && conflict.field.ends_with(".option");
  for (const service::ConflictValue& value : conflict.values) {
    ConflictValueView view;
    view.n = value.n;
    view.officer = value.officer.empty() ? say(Key::ConflictSomebody, language) : value.officer;
    view.when = when_of(value, wall_ms, language);
    view.value = value_words(conflict, value.value, set, language);
    if (const auto points = points_of(conflict, value.value, set))
      view.points = text::fill(Key::ConflictPoints, language, {std::to_string(*points)});
    add_photos(answer, value, view, language);
    view.choose = say(is_option ? Key::ConflictChooseOption : Key::ConflictChooseValue, language);
    out.values.push_back(std::move(view));
  }
}

// Put away by one, edited or restored by another: two ways, whatever the number of heads.
void add_archiving(const ConflictAnswer& answer, std::int64_t wall_ms, ConflictView& out, Language language) {
  out.is_archiving = true;
  for (const bool is_archived : {true, false}) {
    ConflictValueView view;
    view.n = is_archived ? 1 : 2;
    view.value = say(is_archived ? Key::ConflictWasArchived : Key::ConflictWasEdited, language);
    view.choose = say(is_archived ? Key::ConflictArchiveAgain : Key::OverviewRestore, language);
    std::set<std::string> officers;
    for (const service::ConflictValue& value : answer.current()->values) {
      if (value.value.is_empty() == is_archived) continue;
      if (!value.officer.empty()) officers.insert(value.officer);
      view.when = when_of(value, wall_ms, language);
    }
    for (const std::string& officer : officers) view.officer += (view.officer.empty() ? "" : ", ") + officer;
    if (view.officer.empty()) view.officer = say(Key::ConflictSomebody, language);
    out.values.push_back(std::move(view));
  }
}

std::string explained(const ConflictAnswer& answer, const ConflictView& view, Language language) {
  if (view.is_archiving) return say(Key::ConflictArchived, language);
  const service::ConflictView& conflict = *answer.current();
  if (answer.dossier && conflict.field.ends_with(".option")) {
    for (const auto& [assessor, assessment] : answer.dossier->assessments) {
      if (assessment.record.key != conflict.record || !assessment.bounds || !assessment.bounds->figures) continue;
      const auto points = assessment.bounds->figures->points;
      if (points.min != points.max)
        return text::fill(Key::ConflictScoreExplained, language,
                          {std::to_string(points.min), std::to_string(points.max)});
    }
  }
  if (conflict.values.size() > 2)
    return text::fill(Key::ConflictExplainedMany, language, {std::to_string(conflict.values.size())});
  return say(Key::ConflictExplained, language);
}

std::string name_of(const ConflictAnswer& answer) {
  if (!answer.dossier) return {};
  if (answer.dossier->product) return answer.dossier->product->text("name");
  return answer.dossier->producer ? answer.dossier->producer->text("name") : std::string{};
}

}  // namespace

Result<ConflictAnswer> read_conflicts(service::Folder& folder, const std::optional<Id>& dossier,
                                      const std::optional<Id>& wanted, std::size_t at) {
  ConflictAnswer out;
  if (dossier) {
    TRY_ASSIGN(auto view, service::read_dossier(folder, *dossier));
    out.conflicts = view.conflicts;
    out.dossier = std::move(view);
  } else {
    TRY_ASSIGN(out.conflicts, service::list_conflicts(folder));
  }
  out.at = out.conflicts.empty() ? 0 : std::min(at, out.conflicts.size() - 1);
  for (std::size_t i = 0; i < out.conflicts.size(); ++i)
    if (wanted && out.conflicts[i].id == *wanted) out.at = i;
  if (out.conflicts.empty()) return out;
  const Id concerned = out.conflicts[out.at].dossier;
  if (!out.dossier && !concerned.is_zero()) {
    TRY_ASSIGN(out.dossier, service::read_dossier(folder, concerned));
  }
  if (out.dossier) TRY(find_photographers(folder, out));
  return out;
}

std::int64_t clock_doubt_days(const service::ConflictValue& value, std::int64_t wall_ms) {
  if (value.province_offset_error_ms >= 0) return std::abs(value.province_offset_ms) / day_ms;
  return value.wall_ms > wall_ms ? (value.wall_ms - wall_ms) / day_ms : 0;  // written tomorrow, by our own clock
}

ConflictView show_conflict(const ConflictAnswer& answer, std::int64_t wall_ms, Language language) {
  ConflictView out;
  out.is_loaded = true;
  out.title = say(Key::ConflictTitle, language);
  out.count = answer.conflicts.size();
  const service::ConflictView* conflict = answer.current();
  if (conflict == nullptr) {
    out.explained = say(Key::ConflictNone, language);
    return out;
  }
  out.position = answer.at + 1;
  out.count_label = text::fill(Key::CountOf, language, {std::to_string(out.position), std::to_string(out.count)});
  const std::string name = name_of(answer), field = field_words(*conflict, answer, language);
  out.subtitle = name.empty() ? field : text::fill(Key::ConflictWhere, language, {name, field});
  if (conflict->field == journal::archived_field)
    add_archiving(answer, wall_ms, out, language);
  else
    add_values(answer, wall_ms, out, language);
  out.explained = explained(answer, out, language);
  out.has_previous = answer.at > 0;
  out.has_next = answer.at + 1 < answer.conflicts.size();
  const domain::Field* described = domain::find_field(conflict->type, conflict->field);
  out.can_write_other = !out.is_archiving && described != nullptr && described->type != domain::FieldType::Composite &&
                        described->type != domain::FieldType::Opaque && described->type != domain::FieldType::Record;
  out.is_other_long = described != nullptr && described->type == domain::FieldType::LongText;
  return out;
}

}  // namespace ocop::presenter
