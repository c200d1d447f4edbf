// Fields to write in. The presenter owns the text: a field shows `value`, and says every new text that the officer
// makes of it. While a field has the caret it shows what was typed, even if the presenter's answer is a frame behind.
//
// Long text wraps and the field grows; nothing is scrolled sideways or cut. What is said is composed (NFC), at most
// limits::text_bytes_max long.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/ui/ui.h"

namespace ocop::ui {

struct TextField {
  std::string_view id = {};
  std::string_view label = {};
  std::string_view value = {};
  std::string_view hint = {};  // in the empty field
  bool is_required = false;    // a mark after the label
  bool is_multi_line = false;
  bool is_number = false;       // the keyboard shows digits
  std::string_view error = {};  // a line below, in the error's colours
  std::string_view help = {};   // a quiet line below
  bool is_enabled = true;
  bool has_search_icon = false;
};

struct FieldChange {
  std::optional<std::string> changed;  // the new text
  bool was_left = false;               // the caret went away in this frame: save now
  bool was_entered = false;            // Enter in a single-line field
};

FieldChange text_field(Ui& ui, const TextField& field);

// The search field: one line with a magnifier, 76 dp high, and a cross that empties it (path: id/clear).
struct SearchField {
  std::string_view id = {};
  std::string_view value = {};
  std::string_view hint = {};
};
FieldChange search_field(Ui& ui, const SearchField& field);

}  // namespace ocop::ui
