// What the tests of core/rules share: the packs as the program carries them, and whole sheets of answers.
#pragma once

#include <string>
#include <string_view>

#include "core/rules/library.h"
#include "core/rules/scoring.h"
#include "tests/support/catch.h"

namespace ocop::embedded {
extern const std::string_view pack_26_2026;
extern const std::string_view forms_26_2026;
}  // namespace ocop::embedded

namespace ocop::rules::test {

inline FoundSet known_set(std::string_view id) {
  const auto found = find_set(id);
  REQUIRE_OK(found);
  return *found;
}

inline ScoreResult scored(const FoundSet& found, const Choices& choices) {
  const auto result = score(*found.set, *found.pack, choices);
  REQUIRE_OK(result);
  return *result;
}

// The last option of every criterion: the best one, but for criteria of two cases, where it is the best of the second.
inline Choices best_choices(const Set& set) {
  Choices choices;
  for (const Criterion* criterion : set.criteria()) choices.options[criterion->code] = criterion->options.back().id;
  return choices;
}

// Every declaration answered so that nothing is barred and the story counts.
inline void declare_all_well(const Set& set, Choices& choices) {
  for (const Declaration& one : declarations(set))
    choices.declarations[one.id] =
        one.kind == DeclarationKind::Precondition || one.kind == DeclarationKind::AppliesOnlyIfStory;
}

}  // namespace ocop::rules::test
