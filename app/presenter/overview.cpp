#include "app/presenter/overview.h"

#include "app/presenter/overview_figures.h"
#include "core/service/commands.h"
#include "core/service/queries.h"

namespace ocop::presenter {

Overview::Overview(Context& context, const place::Overview& at) : Screen(context) { view_.dossier = at.dossier; }

void Overview::refresh() {
  asker_.move_on();
  must_ask_ = !context_.desk.ask(
      asker_,
      [id = view_.dossier, language = context_.language()](service::Folder& folder) -> Result<OverviewView> {
        TRY_ASSIGN(const auto dossier, service::read_dossier(folder, id));
        return show_overview(dossier, language);
      },
      [this](Result<OverviewView> answer) {
        if (answer) view_ = std::move(*answer);
        else context_.report(answer.error());
      });
}

void Overview::tick() {
  if (must_ask_) refresh();
}

// A draft that was left with the form is saved a moment after this screen read: it reads again.
void Overview::saved(const service::RecordView&) { refresh(); }

void Overview::apply(const Intent& intent) {
  const auto* own = std::get_if<OverviewIntent>(&intent);
  if (own == nullptr) return;
  if (const auto* form = std::get_if<overview::OpenForm>(own)) context_.go(place::Form{view_.dossier, form->form});
  else if (const auto* scoring = std::get_if<overview::OpenScoring>(own))
    context_.go(place::Scoring{view_.dossier, scoring->criterion});
  else if (std::holds_alternative<overview::OpenEvidence>(*own)) context_.go(place::Evidence{view_.dossier});
  else if (std::holds_alternative<overview::OpenConflicts>(*own)) context_.go(place::Conflicts{view_.dossier});
  else if (std::holds_alternative<overview::Restore>(*own)) restore();
}

void Overview::restore() {
  const std::string reason(text::sentence(text::Key::OverviewRestoreReason, context_.language()));
  const bool is_asked = context_.desk.ask(
      restorer_,
      [id = view_.dossier, reason](service::Folder& folder) { return service::restore(folder, id, reason); },
      [this](const Status& status) {
        if (!status) context_.report(status.error());
        else context_.notices.saved();
        refresh();
      });
  if (!is_asked) context_.report({ErrorCode::StorageBusy, "the desk is full"});
}

}  // namespace ocop::presenter
