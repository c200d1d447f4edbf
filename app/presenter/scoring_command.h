// Writing an answer of an assessment: the service's commands for scores and declarations, chosen by the field's name.
// Not a plain edit, because the first answer also makes the assessment what it is (whose, of which dossier).
// The database's thread.
#pragma once

#include "app/presenter/drafts.h"

namespace ocop::presenter {

// "1.2.option", "1.2.note", "declare.set/1". UnknownField for any other, and the errors of the commands.
Status write_answer(service::Folder& folder, const DraftField& field, const domain::Value& value);

}  // namespace ocop::presenter
