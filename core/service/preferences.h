// What the officer chose about the program itself, kept in the data folder: the next start has it, the command line
// reads and sets it. It never travels: another tablet of the same officer has its own.
//
// A preference is one of a few words. One that was never chosen has the first of its words; so has one whose word only
// a newer program knows, and setting others leaves that word where it is. One thread at a time, as Folder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/service/folder.h"

namespace ocop::service {

struct PreferenceRow {
  std::string_view name;
  std::span<const std::string_view> words;  // the first holds until one is chosen
};

//   language   vi, en
//   text_size  100, 125, 150     percent
//   look       light, sunlight
//   sending    auto, manual      whether the tablet sends by itself when a network appears
//   network    any, wifi         over which networks it sends by itself
std::span<const PreferenceRow> preference_table();

// The word of each row of the table, in its order.
class Preferences {
 public:
  Preferences();  // the first words

  // `name` stands in the table.
  std::string_view get(std::string_view name) const;
  Status set(std::string_view name, std::string_view word);  // UnknownField, InvalidInput
  friend bool operator==(const Preferences&, const Preferences&) = default;

 private:
  std::vector<std::string_view> words_;  // those of the table
};

Result<Preferences> read_preferences(Folder& folder);

using PreferenceChoice = std::pair<std::string, std::string>;  // name, word
// All of them or, when one is not in the table, none: UnknownField, InvalidInput.
Status set_preferences(Folder& folder, const std::vector<PreferenceChoice>& choices);

}  // namespace ocop::service
