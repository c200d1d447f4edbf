// Sending: where everything is, the bill before anything is sent, the journal in words.
#include "app/screen/screens.h"

namespace ocop::screen {

using presenter::PhotosNow;
using text::Key;
namespace intent = presenter::sync;

namespace {

constexpr float three_ways_width = 900;
constexpr std::string_view photo_ids[] = {"thumbnails", "review", "all"};

void where(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  const auto one = [&stage](const presenter::WhereaboutsCard& card) {
    auto& screen = stage.ui;
    ui::card(screen, {.gap = 0}, [&] {
      ui::small(screen, card.label);
      ui::text(screen, card.changes, {.style = ui::TextStyle::Figure, .id = card.label + " changes"});
      ui::text(screen, card.about, {.id = card.label + " photos"});
    });
  };
  std::vector<ui::Column> columns;
  for (const auto& card : view.cards) columns.push_back({ui::share(), [&one, &card] { one(card); }});
  if (ui.remaining_width() >= 600) return ui::columns(ui, "where", columns);
  for (const auto& card : view.cards) one(card);
}

void photos_there(Stage& stage, const presenter::SyncView& view) {
  if (view.photos_there.empty()) return;
  ui::card(stage.ui, [&] { ui::progress(stage.ui, view.photos_there, view.photos_part); });
}

void statement(Stage& stage) {
  if (ui::link_row(stage.ui, {.id = "statement", .title = stage.say(Key::StatementTitle)}))
    stage.intend(intent::OpenStatement{});
}

void bill(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  ui::card(ui, {.gap = 10}, [&] {
    ui::strong(ui, stage.say(Key::SyncNextTime));
    if (!view.nothing_to_send.empty()) ui::text(ui, view.nothing_to_send, {.ink = ui::Ink::Quiet, .id = "nothing"});
    for (const auto& line : view.bill)
      ui::fact_row(ui, {.label = line.label,
                        .value = line.cost,
                        .chip = ui::Chip{.label = line.when.label, .tone = tone_of(line.when.tone)}});
    if (!view.has_photos || view.is_running) return;
    const auto tapped =
        ui::segmented(ui, {.id = "photos",
                           .label = stage.say(Key::SyncPhotosNow),
                           .choices = {{.id = photo_ids[0], .label = stage.say(Key::SyncPhotosThumbnails)},
                                       {.id = photo_ids[1], .label = stage.say(Key::SyncPhotosReview)},
                                       {.id = photo_ids[2], .label = stage.say(Key::SyncPhotosAll)}},
                           .chosen = photo_ids[static_cast<int>(view.photos)]});
    if (tapped)
      stage.intend(intent::ChoosePhotos{*tapped == photo_ids[0]   ? PhotosNow::Thumbnails
                                        : *tapped == photo_ids[1] ? PhotosNow::Review
                                                                  : PhotosNow::All});
    if (!view.total.empty()) ui::text(ui, view.total, {.style = ui::TextStyle::Strong, .id = "total"});
  });
}

// What the tablet may do by itself. Kept with the other settings.
void by_itself(Stage& stage) {
  auto& ui = stage.ui;
  presenter::Settings settings = stage.app.settings;
  ui::card(ui, {.gap = 10}, [&] {
    const auto sending = ui::segmented(ui, {.id = "sending",
                                            .label = stage.say(Key::SyncByItself),
                                            .choices = {{.id = "auto", .label = stage.say(Key::SyncByItselfOn)},
                                                        {.id = "manual", .label = stage.say(Key::SyncByItselfOff)}},
                                            .chosen = settings.sends_by_itself ? "auto" : "manual"});
    if (sending) settings.sends_by_itself = *sending == "auto";
    if (!stage.app.settings.sends_by_itself) return ui::small(ui, stage.say(Key::SyncPausedAbout));
    const auto network = ui::segmented(ui, {.id = "network",
                                            .label = stage.say(Key::SyncOverNetwork),
                                            .choices = {{.id = "any", .label = stage.say(Key::SyncOverAny)},
                                                        {.id = "wifi", .label = stage.say(Key::SyncOverWifi)}},
                                            .chosen = settings.only_on_wifi ? "wifi" : "any"});
    if (network) settings.only_on_wifi = *network == "wifi";
  });
  if (settings != stage.app.settings) stage.intend(presenter::ChooseSettings{settings});
}

void session(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  if (!view.not_enrolled.empty()) {
    ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
      ui::text(ui, view.not_enrolled, {.id = "not_enrolled"});
      if (ui::button(ui, {.id = "enrol", .label = stage.say(Key::SyncEnrol)})) stage.intend(intent::Enrol{});
    });
  }
  if (view.is_running || !view.retry.empty()) {
    ui::card(ui, {.tone = ui::Tone::Information}, [&] {
      if (view.is_running) ui::progress(ui, view.progress, view.progress_part);
      if (!view.retry.empty()) ui::text(ui, view.retry, {.id = "retry"});
    });
  }
  if (!view.failed.empty()) {
    ui::card(ui, {.tone = ui::Tone::Error}, [&] {
      ui::strong(ui, stage.say(Key::SyncFailedTitle));
      ui::text(ui, view.failed, {.id = "failed"});
    });
  }
}

