// Bounds of points and stars while answers are in conflict: what the screen shows until a person settles it.
//
// Taken criterion by criterion: least and most points of its heads; a gate counts for the lower stars when it holds
// for every head, for the upper when it holds for any; a declaration bars the lower stars when any head bars, the
// upper when every head does. With one head everywhere both bounds are score()'s figures. For the rows of failed
// gates, declarations and unanswered criteria, score the values shown meanwhile.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/rules/scoring.h"

namespace ocop::rules {

// Heads by field. An answer that somebody cleared is a head too: "" or nothing. A field with no heads, or that is not
// here, is unanswered.
struct ChoiceHeads {
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::map<std::string, std::vector<std::optional<bool>>, std::less<>> declarations;
};

struct Bounds {
  int min = 0;
  int max = 0;
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

struct PartBounds {
  std::string code;
  Bounds points;
};

struct ScoreBounds {
  struct Figures {
    Bounds points;
    std::vector<PartBounds> parts;
    std::vector<Bounds> criteria;  // points, in the order of the sheet
    Bounds band_stars;
    Bounds stars;
  };
  std::string set;
  std::vector<std::string> cases_in_conflict;  // criteria whose heads belong to different cases (tourism)
  std::optional<Figures> figures;              // nothing while a case is in conflict
};

// Of a sheet on which no answer has more than one head: score()'s figures, on both sides.
ScoreBounds bounds_of(const ScoreResult& result);

// Errors as score()'s.
Result<ScoreBounds> score_bounds(const Set& set, const Pack& pack, const ChoiceHeads& heads);

}  // namespace ocop::rules
