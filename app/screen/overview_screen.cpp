// The overview of a dossier: the ways on the left, the figures on the right.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::overview;

namespace {

// The panel stays on the screen, and upright it leaves room for the ways above it; scoring shows them all.
constexpr std::size_t held_back_max_wide = 4, held_back_max_narrow = 2;

void warnings(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  if (view.is_archived) {
    ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
      ui::text(ui, view.archived);
      if (ui::button(ui, {.id = "restore", .label = stage.say(Key::OverviewRestore)})) stage.intend(intent::Restore{});
    });
  }
  if (!view.returned.empty()) ui::card(ui, {.tone = ui::Tone::Error}, [&] { ui::text(ui, view.returned); });
  if (!view.withheld.empty() && ui::link_row(ui, {.id = "withheld", .title = stage.say(Key::WithheldTitle),
                                                  .subtitle = view.withheld, .tone = ui::Tone::Warning}))
    stage.intend(intent::OpenWithheld{});
  if (view.conflicts > 0 && ui::link_row(ui, {.id = "conflicts", .title = stage.say(Key::OverviewToDecide),
                                              .subtitle = view.conflict_line, .tone = ui::Tone::Error}))
    stage.intend(intent::OpenConflicts{});
}

void forms(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  ui::title(ui, stage.say(Key::OverviewForms));
  for (const auto& form : view.forms)
    if (ui::link_row(ui, {.id = form.form, .title = form.title, .subtitle = form.about,
                          .tone = form.missing == 0 ? ui::Tone::Good : ui::Tone::Plain}))
      stage.intend(intent::OpenForm{form.form});
}

void ways(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  if (ui::link_row(ui, {.id = "scoring", .title = view.scoring.title, .subtitle = view.scoring.about}))
    stage.intend(intent::OpenScoring{});
  if (ui::link_row(ui, {.id = "evidence", .title = view.evidence.title, .subtitle = view.evidence.about}))
    stage.intend(intent::OpenEvidence{});
  if (view.thumbnails.empty()) return;
  ui::flow(ui, "photos", [&] {
    for (std::size_t i = 0; i < view.thumbnails.size(); ++i) {
      const auto picture = stage.picture(view.thumbnails[i]);
      const std::string id =
          "photo " + (view.thumbnails[i] ? view.thumbnails[i]->hex().substr(0, 12) : std::to_string(i));
      (void)ui::image(ui, {.id = id, .texture = picture.texture, .aspect = picture.aspect, .width = 112});
    }
  });
}

void archive_sheet(Stage& stage, const presenter::ArchiveView& view) {
  auto& ui = stage.ui;
  const bool is_to_close = ui::sheet(ui, {.id = "archive_sheet", .title = stage.say(Key::OverviewArchive)}, [&] {
    ui::text(ui, stage.say(Key::OverviewArchiveExplained));
    const auto reason = ui::text_field(ui, {.id = "reason",
                                            .label = stage.say(Key::OverviewArchiveReason),
                                            .value = view.reason,
                                            .is_required = true,
                                            .error = view.reason_error,
                                            .is_enabled = !view.is_asking});
    if (reason.changed) stage.intend(intent::TypeArchiveReason{*reason.changed});
    ui::columns(ui, "archive_ways",
                {{ui::share(),
                  [&] {
                    if (ui::button(ui, {.id = "cancel", .label = stage.say(Key::Cancel)}))
                      stage.intend(intent::CloseArchive{});
                  }},
                 {ui::share(), [&] {
                    if (ui::button(ui, {.id = "archive",
                                        .label = stage.say(Key::OverviewArchive),
                                        .kind = ui::ButtonKind::Danger,
                                        .is_enabled = !view.is_asking}))
                      stage.intend(intent::Archive{});
                  }}});
  });
  if (is_to_close) stage.intend(intent::CloseArchive{});
}

void figures(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  ui::card(ui, [&] {
    ui::flow(ui, "where", [&] { ui::chip(ui, chip_of(view.whereabouts)); });
    if (!view.points.empty())
      ui::figure(ui,
                 {.value = view.points, .unit = view.points_unit, .stars = view.stars, .stars_max = view.stars_max});
    if (!view.no_figure.empty()) ui::text(ui, view.no_figure, {.ink = ui::Ink::Warning});
    std::vector<ui::Bar> bars;
    for (const auto& part : view.parts)
      bars.push_back({.label = part.label, .value = static_cast<double>(part.points),
                      .max = static_cast<double>(part.points_max), .text = part.text});
    ui::bars(ui, bars);
    if (!view.next_band.empty()) ui::small(ui, view.next_band);
  });
}

void what_holds_back(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  if (!view.barred.empty()) {
    ui::card(ui, {.tone = ui::Tone::Error}, [&] {
      for (const auto& reason : view.barred) ui::text(ui, reason);
    });
  }
  if (view.held_back.empty()) return;
  const std::size_t held_back_max = ui.is_wide() ? held_back_max_wide : held_back_max_narrow;
  ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
    ui::strong(ui, view.held_back_title);
    ui::text(ui, view.held_back_about, {.style = ui::TextStyle::Small});
    for (std::size_t i = 0; i < view.held_back.size() && i < held_back_max; ++i) {
      const auto& gate = view.held_back[i];
      const std::string id = "gate " + gate.criterion;
      if (ui::link_row(ui, {.id = id, .title = gate.title, .subtitle = gate.needs, .tone = ui::Tone::Warning}))
        stage.intend(intent::OpenScoring{gate.criterion});
    }
    if (view.held_back.size() > held_back_max)
      ui::small(ui, stage.say(Key::OverviewMoreGates, {std::to_string(view.held_back.size() - held_back_max)}));
  });
}

}  // namespace

void draw(Stage& stage, const presenter::OverviewView& view) {
  auto& ui = stage.ui;
  ui.screen("overview", [&] {
    std::vector<ui::TopBarChip> chips;
    if (view.is_loaded) chips.push_back({.label = view.state.label});
    bar(stage, {.title = view.title, .subtitle = view.subtitle, .chips = chips});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::with_side_panel(ui, "panel",
        [&] {
          ui::scroll_area(ui, "ways", [&] {
            warnings(stage, view);
            ui::card(ui, [&] { ways(stage, view); });
            ui::card(ui, [&] { forms(stage, view); });
            if (ui::link_row(ui, {.id = "receipt", .title = stage.say(Key::ReceiptTitle)}))
              stage.intend(intent::OpenReceipt{});
            if (!view.is_archived && ui::button(ui, {.id = "archive", .label = stage.say(Key::OverviewArchive),
                                                     .kind = ui::ButtonKind::Quiet}))
              stage.intend(intent::OpenArchive{});
          });
        },
        [&] {
          const auto cards = [&] {
            figures(stage, view);
            what_holds_back(stage, view);
          };
          if (ui.is_wide()) ui::scroll_area(ui, "figures", cards);
          else cards();  // below the ways, as high as it needs
        });
    });
    if (view.archive.is_open) archive_sheet(stage, view.archive);
  });
}

}  // namespace ocop::screen
