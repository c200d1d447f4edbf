// What the scoring screen shows, and what a finger may mean on it: one criterion a page, the questions of the whole set
// on a page of their own before the first, and a list of all. The figures stand beside every page.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/presenter/overview_view.h"
#include "core/base/ids.h"

namespace ocop::presenter {

struct ScoringOption {
  std::string id;  // "b", "none"
  std::string label;
  std::string points;
  std::string gate;  // "tối thiểu cho 4★"; empty
  bool is_chosen = false;
  bool is_quiet = false;  // no option met
};

struct ScoringCase {  // the options of one case; a criterion without cases has one of these without a title
  std::string title;
  std::vector<ScoringOption> options;
};

struct ScoringQuestion {  // a declaration: answered yes or no, never derived
  std::string id;         // "set/1", "1.1/precondition"
  std::string text;       // what is stated
  std::string question;   // what is asked of it
  std::string follows;    // what the answer given means; empty while it harms nothing
  std::optional<bool> answer;
  bool is_in_conflict = false;
};

struct ScoringPhoto {
  Id evidence;
  std::optional<Hash> thumbnail;  // nothing: not on this machine
  std::string label;              // its kind
};

struct ScoringCriterion {
  std::string code, title;  // "4.1", "4.1 Khu vực phân phối chính"
  std::string points_max;   // "tối đa 5 điểm"
  std::string silenced;     // why its points do not count; empty
  std::vector<std::string> guidance;
  std::vector<ScoringQuestion> questions;
  std::vector<ScoringCase> cases;
  bool is_answered = false;
  bool is_in_conflict = false;
  std::string problem;  // why the choice is not saved; empty
  std::vector<ScoringPhoto> photos;
  std::string note;  // as typed
  bool note_in_conflict = false;
};

struct ScoringLine {  // of the list
  std::string code, title, answer, points;
  ChipView chip;  // unanswered, in conflict, a gate that fails; no label: nothing to say
};

struct ScoringGroup {
  std::string title;  // "Phần A · 1 Tổ chức sản xuất"
  std::vector<ScoringLine> lines;
};

struct ScoringFigures {
  std::string points, points_unit;  // "71", "/100 điểm"; "63–66" in conflict
  std::optional<int> stars, stars_max;
  std::string no_figure;  // why there are no points
  std::vector<PartBar> parts;
  std::string held_back_title, held_back_about;
  std::vector<HeldBack> held_back;
  std::string later_gates;             // "Để lên 4★ còn 6 điều kiện"
  std::string next_band;               // "Còn thiếu 9 điểm để lên 4★"
  std::vector<std::string> barred;     // "Không được xếp hạng: …"
  std::vector<std::string> barred_by;  // the declarations of these, same order
  std::string between;                 // that two people differ; empty
  std::string remaining;               // "Còn 10 tiêu chí chưa chấm · 4 giấy tờ thiếu"
  std::string undeclared;
  std::string notice;  // of a pack that is not complete
};

struct ScoringView {
  enum class Page { Criterion, Declarations, List };
  Page page = Page::Criterion;
  Id dossier;
  bool is_loaded = false;
  std::string title, subtitle;
  std::string locked;  // why nothing can be changed: archived, gone to the province; empty
  ScoringCriterion criterion;
  std::vector<ScoringQuestion> declarations;  // of the set
  std::vector<ScoringGroup> groups;           // of the list
  ScoringFigures figures;
  std::string previous, next;  // labels of the buttons; empty: there is none
  bool is_help_open = false;
  bool is_note_open = false;
};

namespace scoring {
struct ChooseOption {
  std::string option;
};  // of the criterion on the page; empty: unanswered again
struct Declare {
  std::string declaration;
  std::optional<bool> answer;
};
struct GoToCriterion {
  std::string code;
};
struct GoToQuestion {
  std::string declaration;
};  // the page that asks it
struct GoToList {};
struct Previous {};
struct Next {};
struct ToggleHelp {};
struct OpenNote {};
struct CloseNote {};
struct TypeNote {
  std::string text;
};
struct LeaveNote {};
struct TakePhoto {};
struct PickEvidence {};
struct OpenConflicts {};
}  // namespace scoring

using ScoringIntent =
    std::variant<scoring::ChooseOption, scoring::Declare, scoring::GoToCriterion, scoring::GoToQuestion,
                 scoring::GoToList, scoring::Previous, scoring::Next, scoring::ToggleHelp, scoring::OpenNote,
                 scoring::CloseNote, scoring::TypeNote, scoring::LeaveNote, scoring::TakePhoto, scoring::PickEvidence,
                 scoring::OpenConflicts>;

}  // namespace ocop::presenter
