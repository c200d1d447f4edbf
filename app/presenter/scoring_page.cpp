#include "app/presenter/scoring_page.h"

#include <algorithm>

#include "app/presenter/words.h"

namespace ocop::presenter {
namespace {

using rules::DeclarationKind;
using text::Key;
using text::Language;

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

Key question_of(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::SetDisqualifier:
    case DeclarationKind::Disqualify:
      return Key::ScoringAskApplies;
    case DeclarationKind::Precondition:
      return Key::ScoringAskMet;
    case DeclarationKind::NotEligibleIfCommodity:
      return Key::ScoringAskCommodity;
    case DeclarationKind::StopIfFailed:
      return Key::ScoringAskHappened;
    case DeclarationKind::AppliesOnlyIfStory:
      return Key::ScoringAskStory;
  }
  return Key::ScoringAskApplies;
}

ScoringQuestion question_view(const rules::Declaration& declaration, const Answers& answers, Language language) {
  ScoringQuestion out;
  out.id = declaration.id;
  out.text = in(declaration.text, language);
  out.question = say(question_of(declaration.kind), language);
  out.answer = answers.declared(declaration.id);
  out.is_in_conflict = answers.is_in_conflict("declare." + declaration.id);
  if (out.answer && declaration.bars(*out.answer))
    out.follows = say(Key::ScoringFollowsBarred, language);
  else if (out.answer && declaration.silences_criterion(*out.answer))
    out.follows = say(Key::ScoringFollowsZero, language);
  return out;
}

ScoringOption option_view(const rules::Option& option, std::string_view chosen, Language language) {
  ScoringOption out;
  out.id = option.id;
  out.label = in(option.label, language);
  out.points = std::to_string(option.points);
  if (option.gate_stars) out.gate = text::fill(Key::ScoringGate, language, {std::to_string(*option.gate_stars)});
  out.is_chosen = option.id == chosen;
  return out;
}

std::vector<ScoringCase> cases_of(const ScoringSheet& sheet, const rules::Criterion& criterion, std::string_view chosen,
                                  Language language) {
  std::vector<ScoringCase> out;
  if (criterion.cases.empty()) out.push_back({});
  for (const rules::Case& one : criterion.cases) out.push_back({std::string(in(one.label, language)), {}});
  for (const rules::Option& option : criterion.options) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < criterion.cases.size(); ++i)
      if (criterion.cases[i].id == option.case_id) at = i;
    out[at].options.push_back(option_view(option, chosen, language));
  }
  if (!criterion.cases.empty()) out.push_back({});
  const auto& words = sheet.found.pack->no_option;
  out.back().options.push_back(
      {std::string(rules::no_option_met),
       words.vi.empty() ? say(Key::ScoringNoOption, language) : std::string(in(words, language)), "0", "",
       chosen == rules::no_option_met, true});
  return out;
}

std::string kind_label(const ScoringSheet& sheet, const std::string& kind, Language language) {
  for (const auto& one : rules::evidence_kinds(*sheet.found.pack))
    if (one.id == kind) return std::string(in(one.name, language));
  return kind;
}

std::vector<ScoringPhoto> photos_for(const ScoringSheet& sheet, const std::string& code, Language language) {
  std::vector<ScoringPhoto> out;
  for (const auto& photo : sheet.dossier.evidence) {
    if (std::find(photo.criteria.begin(), photo.criteria.end(), code) == photo.criteria.end()) continue;
    ScoringPhoto view{photo.record.key.record, {}, kind_label(sheet, photo.kind, language)};
    if (photo.thumbnail && photo.thumbnail->is_here) view.thumbnail = photo.thumbnail->sha256;
    out.push_back(std::move(view));
  }
  return out;
}

bool is_silenced(const ScoringSheet& sheet, const Answers& answers, std::string_view code) {
  return std::any_of(sheet.declarations.begin(), sheet.declarations.end(), [&](const auto& declaration) {
    const auto answer = declaration.criterion == code ? answers.declared(declaration.id) : std::nullopt;
    return answer && declaration.silences_criterion(*answer);
  });
}

// The lowest star that the criterion keeps the product from, among those that its points would reach.
int gate_missed(const ScoringSheet& sheet, std::string_view code) {
  if (!sheet.assessment.result) return 0;
  for (const auto& gate : sheet.assessment.result->failed_gates)
    if (gate.criterion == code) return gate.stars;
  return 0;
}

ScoringLine line_of(const ScoringSheet& sheet, const Answers& answers, const rules::Criterion& criterion,
                    Language language) {
  ScoringLine out;
  out.code = criterion.code;
  out.title = title_of(criterion, language);
  const std::string chosen = answers.text(criterion.code + ".option");
  int points = 0;
  if (const rules::Option* option = criterion.find_option(chosen)) {
    out.answer = in(option->label, language);
    points = option->points;
  } else if (chosen == rules::no_option_met) {
    out.answer = say(Key::ScoringNoOption, language);
  }
  if (is_silenced(sheet, answers, criterion.code)) points = 0;
  out.points = text::fill(Key::PointsOf, language, {std::to_string(points), std::to_string(criterion.points_max)});
  const int gate = gate_missed(sheet, criterion.code);
  if (answers.is_in_conflict(criterion.code + ".option"))
    out.chip = {say(Key::ScoringConflictChip, language), ChipTone::Error};
  else if (chosen.empty())
    out.chip = {say(Key::ScoringUnansweredChip, language), ChipTone::Neutral};
  else if (gate != 0)
    out.chip = {text::fill(Key::ScoringGateChip, language, {std::to_string(gate)}), ChipTone::Warning};
  return out;
}

}  // namespace

