#include "core/service/views.h"

namespace ocop::service {

const ShownField* RecordView::find(std::string_view name) const {
  const auto at = fields.find(name);
  return at == fields.end() ? nullptr : &at->second;
}

std::string RecordView::text(std::string_view name) const {
  const ShownField* field = find(name);
  return field == nullptr ? std::string{} : domain::to_text(field->value);
}

std::string_view whereabouts_name(Whereabouts whereabouts) {
  switch (whereabouts) {
    case Whereabouts::Tablet: return "tablet";
    case Whereabouts::Withheld: return "withheld";
    case Whereabouts::Province: return "province";
    case Whereabouts::Backup: return "backup";
  }
  return {};
}

}  // namespace ocop::service
