#include "app/presenter/settings.h"

#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::Settings;
using test::FieldTablet;

namespace {

Settings kept(FieldTablet& tablet) {
  const auto preferences = service::read_preferences(*tablet.folder);
  REQUIRE_OK(preferences);
  return presenter::settings_of(*preferences);
}

}  // namespace

TEST_CASE("every setting survives as words and comes back the same") {
  for (const auto size : {presenter::TextSize::Normal, presenter::TextSize::Large, presenter::TextSize::Largest}) {
    const Settings all{text::Language::English, size, presenter::Look::Sunlight, false, true};
    service::Preferences preferences;
    for (const auto& [name, word] : presenter::choices_of(all, {})) REQUIRE_OK(preferences.set(name, word));
    CHECK(presenter::settings_of(preferences) == all);
  }
  CHECK(presenter::settings_of({}) == Settings{});
  CHECK(presenter::choices_of({}, {}).empty());
}

TEST_CASE("a choice in the menu is on the disk at once, and only that choice") {
  FieldTablet tablet({.language = text::Language::English});  // of this start alone: --language en
  Settings chosen = tablet.application.settings();
  chosen.look = presenter::Look::Sunlight;
  chosen.text_size = presenter::TextSize::Large;
  tablet.send(presenter::ChooseSettings{chosen});
  Settings expected;
  expected.look = chosen.look;
  expected.text_size = chosen.text_size;
  CHECK(kept(tablet) == expected);
}

TEST_CASE("choices made one after the other are kept in their order, the last of them at the end") {
  FieldTablet tablet;
  Settings chosen;
  presenter::Intents intents;
  for (const auto size : {presenter::TextSize::Large, presenter::TextSize::Largest, presenter::TextSize::Normal}) {
    chosen.text_size = size;
    intents.push_back(presenter::ChooseSettings{chosen});
  }
  chosen.sends_by_itself = false;
  intents.push_back(presenter::ChooseSettings{chosen});
  tablet.application.apply(intents);
  tablet.settle();
  CHECK(kept(tablet) == chosen);
}

TEST_CASE("a choice that cannot be kept is said in words and holds until the program ends") {
  FieldTablet tablet;
  REQUIRE_OK(tablet.folder->database().run_script("PRAGMA query_only = 1"));
  Settings chosen;
  chosen.language = text::Language::English;
  tablet.send(presenter::ChooseSettings{chosen});
  REQUIRE(tablet.application.view().notice);
  CHECK(tablet.application.view().notice->kind == presenter::Notice::Kind::Error);
  CHECK(tablet.application.settings() == chosen);
}
