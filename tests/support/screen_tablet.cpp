#include "tests/support/screen_tablet.h"

#include "app/shell/fonts.h"
#include "tests/support/catch.h"

namespace ocop::test {

ScreenTablet::ScreenTablet(const UiDriverOptions& options, presenter::Settings settings)
    : tablet(settings), ui(static_cast<shell::Application&>(*this), options) {}

void ScreenTablet::let_pass(std::int64_t ms) {
  tablet.clock.advance_ms(ms);
  tablet.settle();
  ui.settle();
}

void ScreenTablet::open(const presenter::Place& place) {
  tablet.send(presenter::GoTo{place});
  ui.settle();
}

void ScreenTablet::before_frame() { tablet.settle(); }

void ScreenTablet::frame(ui::Ui& toolkit) {
  const auto view = tablet.application.view();
  screen::Stage stage{toolkit, view, pictures_, intents_};
  screen::draw(stage);
}

void ScreenTablet::after_frame() { tablet.application.apply(std::exchange(intents_, {})); }

void ScreenTablet::require_sound(std::string_view screen) {
  std::string all;
  for (const auto& problem : ui.items().problems()) all += problem + "\n";
  for (const auto& item : ui.items().items) {
    if (item.label == "☰" || item.label == "←") continue;  // drawn as icons: the label is for people who listen
    if (shell::missing_glyphs(item.label).empty()) continue;
    all += "no glyph for a character of: " + item.label + "\n";
  }
  if (!all.empty()) FAIL(screen << " is not sound:\n" << all << "\n" << ui.items().print());
  SUCCEED();
}

}  // namespace ocop::test
