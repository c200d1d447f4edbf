#include "app/presenter/withheld.h"

#include "app/text/amounts.h"
#include "core/service/notices.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

std::string about(const service::NoticeView& notice, Language language) {
  if (notice.record.is_zero()) return {};  // the change waits here for something
  return text::fill(Key::WithheldBy, language, {notice.officer, local_day_time(notice.wall_ms)});
}

std::string about(const service::HeldApart& held, Language language) {
  return text::fill(Key::WithheldChanges, language, {text::number(static_cast<std::int64_t>(held.changes))});
}

std::string reason(const service::NoticeView& notice, Language language) {
  return text::notice(notice.reason, language);
}

std::string reason(const service::HeldApart& held, Language language) { return text::held(held.reason, language); }

WithheldRow row_of(const service::WithheldView& one, bool is_of_many, Language language) {
  WithheldRow row;
  std::visit(
      [&](const auto& what) {
        row.reason = reason(what, language);
        row.about = about(what, language);
      },
      one.what);
  if (!is_of_many) return row;
  if (one.is_dossier) row.dossier = one.root;
  const std::string name = one.is_dossier ? one.name : std::string(text::sentence(Key::WithheldOther, language));
  row.about = row.about.empty() ? name : text::fill(Key::WithheldOfDossier, language, {name, row.about});
  return row;
}

}  // namespace

void Withheld::refresh() { must_ask_ = !ask(); }

void Withheld::tick() {
  if (must_ask_) refresh();
}

bool Withheld::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_,
      [root = place_.dossier, language = context_.language()](service::Folder& folder) -> Result<WithheldView> {
        TRY_ASSIGN(const auto found, service::list_withheld(folder, root));
        WithheldView out;
        out.is_loaded = true;
        for (const auto& one : found) out.rows.push_back(row_of(one, !root, language));
        if (root && !found.empty()) out.subtitle = found.front().name;
        return out;
      },
      [this](Result<WithheldView> answer) {
        if (answer) view_ = std::move(*answer);
        else context_.report(answer.error());
      });
}

void Withheld::apply(const Intent& intent) {
  const auto* own = std::get_if<WithheldIntent>(&intent);
  if (own != nullptr) context_.go(place::Overview{std::get<withheld::OpenDossier>(*own).dossier});
}

}  // namespace ocop::presenter
