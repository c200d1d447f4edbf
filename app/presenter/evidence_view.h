// What the evidence screen shows, and what a finger may mean on it: the photos of a dossier, or the choice of those
// that are evidence for one criterion; one photo large with what is known of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"
#include "app/presenter/new_dossier_view.h"
#include "core/base/ids.h"

namespace ocop::presenter {

struct EvidenceTile {
  Id evidence;
  std::optional<Hash> thumbnail;  // nothing: not on this machine
  std::string kind;               // "Ảnh sản phẩm"
  std::string criteria;           // "Tiêu chí 1.1, 2.3"
  ChipView state;                 // on this tablet, at the province, in its backup
  bool is_chosen = false;         // for the criterion, while choosing
};

struct CriterionTick {
  std::string code, label;
  bool is_chosen = false;
};

struct EvidenceDetail {
  Id evidence;
  std::optional<Hash> picture;  // the largest of review and thumbnail that is here
  std::string kind, kind_label;
  std::string criteria;
  ChipView state;
  std::string taken, place, file, not_here;
  std::string fetch_original;   // the button's words; empty: the original is here
  std::string caption;
  bool caption_in_conflict = false;
};

struct EvidenceView {
  enum class Sheet { None, Kind, Criteria };
  Id dossier;
  bool is_loaded = false;
  std::string title, subtitle;
  std::string choosing_for;  // a criterion: a tap says whether a photo is evidence for it
  std::string room;          // little or no room for photos; empty when there is enough
  bool has_camera = false;
  bool can_take = true;    // false: no room, or locked
  bool is_taking = false;  // the camera is open, or a photo is being saved
  std::string locked;      // why nothing can be changed; empty
  std::vector<EvidenceTile> tiles;
  std::optional<EvidenceDetail> open;
  Sheet sheet = Sheet::None;
  std::vector<ChoiceView> kinds;
  std::vector<CriterionTick> criteria;
};

namespace evidence {
struct Take {};
struct Open {
  Id evidence;
};
struct Close {};
struct FetchOriginal {};  // of the open photo
struct Toggle {
  Id evidence;
};  // while choosing for a criterion
struct AskKind {};
struct AskCriteria {};
struct ChooseKind {
  std::string kind;
};
struct ToggleCriterion {
  std::string code;
};
struct CloseSheet {};
struct TypeCaption {
  std::string text;
};
struct LeaveCaption {};
}  // namespace evidence

using EvidenceIntent =
    std::variant<evidence::Take, evidence::Open, evidence::Close, evidence::FetchOriginal, evidence::Toggle,
                 evidence::AskKind, evidence::AskCriteria, evidence::ChooseKind, evidence::ToggleCriterion,
                 evidence::CloseSheet, evidence::TypeCaption, evidence::LeaveCaption>;

}  // namespace ocop::presenter
