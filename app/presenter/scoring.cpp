#include "app/presenter/scoring.h"

#include <algorithm>

namespace ocop::presenter {

using text::Key;

Scoring::Scoring(Context& context, const place::Scoring& place) : Screen(context), place_(place) {
  view_.dossier = place.dossier;
}

void Scoring::refresh() { must_ask_ = !ask(); }

void Scoring::tick() {
  if (must_ask_) refresh();
  if (sheet_) show();  // drafts move on by themselves
}

bool Scoring::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_, [id = place_.dossier](service::Folder& folder) { return service::read_dossier(folder, id); },
      [this](Result<service::DossierView> answer) { take(std::move(answer)); });
}

void Scoring::take(Result<service::DossierView> answer) {
  if (!answer) return context_.report(answer.error());
  auto sheet = make_sheet(std::move(*answer), place_.assessor);
  if (!sheet) return context_.report(sheet.error());
  sheet_ = std::move(*sheet);
  if (!has_begun_) begin_somewhere();
  show();
}

void Scoring::saved(const service::RecordView& record) {
  if (!sheet_ || record.key.root != place_.dossier) return;
  if (record.key == assessment_key(*sheet_)) sheet_->assessment.record = record;  // heads for the next tap
  refresh();
}

// Where there is something to do: the criterion asked for, the questions of the set on an empty sheet, or the first
// criterion without an answer.
void Scoring::begin_somewhere() {
  has_begun_ = true;
  const bool asks_set = !sheet_->found.set->disqualifiers.empty();
  const bool is_new = sheet_->assessment.record.fields.empty();
  const auto is_known = [&](const std::string& code) { return sheet_->found.set->find_criterion(code) != nullptr; };
  if (is_known(place_.criterion)) {
    criterion_ = place_.criterion;
  } else if (sheet_->assessment.result && !sheet_->assessment.result->unanswered.empty()) {
    criterion_ = sheet_->assessment.result->unanswered.front();
    if (asks_set && is_new) view_.page = Page::Declarations;
  } else if (!sheet_->criteria.empty()) {
    criterion_ = sheet_->criteria.front()->code;
    view_.page = Page::List;
  }
}

void Scoring::show() {
  const auto language = context_.language();
  const Answers answers(*sheet_, context_.drafts);
  view_.is_loaded = true;
  const std::string product = sheet_->dossier.product ? sheet_->dossier.product->text("name") : std::string{};
  view_.title = text::fill(Key::ScoringTitle, language, {product});
  if (sheet_->assessor == "commune")
    view_.title = text::fill(Key::ConflictWhere, language, {text::sentence(Key::ScoringAsCommune, language), product});
  view_.locked =
      sheet_->dossier.is_archived ? std::string(text::sentence(Key::ScoringArchived, language)) : std::string{};
  view_.figures = figures_of(*sheet_, language);
  view_.declarations = questions_of(*sheet_, answers, "", language);
  view_.groups.clear();
  if (view_.page == Page::List) view_.groups = list_page(*sheet_, answers, language);
  if (const rules::Criterion* criterion = sheet_->found.set->find_criterion(criterion_))
    view_.criterion = criterion_page(*sheet_, answers, *criterion, language);
  show_ways();
}

void Scoring::show_ways() {
  const auto language = context_.language();
  const PlaceInSheet place = place_of(*sheet_, criterion_);
  const auto& criteria = sheet_->criteria;
  view_.previous.clear();
  view_.next = text::sentence(Key::ScoringFinish, language);
  if (view_.page == Page::List) {
    view_.subtitle = text::sentence(Key::ScoringAll, language);
    return;
  }
  if (view_.page == Page::Declarations || place.part == nullptr) {
    view_.subtitle = text::sentence(Key::ScoringDeclarations, language);
    if (!criteria.empty()) view_.next = text::fill(Key::ScoringNext, language, {criteria.front()->code});
    return;
  }
  const std::string group =
      place.group->criteria.size() == 1 && place.group->code == criterion_
          ? std::string{}
          : text::fill(Key::ScoringCriterionOf, language,
                       {place.group->code, language == text::Language::English && !place.group->name.en.empty()
                                               ? place.group->name.en
                                               : place.group->name.vi});
  const std::string position = std::to_string(place.index + 1), count = std::to_string(criteria.size());
  view_.subtitle =
      group.empty() ? text::fill(Key::ScoringWhereAlone, language, {place.part->code, criterion_, position, count})
                    : text::fill(Key::ScoringWhere, language, {place.part->code, group, criterion_, position, count});
  if (place.index > 0)
    view_.previous = criteria[place.index - 1]->code;
  else if (!view_.declarations.empty())
    view_.previous = text::sentence(Key::ScoringDeclarations, language);
  view_.next = place.index + 1 < criteria.size()
                   ? text::fill(Key::ScoringNext, language, {criteria[place.index + 1]->code})
                   : std::string(text::sentence(Key::ScoringNextList, language));
}

