// Evidence: the photos of a dossier as tiles; one of them large, with what is known of it; what it shows and for which
// criteria, asked on a sheet.
#include <algorithm>

#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
using Sheet = presenter::EvidenceView::Sheet;
namespace intent = presenter::evidence;

namespace {

constexpr float tile_width_least = 220;
constexpr float tile_height = 160;

void tile(Stage& stage, const presenter::EvidenceView& view, const presenter::EvidenceTile& one) {
  auto& ui = stage.ui;
  const std::string id = "photo " + one.evidence.hex();
  const bool is_choosing = !view.choosing_for.empty();
  ui::card(ui, {.tone = one.is_chosen ? ui::Tone::Good : ui::Tone::Plain, .padding = 12}, [&] {
    const auto picture = stage.picture(one.thumbnail);
    if (ui::image(ui, {.id = id,
                       .texture = picture.texture,
                       .aspect = picture.aspect,
                       .height = tile_height,
                       .is_target = true,
                       .label = one.kind}))
      stage.intend(intent::Open{one.evidence});
    ui::text(ui, one.kind, {.style = ui::TextStyle::Strong, .id = id + " kind"});
    if (is_choosing) {
      if (ui::option_row(ui, {.id = "for " + one.evidence.hex(),
                              .label = stage.say(Key::EvidenceCriteria, {view.choosing_for}),
                              .is_chosen = one.is_chosen,
                              .is_many = true,
                              .is_enabled = view.locked.empty()}))
        stage.intend(intent::Toggle{one.evidence});
      return;
    }
    ui::text(ui, one.criteria, {.style = ui::TextStyle::Small, .ink = ui::Ink::Quiet, .id = id + " criteria"});
    ui::flow(ui, id + " state", [&] { ui::chip(ui, chip_of(one.state)); });
  });
}

void tiles(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  const float width = ui.remaining_width();
  const std::size_t across = std::max<std::size_t>(1, static_cast<std::size_t>(width / tile_width_least));
  for (std::size_t first = 0; first < view.tiles.size(); first += across) {
    std::vector<ui::Column> row;
    for (std::size_t i = first; i < first + across; ++i)
      row.push_back({ui::share(), [&stage, &view, i] {
                       if (i < view.tiles.size()) tile(stage, view, view.tiles[i]);
                     }});
    ui::columns(ui, "row " + view.tiles[first].evidence.hex(), row);
  }
}

void take_button(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  if (!view.has_camera)
    return ui::text(ui, stage.say(Key::EvidenceNoCamera), {.ink = ui::Ink::Quiet, .id = "no_camera"});
  if (ui::button(ui, {.id = "take",
                      .label = stage.say(view.is_taking ? Key::EvidenceSaving : Key::EvidenceTake),
                      .kind = ui::ButtonKind::Main,
                      .icon = ui::Icon::Camera,
                      .is_enabled = view.can_take && !view.is_taking}))
    stage.intend(intent::Take{});
}

void grid(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  ui::with_footer(
      ui, "footer", [&] { take_button(stage, view); },
      [&] {
        ui::scroll_area(ui, "tiles", [&] {
          if (!view.locked.empty())
            ui::card(ui, {.tone = ui::Tone::Warning}, [&] { ui::text(ui, view.locked, {.id = "locked"}); });
          if (!view.room.empty())
            ui::card(ui, {.tone = ui::Tone::Warning}, [&] { ui::text(ui, view.room, {.id = "room"}); });
          if (view.tiles.empty()) ui::text(ui, stage.say(Key::EvidenceEmpty), {.ink = ui::Ink::Quiet, .id = "empty"});
          tiles(stage, view);
        });
      });
}

void facts(Stage& stage, const presenter::EvidenceView& view, const presenter::EvidenceDetail& open) {
  auto& ui = stage.ui;
  const bool can_write = view.locked.empty();
  ui::strong(ui, open.kind_label);
  if (ui::button(ui, {.id = "kind", .label = stage.say(Key::EvidenceKindChange), .is_enabled = can_write}))
    stage.intend(intent::AskKind{});
  ui::text(ui, open.criteria, {.id = "criteria_line"});
  if (ui::button(ui, {.id = "criteria", .label = stage.say(Key::EvidenceCriteriaChange), .is_enabled = can_write}))
    stage.intend(intent::AskCriteria{});
  const auto change =
      ui::text_field(ui, {.id = "caption",
                          .label = stage.say(Key::EvidenceCaption),
                          .value = open.caption,
                          .hint = stage.say(Key::EvidenceCaptionHint),
                          .error = open.caption_in_conflict ? stage.say(Key::EvidenceCaptionInConflict) : "",
                          .is_enabled = can_write && !open.caption_in_conflict});
  if (change.changed) stage.intend(intent::TypeCaption{*change.changed});
  if (change.was_left) stage.intend(intent::LeaveCaption{});
  ui::flow(ui, "state", [&] { ui::chip(ui, chip_of(open.state)); });
  ui::small(ui, open.taken);
  ui::small(ui, open.place);
  if (!open.file.empty()) ui::small(ui, open.file);
  if (!open.fetch_original.empty() && ui::button(ui, {.id = "fetch_original", .label = open.fetch_original}))
    stage.intend(intent::FetchOriginal{});
}

void large(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  const auto& open = *view.open;
  ui::with_footer(
      ui, "large_footer",
      [&] {
        if (ui::button(ui, {.id = "all", .label = stage.say(Key::EvidenceAllPhotos), .kind = ui::ButtonKind::Main}))
          stage.intend(intent::Close{});
      },
      [&] {
        ui::scroll_area(ui, "large", [&] {
          ui::with_side_panel(
              ui, "facts",
              [&] {
                const auto picture = stage.picture(open.picture);
                const float height = ui.is_wide() ? 540 : 420;
                (void)ui::image(ui, {.id = "picture",
                                     .texture = picture.texture,
                                     .aspect = picture.aspect,
                                     .height = height,
                                     .is_cropped = false,
                                     .label = open.kind_label});
                if (!open.not_here.empty()) ui::text(ui, open.not_here, {.ink = ui::Ink::Quiet, .id = "not_here"});
              },
              [&] { ui::card(ui, [&] { facts(stage, view, open); }); });
        });
      });
}

void kind_sheet(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  const bool is_to_close = ui::sheet(ui, {.id = "kind_sheet", .title = stage.say(Key::EvidenceKindQuestion)}, [&] {
    for (const auto& kind : view.kinds) {
      const std::string id = "kind " + kind.id;
      if (ui::option_row(ui, {.id = id, .label = kind.label, .is_chosen = !kind.about.empty()}))
        stage.intend(intent::ChooseKind{kind.id});
    }
  });
  if (is_to_close) stage.intend(intent::CloseSheet{});
}

void criteria_sheet(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  const bool is_to_close = ui::sheet(ui, {.id = "criteria_sheet", .title = stage.say(Key::EvidenceForCriteria)}, [&] {
    for (const auto& criterion : view.criteria) {
      const std::string id = "criterion " + criterion.code;
      if (ui::option_row(ui, {.id = id, .label = criterion.label, .is_chosen = criterion.is_chosen, .is_many = true}))
        stage.intend(intent::ToggleCriterion{criterion.code});
    }
    if (ui::button(ui, {.id = "done", .label = stage.say(Key::Done), .kind = ui::ButtonKind::Main}))
      stage.intend(intent::CloseSheet{});
  });
  if (is_to_close) stage.intend(intent::CloseSheet{});
}

}  // namespace

void draw(Stage& stage, const presenter::EvidenceView& view) {
  auto& ui = stage.ui;
  ui.screen("evidence", [&] {
    bar(stage, {.title = view.title, .subtitle = view.subtitle});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      if (view.open)
        large(stage, view);
      else
        grid(stage, view);
    });
    if (view.sheet == Sheet::Kind && !view.kinds.empty()) kind_sheet(stage, view);
    if (view.sheet == Sheet::Criteria && !view.criteria.empty()) criteria_sheet(stage, view);
  });
}

}  // namespace ocop::screen
