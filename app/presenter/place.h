// Places: every screen that the officer can be on, and what it is opened with. Plain data.
//
// A new screen gets a Place here, its view-model and intents in X_view.h, its presenter in X.h, a line in screens.cpp
// and in app/screen/screens.cpp.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/base/ids.h"

namespace ocop::presenter::place {

struct Home {};
struct NewDossier {};
struct Overview { Id dossier; };
struct Form { Id dossier; std::string form; std::string field = {}; };            // "form_02"; the field to begin at
struct Scoring { Id dossier; std::string criterion = {}; std::string assessor = "self"; };  // empty: first unanswered
// A criterion: which photos are evidence for it is chosen; takes_photo: the camera opens at once. Empty: the whole
// dossier.
struct Evidence { Id dossier; std::string criterion = {}; bool takes_photo = false; };
struct Conflicts { std::optional<Id> dossier = {}; std::optional<Id> conflict = {}; };  // none: all, the first of them
struct Withheld { std::optional<Id> dossier = {}; };  // none: all that the province does not let count
struct Proof { std::optional<Id> dossier = {}; };  // its receipt; none: what this tablet has not sent
struct Sync {};
struct Bundles {};
struct Enrolment {};

}  // namespace ocop::presenter::place

namespace ocop::presenter {

using Place = std::variant<place::Home, place::NewDossier, place::Overview, place::Form, place::Scoring,
                           place::Evidence, place::Conflicts, place::Withheld, place::Proof, place::Sync,
                           place::Bundles, place::Enrolment>;

}  // namespace ocop::presenter