void Scoring::apply(const Intent& intent) {
  const auto* own = std::get_if<ScoringIntent>(&intent);
  if (own == nullptr || !sheet_) return;
  if (!apply_move(*own)) apply_answer(*own);
  show();
}

bool Scoring::apply_move(const ScoringIntent& intent) {
  if (const auto* to = std::get_if<scoring::GoToCriterion>(&intent))
    go_to(to->code);
  else if (const auto* question = std::get_if<scoring::GoToQuestion>(&intent)) {
    const auto& all = sheet_->declarations;
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == question->declaration; });
    if (at == all.end()) return true;
    if (at->criterion.empty())
      view_.page = Page::Declarations;
    else
      go_to(at->criterion);
  } else if (std::holds_alternative<scoring::GoToList>(intent))
    view_.page = Page::List;
  else if (std::holds_alternative<scoring::Previous>(intent))
    step(-1);
  else if (std::holds_alternative<scoring::Next>(intent))
    step(+1);
  else if (std::holds_alternative<scoring::ToggleHelp>(intent))
    view_.is_help_open = !view_.is_help_open;
  else if (std::holds_alternative<scoring::OpenNote>(intent))
    view_.is_note_open = true;
  else if (std::holds_alternative<scoring::TakePhoto>(intent))
    context_.go(place::Evidence{place_.dossier, criterion_, true});
  else if (std::holds_alternative<scoring::PickEvidence>(intent))
    context_.go(place::Evidence{place_.dossier, criterion_});
  else if (std::holds_alternative<scoring::OpenConflicts>(intent))
    context_.go(place::Conflicts{place_.dossier, {}});
  else
    return false;
  return true;
}

void Scoring::apply_answer(const ScoringIntent& intent) {
  const std::string note = criterion_ + ".note";
  if (const auto* chosen = std::get_if<scoring::ChooseOption>(&intent))
    set(criterion_ + ".option", chosen->option, false);
  else if (const auto* declared = std::get_if<scoring::Declare>(&intent))
    set("declare." + declared->declaration, !declared->answer ? "" : *declared->answer ? "true" : "false", false);
  else if (const auto* typed = std::get_if<scoring::TypeNote>(&intent))
    set(note, typed->text, true);
  else if (std::holds_alternative<scoring::LeaveNote>(intent))
    context_.drafts.leave(assessment_key(*sheet_), note);
  else if (std::holds_alternative<scoring::CloseNote>(intent)) {
    view_.is_note_open = false;
    context_.drafts.leave(assessment_key(*sheet_), note);
  }
}

void Scoring::go_to(const std::string& criterion) {
  if (sheet_->found.set->find_criterion(criterion) == nullptr) return;
  criterion_ = criterion;
  view_.page = Page::Criterion;
  view_.is_help_open = false;
}

void Scoring::step(int by) {
  const auto& criteria = sheet_->criteria;
  const std::size_t index = place_of(*sheet_, criterion_).index;
  view_.is_help_open = false;
  if (view_.page == Page::List) {
    context_.back();
  } else if (view_.page == Page::Declarations) {
    if (by > 0 && !criteria.empty()) go_to(criteria.front()->code);
  } else if (by > 0) {
    if (index + 1 < criteria.size())
      go_to(criteria[index + 1]->code);
    else
      view_.page = Page::List;
  } else if (index > 0) {
    go_to(criteria[index - 1]->code);
  } else if (!view_.declarations.empty()) {
    view_.page = Page::Declarations;
  }
}

bool Scoring::can_write(const std::string& field) const {
  return !sheet_->dossier.is_archived && !Answers(*sheet_, context_.drafts).is_in_conflict(field);
}

void Scoring::set(const std::string& field, std::string text, bool is_typed) {
  if (!can_write(field)) return;
  const service::ShownField* shown = sheet_->assessment.record.find(field);
  DraftField draft{assessment_key(*sheet_), "assessment", field, shown == nullptr ? service::ShownField{} : *shown,
                   sheet_->assessor};
  if (is_typed)
    context_.drafts.edit(draft, std::move(text));
  else
    context_.drafts.set(draft, std::move(text));
}

}  // namespace ocop::presenter
