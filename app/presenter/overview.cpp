#include "app/presenter/overview.h"

#include "app/presenter/overview_figures.h"
#include "core/base/text.h"
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
        if (!answer) return context_.report(answer.error());
        answer->archive = std::move(view_.archive);
        view_ = std::move(*answer);
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
  else if (std::holds_alternative<overview::OpenWithheld>(*own)) context_.go(place::Withheld{view_.dossier});
  else if (std::holds_alternative<overview::OpenReceipt>(*own)) context_.go(place::Proof{view_.dossier});
  else if (std::holds_alternative<overview::OpenArchive>(*own)) open_archive();
  else if (std::holds_alternative<overview::CloseArchive>(*own)) view_.archive.is_open = false;
  else if (std::holds_alternative<overview::Archive>(*own)) archive();
  else if (std::holds_alternative<overview::Restore>(*own)) restore();
  else if (const auto* typed = std::get_if<overview::TypeArchiveReason>(own)) {
    view_.archive.reason = typed->text;
    view_.archive.reason_error.clear();
  }
}

void Overview::open_archive() {
  view_.archive = {};
  view_.archive.is_open = true;
}

void Overview::archive() {
  ArchiveView& sheet = view_.archive;
  if (sheet.is_asking) return;
  if (trim(sheet.reason).empty()) {
    sheet.reason_error = text::sentence(text::Key::OverviewArchiveReasonNeeded, context_.language());
    return;
  }
  context_.drafts.leave_all();
  context_.drafts.tick();  // what was typed last is written before the dossier is locked
  sheet.is_asking = context_.desk.ask(
      archiver_,
      [id = view_.dossier, reason = sheet.reason](service::Folder& folder) {
        return service::archive(folder, id, reason);
      },
      [this](const Status& status) { put_away(status, text::Key::OverviewArchivedNow); });
  if (!sheet.is_asking) context_.report({ErrorCode::StorageBusy, "the desk is full"});
}

void Overview::put_away(const Status& status, text::Key done) {
  view_.archive = {};
  if (!status) context_.report(status.error());
  else context_.notices.say(std::string(text::sentence(done, context_.language())));
  refresh();
}

void Overview::restore() {
  const std::string reason(text::sentence(text::Key::OverviewRestoreReason, context_.language()));
  const bool is_asked = context_.desk.ask(
      archiver_,
      [id = view_.dossier, reason](service::Folder& folder) { return service::restore(folder, id, reason); },
      [this](const Status& status) { put_away(status, text::Key::OverviewRestoredNow); });
  if (!is_asked) context_.report({ErrorCode::StorageBusy, "the desk is full"});
}

}  // namespace ocop::presenter
