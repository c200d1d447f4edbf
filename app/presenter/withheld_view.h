// What the page of what the province does not let count shows: of one dossier, or of all.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"

namespace ocop::presenter {

struct WithheldRow {
  std::string reason;  // the sentence
  std::string about;   // of which dossier, by whom, when; or how many changes
  Id dossier;          // to open; zero: none, or it is open below this page
};

struct WithheldView {
  bool is_loaded = false;
  std::string subtitle;  // the product of the one dossier
  std::vector<WithheldRow> rows;
};

namespace withheld {
struct OpenDossier {
  Id dossier;
};
}  // namespace withheld

using WithheldIntent = std::variant<withheld::OpenDossier>;

}  // namespace ocop::presenter
