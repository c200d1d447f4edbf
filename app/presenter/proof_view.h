// What the page of a proof shows: the province's receipt for a dossier, or this tablet's word on what it has not sent.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"

namespace ocop::presenter {

struct ProofRow {
  std::string label;    // "Hồ sơ 3f2a91c0"
  std::string value;    // "12 thay đổi"
  std::optional<ChipView> chip;
};

struct ProofView {
  bool is_loaded = false;
  std::string title;
  std::string subtitle;            // the product; or the officer and the moment
  std::string said;                // the one sentence that counts
  ChipTone tone = ChipTone::Neutral;
  std::vector<std::string> about;  // what else is to be known
  std::string rows_title;
  std::vector<ProofRow> rows;
  std::vector<std::string> keys;   // who signed it
  std::string explained;           // how others check the file; empty when there is none to export
  bool is_to_send = false;         // sending would bring a better one
};

namespace proof {
struct Export {};
struct OpenSync {};
}  // namespace proof

using ProofIntent = std::variant<proof::Export, proof::OpenSync>;

}  // namespace ocop::presenter
