#include "core/service/preferences.h"

#include "core/store/meta.h"
#include "tests/support/catch.h"
#include "tests/support/data_folder.h"

using namespace ocop;

TEST_CASE("a preference that was never chosen has the first of its words") {
  test::DataFolder tablet(1);
  const auto preferences = service::read_preferences(*tablet);
  REQUIRE_OK(preferences);
  CHECK(*preferences == service::Preferences());
  for (const auto& row : service::preference_table()) CHECK(preferences->get(row.name) == row.words.front());
  CHECK(preferences->get("language") == "vi");
}

TEST_CASE("what was chosen is there after the folder is opened again, and nothing else moved") {
  test::DataFolder tablet(1);
  REQUIRE_OK(service::set_preferences(*tablet, {{"language", "en"}, {"text_size", "125"}}));
  tablet.reopen();
  const auto preferences = service::read_preferences(*tablet);
  REQUIRE_OK(preferences);
  CHECK(preferences->get("language") == "en");
  CHECK(preferences->get("text_size") == "125");
  CHECK(preferences->get("look") == "light");
  CHECK(preferences->get("network") == "any");
}

TEST_CASE("an unknown name or word is refused, and of several choices none is kept then") {
  test::DataFolder tablet(1);
  REQUIRE_ERROR(service::set_preferences(*tablet, {{"language", "en"}, {"colour", "red"}}), UnknownField);
  REQUIRE_ERROR(service::set_preferences(*tablet, {{"language", "en"}, {"text_size", "90"}}), InvalidInput);
  const auto preferences = service::read_preferences(*tablet);
  REQUIRE_OK(preferences);
  CHECK(*preferences == service::Preferences());
}

TEST_CASE("a word of a newer program reads as the first one and is left where it is") {
  test::DataFolder tablet(1);
  REQUIRE_OK(store::set_text(tablet->database(), "preference.look", "night"));
  REQUIRE_OK(service::set_preferences(*tablet, {{"language", "en"}}));
  const auto preferences = service::read_preferences(*tablet);
  REQUIRE_OK(preferences);
  CHECK(preferences->get("look") == "light");
  const auto kept = store::get_text(tablet->database(), "preference.look");
  REQUIRE_OK(kept);
  CHECK(*kept == "night");
}
