// Scoring: from the options an assessor chose to points, stars, and what holds the product back.
//
// Laws, tested as such (tests/property/scoring_test.cpp recomputes them another way):
//   1. Points are whole numbers; the points of a part, and of the sheet, are the sums of its criteria.
//   2. A criterion counts the points of its option; 0 when no option is met, when it is unanswered, and when a
//      declaration says that there is no story to score.
//   3. The gate of a criterion for N stars is the points of its best option marked N stars or less, among the options
//      of the case that the chosen option belongs to, or among all while no option is chosen. No such mark: no gate.
//   4. stars = min(band of the points, highest star whose gates all hold). A failed 3-star gate leaves at most 2.
//   5. A declaration that bars (declarations.h) leaves points and band as summed and sets stars to 0.
//   6. Unanswered criteria and declarations do no harm beyond their 0 points; they are listed.
//
// Pure functions over a Set that never changes; any thread. Sheets of an incomplete pack score, and say so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/declarations.h"
#include "core/rules/pack.h"

namespace ocop::rules {

inline constexpr std::string_view no_option_met = "none";  // answered, 0 points

// One assessor's answers. The texts are those of the fields `1.2.option`: an option's id or "none". A criterion that is
// not here, or whose text is empty, is unanswered.
struct Choices {
  std::map<std::string, std::string, std::less<>> options;    // "1.2" → "b"
  std::map<std::string, bool, std::less<>> declarations;      // "set/1" → true
};

struct FailedGate {
  int stars = 0;
  std::string criterion;
  std::string needs;  // the cheapest option that satisfies; the marked one on equal points
};

struct PartPoints {
  std::string code;
  int points = 0;
};

struct CriterionPoints {
  std::string code;
  int points = 0;
  bool is_silenced = false;  // "no story": its option, if any, does not count
};

struct NextBand {
  int stars = 0;
  int points_missing = 0;
};

struct ScoreResult {
  std::string set;
  bool is_pack_complete = false;  // false: for old dossiers only, and the screen says so
  int points = 0;
  std::vector<PartPoints> parts;
  std::vector<CriterionPoints> criteria;   // in the order of the sheet, as all lists below
  int band_stars = 0;
  int stars = 0;
  std::vector<FailedGate> failed_gates;    // by star, rising to band_stars: a row per criterion below that star's gate
  std::vector<std::string> unanswered;     // criteria; a silenced one too: empty is unanswered
  std::vector<std::string> undeclared;     // declarations
  std::vector<std::string> barred_by;      // declarations
  std::optional<NextBand> next_band;       // nothing in the highest band
};

// UnknownCriterion, UnknownOption, UnknownDeclaration for answers that the set does not know; PackIncomplete when the
// pack has no points to score by (2023). `set` is one of `pack`.
Result<ScoreResult> score(const Set& set, const Pack& pack, const Choices& choices);

// The errors of score() alone.
Status check_choices(const Set& set, const Pack& pack, const Choices& choices);

int band_stars(const Pack& pack, int points);

// The band of an average that is kept as sum and count and never divided: sum ≥ band × count. 0 without members.
int band_stars_of_average(const Pack& pack, std::int64_t sum, std::int64_t count);

// Law 3. `case_id` empty: among all options.
std::optional<int> gate_points(const Criterion& criterion, int stars, std::string_view case_id);
bool gate_holds(const Criterion& criterion, int stars, const Option* chosen, int points);
const Option* cheapest_option(const Criterion& criterion, int stars, std::string_view case_id);  // nullptr: no gate

}  // namespace ocop::rules
