// Declarations: yes-or-no questions that stand beside the points and may bar a product whatever its points.
//
// They are asked of the officer and never derived from an option. Ids are stable: "set/1", "set/2" … in the order of
// the set's disqualifiers, and "1.1/precondition": criterion, slash, kind of the note. The answers, in the words of
// the law:
//
//   kind                        asked                                        bars when    otherwise
//   set/N, disqualify           does this ground for exclusion apply?        yes
//   precondition                is the requirement met?                      no
//   not_eligible_if_commodity   is it a common commodity without identity?   yes
//   stop_if_failed              has the test that stops the evaluation       yes
//                               been failed (impurities found, no notification)?
//   applies_only_if_story       has the product a story?                     never        no: its criterion counts 0
//
// The notes of kind stop_if_failed all tell the failing case ("Impurities that endanger …: stop"), hence "yes" stops.
// No answer is harmless and listed. A bar leaves points and band as summed and sets the stars to 0.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/pack.h"

namespace ocop::rules {

enum class DeclarationKind {
  SetDisqualifier,
  Disqualify,
  Precondition,
  NotEligibleIfCommodity,
  StopIfFailed,
  AppliesOnlyIfStory,
};

struct Declaration {
  std::string id;
  DeclarationKind kind = DeclarationKind::SetDisqualifier;
  std::string criterion;  // empty for set/N
  Text text;

  bool bars(bool answer) const;                 // by the table above
  bool silences_criterion(bool answer) const;   // "no story": its criterion counts 0
};

// All questions of a set: set/1 … first, then by criterion in the order of the sheet, by note within one.
std::vector<Declaration> declarations(const Set& set);

bool is_declared(NoteKind kind);  // whether a note of this kind is a question

}  // namespace ocop::rules
