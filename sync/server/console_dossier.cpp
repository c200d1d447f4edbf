// One dossier as a page: what it says, form by form; scores and what holds it back; photos; conflicts.
#include <algorithm>

#include "app/text/amounts.h"
#include "core/domain/form_map.h"
#include "core/domain/units.h"
#include "core/rules/library.h"
#include "core/service/queries.h"
#include "sync/server/console.h"

namespace ocop::server {
namespace {

using service::AssessmentView;
using service::ConflictValue;
using service::ConflictView;
using service::DossierView;
using service::EvidenceView;
using service::RecordView;
using text::Key;
using text::Language;

constexpr std::int64_t clock_doubt_minutes = 10;
constexpr std::int64_t minute_ms = 60'000;

std::string_view in(const rules::Text& words, Language language) {
  return language == Language::English && !words.en.empty() ? words.en : words.vi;
}

std::string label_or(std::string_view key, std::string_view otherwise, Language language) {
  const std::string_view label = text::label(key, language);
  return std::string(label.empty() ? otherwise : label);
}

std::string label_of(const domain::Field* field, std::string_view name, Language language) {
  if (field == nullptr) return std::string(name);
  std::string out = label_or(field->label, name, language);
  const std::string_view key = domain::key_of(*field, name);
  if (key.empty()) return out;
  if (field->key == domain::Key::Choice) {
    return out + " · " + label_or(domain::choice_label(*field, key), key, language);
  }
  return out + " · " + std::string(key);
}

std::string words_of(const domain::Field* field, const domain::Value& value, Language language) {
  if (value.is_empty()) return {};
  if (const bool* answer = value.as_boolean()) {
    return std::string(text::sentence(*answer ? Key::Yes : Key::No, language));
  }
  const std::string plain = domain::to_text(value);
  if (field == nullptr) return plain;
  switch (field->type) {
    case domain::FieldType::Choice: return label_or(domain::choice_label(*field, plain), plain, language);
    case domain::FieldType::Commune:
    case domain::FieldType::AdminUnit: return domain::unit_name(plain);
    case domain::FieldType::Date: return text::date(plain);
    case domain::FieldType::MoneyVnd:
    case domain::FieldType::Integer:
      if (const std::int64_t* number = value.as_integer()) return text::number(*number);
      return plain;
    default: return plain;
  }
}

// ---- fields, form by form

struct Line {
  const domain::Field* field = nullptr;
  std::string name;
  const service::ShownField* shown = nullptr;
};

// In the order of the description; fields that a newer program wrote come last, under their own names.
std::vector<Line> lines_of(const RecordView& record) {
  std::vector<Line> out;
  for (const auto& [name, shown] : record.fields) {
    if (shown.value.is_empty() && !shown.is_in_conflict) continue;
    const domain::Field* field = domain::find_field(record.type, name);
    const bool is_link = field != nullptr && (field->type == domain::FieldType::Record ||
                                              field->type == domain::FieldType::Opaque);
    if (!is_link) out.push_back({field, name, &shown});
  }
  std::stable_sort(out.begin(), out.end(), [](const Line& a, const Line& b) {
    if ((a.field == nullptr) != (b.field == nullptr)) return b.field == nullptr;
    return a.field < b.field;  // descriptions lie in one array per type
  });
  return out;
}

// The first of the law's forms that asks for the field: "01", or nothing.
std::string_view form_of(const RecordView& record, const domain::Field* field) {
  if (field == nullptr) return {};
  for (const domain::FormField& row : domain::form_fields()) {
    if (row.record == record.type && row.record_field == field->name) return row.form;
  }
  return {};
}

void add_field_line(Html& html, const Line& line) {
  html.raw("<tr><td class=\"label\">").add(label_of(line.field, line.name, html.language()));
  html.raw("</td><td class=\"note\">").add(words_of(line.field, line.shown->value, html.language()));
  if (line.shown->is_in_conflict) {
    html.raw(" ").element("span", "chip error", text::sentence(Key::OfficeInConflict, html.language()));
  }
  html.raw("</td></tr>");
}

struct FormPart {
  const RecordView* record;
  Line line;
};

void add_fields(Html& html, const DossierView& view) {
  std::map<std::string_view, std::vector<FormPart>> forms;
  for (const RecordView* record : {view.product ? &*view.product : nullptr, view.producer ? &*view.producer : nullptr,
                                   &view.dossier}) {
    if (record == nullptr) continue;
    for (const Line& line : lines_of(*record)) forms[form_of(*record, line.field)].push_back({record, line});
  }
  html.raw("<section><h2>").say(Key::OfficeFields).raw("</h2>");
  const auto add_form = [&](std::string_view form, const std::vector<FormPart>& parts) {
    html.raw("<h3>");
    const std::size_t underscore = form.rfind('_');
    if (form.empty()) {
      html.say(Key::OfficeOtherFields);
    } else {
      html.say(Key::OfficeFormName, {underscore == std::string_view::npos ? form : form.substr(underscore + 1)});
    }
    html.raw("</h3>");
    const RecordView* record = nullptr;
    for (const FormPart& part : parts) {
      if (part.record != record) {
        html.raw(record == nullptr ? "" : "</table>").raw("<p class=\"quiet\">");
        html.add(label_or("type." + part.record->type, part.record->type, html.language())).raw("</p><table>");
      }
      record = part.record;
      add_field_line(html, part.line);
    }
    html.raw("</table>");
  };
  for (const auto& [form, parts] : forms) {
    if (!form.empty()) add_form(form, parts);
  }
  if (const auto other = forms.find(""); other != forms.end()) add_form("", other->second);
  html.raw("</section>");
}

// ---- scores

std::string assessor_name(std::string_view assessor, Language language) {
  constexpr std::string_view council = "council:";
  if (assessor == "self") return std::string(text::sentence(Key::ScoringAsSelf, language));
  if (assessor == "commune") return std::string(text::sentence(Key::ScoringAsCommune, language));
  if (assessor.substr(0, council.size()) == council) {
    return text::fill(Key::ScoringAsCouncil, language, {assessor.substr(council.size())});
  }
  return std::string(assessor);
}

std::string between(const rules::Bounds& bounds) {
  std::string out = std::to_string(bounds.min);
  if (bounds.max != bounds.min) out += "–" + std::to_string(bounds.max);
  return out;
}

std::string option_words(const rules::FoundSet* found, const std::string& code, const std::string& option,
                         Language language) {
  if (option == rules::no_option_met) {
    return found == nullptr ? option : std::string(in(found->pack->no_option, language));
  }
  const rules::Criterion* criterion = found == nullptr ? nullptr : found->set->find_criterion(code);
  const rules::Option* chosen = criterion == nullptr ? nullptr : criterion->find_option(option);
  return chosen == nullptr ? option : option + ") " + std::string(in(chosen->label, language));
}

void add_figures(Html& html, const AssessmentView& view, const rules::FoundSet* found) {
  if (!view.result) {
    html.raw("<div class=\"warning\">").say(Key::ScoringNoFigure, {view.why_no_figures}).raw("</div>");
    return;
  }
  const rules::ScoreResult& result = *view.result;
  const auto* figures = view.bounds && view.bounds->figures ? &*view.bounds->figures : nullptr;
  const rules::Bounds points = figures ? figures->points : rules::Bounds{result.points, result.points};
  const rules::Bounds stars = figures ? figures->stars : rules::Bounds{result.stars, result.stars};
  const rules::Bounds band = figures ? figures->band_stars : rules::Bounds{result.band_stars, result.band_stars};
  html.raw("<p><span class=\"total\">").add(between(points)).raw("</span> ").say(Key::ScoringTotalOf, {"100"});
  html.raw(" · <span class=\"stars\">").add(between(stars)).raw("★</span> ");
  html.raw("<span class=\"quiet\">").say(Key::OfficeBandAndStars, {between(band), between(stars)}).raw("</span></p>");
  for (const std::string& barred : result.barred_by) {
    html.raw("<div class=\"warning\">").say(Key::ScoringBarred, {barred}).raw("</div>");
  }
  if (result.failed_gates.empty()) return;
  html.raw("<div class=\"warning\">");
  for (const rules::FailedGate& gate : result.failed_gates) {
    html.raw("<div>").say(Key::OfficeGateLine, {std::to_string(gate.stars), gate.criterion,
                                                option_words(found, gate.criterion, gate.needs, html.language())});
    html.raw("</div>");
  }
  html.raw("</div>");
}

void add_score_line(Html& html, const std::string& code, const service::ScoreView& score,
                    const rules::FoundSet* found) {
  const rules::Criterion* criterion = found == nullptr ? nullptr : found->set->find_criterion(code);
  html.raw("<tr><td class=\"label\">").add(code);
  if (criterion != nullptr) html.add(" ").add(in(criterion->name, html.language()));
  html.raw("</td><td>");
  if (score.option.empty()) {
    html.element("span", "quiet", text::sentence(Key::Unanswered, html.language()));
  } else {
    html.add(option_words(found, code, score.option, html.language()));
  }
  if (!score.note.empty()) html.raw("<div class=\"quiet note\">").add(score.note).raw("</div>");
  html.raw("</td><td class=\"number\">");
  if (score.points) html.add(between(*score.points));
  if (criterion != nullptr) html.add("/" + std::to_string(criterion->points_max));
  html.raw("</td></tr>");
}

void add_assessment(Html& html, const AssessmentView& view, const rules::FoundSet* found) {
  html.element("h3", "", assessor_name(view.assessor, html.language()));
  add_figures(html, view, found);
  html.raw("<table><tr>");
  for (const Key key : {Key::OfficeColumnCriterion, Key::OfficeColumnOption, Key::OfficeColumnPoints}) {
    html.element("th", "", key == Key::OfficeColumnPoints ? "" : text::sentence(key, html.language()));
  }
  html.raw("</tr>");
  std::vector<std::string> codes;
  if (found != nullptr) {
    for (const rules::Criterion* criterion : found->set->criteria()) codes.push_back(criterion->code);
  }
  for (const auto& [code, score] : view.scores) {  // also of criteria that this set does not know
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
  for (const std::string& code : codes) {
    const auto score = view.scores.find(code);
    add_score_line(html, code, score == view.scores.end() ? service::ScoreView{} : score->second, found);
  }
  html.raw("</table>");
}

void add_scores(Html& html, const DossierView& view) {
  const auto found = rules::find_set(view.set);
  html.raw("<section><h2>").say(Key::OfficeScores).raw("</h2>");
  if (found) {
    html.raw("<p class=\"quiet\">").add(in(found->set->name, html.language())).add(" · " + view.set).raw("</p>");
  }
  for (const auto& [assessor, assessment] : view.assessments) {
    add_assessment(html, assessment, found ? &*found : nullptr);
  }
  if (view.assessments.empty()) html.raw("<p>").say(Key::OfficeNoScores).raw("</p>");
  html.raw("</section>");
}

// ---- photos

std::string kind_name(const std::string& kind, const rules::FoundSet* found, Language language) {
  if (found != nullptr) {
    for (const rules::EvidenceKind& known : rules::evidence_kinds(*found->pack)) {
      if (known.id == kind) return std::string(in(known.name, language));
    }
  }
  return label_or("evidence_kind." + kind, kind, language);
}

void add_photo(Html& html, const EvidenceView& evidence, const rules::FoundSet* found) {
  const auto& thumbnail = evidence.thumbnail;
  const auto* large = evidence.review && evidence.review->is_here ? &*evidence.review : nullptr;
  if (large == nullptr && evidence.original && evidence.original->is_here) large = &*evidence.original;
  html.raw("<figure>");
  if (thumbnail && thumbnail->is_here) {
    const std::string link = "/photos/" + (large != nullptr ? large->sha256 : thumbnail->sha256).hex();
    html.raw("<a href=\"").add(link).raw("\"><img loading=\"lazy\" alt=\"\" src=\"/photos/");
    html.add(thumbnail->sha256.hex()).raw("\"></a>");
  } else {
    html.element("div", "absent", text::sentence(Key::OfficePhotoNotHere, html.language()));
  }
  html.raw("<figcaption>").add(kind_name(evidence.kind, found, html.language()));
  for (const std::string& code : evidence.criteria) html.add(" · ").say(Key::OfficePhotoFor, {code});
  if (!evidence.taken_at.empty()) html.add(" · " + evidence.taken_at);
  const bool is_whole = evidence.state != service::Whereabouts::Tablet;
  if (!is_whole && thumbnail && thumbnail->is_here) {
    html.raw("<br>").element("span", "chip warn", text::sentence(Key::OfficePhotoNotHere, html.language()));
  }
  html.raw("</figcaption></figure>");
}

void add_photos(Html& html, const DossierView& view, const PhotoCount& count) {
  const auto found = rules::find_set(view.set);
  html.raw("<section><h2>").say(Key::OfficePhotos).raw("</h2><p class=\"quiet\">");
  if (count.total == 0) {
    html.say(Key::OfficeNoPhotos);
  } else {
    html.say(Key::OfficePhotosArrived, {std::to_string(count.arrived), std::to_string(count.total)});
  }
  html.raw("</p><div class=\"photos\">");
  for (const EvidenceView& evidence : view.evidence) add_photo(html, evidence, found ? &*found : nullptr);
  html.raw("</div></section>");
}

// ---- conflicts

std::string clock_words(const ConflictValue& value, Language language) {
  if (value.province_offset_error_ms < 0) return std::string(text::sentence(Key::OfficeClockUnknown, language));
  const std::int64_t minutes = (value.province_offset_ms < 0 ? -(value.province_offset_ms / minute_ms)
                                                             : value.province_offset_ms / minute_ms);
  if (minutes < clock_doubt_minutes) return {};
  return text::fill(Key::OfficeClockOff, language, {text::number(minutes)});
}

void add_conflict(Html& html, const ConflictView& conflict, const rules::FoundSet* found) {
  constexpr std::string_view option_suffix = ".option";
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  const bool is_option = field != nullptr && field->type == domain::FieldType::CriterionOption;
  html.raw("<h3>").add(label_or("type." + conflict.type, conflict.type, html.language())).add(" · ");
  html.add(label_of(field, conflict.field, html.language())).raw("</h3><table><tr>");
  for (const Key key : {Key::OfficeColumnValue, Key::OfficeColumnOfficer, Key::OfficeColumnWhen}) {
    html.element("th", "", text::sentence(key, html.language()));
  }
  html.raw("</tr>");
  for (const ConflictValue& value : conflict.values) {
    html.raw("<tr><td class=\"note\">");
    if (value.value.is_empty()) {
      html.say(Key::ConflictCleared);
    } else if (is_option) {
      const std::string code = conflict.field.substr(0, conflict.field.size() - option_suffix.size());
      html.add(option_words(found, code, domain::to_text(value.value), html.language()));
    } else {
      html.add(words_of(field, value.value, html.language()));
    }
    html.raw("</td><td>").add(value.officer).raw("</td><td>").add(local_day_time(value.wall_ms));
    const std::string doubt = clock_words(value, html.language());
    if (!doubt.empty()) html.raw("<br>").element("span", "chip warn", doubt);
    html.raw("</td></tr>");
  }
  html.raw("</table>");
}

void add_conflicts(Html& html, const DossierView& view) {
  if (view.conflicts.empty()) return;
  const auto found = rules::find_set(view.set);
  html.raw("<section><h2>").say(Key::OfficeConflicts).raw("</h2>");
  for (const ConflictView& conflict : view.conflicts) add_conflict(html, conflict, found ? &*found : nullptr);
  html.raw("</section>");
}

// ---- the top of the page

Status add_held_changes(Html& html, store::Database& database, const Id& root) {
  TRY_ASSIGN(const auto waiting, database.integer("SELECT count(*) FROM waiting WHERE root = ?", root));
  TRY_ASSIGN(const auto twins, database.integer("SELECT count(*) FROM twins WHERE root = ?", root));
  if (waiting.value_or(0) > 0) {
    html.raw("<div class=\"warning\">").say(Key::OfficeWaitingChanges, {text::number(*waiting)}).raw("</div>");
  }
  if (twins.value_or(0) > 0) {
    html.raw("<div class=\"warning\">").say(Key::OfficeTwinChanges, {text::number(*twins)}).raw("</div>");
  }
  return {};
}

// "producer.phone" in the words of the forms.
std::string missing_words(const std::string& missing, Language language) {
  const std::size_t dot = missing.find('.');
  if (dot == std::string::npos) return label_or(missing, missing, language);
  const std::string name = missing.substr(dot + 1);
  return label_of(domain::find_field(missing.substr(0, dot), name), name, language);
}

Status add_top(Html& html, Province& province, const DossierView& view) {
  const std::string name = view.product ? view.product->text("name") : std::string{};
  html.raw("<section><h1>").add(name.empty() ? view.id.hex() : name).raw("</h1><p>");
  if (view.producer) html.add(view.producer->text("name")).add(" · ");
  html.add(domain::unit_name(view.unit)).raw("</p><p>");
  html.element("span", "chip", label_or("state." + view.state, view.state, html.language()));
  html.element("span", "chip", label_or("dossier_kind." + view.kind, view.kind, html.language()));
  if (view.is_archived) html.element("span", "chip warn", text::sentence(Key::OfficeArchived, html.language()));
  if (!view.conflicts.empty()) {
    html.element("span", "chip error",
                 text::fill(Key::OfficeConflictCount, html.language(), {std::to_string(view.conflicts.size())}));
  }
  html.raw("</p>");
  TRY(add_held_changes(html, province.database(), view.id));
  for (const service::NoticeView& notice : view.notices) {
    html.raw("<div class=\"warning\">").add(text::notice(notice.reason, html.language()));
    html.raw(" ").say(Key::OfficeNoticeBy, {notice.officer, local_day_time(notice.wall_ms)}).raw("</div>");
  }
  if (!view.missing.empty()) {
    html.raw("<p class=\"quiet\">").say(Key::OfficeMissing).add(" (" + std::to_string(view.missing.size()) + "): ");
    bool is_first = true;
    for (const std::string& missing : view.missing) {
      html.add(is_first ? "" : ", ").add(missing_words(missing, html.language()));
      is_first = false;
    }
    html.raw("</p>");
  }
  html.raw("</section>");
  return {};
}

}  // namespace

Result<std::string> dossier_page(Province& province, const Id& dossier, Language language) {
  TRY_ASSIGN(const DossierView view, service::read_dossier(province.folder(), dossier));
  TRY_ASSIGN(const PhotoCount count, count_photos(province.database(), dossier));
  Html html(language);
  add_header(html, "/dossiers/" + dossier.hex());
  html.raw("<main>");
  TRY(add_top(html, province, view));
  add_conflicts(html, view);
  add_scores(html, view);
  add_photos(html, view, count);
  add_fields(html, view);
  html.raw("</main>");
  return page(html, view.product ? view.product->text("name") : text::sentence(Key::OfficeTitle, language));
}

}  // namespace ocop::server
