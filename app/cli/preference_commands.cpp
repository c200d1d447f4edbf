// What the officer chose about the program itself: language, size of the text, look, and when it sends by itself.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "core/service/preferences.h"

namespace ocop::cli {
namespace {

Status print_preferences(const Program& program, service::Folder& folder) {
  TRY_ASSIGN(const service::Preferences preferences, service::read_preferences(folder));
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& row : service::preference_table()) {
    const std::string name(row.name), word(preferences.get(row.name));
    if (!program.wants_json) TRY(print_line(name + "=" + word));
    object[name] = word;
  }
  return program.wants_json ? print_line(object.dump()) : Status{};
}

}  // namespace

Status preferences_show(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  return print_preferences(program, *opened.folder);
}

Status preferences_set(Program& program) {
  TRY_ASSIGN(const auto choices, split_fields(program.arguments.words));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY(service::set_preferences(*opened.folder, choices));
  return print_preferences(program, *opened.folder);
}

}  // namespace ocop::cli
