// The life of a dossier: its states, and who may move it from which to which.
//
// The states are the law's way of a dossier (QĐ 26/2026, articles 6 to 9 and 12) from the first draft on a tablet to
// the day its certificate ends. Names are stable: they are values of `dossier.state` and appear in JSON.
//
// One mover is not a person. Calendar: nobody writes these states; they follow from the dates of the certificate and
// the day that is asked about, and `dossier.state` stays `valid` or `extended` meanwhile.
//
// Add a state or a move by adding its line to the table here; tests/unit/core/domain/lifecycle_test.cpp holds the whole
// matrix and changes with it. Pure functions; any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ocop::domain {

#define OCOP_DOSSIER_STATES(X)                                                          \
  X(Draft, "draft")                                                                     \
  X(SelfScored, "self_scored")                                                          \
  X(Submitted, "submitted")              /* at the commune: 15 working days */          \
  X(Returned, "returned")                /* for completion, with a reason */            \
  X(CommuneAssessed, "commune_assessed") /* form 03 is written */                       \
  X(Proposed, "proposed")                /* to the province, for a round */             \
  X(Received, "received")                                                               \
  X(InReview, "in_review") /* at the desk, in the field */                              \
  X(SupplementRequested, "supplement_requested")                                        \
  X(AtCouncil, "at_council")                                                            \
  X(Scored, "scored")                                                                   \
  X(Decided, "decided")        /* with one or two stars it ends here: no certificate */ \
  X(AtMinistry, "at_ministry") /* 90 points or more */                                  \
  X(Valid, "valid")            /* a certificate is in force */                          \
  X(InReevaluationWindow, "in_reevaluation_window")                                     \
  X(Expired, "expired")                                                                 \
  X(Extended, "extended")       /* filed late: at most 180 days after expiry */         \
  X(Reevaluated, "reevaluated") /* a later dossier of the product took its place */     \
  X(Stopped, "stopped")         /* the commune confirms: no longer produced */          \
  X(Revoked, "revoked")

enum class DossierState {
#define OCOP_STATE_ENUMERATOR(state, name) state,
  OCOP_DOSSIER_STATES(OCOP_STATE_ENUMERATOR)
#undef OCOP_STATE_ENUMERATOR
};

inline constexpr std::string_view state_names[] = {
#define OCOP_STATE_NAME(state, name) name,
    OCOP_DOSSIER_STATES(OCOP_STATE_NAME)
#undef OCOP_STATE_NAME
};

enum class Mover { Officer, Commune, Province, Council, Ministry, Calendar };

struct Transition {
  DossierState from;
  DossierState to;
  Mover by;
};

constexpr std::string_view state_name(DossierState state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<DossierState> parse_state(std::string_view name);

std::string_view mover_name(Mover mover);  // "officer"; the label's key is "mover.officer"

std::span<const Transition> transitions();
bool may_move(DossierState from, DossierState to, Mover by);
std::vector<DossierState> next_states(DossierState from, Mover by);

// Whether the officer and the producer still work on it: what is written may change without anybody's leave.
bool is_open_to_officer(DossierState state);
// Whether it follows from dates alone and is never written.
bool is_computed(DossierState state);

}  // namespace ocop::domain
