#include "core/domain/lifecycle.h"

#include <algorithm>
#include <iterator>

namespace ocop::domain {
namespace {

using enum DossierState;

constexpr Transition table[] = {
    {Draft, SelfScored, Mover::Officer},
    {SelfScored, Draft, Mover::Officer},
    {SelfScored, Submitted, Mover::Officer},
    {Returned, Submitted, Mover::Officer},
    {SupplementRequested, Received, Mover::Officer},

    {Submitted, Returned, Mover::Commune},
    {Submitted, CommuneAssessed, Mover::Commune},
    {CommuneAssessed, Returned, Mover::Commune},
    {CommuneAssessed, Proposed, Mover::Commune},

    {Proposed, Received, Mover::Province},
    {Proposed, Returned, Mover::Province},
    {Received, Returned, Mover::Province},
    {Received, InReview, Mover::Province},
    {Received, SupplementRequested, Mover::Province},
    {InReview, Returned, Mover::Province},
    {InReview, SupplementRequested, Mover::Province},
    {InReview, AtCouncil, Mover::Province},
    {SupplementRequested, InReview, Mover::Province},
    {SupplementRequested, Returned, Mover::Province},

    {AtCouncil, InReview, Mover::Council},
    {AtCouncil, Scored, Mover::Council},
    {Scored, AtCouncil, Mover::Council},  // members differ too much: scored again

    {Scored, Decided, Mover::Province},
    {Decided, Valid, Mover::Province},
    {Decided, AtMinistry, Mover::Province},
    {AtMinistry, Decided, Mover::Ministry},  // below 90 there: back to three or four stars
    {AtMinistry, Valid, Mover::Ministry},

    {Valid, InReevaluationWindow, Mover::Calendar},
    {InReevaluationWindow, Expired, Mover::Calendar},
    {Extended, Expired, Mover::Calendar},
    {InReevaluationWindow, Extended, Mover::Province},

    {Valid, Reevaluated, Mover::Province},
    {Valid, Reevaluated, Mover::Ministry},
    {InReevaluationWindow, Reevaluated, Mover::Province},
    {InReevaluationWindow, Reevaluated, Mover::Ministry},
    {Extended, Reevaluated, Mover::Province},
    {Extended, Reevaluated, Mover::Ministry},

    {Valid, Stopped, Mover::Commune},
    {InReevaluationWindow, Stopped, Mover::Commune},
    {Extended, Stopped, Mover::Commune},

    {Valid, Revoked, Mover::Province},
    {Valid, Revoked, Mover::Ministry},
    {InReevaluationWindow, Revoked, Mover::Province},
    {InReevaluationWindow, Revoked, Mover::Ministry},
    {Extended, Revoked, Mover::Province},
    {Extended, Revoked, Mover::Ministry},
    {Stopped, Revoked, Mover::Province},
    {Stopped, Revoked, Mover::Ministry},
};

}  // namespace

std::optional<DossierState> parse_state(std::string_view name) {
  const auto found = std::find(std::begin(state_names), std::end(state_names), name);
  if (found == std::end(state_names)) return std::nullopt;
  return static_cast<DossierState>(found - std::begin(state_names));
}

std::string_view mover_name(Mover mover) {
  switch (mover) {
    case Mover::Officer: return "officer";
    case Mover::Commune: return "commune";
    case Mover::Province: return "province";
    case Mover::Council: return "council";
    case Mover::Ministry: return "ministry";
    case Mover::Calendar: return "calendar";
  }
  return {};
}

std::span<const Transition> transitions() { return table; }

bool may_move(DossierState from, DossierState to, Mover by) {
  return std::any_of(std::begin(table), std::end(table),
                     [&](const Transition& row) { return row.from == from && row.to == to && row.by == by; });
}

std::vector<DossierState> next_states(DossierState from, Mover by) {
  std::vector<DossierState> out;
  for (const auto& row : table)
    if (row.from == from && row.by == by) out.push_back(row.to);
  return out;
}

bool is_open_to_officer(DossierState state) {
  return state == Draft || state == SelfScored || state == Returned || state == SupplementRequested;
}

bool is_computed(DossierState state) { return state == InReevaluationWindow || state == Expired; }

}  // namespace ocop::domain
