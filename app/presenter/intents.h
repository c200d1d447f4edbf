// What the finger meant, in the screens' words. Screens append intents while they draw; Application applies them after
// the frame, in order, so a frame sees one world.
//
// Each screen's intents stand in its X_view.h, as structs in a namespace of the screen's name and a variant of them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/presenter/bundles_view.h"
#include "app/presenter/conflict_view.h"
#include "app/presenter/enrolment_view.h"
#include "app/presenter/evidence_view.h"
#include "app/presenter/form_view.h"
#include "app/presenter/home_view.h"
#include "app/presenter/new_dossier_view.h"
#include "app/presenter/overview_view.h"
#include "app/presenter/place.h"
#include "app/presenter/proof_view.h"
#include "app/presenter/scoring_view.h"
#include "app/presenter/settings.h"
#include "app/presenter/sync_view.h"
#include "app/presenter/withheld_view.h"

namespace ocop::presenter {

struct GoBack {};
struct GoTo { Place place; };
struct CloseNotice {};
struct OpenMenu {};
struct CloseMenu {};
struct ChooseSettings { Settings settings; };
using ApplicationIntent = std::variant<GoBack, GoTo, CloseNotice, OpenMenu, CloseMenu, ChooseSettings>;

using Intent = std::variant<ApplicationIntent, HomeIntent, NewDossierIntent, OverviewIntent, FormIntent, ScoringIntent,
                            EvidenceIntent, ConflictIntent, WithheldIntent, ProofIntent, SyncIntent, BundlesIntent,
                            EnrolmentIntent>;
using Intents = std::vector<Intent>;

}  // namespace ocop::presenter
