// Parts of the scoring screen with a file of their own: the side panel, and one question.
#pragma once

#include "app/screen/stage.h"

namespace ocop::screen {

void scoring_panel(Stage& stage, const presenter::ScoringView& view);
void scoring_question(Stage& stage, const presenter::ScoringView& view, const presenter::ScoringQuestion& question);

}  // namespace ocop::screen
