// Home: the dossiers. The anchor of all screens.
#include "app/screen/screens.h"
#include "app/text/amounts.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::home;

namespace {

constexpr float new_button_width = 190;
constexpr float row_height = 100;

void search_line(Stage& stage, const presenter::HomeView& view) {
  auto& ui = stage.ui;
  ui::columns(ui, "top",
              {
                  {ui::share(),
                   [&] {
                     const auto change = ui::search_field(
                         ui, {.id = "search", .value = view.search, .hint = stage.say(Key::HomeSearch)});
                     if (change.changed) stage.intend(intent::Search{*change.changed});
                   }},
                  {ui::fixed(new_button_width),
                   [&] {
                     if (ui::button(ui, {.id = "new_dossier",
                                         .label = stage.say(Key::HomeNewDossier),
                                         .kind = ui::ButtonKind::Main,
                                         .icon = ui::Icon::Plus}))
                       stage.intend(intent::NewDossier{});
                   }},
              });
}

void filter_line(Stage& stage, const presenter::HomeView& view) {
  std::vector<ui::Filter> filters;
  for (const auto& filter : view.filters)
    filters.push_back(
        {.id = filter.id, .label = filter.label, .tone = tone_of(filter.tone), .is_chosen = filter.is_chosen});
  if (const auto tapped = ui::filters(stage.ui, "filter", filters)) stage.intend(intent::ChooseFilter{*tapped});
}

void dossier_row(Stage& stage, const presenter::HomeRow& row) {
  const std::string id = "dossier " + row.dossier.hex();
  if (ui::list_row(stage.ui, {.id = id, .title = row.name, .subtitle = row.about,
                              .thumbnail = stage.picture(row.thumbnail).texture, .stars = row.stars,
                              .stars_max = row.stars_max, .note = row.points, .chip = chip_of(row.chip)}))
    stage.intend(intent::OpenDossier{row.dossier});
}

void list(Stage& stage, const presenter::HomeView& view) {
  auto& ui = stage.ui;
  if (view.rows.empty()) {
    if (!view.is_loaded) return;
    ui::text(
        ui,
        view.search.empty() ? std::string(stage.say(Key::HomeEmpty)) : stage.say(Key::HomeNothingFound, {view.search}),
        {.ink = ui::Ink::Quiet, .id = "empty"});
    return;
  }
  const std::size_t count = view.rows.size() + (view.more > 0 ? 1 : 0);
  ui::long_list(ui, "dossiers", count, row_height, [&](std::size_t index) {
    if (index < view.rows.size()) return dossier_row(stage, view.rows[index]);
    const std::string more = stage.say(Key::MoreLines, {text::number(static_cast<std::int64_t>(view.more))});
    ui::page(ui, [&] { ui::text(ui, more, {.ink = ui::Ink::Quiet, .id = "more"}); });
  });
}

}  // namespace

void draw(Stage& stage, const presenter::HomeView& view) {
  auto& ui = stage.ui;
  ui.screen("home", [&] {
    std::vector<ui::TopBarChip> chips;
    if (view.is_loaded) {
      chips.push_back({.label = view.room, .tone = view.is_room_low ? ui::Tone::Warning : ui::Tone::OnBar});
      chips.push_back(
          {.id = "sync", .label = view.unsent, .icon = view.has_unsent ? ui::Icon::Upload : ui::Icon::Check});
    }
    const auto tapped = bar(stage, {.lead = ui::Lead::Menu,
                                    .title = stage.say(Key::HomeTitle),
                                    .subtitle = view.officer,
                                    .chips = chips,
                                    .shows_saved = false});
    if (tapped == "sync") stage.intend(intent::OpenSync{});
    ui::page(ui, [&] {
      search_line(stage, view);
      filter_line(stage, view);
      list(stage, view);
    });
  });
}

}  // namespace ocop::screen
