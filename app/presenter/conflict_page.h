// What a conflict looks like to the person who settles it: made from the conflict, its dossier, and who took which
// photo.
#pragma once

#include <map>
#include <optional>

#include "app/presenter/conflict_view.h"
#include "app/text/text.h"
#include "core/service/queries.h"

namespace ocop::presenter {

struct ConflictAnswer {
  std::vector<service::ConflictView> conflicts;  // all, or those of one dossier
  std::size_t at = 0;                            // the one to show
  std::optional<service::DossierView> dossier;   // that it concerns
  std::map<Id, std::string> photographers;       // of the dossier's photos

  const service::ConflictView* current() const { return at < conflicts.size() ? &conflicts[at] : nullptr; }
};

// The database's thread. `wanted`: the conflict to show; when it is gone, the one at `at`.
Result<ConflictAnswer> read_conflicts(service::Folder& folder, const std::optional<Id>& dossier,
                                      const std::optional<Id>& wanted, std::size_t at);

// Pure. `wall_ms` is now: a value written tomorrow is a doubt about a clock.
ConflictView show_conflict(const ConflictAnswer& answer, std::int64_t wall_ms, text::Language language);

// Days by which the clock of the writer was off; 0 while it is believed.
std::int64_t clock_doubt_days(const service::ConflictValue& value, std::int64_t wall_ms);

// conflict_words.cpp. What a field is called, and what a value says, to a person.
std::string field_words(const service::ConflictView& conflict, const ConflictAnswer& answer, text::Language language);
std::string value_words(const service::ConflictView& conflict, const domain::Value& value, const std::string& set,
                        text::Language language);
std::optional<int> points_of(const service::ConflictView& conflict, const domain::Value& value, const std::string& set);
std::vector<ChoiceView> other_choices(const service::ConflictView& conflict, const std::string& set,
                                      text::Language language);
std::string criterion_of(const service::ConflictView& conflict);  // "3.5" of "3.5.option"; empty

}  // namespace ocop::presenter
