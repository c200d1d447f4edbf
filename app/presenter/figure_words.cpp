#include "app/presenter/figure_words.h"

#include "app/presenter/scoring_page.h"
#include "app/presenter/words.h"

namespace ocop::presenter {

using text::Key;
using text::Language;

std::string span(const rules::Bounds& bounds) {
  const std::string least = std::to_string(bounds.min);
  return bounds.min == bounds.max ? least : least + "–" + std::to_string(bounds.max);
}

std::string next_band(const rules::ScoreResult& result, Language language) {
  if (!result.next_band) return {};
  return text::fill(Key::ScoringNextBand, language,
                    {std::to_string(result.next_band->points_missing), std::to_string(result.next_band->stars)});
}

FailedGates failed_gates(const rules::Set& set, const rules::ScoreResult& result, Language language) {
  FailedGates out;
  if (result.failed_gates.empty() || !result.barred_by.empty()) return out;
  out.stars = result.failed_gates.front().stars;
  for (const rules::FailedGate& gate : result.failed_gates) {
    if (gate.stars != out.stars) continue;
    const rules::Criterion* criterion = set.find_criterion(gate.criterion);
    const rules::Option* needs = criterion == nullptr ? nullptr : criterion->find_option(gate.needs);
    if (needs == nullptr) continue;
    out.rows.push_back({gate.criterion, title_of(*criterion, language),
                        text::fill(Key::ScoringNeeds, language, {in(needs->label, language)})});
  }
  out.title =
      text::fill(Key::ScoringHeldBack, language, {std::to_string(result.band_stars), std::to_string(result.stars)});
  out.about = text::fill(Key::ScoringGatesFailed, language,
                         {std::to_string(out.rows.size()), std::to_string(out.stars)});
  return out;
}

}  // namespace ocop::presenter
