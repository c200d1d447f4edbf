// What stands on a page of the scoring screen, made from what was read and what was tapped since. Pure functions; the
// screen's thread, because drafts live there.
#pragma once

#include "app/presenter/drafts.h"
#include "app/presenter/scoring_view.h"
#include "app/text/text.h"
#include "core/rules/library.h"
#include "core/service/queries.h"

namespace ocop::presenter {

// One assessor's sheet of a dossier, as it was last read.
struct ScoringSheet {
  service::DossierView dossier;
  rules::FoundSet found;
  std::vector<const rules::Criterion*> criteria;
  std::vector<rules::Declaration> declarations;
  std::string assessor;
  service::AssessmentView assessment;  // without scores before the first one
};

// Errors of rules::find_set: a sheet of an unknown set cannot be shown.
Result<ScoringSheet> make_sheet(service::DossierView dossier, std::string assessor);

store::RecordKey assessment_key(const ScoringSheet& sheet);

// What a field of the assessment shows now: the draft if there is one, else what was read.
class Answers {
 public:
  Answers(const ScoringSheet& sheet, const Drafts& drafts)
      : sheet_(sheet), drafts_(drafts), key_(assessment_key(sheet)) {}

  std::string text(const std::string& field) const;
  bool is_in_conflict(const std::string& field) const;
  std::optional<ErrorCode> problem(const std::string& field) const;
  std::optional<bool> declared(const std::string& declaration) const;

 private:
  const ScoringSheet& sheet_;
  const Drafts& drafts_;
  store::RecordKey key_;
};

ScoringCriterion criterion_page(const ScoringSheet& sheet, const Answers& answers, const rules::Criterion& criterion,
                                text::Language language);
std::vector<ScoringQuestion> questions_of(const ScoringSheet& sheet, const Answers& answers, std::string_view criterion,
                                          text::Language language);  // empty criterion: of the set
std::vector<ScoringGroup> list_page(const ScoringSheet& sheet, const Answers& answers, text::Language language);

struct PlaceInSheet {
  const rules::Part* part = nullptr;
  const rules::Group* group = nullptr;
  std::size_t index = 0;  // of the criterion among all
};
PlaceInSheet place_of(const ScoringSheet& sheet, std::string_view criterion);

// scoring_figures.cpp
ScoringFigures figures_of(const ScoringSheet& sheet, text::Language language);

// "4.1 Khu vực phân phối chính"; where group and criterion are one, its number and name once.
std::string title_of(const rules::Criterion& criterion, text::Language language);

}  // namespace ocop::presenter
