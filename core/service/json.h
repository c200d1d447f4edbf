// The shapes that scripts rely on: `ocop … --json` and `ocop-server … --json` print these, one line each. Keys are
// stable; new ones may be added.
#pragma once

#include <string>
#include <string_view>

#include "core/service/held.h"
#include "core/service/queries.h"
#include "core/service/verify.h"

namespace ocop::service {

std::string to_json(const DossierView& dossier);
std::string to_json(const RecordView& record);                     // {"id","type","fields":{…}}
std::string to_json(const std::vector<DossierLine>& lines);
std::string to_json(const std::vector<ProducerLine>& lines);
std::string to_json(const std::vector<ConflictView>& conflicts);
std::string to_json(const std::vector<NoticeView>& notices);
std::string to_json(const Held& held);                             // [{"kind":"batch"|"change",…}]
std::string to_json(const std::vector<Problem>& problems);         // {"ok","problems"}

// A flat JSON object of texts, numbers and booleans as name → text, for `--from FILE.json`. InvalidInput.
Result<std::vector<std::pair<std::string, std::string>>> fields_from_json(std::string_view json);

}  // namespace ocop::service
