// From a form's description and a dossier as it stands to what the screen shows: every field of Mẫu 01, 02 and 03, none
// known by name here but the derived ones. Pure functions; the screen's thread where drafts are given, any thread else.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/presenter/drafts.h"
#include "app/presenter/form_view.h"
#include "app/text/text.h"
#include "core/rules/forms.h"
#include "core/service/views.h"

namespace ocop::presenter {

// What the officer has opened on the form; losable.
struct FormState {
  std::map<std::string, std::string, std::less<>> searches;  // field of a unit or a set → what was typed
  std::set<std::string, std::less<>> added_rows;             // "yearly_results.2024": rows without a value yet
};

struct FormQuestion {
  const rules::Form& form;
  const service::DossierView& dossier;
  const Drafts* drafts;  // null: none
  const FormState& state;
  text::Language language;
  int year_now = 0;
};

std::vector<FormSectionView> show_form(const FormQuestion& question);
int count_missing(const std::vector<FormSectionView>& sections);
const FormFieldView* find_field(const std::vector<FormSectionView>& sections, std::string_view id);

// Where a field of the screen is kept: by the id that show_form gave it, and the choice of a multi-choice. Nothing for
// what is not kept, and for a record that has not come to this tablet.
struct KeptField {
  const domain::Field* description = nullptr;
  DraftField at;
};
std::optional<KeptField> kept_field(const service::DossierView& dossier, const rules::Form& form, std::string_view id,
                                    std::string_view choice = {});

// "Mẫu 02 · Báo cáo …"
std::string form_title(const rules::Form& form, text::Language language);

// Dates are written as people write them, 22/5/2026 or 22.05.2026, and kept as 2026-05-22. Text that is no date stays.
std::string as_kept(const domain::Field& field, std::string_view typed);
std::string as_shown(const domain::Field& field, std::string_view kept);

// A record of the dossier, by its type; null when it is not here.
const service::RecordView* record_of(const service::DossierView& dossier, std::string_view type);

}  // namespace ocop::presenter
