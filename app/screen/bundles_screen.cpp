// Taking in a bundle: what became of the last one, then the files that are at hand.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::bundles;

namespace {

void outcome(Stage& stage, const presenter::BundleOutcome& view) {
  auto& ui = stage.ui;
  ui::card(ui, {.tone = tone_of(view.tone), .gap = 10}, [&] {
    ui::text(ui, view.title, {.style = ui::TextStyle::Strong, .id = "outcome"});
    for (std::size_t i = 0; i < view.taken.size(); ++i)
      ui::text(ui, view.taken[i], {.id = "taken " + std::to_string(i + 1)});
    for (std::size_t i = 0; i < view.missing.size(); ++i)
      ui::text(ui, view.missing[i], {.id = "missing " + std::to_string(i + 1)});
    if (!view.next.empty()) ui::text(ui, view.next, {.style = ui::TextStyle::Strong, .id = "next"});
    if (view.is_to_send && ui::button(ui, {.id = "sync", .label = stage.say(Key::SyncTitle)}))
      stage.intend(intent::OpenSync{});
    if (view.is_to_decide && ui::button(ui, {.id = "conflicts", .label = stage.say(Key::OverviewToDecide)}))
      stage.intend(intent::OpenConflicts{});
  });
}

void files(Stage& stage, const presenter::BundlesView& view) {
  auto& ui = stage.ui;
  if (!view.none.empty()) return ui::card(ui, [&] { ui::text(ui, view.none, {.id = "none"}); });
  ui::card(ui, [&] {
    ui::strong(ui, stage.say(Key::BundlesChoose));
    for (const auto& file : view.files)
      if (ui::list_row(ui, {.id = "file " + file.path,
                            .title = file.name,
                            .subtitle = file.about,
                            .has_chevron = true,
                            .is_enabled = view.importing.empty()}))
        stage.intend(intent::Import{file.path});
  });
}

}  // namespace

void draw(Stage& stage, const presenter::BundlesView& view) {
  auto& ui = stage.ui;
  ui.screen("bundles", [&] {
    bar(stage,
        {.title = stage.say(Key::BundlesTitle), .subtitle = stage.say(Key::BundlesAbout), .shows_saved = false});
    if (!view.is_loaded) return;
    const auto look = [&] {
      if (ui::button(ui, {.id = "look",
                          .label = stage.say(Key::BundlesLook),
                          .is_enabled = view.importing.empty(),
                          .height = ui::metrics::main_button}))
        stage.intend(intent::Look{});
    };
    ui::page(ui, [&] {
      ui::with_footer(ui, "footer", look, [&] {
        ui::scroll_area(ui, "page", [&] {
          if (!view.importing.empty())
            ui::card(ui, {.tone = ui::Tone::Information}, [&] { ui::text(ui, view.importing, {.id = "importing"}); });
          if (view.outcome) outcome(stage, *view.outcome);
          files(stage, view);
        });
      });
    });
  });
}

}  // namespace ocop::screen
