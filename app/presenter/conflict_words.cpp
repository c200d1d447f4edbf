// Fields and values of a conflict in a person's words.

#include <algorithm>

#include "app/presenter/conflict_page.h"
#include "app/presenter/words.h"
#include "app/text/amounts.h"
#include "core/domain/units.h"
#include "core/journal/archive.h"
#include "core/rules/library.h"

namespace ocop::presenter {
namespace {

using domain::FieldType;
using domain::Value;
using text::Key;
using text::Language;

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

const rules::Criterion* find_criterion(const service::ConflictView& conflict, const std::string& set) {
  const auto found = rules::find_set(set);
  return found ? found->set->find_criterion(criterion_of(conflict)) : nullptr;
}

bool is_option(const service::ConflictView& conflict) {
  return conflict.type == "assessment" && conflict.field.ends_with(".option");
}

std::string declaration_words(std::string_view id, const std::string& set, Language language) {
  const auto found = rules::find_set(set);
  if (found)
    for (const rules::Declaration& one : rules::declarations(*found->set))
      if (one.id == id) return std::string(in(one.text, language));
  return std::string(id);
}

std::string evidence_kind_words(const std::string& kind, const std::string& set, Language language) {
  const auto found = rules::find_set(set);
  if (found)
    for (const auto& one : rules::evidence_kinds(*found->pack))
      if (one.id == kind) return std::string(in(one.name, language));
  return kind;
}

// "0312/GCN · 22/05/2026 · Hà Nội": the parts that are there.
std::string composite_words(const domain::Field& field, const Value& value, Language language) {
  const Value::List* parts = value.as_list();
  if (parts == nullptr) return domain::to_text(value);
  std::string out;
  for (std::size_t i = 0; i < parts->size() && i < field.parts.size(); ++i) {
    const std::string text = domain::to_text((*parts)[i]);
    if (text.empty() || field.parts[i].type == domain::Part::Type::Sha256) continue;
    const std::string words =
        field.parts[i].type == domain::Part::Type::Date ? text::date(text)
        : field.parts[i].name == "bytes"
            ? text::size_in_bytes(static_cast<std::uint64_t>(std::max<std::int64_t>(
                                      0, (*parts)[i].as_integer() == nullptr ? 0 : *(*parts)[i].as_integer())),
                                  language)
            : text;
    out += (out.empty() ? "" : " · ") + words;
  }
  return out;
}

std::string words_by_type(const domain::Field& field, const Value& value, const std::string& set, Language language) {
  const std::string text = domain::to_text(value);
  switch (field.type) {
    case FieldType::Boolean:
      return say(text == "true" ? Key::Yes : Key::No, language);
    case FieldType::Date:
      return text::date(text);
    case FieldType::AdminUnit:
    case FieldType::Commune:
      return domain::unit_name(text);
    case FieldType::ProductSet:
      return set_name(text, language);
    case FieldType::EvidenceKind:
      return evidence_kind_words(text, set, language);
    case FieldType::Composite:
      return composite_words(field, value, language);
    case FieldType::Integer:
    case FieldType::MoneyVnd:
      return value.as_integer() == nullptr ? text : text::number(*value.as_integer());
    case FieldType::Choice: {
      const auto label = text::label(domain::choice_label(field, text), language);
      return label.empty() ? text : std::string(label);
    }
    default:
      return text;
  }
}

}  // namespace

std::string criterion_of(const service::ConflictView& conflict) {
  const std::string_view name = conflict.field;
  constexpr std::string_view evidence_for = "criterion.";
  if (conflict.type == "evidence" && name.starts_with(evidence_for))
    return std::string(name.substr(evidence_for.size()));
  if (conflict.type != "assessment") return {};
  for (const std::string_view ending : {".option", ".note"})
    if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - ending.size()));
  return {};
}

std::string field_words(const service::ConflictView& conflict, const ConflictAnswer& answer, Language language) {
  const std::string set = answer.dossier ? answer.dossier->set : std::string{};
  constexpr std::string_view declare = "declare.";
  if (conflict.field == journal::archived_field) return say(Key::OverviewArchive, language);
  if (conflict.field.starts_with(declare))
    return text::fill(Key::ConflictWhere, language,
                      {text::sentence(Key::ScoringDeclarations, language),
                       declaration_words(std::string_view(conflict.field).substr(declare.size()), set, language)});
  if (const rules::Criterion* criterion = find_criterion(conflict, set)) {
    const std::string title =
        text::fill(Key::ScoringCriterionOf, language, {criterion->code, in(criterion->name, language)});
    return conflict.field.ends_with(".note")
               ? text::fill(Key::ConflictWhere, language, {title, text::sentence(Key::ScoringNote, language)})
               : title;
  }
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  const auto label = field == nullptr ? std::string_view{} : text::label(field->label, language);
  return label.empty() ? conflict.field : std::string(label);
}

std::string value_words(const service::ConflictView& conflict, const Value& value, const std::string& set,
                        Language language) {
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  if (value.is_empty()) return say(Key::ConflictCleared, language);
  if (is_option(conflict)) {
    const std::string id = domain::to_text(value);
    if (id == rules::no_option_met) return say(Key::ScoringNoOption, language);
    const rules::Criterion* criterion = find_criterion(conflict, set);
    const rules::Option* option = criterion == nullptr ? nullptr : criterion->find_option(id);
    return option == nullptr ? id : std::string(in(option->label, language));
  }
  return field == nullptr ? domain::to_text(value) : words_by_type(*field, value, set, language);
}

std::optional<int> points_of(const service::ConflictView& conflict, const Value& value, const std::string& set) {
  if (!is_option(conflict)) return std::nullopt;
  const rules::Criterion* criterion = find_criterion(conflict, set);
  if (criterion == nullptr) return std::nullopt;
  const rules::Option* option = criterion->find_option(domain::to_text(value));
  return option == nullptr ? 0 : option->points;
}

std::vector<ChoiceView> other_choices(const service::ConflictView& conflict, const std::string& set,
                                      Language language) {
  std::vector<ChoiceView> out;
  if (is_option(conflict)) {
    const rules::Criterion* criterion = find_criterion(conflict, set);
    if (criterion == nullptr) return out;
    for (const rules::Option& option : criterion->options)
      out.push_back({option.id, std::string(in(option.label, language)),
                     text::fill(Key::ConflictPoints, language, {std::to_string(option.points)})});
    out.push_back({std::string(rules::no_option_met), say(Key::ScoringNoOption, language),
                   text::fill(Key::ConflictPoints, language, {"0"})});
    return out;
  }
  const domain::Field* field = domain::find_field(conflict.type, conflict.field);
  if (field == nullptr) return out;
  if (field->type == FieldType::Boolean) return {{"true", say(Key::Yes, language)}, {"false", say(Key::No, language)}};
  for (const std::string_view choice : field->choices) {
    const auto label = text::label(domain::choice_label(*field, choice), language);
    out.push_back({std::string(choice), label.empty() ? std::string(choice) : std::string(label)});
  }
  return out;
}

}  // namespace ocop::presenter
