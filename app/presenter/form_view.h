// What a form shows (Mẫu 01, 02, 03), and what a finger may mean on it. The fields come from the form's description
// (core/rules/forms.h) and the records that keep them (core/domain/form_map.h); nothing here knows a field by name.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/presenter/new_dossier_view.h"
#include "core/base/ids.h"

namespace ocop::presenter {

struct FormFieldView {
  enum class Kind {
    Text, LongText, Number, Date, Choice, MultiChoice, Boolean, Unit, Set,
    Derived,     // filled in by the program: only shown
    Table,       // rows of fields
    Evidence,    // a way to the photos
    Signature,   // a photo of it is evidence
    Way,         // kept elsewhere: the scores
  };
  std::string id;          // of the form's field; in a table "yearly_results.2025.revenue_vnd"
  Kind kind = Kind::Text;
  std::string label, help, hint;
  std::string value;       // the text, the chosen id, "true" or "false"; of a unit or a set its name
  bool is_choosing = false;            // of a unit or a set: the search is open
  std::string typed;                   // … what was typed into it
  std::vector<ChoiceView> choices;     // of a choice; of a unit or a set: what was found
  std::vector<std::string> chosen;     // of a multi-choice
  std::vector<std::vector<FormFieldView>> rows;  // of a table
  std::string way;         // of evidence, signature, way: what the button says
  std::string error;       // a sentence
  bool is_required = false;
  bool is_missing = false;      // required and empty
  bool is_in_conflict = false;  // locked; tap to settle
  bool is_locked = false;       // archived, or not the officer's to write any more
};

struct FormSectionView {
  std::string id, title;
  std::vector<FormFieldView> fields;
};

struct FormView {
  Id dossier;
  std::string form;
  std::string title;       // "Mẫu 02 · Báo cáo …"
  std::string subtitle;    // the product
  bool is_loaded = false;
  std::string locked;      // why nothing can be written: archived, or handed in; empty
  std::vector<FormSectionView> sections;
  int missing = 0;
  std::string missing_line;   // "Còn thiếu 4 mục bắt buộc"
  std::string go_to;          // the field to bring into view, once; then empty
};

namespace form {
struct Type { std::string field, text; };        // a key
struct Leave { std::string field; };             // the caret went away
struct Choose { std::string field, choice; };    // of a choice, a unit, a set; "true", "false", "" of a boolean
struct Toggle { std::string field, choice; };    // of a multi-choice
struct AddRow { std::string field; };
struct Change { std::string field; };            // of a unit or a set: opens the search
struct OpenConflict { std::string field; };
struct OpenWay { std::string field; };
struct NextMissing {};
struct Arrived {};                               // `go_to` was brought into view
}  // namespace form

using FormIntent = std::variant<form::Type, form::Leave, form::Choose, form::Toggle, form::AddRow, form::OpenConflict,
                                form::OpenWay, form::NextMissing, form::Change, form::Arrived>;

}  // namespace ocop::presenter
