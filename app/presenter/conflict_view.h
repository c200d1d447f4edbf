// What the conflict screen shows, and what a finger may mean on it: one conflict, its values side by side with who,
// when and with what evidence; one tap and a reason.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"
#include "app/presenter/new_dossier_view.h"
#include "core/base/ids.h"

namespace ocop::presenter {

struct ConflictValueView {
  int n = 0;  // what settling names
  std::string officer;
  ChipView when;       // "12/11 09:20"; a warning when the clock is in doubt
  std::string value;   // the option's label, the text
  std::string points;  // "3 đ"; empty but for scores
  std::vector<std::optional<Hash>> photos;
  std::string photos_about;  // "Ảnh: Ảnh nhãn", "Không có ảnh"
  std::string choose;        // what the button says
};

struct ConflictView {
  bool is_loaded = false;
  std::size_t count = 0, position = 0;  // from 1
  std::string title, subtitle, count_label;
  std::string explained;
  bool is_archiving = false;
  std::vector<ConflictValueView> values;
  std::string reason, reason_error;
  bool has_previous = false, has_next = false;
  bool can_write_other = false;
  bool is_saving = false;

  bool is_other_open = false;
  std::vector<ChoiceView> other_choices;  // of an option or a choice; empty: it is typed
  std::string other_text, other_error;
  bool is_other_long = false;
};

namespace conflict {
struct TypeReason {
  std::string text;
};
struct Choose {
  int n = 0;
};
struct OpenOther {};
struct CloseOther {};
struct TypeOther {
  std::string text;
};
struct ChooseOther {
  std::string choice;
};
struct SaveOther {};
struct Previous {};
struct Next {};
}  // namespace conflict

using ConflictIntent =
    std::variant<conflict::TypeReason, conflict::Choose, conflict::OpenOther, conflict::CloseOther, conflict::TypeOther,
                 conflict::ChooseOther, conflict::SaveOther, conflict::Previous, conflict::Next>;

}  // namespace ocop::presenter
