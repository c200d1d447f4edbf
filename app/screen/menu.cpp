// The menu: ways that are not on every screen, and the officer's settings.
#include "app/screen/screens.h"

namespace ocop::screen {

using presenter::Look;
using presenter::Settings;
using presenter::TextSize;
using text::Key;
using text::Language;

namespace {

void language(Stage& stage) {
  const bool is_english = stage.language() == Language::English;
  const auto tapped = ui::segmented(
      stage.ui, {.id = "language", .label = stage.say(Key::MenuLanguage),
                 .choices = {{"vi", stage.say(Key::LanguageVietnamese)}, {"en", stage.say(Key::LanguageEnglish)}},
                 .chosen = is_english ? "en" : "vi"});
  if (!tapped) return;
  Settings settings = stage.app.settings;
  settings.language = *tapped == "en" ? Language::English : Language::Vietnamese;
  stage.intend(presenter::ChooseSettings{settings});
}

void text_size(Stage& stage) {
  constexpr std::string_view ids[] = {"normal", "large", "largest"};
  const auto tapped = ui::segmented(
      stage.ui, {.id = "text_size", .label = stage.say(Key::MenuTextSize),
                 .choices = {{ids[0], stage.say(Key::TextSizeNormal)}, {ids[1], stage.say(Key::TextSizeLarge)},
                             {ids[2], stage.say(Key::TextSizeLargest)}},
                 .chosen = ids[static_cast<int>(stage.app.settings.text_size)]});
  if (!tapped) return;
  Settings settings = stage.app.settings;
  settings.text_size = *tapped == ids[0] ? TextSize::Normal : *tapped == ids[1] ? TextSize::Large : TextSize::Largest;
  stage.intend(presenter::ChooseSettings{settings});
}

void look(Stage& stage) {
  const bool is_sunlight = stage.app.settings.look == Look::Sunlight;
  const auto tapped = ui::segmented(
      stage.ui, {.id = "look", .label = stage.say(Key::MenuLook),
                 .choices = {{"light", stage.say(Key::LookLight)}, {"sunlight", stage.say(Key::SunlightTheme)}},
                 .chosen = is_sunlight ? "sunlight" : "light"});
  if (!tapped) return;
  Settings settings = stage.app.settings;
  settings.look = *tapped == "sunlight" ? Look::Sunlight : Look::Light;
  stage.intend(presenter::ChooseSettings{settings});
}

}  // namespace

void draw_menu(Stage& stage) {
  auto& ui = stage.ui;
  const bool is_to_close = ui::sheet(ui, {.id = "menu", .title = stage.say(Key::Menu)}, [&] {
    if (ui::link_row(ui, {.id = "sync", .title = stage.say(Key::SyncTitle)}))
      stage.intend(presenter::GoTo{presenter::place::Sync{}});
    if (ui::link_row(ui, {.id = "conflicts", .title = stage.say(Key::OverviewToDecide)}))
      stage.intend(presenter::GoTo{presenter::place::Conflicts{}});
    if (ui::link_row(ui, {.id = "enrolment", .title = stage.say(Key::EnrolmentTitle)}))
      stage.intend(presenter::GoTo{presenter::place::Enrolment{}});
    language(stage);
    text_size(stage);
    look(stage);
  });
  if (is_to_close) stage.intend(presenter::CloseMenu{});
}

}  // namespace ocop::screen
