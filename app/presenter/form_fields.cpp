#include "app/presenter/form_fields.h"

#include <algorithm>

#include "app/presenter/words.h"
#include "core/base/text.h"
#include "core/domain/form_map.h"

namespace ocop::presenter {
namespace {

// A field's id: "holder_name", or "yearly_results.2025.revenue_vnd" for a cell of a table.
struct Address {
  std::string described;  // as the forms and their map name it: "yearly_results.revenue_vnd"
  std::string row;        // "2025"
};

Address address_of(std::string_view id) {
  const std::size_t first = id.find('.');
  const std::size_t second = first == std::string_view::npos ? first : id.find('.', first + 1);
  if (second == std::string_view::npos) return {std::string(id), {}};
  return {std::string(id.substr(0, first)).append(id.substr(second)),
          std::string(id.substr(first + 1, second - first - 1))};
}

const domain::Field* description_of(const domain::FormField& row) {
  const domain::RecordType* type = domain::find_type(row.record);
  if (type == nullptr) return nullptr;
  const auto found = std::find_if(type->fields.begin(), type->fields.end(),
                                  [&](const domain::Field& field) { return field.name == row.record_field; });
  return found == type->fields.end() ? nullptr : &*found;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The runs of digits in what was typed, if there is nothing else but what separates dates.
std::vector<std::string> numbers_in(std::string_view typed) {
  std::vector<std::string> out;
  bool was_digit = false;
  for (const char c : typed) {
    if (is_digit(c)) {
      if (!was_digit) out.emplace_back();
      out.back().push_back(c);
    } else if (std::string_view("/.- ").find(c) == std::string_view::npos) {
      return {};
    }
    was_digit = is_digit(c);
  }
  return out;
}

std::string two_digits(const std::string& number) { return number.size() == 1 ? "0" + number : number; }

}  // namespace

std::optional<KeptField> kept_field(const service::DossierView& dossier, const rules::Form& form, std::string_view id,
                                    std::string_view choice) {
  const Address address = address_of(id);
  const domain::FormField* row = domain::find_form_field(form.id, address.described);
  if (row == nullptr || row->source != domain::FormField::Source::Field) return std::nullopt;
  const domain::Field* description = description_of(*row);
  const service::RecordView* record = record_of(dossier, row->record);
  if (description == nullptr || record == nullptr) return std::nullopt;
  std::string name(description->name);
  if (description->cardinality != domain::Cardinality::One)
    name = domain::field_name(*description, address.row.empty() ? choice : std::string_view(address.row));
  const service::ShownField* shown = record->find(name);
  return KeptField{description,
                   {record->key, std::string(row->record), name, shown == nullptr ? service::ShownField{} : *shown}};
}

const service::RecordView* record_of(const service::DossierView& dossier, std::string_view type) {
  if (type == "dossier") return &dossier.dossier;
  if (type == "producer") return dossier.producer ? &*dossier.producer : nullptr;
  if (type == "product") return dossier.product ? &*dossier.product : nullptr;
  return nullptr;  // scores are kept on their own screen
}

std::string form_title(const rules::Form& form, text::Language language) {
  const auto at = form.number.find_first_of("0123456789");  // "Mẫu 01"
  if (at == std::string::npos) return form.number + " · " + std::string(in(form.name, language));
  return text::fill(text::Key::FormTitle, language, {form.number.substr(at), in(form.name, language)});
}

std::string as_kept(const domain::Field& field, std::string_view typed) {
  const std::string_view words = trim(typed);
  if (field.type != domain::FieldType::Date) return std::string(typed);
  auto numbers = numbers_in(words);
  if (numbers.size() == 1 && numbers[0].size() == 8)  // 22052026
    numbers = {numbers[0].substr(0, 2), numbers[0].substr(2, 2), numbers[0].substr(4)};
  if (numbers.size() != 3) return std::string(typed);
  if (numbers[0].size() == 4) std::swap(numbers[0], numbers[2]);
  if (numbers[0].size() > 2 || numbers[1].size() > 2 || numbers[2].size() != 4) return std::string(typed);
  return numbers[2] + "-" + two_digits(numbers[1]) + "-" + two_digits(numbers[0]);
}

int count_missing(const std::vector<FormSectionView>& sections) {
  int out = 0;
  for (const auto& section : sections) {
    for (const auto& field : section.fields) {
      out += field.is_missing ? 1 : 0;
      for (const auto& row : field.rows)
        out += static_cast<int>(
            std::count_if(row.begin(), row.end(), [](const FormFieldView& cell) { return cell.is_missing; }));
    }
  }
  return out;
}

const FormFieldView* find_field(const std::vector<FormSectionView>& sections, std::string_view id) {
  for (const auto& section : sections) {
    for (const auto& field : section.fields) {
      if (field.id == id) return &field;
      for (const auto& row : field.rows)
        for (const auto& cell : row)
          if (cell.id == id) return &cell;
    }
  }
  return nullptr;
}

}  // namespace ocop::presenter
