// What the province does not let count, and why: effects that it withholds, and changes that it holds apart. A tablet
// has both from the province's answers; the province has the first from its own quarantine, in the same table. Of the
// notices of a change the newest counts; `released` ends it. One thread, as Folder; inside the caller's read.
#pragma once

#include <map>
#include <optional>
#include <variant>

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

Result<std::vector<NoticeView>> list_notices(Folder& folder);  // all that count, by position
Result<std::vector<NoticeView>> notices_of(Folder& folder, const Id& root);
Result<std::vector<HeldApart>> held_of(Folder& folder, const Id& root);  // by reason

// One of either, with the dossier that it belongs to.
struct WithheldView {
  Id root;
  bool is_dossier = false;
  std::string name;  // of the product; empty when the root is no dossier
  std::variant<NoticeView, HeldApart> what;
};
Result<std::vector<WithheldView>> list_withheld(Folder& folder, const std::optional<Id>& root);  // none: all
// How many changes of each root that has any; one question for a whole list.
Result<std::map<Id, std::uint64_t>> count_withheld(Folder& folder);

}  // namespace ocop::service
