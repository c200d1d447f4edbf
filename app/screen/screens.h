// All screens: one draw() each, and the one that chooses.
#pragma once

#include "app/screen/stage.h"

namespace ocop::screen {

void draw(Stage& stage);  // the screen on top, and the menu before it

void draw(Stage& stage, const presenter::HomeView& view);
void draw(Stage& stage, const presenter::NewDossierView& view);
void draw(Stage& stage, const presenter::OverviewView& view);
void draw(Stage& stage, const presenter::FormView& view);
void draw(Stage& stage, const presenter::ScoringView& view);
void draw(Stage& stage, const presenter::EvidenceView& view);
void draw(Stage& stage, const presenter::ConflictView& view);
void draw(Stage& stage, const presenter::WithheldView& view);
void draw(Stage& stage, const presenter::ProofView& view);
void draw(Stage& stage, const presenter::SyncView& view);
void draw(Stage& stage, const presenter::BundlesView& view);
void draw(Stage& stage, const presenter::EnrolmentView& view);

void draw_menu(Stage& stage);

}  // namespace ocop::screen
