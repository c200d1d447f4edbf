// Effects that the province withholds, and why. A tablet has them from the province's answers, the province from its
// own quarantine; both keep them in the table `notices`. The newest notice of a change counts; `released` ends it.
// One thread, as Folder; inside the caller's read.
#pragma once

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

Result<std::vector<NoticeView>> list_notices(Folder& folder);  // all that count, by position
Result<std::vector<NoticeView>> notices_of(Folder& folder, const Id& root);

}  // namespace ocop::service
