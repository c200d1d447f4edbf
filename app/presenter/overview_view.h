// What the overview of a dossier shows, and what a finger may mean on it: points, stars, what holds it back, what is
// missing, and the ways to the forms, the scoring and the evidence.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"
#include "core/base/ids.h"

namespace ocop::presenter {

struct PartBar {
  std::string label;     // "A"
  int points = 0;
  int points_max = 0;
  std::string text;      // "29/40"
};

struct HeldBack {        // a gate that is not met, and how to mend it
  std::string criterion;
  std::string title;     // "9 Công bố sản phẩm"
  std::string needs;     // "cần: có công bố chất lượng"
};

struct FormLine {
  std::string form;      // "form_01"
  std::string title;     // "Mẫu 01 · Phiếu đăng ký …"
  std::string about;     // "còn thiếu 4 mục"
  int missing = 0;
};

struct WayView {         // to another screen
  std::string title;
  std::string about;
};

struct ArchiveView {       // the sheet that asks why
  bool is_open = false;
  std::string reason, reason_error;
  bool is_asking = false;
};

struct OverviewView {
  Id dossier;
  std::string title;               // the product
  std::string subtitle;            // producer · set · kind
  bool is_loaded = false;
  bool is_archived = false;
  std::string archived;            // the sentence
  ArchiveView archive;
  std::string returned;            // why it was returned; empty
  ChipView state;                  // of the dossier's life
  ChipView whereabouts;            // on this tablet, at the province, in its backup
  std::string points, points_unit; // "71", "/100 điểm"; "63–66" in conflict
  std::optional<int> stars, stars_max;
  std::string no_figure;           // why there are no points
  std::vector<PartBar> parts;
  std::string held_back_title;     // "Điểm đủ 4★ nhưng chỉ xếp 2★"
  std::string held_back_about;
  std::vector<HeldBack> held_back;
  std::vector<std::string> barred; // "Không được xếp hạng: …"
  std::string next_band;
  std::vector<FormLine> forms;
  WayView scoring, evidence;
  std::string withheld;            // how much of it the province does not let count; empty
  std::size_t conflicts = 0;
  std::string conflict_line;
  std::vector<std::optional<Hash>> thumbnails;  // of the newest photos; nothing: not on this machine
};

namespace overview {
struct OpenForm { std::string form; };
struct OpenScoring { std::string criterion; };  // empty: the first unanswered
struct OpenEvidence {};
struct OpenConflicts {};
struct OpenWithheld {};
struct OpenReceipt {};
struct OpenArchive {};
struct TypeArchiveReason { std::string text; };
struct CloseArchive {};
struct Archive {};
struct Restore {};
}  // namespace overview

using OverviewIntent = std::variant<overview::OpenForm, overview::OpenScoring, overview::OpenEvidence,
                                    overview::OpenConflicts, overview::OpenWithheld, overview::OpenReceipt,
                                    overview::OpenArchive, overview::TypeArchiveReason, overview::CloseArchive,
                                    overview::Archive, overview::Restore>;

}  // namespace ocop::presenter
