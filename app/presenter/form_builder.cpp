// show_form of form_fields.h.
#include <algorithm>

#include "app/presenter/form_fields.h"
#include "app/presenter/words.h"
#include "app/text/amounts.h"
#include "core/base/text.h"
#include "core/domain/form_map.h"
#include "core/domain/units.h"
#include "core/rules/library.h"

namespace ocop::presenter {
namespace {

using Kind = FormFieldView::Kind;
using Source = domain::FormField::Source;
using text::Key;

constexpr std::size_t choices_max = 8;   // of a search: more are found by typing on
constexpr int rows_max = 12;             // of a table by year

Kind kind_of(rules::FieldType type) {
  using Type = rules::FieldType;
  switch (type) {
    case Type::LongText: return Kind::LongText;
    case Type::Date: return Kind::Date;
    case Type::Year:
    case Type::Integer:
    case Type::MoneyVnd:
    case Type::Phone: return Kind::Number;
    case Type::Boolean: return Kind::Boolean;
    case Type::Choice: return Kind::Choice;
    case Type::MultiChoice: return Kind::MultiChoice;
    case Type::AdminUnit: return Kind::Unit;
    case Type::ProductSet: return Kind::Set;
    case Type::Derived: return Kind::Derived;
    case Type::Table: return Kind::Table;
    case Type::Evidence: return Kind::Evidence;
    case Type::Signature: return Kind::Signature;
    case Type::Text:
    case Type::Email:
    case Type::EthnicGroup:
    case Type::ProductCode:
    case Type::Criterion:
    case Type::CriterionOption: return Kind::Text;
  }
  return Kind::Text;
}

class Builder {
 public:
  explicit Builder(const FormQuestion& ask) : ask_(ask) {
    if (const auto found = rules::find_set(ask.dossier.set)) set_ = *found;
  }

  std::vector<FormSectionView> build() {
    std::vector<FormSectionView> out;
    for (const auto& section : ask_.form.sections) {
      FormSectionView view{section.id, std::string(in(section.title, ask_.language)), {}};
      for (const auto& field : section.fields) view.fields.push_back(build_field(field, field.id, field.id));
      out.push_back(std::move(view));
    }
    return out;
  }

 private:
  std::string say(Key key) const { return std::string(text::sentence(key, ask_.language)); }
  std::string say(Key key, std::initializer_list<std::string_view> arguments) const {
    return text::fill(key, ask_.language, arguments);
  }

  FormFieldView build_field(const rules::FormField& field, std::string id, const std::string& described) {
    FormFieldView out;
    out.id = std::move(id);
    out.kind = kind_of(field.type);
    out.label = in(field.label, ask_.language);
    if (field.help) out.help = in(*field.help, ask_.language);
    const auto& for_kinds = field.required_for;
    out.is_required =
        field.is_required || std::find(for_kinds.begin(), for_kinds.end(), ask_.dossier.kind) != for_kinds.end();
    const domain::FormField* row = domain::find_form_field(ask_.form.id, described);
    const Source source = row == nullptr ? Source::Derived : row->source;
    if (source == Source::Field) fill_kept(field, out);
    else if (source == Source::Rows) fill_rows(field, *row, out);
    else if (source == Source::Evidence) fill_evidence(out);
    else if (source == Source::Signature) fill_signature(out);
    else fill_derived(out);
    return out;
  }

  // --- kept in a record -----------------------------------------------------------------------------------------

  void fill_kept(const rules::FormField& field, FormFieldView& out) {
    if (out.kind == Kind::MultiChoice) return fill_many(field, out);
    const auto kept = kept_field(ask_.dossier, ask_.form, out.id);
    if (!kept) {
      out.is_locked = true;
      out.value = say(Key::FormRecordNotHere);
      out.kind = Kind::Derived;
      return;
    }
    const Draft* draft = ask_.drafts == nullptr ? nullptr : ask_.drafts->find(kept->at.record, kept->at.field);
    const std::string value = domain::to_text(kept->at.shown.value);
    out.is_in_conflict = kept->at.shown.is_in_conflict;
    out.value = draft != nullptr ? draft->text : as_shown(*kept->description, value);
    if (draft != nullptr) out.error = problem_of(*draft, kept->description->type);
    out.is_missing = out.is_required && trim(out.value).empty();
    if (out.is_in_conflict) out.error = say(Key::FormInConflict);
    if (field.sensitivity == rules::Sensitivity::Sensitive && out.help.empty()) out.help = say(Key::FormSensitive);
    if (out.kind == Kind::Date) out.hint = say(Key::FormDateHint);
    if (field.type == rules::FieldType::MoneyVnd) fill_money(*kept->description, out);
    if (out.kind == Kind::Choice) fill_choices(field, out);
    if (out.kind == Kind::Boolean)
      out.choices = {{"true", say(Key::Yes)}, {"false", say(Key::No)}};
    if (out.kind == Kind::Unit) fill_unit(out);
    if (out.kind == Kind::Set) fill_set(out);
  }

