// A conflict: values side by side (below each other on a narrow screen), one tap and a reason.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::conflict;

namespace {

constexpr float photo_height = 150;
constexpr float ways_width = 230;
constexpr std::size_t photos_max = 2;  // of one value; the evidence screen shows them all

void photos(Stage& stage, const presenter::ConflictValueView& value) {
  auto& ui = stage.ui;
  std::vector<ui::Column> row;
  for (std::size_t i = 0; i < value.photos.size() && i < photos_max; ++i)
    row.push_back({ui::share(), [&stage, &value, i] {
                     const auto picture = stage.picture(value.photos[i]);
                     const std::string id = "photo " + std::to_string(value.n) + " " + std::to_string(i + 1);
                     (void)ui::image(stage.ui, {.id = id,
                                                .texture = picture.texture,
                                                .aspect = picture.aspect,
                                                .height = photo_height,
                                                .label = value.photos_about});
                   }});
  if (!row.empty()) ui::columns(ui, "photos " + std::to_string(value.n), row);
  if (!value.photos_about.empty())
    ui::text(ui, value.photos_about,
             {.style = ui::TextStyle::Small, .ink = ui::Ink::Quiet, .id = "photos_about " + std::to_string(value.n)});
}

void value_card(Stage& stage, const presenter::ConflictView& view, const presenter::ConflictValueView& value) {
  auto& ui = stage.ui;
  ui::card(ui, {.gap = 12}, [&] {
    std::vector<ui::Chip> chips;
    if (!value.when.label.empty()) chips.push_back({.label = value.when.label, .tone = tone_of(value.when.tone)});
    ui::heading(ui, {.title = value.officer, .chips = chips, .style = ui::TextStyle::LeadStrong});
    photos(stage, value);
    const std::string number = std::to_string(value.n);
    ui::text(ui, value.value, {.style = ui::TextStyle::Lead, .id = "value " + number});
    if (!value.points.empty())
      ui::text(ui, value.points, {.style = ui::TextStyle::LeadStrong, .id = "points " + number});
    if (ui::button(ui, {.id = "choose " + number,
                        .label = value.choose,
                        .kind = ui::ButtonKind::Main,
                        .is_enabled = !view.is_saving}))
      stage.intend(intent::Choose{value.n});
  });
}

void values(Stage& stage, const presenter::ConflictView& view) {
  auto& ui = stage.ui;
  if (!ui.is_wide() || view.values.size() != 2) {
    for (const auto& value : view.values) value_card(stage, view, value);
    return;
  }
  ui::columns(ui, "values",
              {{ui::share(), [&] { value_card(stage, view, view.values[0]); }},
               {ui::share(), [&] { value_card(stage, view, view.values[1]); }}});
}

void other_button(Stage& stage) {
  if (ui::button(stage.ui, {.id = "other", .label = stage.say(Key::ConflictOtherValue)}))
    stage.intend(intent::OpenOther{});
}

void neighbours(Stage& stage, const presenter::ConflictView& view) {
  auto& ui = stage.ui;
  if (!view.has_previous && !view.has_next) return;
  ui::flow(ui, "neighbours", [&] {
    if (view.has_previous && ui::button(ui, {.id = "previous", .label = stage.say(Key::ConflictPrevious)}))
      stage.intend(intent::Previous{});
    if (view.has_next && ui::button(ui, {.id = "next", .label = stage.say(Key::ConflictNext)}))
      stage.intend(intent::Next{});
  });
}

void reason(Stage& stage, const presenter::ConflictView& view) {
  auto& ui = stage.ui;
  ui::card(ui, [&] {
    const auto field = [&] {
      const auto change = ui::text_field(ui, {.id = "reason",
                                              .label = stage.say(Key::ConflictReason),
                                              .value = view.reason,
                                              .hint = stage.say(Key::ConflictReasonHint),
                                              .is_required = true,
                                              .error = view.reason_error});
      if (change.changed) stage.intend(intent::TypeReason{*change.changed});
    };
    if (!view.can_write_other) return field();
    if (ui.is_wide())
      return ui::columns(ui, "reason_line",
                         {{ui::share(), field}, {ui::fixed(ways_width), [&] { other_button(stage); }}});
    field();
    other_button(stage);
  });
}

void other_sheet(Stage& stage, const presenter::ConflictView& view) {
  auto& ui = stage.ui;
  const bool is_to_close = ui::sheet(ui, {.id = "other_sheet", .title = stage.say(Key::ConflictOtherValue)}, [&] {
    for (const auto& choice : view.other_choices) {
      const std::string id = "choice " + choice.id;
      if (ui::option_row(ui, {.id = id, .label = choice.label, .points = choice.about}))
        stage.intend(intent::ChooseOther{choice.id});
    }
    if (!view.other_choices.empty()) return;
    const auto change = ui::text_field(ui, {.id = "text",
                                            .label = stage.say(Key::ConflictOtherValue),
                                            .value = view.other_text,
                                            .is_multi_line = view.is_other_long,
                                            .error = view.other_error});
    if (change.changed) stage.intend(intent::TypeOther{*change.changed});
    if (ui::button(ui, {.id = "save", .label = stage.say(Key::ConflictChooseValue), .kind = ui::ButtonKind::Main}))
      stage.intend(intent::SaveOther{});
  });
  if (is_to_close) stage.intend(intent::CloseOther{});
}

}  // namespace

void draw(Stage& stage, const presenter::ConflictView& view) {
  auto& ui = stage.ui;
  ui.screen("conflict", [&] {
    std::vector<ui::TopBarChip> chips;
    if (view.count > 0) chips.push_back({.label = view.count_label});
    bar(stage,
        {.title = stage.say(Key::ConflictTitle), .subtitle = view.subtitle, .chips = chips, .shows_saved = false});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      if (view.count == 0) return ui::text(ui, view.explained, {.ink = ui::Ink::Quiet, .id = "explained"});
      ui::scroll_area(ui, "page", [&] {
        ui::text(ui, view.explained, {.style = ui::TextStyle::Small, .id = "explained"});
        reason(stage, view);
        values(stage, view);
        neighbours(stage, view);
      });
    });
    if (view.is_other_open) other_sheet(stage, view);
  });
}

}  // namespace ocop::screen
