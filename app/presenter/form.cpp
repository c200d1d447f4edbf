#include "app/presenter/form.h"

#include <algorithm>

#include "core/domain/lifecycle.h"
#include "core/service/queries.h"

namespace ocop::presenter {

using Kind = FormFieldView::Kind;
using text::Key;

Form::Form(Context& context, const place::Form& at) : Screen(context), form_(rules::find_form(at.form)) {
  view_.dossier = at.dossier;
  view_.form = at.form;
  view_.go_to = at.field;
}

void Form::refresh() {
  asker_.move_on();
  must_ask_ = !context_.desk.ask(
      asker_, [id = view_.dossier](service::Folder& folder) { return service::read_dossier(folder, id); },
      [this](Result<service::DossierView> answer) {
        if (!answer) return context_.report(answer.error());
        dossier_ = std::move(*answer);
        show();
      });
}

void Form::tick() {
  if (must_ask_) refresh();
}

void Form::saved(const service::RecordView& record) {
  if (!dossier_) return;
  for (service::RecordView* own : {&dossier_->dossier, dossier_->producer ? &*dossier_->producer : nullptr,
                                   dossier_->product ? &*dossier_->product : nullptr})
    if (own != nullptr && own->key == record.key) *own = record;
  show();
  refresh();  // what follows from it: the set's industry, conflicts, the state
}

void Form::apply(const Intent& intent) {
  const auto* own = std::get_if<FormIntent>(&intent);
  if (own == nullptr || !dossier_ || form_ == nullptr) return;
  apply(*own);
  show();
}

void Form::apply(const FormIntent& intent) {
  if (const auto* key = std::get_if<form::Type>(&intent)) type(*key);
  else if (const auto* left = std::get_if<form::Leave>(&intent)) {
    if (const auto kept = kept_field(*dossier_, *form_, left->field))
      context_.drafts.leave(kept->at.record, kept->at.field);
  } else if (const auto* chosen = std::get_if<form::Choose>(&intent)) choose(*chosen);
  else if (const auto* toggled = std::get_if<form::Toggle>(&intent)) toggle(*toggled);
  else if (const auto* added = std::get_if<form::AddRow>(&intent)) add_row(added->field);
  else if (const auto* change = std::get_if<form::Change>(&intent)) state_.searches.try_emplace(change->field);
  else if (const auto* conflict = std::get_if<form::OpenConflict>(&intent)) open_conflict(conflict->field);
  else if (const auto* way = std::get_if<form::OpenWay>(&intent)) open_way(way->field);
  else if (std::holds_alternative<form::NextMissing>(intent)) go_to_next_missing();
  else if (std::holds_alternative<form::Arrived>(intent)) view_.go_to.clear();
}

void Form::type(const form::Type& key) {
  const FormFieldView* field = find_field(view_.sections, key.field);
  if (field == nullptr || field->is_locked || field->is_in_conflict) return;
  if (field->kind == Kind::Unit || field->kind == Kind::Set) {
    state_.searches[key.field] = key.text;
  } else if (const auto kept = kept_field(*dossier_, *form_, key.field)) {
    context_.drafts.edit(kept->at, key.text);
  }
}

void Form::choose(const form::Choose& chosen) {
  const FormFieldView* field = find_field(view_.sections, chosen.field);
  const auto kept = kept_field(*dossier_, *form_, chosen.field);
  if (field == nullptr || field->is_locked || field->is_in_conflict || !kept) return;
  state_.searches.erase(chosen.field);
  const bool may_clear = field->kind == Kind::Choice || field->kind == Kind::Boolean;
  context_.drafts.set(kept->at, may_clear && field->value == chosen.choice ? std::string{} : chosen.choice);
}

void Form::toggle(const form::Toggle& toggled) {
  const FormFieldView* field = find_field(view_.sections, toggled.field);
  const auto kept = kept_field(*dossier_, *form_, toggled.field, toggled.choice);
  if (field == nullptr || field->is_locked || kept == std::nullopt || kept->at.shown.is_in_conflict) return;
  const bool is_chosen = std::find(field->chosen.begin(), field->chosen.end(), toggled.choice) != field->chosen.end();
  context_.drafts.set(kept->at, is_chosen ? "" : "true");
}

// The year before the earliest one shown.
void Form::add_row(const std::string& table) {
  const FormFieldView* field = find_field(view_.sections, table);
  if (field == nullptr || field->is_locked) return;
  int earliest = year_now();
  const std::string prefix = table + ".";
  for (const auto& row : field->rows) {
    if (row.empty()) continue;
    const std::string& year = row.front().value;
    state_.added_rows.insert(prefix + year);  // the one shown by itself stays when another is there
    if (year.size() == 4) earliest = std::min(earliest, std::atoi(year.c_str()));
  }
  state_.added_rows.insert(prefix + std::to_string(earliest - 1));
}

void Form::open_conflict(const std::string& field) {
  const FormFieldView* shown = find_field(view_.sections, field);
  if (shown == nullptr) return;
  std::vector<std::optional<KeptField>> kept{kept_field(*dossier_, *form_, field)};
  if (shown->kind == Kind::MultiChoice)
    for (const auto& choice : shown->choices) kept.push_back(kept_field(*dossier_, *form_, field, choice.id));
  for (const auto& conflict : dossier_->conflicts)
    for (const auto& one : kept)
      if (one && conflict.record == one->at.record && conflict.field == one->at.field)
        return context_.go(place::Conflicts{view_.dossier, conflict.id});
}

void Form::open_way(const std::string& field) {
  const FormFieldView* way = find_field(view_.sections, field);
  if (way == nullptr) return;
  if (way->kind == Kind::Way) context_.go(place::Scoring{view_.dossier});
  else context_.go(place::Evidence{view_.dossier});
}

void Form::go_to_next_missing() {
  std::vector<std::string> missing;
  for (const auto& section : view_.sections) {
    for (const auto& field : section.fields) {
      if (field.is_missing) missing.push_back(field.rows.empty() ? field.id : field.rows.front().back().id);
      for (const auto& row : field.rows)
        for (const auto& cell : row)
          if (cell.is_missing) missing.push_back(cell.id);
    }
  }
  if (missing.empty()) return;
  const auto at = std::find(missing.begin(), missing.end(), last_missing_);
  last_missing_ = at == missing.end() || at + 1 == missing.end() ? missing.front() : *(at + 1);
  view_.go_to = last_missing_;
}

int Form::year_now() const { return std::atoi(iso_utc(context_.clock.wall_ms()).substr(0, 4).c_str()); }

void Form::show() {
  if (!dossier_ || form_ == nullptr) return;
  const text::Language language = context_.language();
  view_.is_loaded = true;
  view_.title = form_title(*form_, language);
  view_.subtitle = dossier_->product ? dossier_->product->text("name") : std::string{};
  const auto state = domain::parse_state(dossier_->state);
  view_.locked.clear();
  if (dossier_->is_archived) view_.locked = text::sentence(Key::ErrorArchived, language);
  else if (state && !domain::is_open_to_officer(*state))
    view_.locked = text::fill(Key::FormLocked, language, {text::label("state." + dossier_->state, language)});
  view_.sections = show_form({*form_, *dossier_, &context_.drafts, state_, language, year_now()});
  if (!view_.locked.empty())
    for (auto& section : view_.sections)
      for (auto& field : section.fields) {
        field.is_locked = true;
        for (auto& row : field.rows)
          for (auto& cell : row) cell.is_locked = true;
      }
  view_.missing = count_missing(view_.sections);
  view_.missing_line = view_.missing == 0 ? std::string(text::sentence(Key::FormComplete, language))
                                          : text::fill(Key::FormMissing, language, {std::to_string(view_.missing)});
}

}  // namespace ocop::presenter