void doubts(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  if (!view.conflicts.empty() && ui::link_row(ui, {.id = "conflicts",
                                                   .title = stage.say(Key::ConflictTitle),
                                                   .subtitle = view.conflicts,
                                                   .tone = ui::Tone::Error}))
    stage.intend(intent::OpenConflicts{});
  for (std::size_t i = 0; i < view.withheld.size(); ++i)
    if (ui::link_row(ui, {.id = "withheld " + std::to_string(i + 1),
                          .title = stage.say(Key::WithheldTitle),
                          .subtitle = view.withheld[i],
                          .tone = ui::Tone::Warning}))
      stage.intend(intent::OpenWithheld{});
  if (!view.backup_too_old.empty())
    ui::card(ui, {.tone = ui::Tone::Error}, [&] { ui::text(ui, view.backup_too_old, {.id = "backup_too_old"}); });
  for (std::size_t i = 0; i < view.doubts.size(); ++i)
    ui::card(ui, {.tone = ui::Tone::Warning},
             [&] { ui::text(ui, view.doubts[i], {.id = "doubt " + std::to_string(i + 1)}); });
}

void room(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  if (view.prunable.empty()) return;
  ui::card(ui, {.gap = 10}, [&] {
    ui::text(ui, view.prunable, {.id = "prunable"});
    if (ui::button(ui, {.id = "prune", .label = view.prune})) stage.intend(intent::Prune{});
  });
}

void journal(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  ui::card(ui, [&] {
    ui::strong(ui, stage.say(Key::SyncJournal));
    if (view.journal.empty()) ui::small(ui, stage.say(Key::SyncJournalEmpty));
    for (std::size_t i = 0; i < view.journal.size(); ++i)
      ui::text(ui, view.journal[i], {.style = ui::TextStyle::Small, .id = "journal " + std::to_string(i + 1)});
    if (!view.journal.empty() && ui::button(ui, {.id = "export_journal",
                                                 .label = stage.say(Key::SyncJournalExport),
                                                 .kind = ui::ButtonKind::Quiet}))
      stage.intend(intent::ExportJournal{});
  });
}

void main_button(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  if (view.is_running) {
    if (ui::button(ui, {.id = "stop",
                        .label = stage.say(view.is_stopping ? Key::SyncStopping : Key::SyncStop),
                        .is_enabled = !view.is_stopping,
                        .height = ui::metrics::main_button}))
      stage.intend(intent::Stop{});
  } else if (ui::button(ui, {.id = "start",
                             .label = stage.say(Key::SyncTryNow),
                             .kind = ui::ButtonKind::Main,
                             .icon = ui::Icon::Upload,
                             .is_enabled = view.is_enrolled})) {
    stage.intend(intent::Start{});
  }
}

// Over the network, and by hand where there is none: a file out and a file in.
void ways(Stage& stage, const presenter::SyncView& view) {
  const auto by_hand = [&stage](std::string_view id, Key label, presenter::SyncIntent meant) {
    if (ui::button(stage.ui, {.id = id, .label = stage.say(label), .height = ui::metrics::main_button}))
      stage.intend(std::move(meant));
  };
  const ui::Column out{ui::share(), [&] { by_hand("export", Key::SyncExportBundle, intent::ExportBundle{}); }};
  const ui::Column in{ui::share(), [&] { by_hand("import", Key::SyncImportBundle, intent::OpenBundles{}); }};
  if (stage.ui.remaining_width() >= three_ways_width)
    return ui::columns(stage.ui, "ways", {out, in, {ui::share(), [&] { main_button(stage, view); }}});
  ui::columns(stage.ui, "ways", {out, in});
  main_button(stage, view);
}

}  // namespace

void draw(Stage& stage, const presenter::SyncView& view) {
  auto& ui = stage.ui;
  ui.screen("sync", [&] {
    std::vector<ui::TopBarChip> chips;
    if (!view.network.empty()) chips.push_back({.label = view.network});
    bar(stage, {.title = stage.say(Key::SyncTitle), .subtitle = view.subtitle, .chips = chips, .shows_saved = false});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::with_footer(
          ui, "footer", [&] { ways(stage, view); },
          [&] {
            ui::scroll_area(ui, "page", [&] {
              session(stage, view);
              where(stage, view);
              photos_there(stage, view);
              statement(stage);
              doubts(stage, view);
              bill(stage, view);
              by_itself(stage);
              room(stage, view);
              journal(stage, view);
            });
          });
    });
  });
}

}  // namespace ocop::screen
