#include "app/presenter/settings.h"

#include <algorithm>

namespace ocop::presenter {
namespace {

constexpr std::string_view text_sizes[] = {"100", "125", "150"};  // by TextSize

// In the order of the struct; every row stands in service::preference_table().
std::vector<service::PreferenceChoice> all_choices(const Settings& settings) {
  return {{"language", settings.language == text::Language::English ? "en" : "vi"},
          {"text_size", std::string(text_sizes[static_cast<std::size_t>(settings.text_size)])},
          {"look", settings.look == Look::Sunlight ? "sunlight" : "light"},
          {"sending", settings.sends_by_itself ? "auto" : "manual"},
          {"network", settings.only_on_wifi ? "wifi" : "any"}};
}

}  // namespace

Settings settings_of(const service::Preferences& preferences) {
  Settings out;
  if (preferences.get("language") == "en") out.language = text::Language::English;
  if (preferences.get("text_size") == text_sizes[1]) out.text_size = TextSize::Large;
  if (preferences.get("text_size") == text_sizes[2]) out.text_size = TextSize::Largest;
  if (preferences.get("look") == "sunlight") out.look = Look::Sunlight;
  out.sends_by_itself = preferences.get("sending") == "auto";
  out.only_on_wifi = preferences.get("network") == "wifi";
  return out;
}

std::vector<service::PreferenceChoice> choices_of(const Settings& settings, const Settings& before) {
  std::vector<service::PreferenceChoice> out;
  const auto old_choices = all_choices(before);
  for (auto& choice : all_choices(settings))
    if (std::find(old_choices.begin(), old_choices.end(), choice) == old_choices.end()) out.push_back(choice);
  return out;
}

}  // namespace ocop::presenter