  std::string problem_of(const Draft& draft, domain::FieldType type) const {
    if (!draft.problem) return {};
    if (*draft.problem == ErrorCode::Conflict) return say(Key::FormChangedElsewhere);
    if (*draft.problem != ErrorCode::InvalidInput) return say(text::error_sentence(*draft.problem));
    if (!draft.was_left) return {};  // half a number is not a mistake yet
    switch (type) {
      case domain::FieldType::Date: return say(Key::FormBadDate);
      case domain::FieldType::Year:
      case domain::FieldType::Integer:
      case domain::FieldType::MoneyVnd: return say(Key::FormBadNumber);
      case domain::FieldType::Phone: return say(Key::FormBadPhone);
      case domain::FieldType::Email: return say(Key::FormBadEmail);
      default: return say(Key::ErrorInvalidInput);
    }
  }

  // What many zeros mean, read back in groups.
  void fill_money(const domain::Field& description, FormFieldView& out) const {
    const auto value = domain::parse_value(description, out.value);
    if (!value || value->as_integer() == nullptr) return;
    out.help = say(Key::FormMoney, {text::number(*value->as_integer())});
  }

  void fill_choices(const rules::FormField& field, FormFieldView& out) const {
    for (const auto& option : field.options)
      out.choices.push_back({option.id, std::string(in(option.name, ask_.language))});
  }

  void fill_many(const rules::FormField& field, FormFieldView& out) const {
    fill_choices(field, out);
    for (const auto& option : field.options) {
      const auto kept = kept_field(ask_.dossier, ask_.form, out.id, option.id);
      if (!kept) {
        out.is_locked = true;
        continue;
      }
      const Draft* draft = ask_.drafts == nullptr ? nullptr : ask_.drafts->find(kept->at.record, kept->at.field);
      const bool is_chosen = (draft != nullptr ? draft->text : domain::to_text(kept->at.shown.value)) == "true";
      if (is_chosen) out.chosen.push_back(option.id);
      out.is_in_conflict = out.is_in_conflict || kept->at.shown.is_in_conflict;
    }
    if (out.is_in_conflict) out.error = say(Key::FormInConflict);
    out.is_missing = out.is_required && out.chosen.empty();
  }

  const std::string* search_of(std::string_view id) const {
    const auto at = ask_.state.searches.find(id);
    return at == ask_.state.searches.end() ? nullptr : &at->second;
  }

  void fill_unit(FormFieldView& out) const {
    const std::string* search = search_of(out.id);
    out.is_choosing = search != nullptr || out.value.empty();
    out.hint = say(Key::FormFindUnit);
    if (search != nullptr) {
      out.typed = *search;
      for (const domain::Commune* commune : domain::search_communes(*search, choices_max))
        out.choices.push_back({std::string(commune->code), domain::unit_name(commune->code)});
    }
    if (!out.value.empty()) out.value = domain::unit_name(out.value);
  }

  void fill_set(FormFieldView& out) const {
    const std::string* search = search_of(out.id);
    out.is_choosing = search != nullptr || out.value.empty();
    out.hint = say(Key::NewDossierFindSet);
    if (search != nullptr) {
      out.typed = *search;
      if (const auto pack = rules::current_pack()) {
        for (const rules::Set& set : (*pack)->sets) {
          const std::string name(in(set.name, ask_.language));
          if (holds_words(search_words(set), *search))
            out.choices.push_back({set.id, name, std::string(in(set.industry, ask_.language))});
        }
      }
    }
    if (!out.value.empty()) out.value = set_name(out.value, ask_.language);
  }

  // --- tables ---------------------------------------------------------------------------------------------------

  void fill_rows(const rules::FormField& table, const domain::FormField& row, FormFieldView& out) {
    if (row.record == "assessment") return fill_scores(out);
    bool has_row = false;
    for (const std::string& key : rows_of(table, out)) {
      std::vector<FormFieldView> cells;
      for (const auto& column : table.columns) {
        const std::string described = table.id + "." + column.id;
        const domain::FormField* mapped = domain::find_form_field(ask_.form.id, described);
        if (mapped == nullptr) continue;
        if (mapped->source == Source::RowKey) {
          FormFieldView title;
          title.id = table.id + "." + key;
          title.kind = Kind::Derived;
          title.label = in(column.label, ask_.language);
          title.value = key;
          cells.push_back(std::move(title));
        } else {
          cells.push_back(build_field(column, table.id + "." + key + "." + column.id, described));
        }
      }
      const bool is_begun = std::any_of(cells.begin(), cells.end(), [](const FormFieldView& cell) {
        return cell.kind != Kind::Derived && !cell.value.empty();
      });
      for (auto& cell : cells) cell.is_missing = cell.is_missing && is_begun;
      out.rows.push_back(std::move(cells));
      has_row = has_row || is_begun;
    }
    out.is_missing = out.is_required && !has_row;
  }

