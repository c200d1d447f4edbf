// What the province does not let count: each with its reason.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::withheld;

namespace {

void one(Stage& stage, const presenter::WithheldRow& row, const std::string& number) {
  auto& ui = stage.ui;
  if (!row.dossier.is_zero()) {
    const std::string id = "row " + number;
    if (ui::link_row(ui, {.id = id, .title = row.reason, .subtitle = row.about, .tone = ui::Tone::Warning}))
      stage.intend(intent::OpenDossier{row.dossier});
    return;
  }
  ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
    ui::text(ui, row.reason, {.style = ui::TextStyle::Strong, .id = "reason " + number});
    if (!row.about.empty()) ui::text(ui, row.about, {.style = ui::TextStyle::Small, .id = "about " + number});
  });
}

}  // namespace

void draw(Stage& stage, const presenter::WithheldView& view) {
  auto& ui = stage.ui;
  ui.screen("withheld", [&] {
    bar(stage, {.title = stage.say(Key::WithheldTitle), .subtitle = view.subtitle, .shows_saved = false});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::scroll_area(ui, "page", [&] {
        if (view.rows.empty()) return ui::text(ui, stage.say(Key::WithheldNone), {.ink = ui::Ink::Quiet, .id = "none"});
        ui::text(ui, stage.say(Key::WithheldExplained), {.id = "explained"});
        for (std::size_t i = 0; i < view.rows.size(); ++i) one(stage, view.rows[i], std::to_string(i + 1));
      });
    });
  });
}

}  // namespace ocop::screen
