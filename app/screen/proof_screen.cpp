// A proof: the one sentence that counts, what it covers, who signed it, and the file to hand on.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::proof;

namespace {

void said(Stage& stage, const presenter::ProofView& view) {
  auto& ui = stage.ui;
  ui::card(ui, {.tone = tone_of(view.tone), .gap = 10}, [&] {
    ui::text(ui, view.said, {.style = ui::TextStyle::Strong, .id = "said"});
    for (std::size_t i = 0; i < view.about.size(); ++i)
      ui::text(ui, view.about[i], {.id = "about " + std::to_string(i + 1)});
    if (view.is_to_send && ui::button(ui, {.id = "sync", .label = stage.say(Key::SyncTitle)}))
      stage.intend(intent::OpenSync{});
  });
}

void rows(Stage& stage, const presenter::ProofView& view) {
  auto& ui = stage.ui;
  if (view.rows.empty()) return;
  ui::card(ui, [&] {
    if (!view.rows_title.empty()) ui::strong(ui, view.rows_title);
    for (const auto& row : view.rows) {
      ui::FactRow fact{.label = row.label, .value = row.value};
      if (row.chip) fact.chip = chip_of(*row.chip);
      ui::fact_row(ui, fact);
    }
  });
}

void signature(Stage& stage, const presenter::ProofView& view) {
  auto& ui = stage.ui;
  if (view.keys.empty()) return;
  ui::card(ui, {.gap = 10}, [&] {
    for (std::size_t i = 0; i < view.keys.size(); ++i)
      ui::text(ui, view.keys[i], {.style = ui::TextStyle::Small, .id = "key " + std::to_string(i + 1)});
    ui::text(ui, view.explained, {.style = ui::TextStyle::Small, .id = "explained"});
    if (ui::button(ui, {.id = "export", .label = stage.say(Key::ProofExport)})) stage.intend(intent::Export{});
  });
}

}  // namespace

void draw(Stage& stage, const presenter::ProofView& view) {
  auto& ui = stage.ui;
  ui.screen("proof", [&] {
    bar(stage, {.title = view.title, .subtitle = view.subtitle, .shows_saved = false});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::scroll_area(ui, "page", [&] {
        said(stage, view);
        signature(stage, view);
        rows(stage, view);
      });
    });
  });
}

}  // namespace ocop::screen