  // Years that hold something, and those that were added on the screen; the last complete year if there is none.
  std::vector<std::string> rows_of(const rules::FormField& table, const FormFieldView& out) const {
    std::set<std::string> years;
    const std::string prefix = out.id + ".";
    for (const std::string& added : ask_.state.added_rows)
      if (added.starts_with(prefix)) years.insert(added.substr(prefix.size()));
    for (const auto& column : table.columns) {
      const domain::FormField* mapped = domain::find_form_field(ask_.form.id, table.id + "." + column.id);
      if (mapped == nullptr || mapped->source != Source::Field) continue;
      const service::RecordView* record = record_of(ask_.dossier, mapped->record);
      if (record == nullptr) continue;
      for (const auto& [name, field] : record->fields) {
        const domain::Field* description = domain::find_field(record->type, name);
        if (description != nullptr && description->name == mapped->record_field && !field.value.is_empty())
          years.insert(std::string(domain::key_of(*description, name)));
      }
    }
    if (years.empty()) years.insert(std::to_string(ask_.year_now - 1));
    std::vector<std::string> list(years.rbegin(), years.rend());
    if (list.size() > static_cast<std::size_t>(rows_max)) list.resize(static_cast<std::size_t>(rows_max));
    return list;
  }

  void fill_scores(FormFieldView& out) const {
    out.kind = Kind::Way;
    const auto self = ask_.dossier.assessments.find("self");
    const std::size_t all = set_.set == nullptr ? 0 : set_.set->criteria().size();
    std::size_t unanswered = all;
    if (self != ask_.dossier.assessments.end() && self->second.result)
      unanswered = self->second.result->unanswered.size();
    out.value = say(Key::OverviewScored, {std::to_string(all - unanswered), std::to_string(all)});
    out.way = say(Key::OverviewScoring);
    out.is_missing = out.is_required && unanswered == all;
  }

  // --- not kept -------------------------------------------------------------------------------------------------

  void fill_evidence(FormFieldView& out) const {
    out.kind = Kind::Evidence;
    out.value = say(Key::OverviewEvidenceCount, {std::to_string(ask_.dossier.evidence.size())});
    out.way = say(Key::OverviewEvidence);
    out.is_missing = out.is_required && ask_.dossier.evidence.empty();
  }

  void fill_signature(FormFieldView& out) const {
    const auto count = std::count_if(ask_.dossier.evidence.begin(), ask_.dossier.evidence.end(),
                                     [](const service::EvidenceView& one) { return one.kind == "signature"; });
    out.help = say(Key::FormSignature);
    out.value = count == 0 ? std::string{} : say(Key::OverviewEvidenceCount, {std::to_string(count)});
    out.way = say(Key::FormSignaturePhoto);
    out.is_required = false;  // it stands on the paper
  }

  void fill_derived(FormFieldView& out) const {
    out.kind = Kind::Derived;
    out.is_required = false;
    if (out.help.empty()) out.help = say(Key::FormDerived);
    if (out.id == "province") {
      const domain::Commune* commune = domain::find_commune(ask_.dossier.unit);
      const domain::Province* province = commune == nullptr ? nullptr : domain::find_province(commune->province_code);
      if (province != nullptr) out.value = domain::display_name(*province);
    } else if (out.id == "self_total") {
      const auto self = ask_.dossier.assessments.find("self");
      if (self != ask_.dossier.assessments.end() && self->second.result)
        out.value = say(Key::Points, {std::to_string(self->second.result->points)});
    } else if (set_.set != nullptr) {
      if (out.id == "industry") out.value = in(set_.set->industry, ask_.language);
      if (out.id == "group") out.value = in(set_.set->group, ask_.language);
      if (out.id == "subgroup" && set_.set->subgroup) out.value = in(*set_.set->subgroup, ask_.language);
    }
  }

  const FormQuestion& ask_;
  rules::FoundSet set_;
};

}  // namespace

std::vector<FormSectionView> show_form(const FormQuestion& question) { return Builder(question).build(); }

std::string as_shown(const domain::Field& field, std::string_view kept) {
  return field.type == domain::FieldType::Date ? text::date(kept) : std::string(kept);
}

}  // namespace ocop::presenter
