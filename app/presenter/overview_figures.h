// From a dossier as it stands to what its overview shows. Pure functions; any thread.
#pragma once

#include "app/presenter/overview_view.h"
#include "app/text/text.h"
#include "core/service/views.h"

namespace ocop::presenter {

OverviewView show_overview(const service::DossierView& dossier, text::Language language);

}  // namespace ocop::presenter
