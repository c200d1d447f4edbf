// Points, bands and gates in words: the overview and the scoring panel say them alike. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/presenter/overview_view.h"
#include "app/text/text.h"
#include "core/rules/score_bounds.h"

namespace ocop::presenter {

// "71"; "63–66" where two people scored differently.
std::string span(const rules::Bounds& bounds);

// "Còn thiếu 9 điểm để lên 4★"; empty in the highest band.
std::string next_band(const rules::ScoreResult& result, text::Language language);

// The gates that fail for the lowest star that has one, and how to mend each. Empty when all hold, and for a product
// that is barred: gates are not what holds it back.
struct FailedGates {
  int stars = 0;
  std::string title;  // "Điểm đủ 4★ nhưng chỉ xếp 2★"
  std::string about;  // "3 điều kiện bắt buộc cho 3★ chưa đạt:"
  std::vector<HeldBack> rows;
};
FailedGates failed_gates(const rules::Set& set, const rules::ScoreResult& result, text::Language language);

}  // namespace ocop::presenter