Result<ScoringSheet> make_sheet(service::DossierView dossier, std::string assessor) {
  ScoringSheet out;
  TRY_ASSIGN(out.found, rules::find_set(dossier.set));
  out.criteria = out.found.set->criteria();
  out.declarations = rules::declarations(*out.found.set);
  out.assessor = std::move(assessor);
  const auto at = dossier.assessments.find(out.assessor);
  if (at != dossier.assessments.end()) {
    out.assessment = at->second;
  } else if (auto nothing = rules::score(*out.found.set, *out.found.pack, {})) {
    out.assessment.result = std::move(*nothing);
  } else {
    out.assessment.why_no_figures = nothing.error().name();
  }
  out.dossier = std::move(dossier);
  return out;
}

store::RecordKey assessment_key(const ScoringSheet& sheet) {
  return {sheet.dossier.id, service::assessment_id(sheet.dossier.id, sheet.assessor)};
}

std::string Answers::text(const std::string& field) const {
  if (const Draft* draft = drafts_.find(key_, field)) return draft->text;
  return sheet_.assessment.record.text(field);
}

bool Answers::is_in_conflict(const std::string& field) const {
  const service::ShownField* shown = sheet_.assessment.record.find(field);
  return shown != nullptr && shown->is_in_conflict;
}

std::optional<ErrorCode> Answers::problem(const std::string& field) const {
  const Draft* draft = drafts_.find(key_, field);
  return draft == nullptr ? std::nullopt : draft->problem;
}

std::optional<bool> Answers::declared(const std::string& declaration) const {
  const std::string answer = text("declare." + declaration);
  if (answer.empty()) return std::nullopt;
  return answer == "true";
}

std::string title_of(const rules::Criterion& criterion, Language language) {
  return text::fill(Key::ScoringCriterionOf, language, {criterion.code, in(criterion.name, language)});
}

PlaceInSheet place_of(const ScoringSheet& sheet, std::string_view criterion) {
  PlaceInSheet out;
  for (const rules::Part& part : sheet.found.set->parts) {
    for (const rules::Group& group : part.groups) {
      for (const rules::Criterion& one : group.criteria) {
        out.part = &part;
        out.group = &group;
        if (one.code == criterion) return out;
        ++out.index;
      }
    }
  }
  return {};
}

std::vector<ScoringQuestion> questions_of(const ScoringSheet& sheet, const Answers& answers, std::string_view criterion,
                                          Language language) {
  std::vector<ScoringQuestion> out;
  for (const rules::Declaration& declaration : sheet.declarations)
    if (declaration.criterion == criterion) out.push_back(question_view(declaration, answers, language));
  return out;
}

ScoringCriterion criterion_page(const ScoringSheet& sheet, const Answers& answers, const rules::Criterion& criterion,
                                Language language) {
  ScoringCriterion out;
  const std::string option_field = criterion.code + ".option";
  const std::string note_field = criterion.code + ".note";
  out.code = criterion.code;
  out.title = title_of(criterion, language);
  out.points_max = text::fill(Key::ScoringAtMost, language, {std::to_string(criterion.points_max)});
  for (const rules::Note& note : criterion.notes)
    if (!rules::is_declared(note.kind)) out.guidance.emplace_back(in(note.text, language));
  out.questions = questions_of(sheet, answers, criterion.code, language);
  const std::string chosen = answers.text(option_field);
  out.cases = cases_of(sheet, criterion, chosen, language);
  out.is_answered = !chosen.empty();
  out.is_in_conflict = answers.is_in_conflict(option_field);
  if (is_silenced(sheet, answers, criterion.code)) out.silenced = say(Key::ScoringSilenced, language);
  if (const auto problem = answers.problem(option_field)) out.problem = say(text::error_sentence(*problem), language);
  out.photos = photos_for(sheet, criterion.code, language);
  out.note = answers.text(note_field);
  out.note_in_conflict = answers.is_in_conflict(note_field);
  return out;
}

std::vector<ScoringGroup> list_page(const ScoringSheet& sheet, const Answers& answers, Language language) {
  std::vector<ScoringGroup> out;
  for (const rules::Part& part : sheet.found.set->parts) {
    for (const rules::Group& group : part.groups) {
      ScoringGroup view;
      const std::string name = text::fill(Key::ScoringCriterionOf, language, {group.code, in(group.name, language)});
      view.title = text::fill(Key::ScoringGroupOf, language, {part.code, name});
      for (const rules::Criterion& criterion : group.criteria)
        view.lines.push_back(line_of(sheet, answers, criterion, language));
      out.push_back(std::move(view));
    }
  }
  return out;
}

}  // namespace ocop::presenter
