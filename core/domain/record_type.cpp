#include "core/domain/record_type.h"

#include <algorithm>
#include <iterator>

#include "core/base/limits.h"
#include "core/domain/types.h"

namespace ocop::domain {
namespace {

constexpr Field common[] = {
    // Whom and why the change says; the value is the root's `seen` at that moment, written by the journal.
    {.name = "archived", .type = FieldType::Opaque, .label = "archived"},
};

constexpr std::string_view cites_producer[] = {"producer"};
constexpr std::string_view cites_file_or_dossier[] = {"council_file", "dossier"};
constexpr std::string_view cites_for_evidence[] = {"dossier", "visit", "activity", "point_of_sale", "producer"};
constexpr std::string_view cites_for_visit[] = {"dossier", "producer"};
constexpr std::string_view cites_for_finding[] = {"dossier", "visit", "certificate"};
constexpr std::string_view cites_for_certificate[] = {"dossier", "product"};
constexpr std::string_view cites_plan[] = {"plan"};

std::span<const RecordType> type_table() {
  static const RecordType table[] = {
      {"producer", Root::Own, types::producer},
      {"product", Root::Cited, types::product, cites_producer},
      {"dossier", Root::Own, types::dossier},
      {"assessment", Root::Cited, types::assessment, cites_file_or_dossier},
      {"evidence", Root::Cited, types::evidence, cites_for_evidence},
      {"visit", Root::Cited, types::visit, cites_for_visit},
      {"finding", Root::Cited, types::finding, cites_for_finding},
      {"idea", Root::Own, types::idea},
      {"decision", Root::Own, types::decision},
      {"certificate", Root::Cited, types::certificate, cites_for_certificate},
      {"activity", Root::Own, types::activity},
      {"point_of_sale", Root::Own, types::point_of_sale},
      {"support", Root::CitedOrOwn, types::support, cites_producer},
      {"plan", Root::Own, types::plan},
      {"target", Root::Cited, types::target, cites_plan},
      {"contact", Root::Own, types::contact},
  };
  return table;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_year(std::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), is_digit) && text >= "1900" && text <= "2200";
}

bool is_key(const Field& field, std::string_view key) {
  switch (field.key) {
    case Key::None:
      return false;
    case Key::Choice:
      return std::find(field.choices.begin(), field.choices.end(), key) != field.choices.end();
    case Key::Year:
      return is_year(key);
    case Key::Criterion:
      return is_criterion_code(key);
    case Key::Declaration:
      return is_declaration(key);
    case Key::Record:
      return is_record_id(key);
    case Key::Slug:
      return is_slug(key);
  }
  return false;
}

bool is_named(const Field& field, std::string_view name) {
  if (field.cardinality == Cardinality::One) return field.name == name;
  const auto star = field.name.find('*');
  const auto prefix = field.name.substr(0, star);
  const auto suffix = field.name.substr(star + 1);
  return name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix) &&
         is_key(field, key_of(field, name));
}

const Field* find_among(std::span<const Field> fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return is_named(field, name); });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace

std::span<const RecordType> all_types() { return type_table(); }
std::span<const Field> common_fields() { return common; }

const RecordType* find_type(std::string_view name) {
  const auto types = type_table();
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const RecordType& type) { return type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

const Field* find_field(const RecordType& type, std::string_view name) {
  if (name.size() > limits::field_name_bytes_max) return nullptr;
  if (const auto* field = find_among(type.fields, name)) return field;
  return find_among(common, name);
}

const Field* find_field(std::string_view type, std::string_view name) {
  const auto* found = find_type(type);
  return found ? find_field(*found, name) : nullptr;
}

std::string_view key_of(const Field& field, std::string_view name) {
  const auto star = field.name.find('*');
  if (star == std::string_view::npos || name.size() < field.name.size()) return {};
  return name.substr(star, name.size() - (field.name.size() - 1));
}

std::string field_name(const Field& field, std::string_view key) {
  std::string out(field.name);
  const auto star = out.find('*');
  if (star != std::string::npos) out.replace(star, 1, key);
  return out;
}

// The list of forms.json, sensitive_criteria; form_map_test.cpp compares the two.
bool is_sensitive_criterion(std::string_view code) { return code == "3.2"; }

Sensitivity sensitivity_of(const Field& field, std::string_view name) {
  const bool is_score = field.cardinality == Cardinality::Table && field.key == Key::Criterion;
  if (is_score && is_sensitive_criterion(key_of(field, name))) return Sensitivity::Sensitive;
  return field.sensitivity;
}

std::string type_label(const RecordType& type) { return "type." + std::string(type.name); }

std::string choice_label(const Field& field, std::string_view choice) {
  return std::string(field.label) + "." + std::string(choice);
}

std::span<const std::string_view> our_evidence_kinds() {
  static constexpr std::string_view kinds[] = {"product_photo",      "label_photo", "workshop_photo",
                                               "raw_material_photo", "signature",   "other"};
  return kinds;
}

bool is_criterion_code(std::string_view text) {
  if (text.empty() || text.size() > 16 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_digit(text[i]) && (text[i] != '.' || text[i - 1] == '.')) return false;
  return true;
}

bool is_declaration(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const auto about = text.substr(0, slash);
  const auto what = text.substr(slash + 1);
  if (about == "set")
    return !what.empty() && what.size() <= 3 && what.front() != '0' && std::all_of(what.begin(), what.end(), is_digit);
  return is_criterion_code(about) && is_slug(what);
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_';
  });
}

bool is_record_id(std::string_view text) {
  return text.size() == 32 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace ocop::domain
