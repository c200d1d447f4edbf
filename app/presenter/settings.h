// What the officer may set about the program itself. Application keeps each choice in the data folder
// (core/service/preferences.h), where the next start and the command line find it.
#pragma once

#include <vector>

#include "app/text/text.h"
#include "core/service/preferences.h"

namespace ocop::presenter {

enum class TextSize { Normal, Large, Largest };  // 100, 125, 150 %
enum class Look { Light, Sunlight };

struct Settings {
  text::Language language = text::Language::Vietnamese;
  TextSize text_size = TextSize::Normal;
  Look look = Look::Light;
  bool sends_by_itself = true;  // when a network appears
  bool only_on_wifi = false;    // and then over Wi-Fi alone
  friend bool operator==(const Settings&, const Settings&) = default;
};

Settings settings_of(const service::Preferences& preferences);
// What differs from `before`, as words to keep.
std::vector<service::PreferenceChoice> choices_of(const Settings& settings, const Settings& before);

constexpr float scale_of(TextSize size) {
  return size == TextSize::Normal ? 1.0F : size == TextSize::Large ? 1.25F : 1.5F;
}

}  // namespace ocop::presenter
