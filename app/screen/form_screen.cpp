// A form of the law, section by section; every kind of field is drawn here, none is known by name.
#include <algorithm>

#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
using Field = presenter::FormFieldView;
using Kind = presenter::FormFieldView::Kind;
namespace intent = presenter::form;

namespace {

std::string label_of(const Field& field) { return field.label + (field.is_required ? " *" : ""); }

void below(ui::Ui& ui, const Field& field) {
  const std::string id = field.id + "-below";
  if (!field.error.empty()) ui::text(ui, field.error, {.style = ui::TextStyle::Small, .ink = ui::Ink::Error, .id = id});
  else if (!field.help.empty())
    ui::text(ui, field.help, {.style = ui::TextStyle::Small, .ink = ui::Ink::Quiet, .id = id});
}

std::vector<ui::Choice> choices_of(const Field& field) {
  std::vector<ui::Choice> out;
  for (const auto& choice : field.choices) out.push_back({.id = choice.id, .label = choice.label});
  return out;
}

void text_input(Stage& stage, const Field& field) {
  const bool is_number = field.kind == Kind::Number || field.kind == Kind::Date;
  const auto change = ui::text_field(stage.ui, {.id = field.id,
                                                .label = field.label,
                                                .value = field.value,
                                                .hint = field.hint,
                                                .is_required = field.is_required,
                                                .is_multi_line = field.kind == Kind::LongText,
                                                .is_number = is_number,
                                                .error = field.error,
                                                .help = field.help,
                                                .is_enabled = !field.is_locked});
  if (change.changed) stage.intend(intent::Type{field.id, *change.changed});
  if (change.was_left) stage.intend(intent::Leave{field.id});
}

void choice_input(Stage& stage, const Field& field) {
  const std::string label = label_of(field);
  const auto tapped = ui::segmented(stage.ui, {.id = field.id, .label = label, .choices = choices_of(field),
                                               .chosen = field.value, .is_enabled = !field.is_locked});
  if (tapped) stage.intend(intent::Choose{field.id, *tapped});
  below(stage.ui, field);
}

void many_input(Stage& stage, const Field& field) {
  ui::strong(stage.ui, label_of(field));
  stage.ui.within(field.id, [&] {
    for (const auto& choice : field.choices) {
      const bool is_chosen = std::find(field.chosen.begin(), field.chosen.end(), choice.id) != field.chosen.end();
      if (ui::option_row(stage.ui, {.id = choice.id, .label = choice.label, .is_chosen = is_chosen, .is_many = true,
                                    .is_enabled = !field.is_locked}))
        stage.intend(intent::Toggle{field.id, choice.id});
    }
  });
  below(stage.ui, field);
}

// A commune or a set: what is chosen as a row; while it is being chosen, a search with what it finds.
void search_input(Stage& stage, const Field& field) {
  auto& ui = stage.ui;
  ui::strong(ui, label_of(field));
  if (!field.value.empty() && field.is_locked) return ui::text(ui, field.value);
  if (!field.value.empty() &&
      ui::link_row(ui, {.id = field.id, .title = field.value, .subtitle = stage.say(Key::NewDossierChange)}))
    stage.intend(intent::Change{field.id});
  if (!field.is_choosing) return below(ui, field);
  ui.within(field.id, [&] {
    const auto change = ui::search_field(ui, {.id = "find", .value = field.typed, .hint = field.hint});
    if (change.changed) stage.intend(intent::Type{field.id, *change.changed});
    for (const auto& choice : field.choices)
      if (ui::link_row(ui, {.id = choice.id, .title = choice.label, .subtitle = choice.about}))
        stage.intend(intent::Choose{field.id, choice.id});
  });
  below(ui, field);
}

void derived(Stage& stage, const Field& field) {
  auto& ui = stage.ui;
  ui::strong(ui, field.label);
  ui::text(ui, field.value.empty() ? "–" : std::string_view(field.value), {.id = field.id});
  below(ui, field);
}

void way(Stage& stage, const Field& field) {
  auto& ui = stage.ui;
  ui::strong(ui, label_of(field));
  if (!field.value.empty()) ui::text(ui, field.value, {.id = field.id + "-value"});
  if (ui::button(ui, {.id = field.id, .label = field.way})) stage.intend(intent::OpenWay{field.id});
  below(ui, field);
}

void draw_field(Stage& stage, const Field& field);

void table(Stage& stage, const Field& field) {
  auto& ui = stage.ui;
  ui::strong(ui, label_of(field));
  for (const auto& row : field.rows)
    ui::card(ui, {.gap = ui::metrics::gap}, [&] { for (const auto& cell : row) draw_field(stage, cell); });
  if (!field.is_locked &&
      ui::button(ui, {.id = field.id + "-add", .label = stage.say(Key::FormAddRow), .icon = ui::Icon::Plus}))
    stage.intend(intent::AddRow{field.id});
}

void draw_field(Stage& stage, const Field& field) {
  if (field.is_in_conflict) {  // locked until it is settled
    if (ui::link_row(stage.ui,
                     {.id = field.id, .title = field.label, .subtitle = field.error, .tone = ui::Tone::Error}))
      stage.intend(intent::OpenConflict{field.id});
    return;
  }
  switch (field.kind) {
    case Kind::Text:
    case Kind::LongText:
    case Kind::Number:
    case Kind::Date: return text_input(stage, field);
    case Kind::Choice:
    case Kind::Boolean: return choice_input(stage, field);
    case Kind::MultiChoice: return many_input(stage, field);
    case Kind::Unit:
    case Kind::Set: return search_input(stage, field);
    case Kind::Derived: return derived(stage, field);
    case Kind::Table: return table(stage, field);
    case Kind::Evidence:
    case Kind::Signature:
    case Kind::Way: return way(stage, field);
  }
}

bool holds(const Field& field, std::string_view id) {
  return field.id == id || std::any_of(field.rows.begin(), field.rows.end(), [&](const auto& row) {
           return std::any_of(row.begin(), row.end(), [&](const Field& cell) { return cell.id == id; });
         });
}

bool is_typed(const Field& field) {
  return field.kind == Kind::Text || field.kind == Kind::LongText || field.kind == Kind::Number ||
         field.kind == Kind::Date;
}

void section(Stage& stage, const presenter::FormView& view, const presenter::FormSectionView& section,
             std::optional<float>& go_to_y) {
  auto& ui = stage.ui;
  const auto missing =
      std::count_if(section.fields.begin(), section.fields.end(), [](const Field& one) { return one.is_missing; });
  const std::string missing_words = stage.say(Key::HomeChipMissing, {std::to_string(missing)});
  ui::Heading heading{.title = section.title};
  if (missing > 0) heading.chips.push_back({.label = missing_words, .tone = ui::Tone::Warning});
  ui::card(ui, {.gap = ui::metrics::gap}, [&] {
    (void)ui::heading(ui, heading);
    for (const auto& field : section.fields) {
      if (!view.go_to.empty() && holds(field, view.go_to)) {
        go_to_y = ui.region().y;
        if (is_typed(field)) ui.focus(ui.path_of(field.id));
      }
      draw_field(stage, field);
    }
  });
}

// Brings the field that was asked for to the top of the scroll area.
void arrive(Stage& stage, float top, std::optional<float> field_y) {
  if (field_y) {
    auto& memory = stage.ui.memory("fields");
    memory.scroll = std::max(0.0F, memory.scroll + *field_y - top);
    stage.ui.want_frame();
  }
  stage.intend(intent::Arrived{});
}

void footer(Stage& stage, const presenter::FormView& view) {
  auto& ui = stage.ui;
  ui::columns(ui, "foot",
              {
                  {ui::share(),
                   [&] {
                     ui.space((ui::metrics::plain_button - ui::line_height_dp(ui::TextStyle::Body)) /
                              2);  // beside the button's words
                     ui::text(ui, view.missing_line,
                              {.ink = view.missing == 0 ? ui::Ink::Good : ui::Ink::Warning, .id = "missing"});
                   }},
                  {ui::share(),
                   [&] {
                     if (ui::button(ui, {.id = "next_missing",
                                         .label = stage.say(Key::FormNextMissing),
                                         .is_enabled = view.missing > 0}))
                       stage.intend(intent::NextMissing{});
                   }},
              });
}

}  // namespace

void draw(Stage& stage, const presenter::FormView& view) {
  auto& ui = stage.ui;
  ui.screen("form", [&] {
    bar(stage, {.title = view.title, .subtitle = view.subtitle});
    ui::page(ui, [&] {
      if (!view.is_loaded) return ui::text(ui, stage.say(Key::FormWaitLoading), {.ink = ui::Ink::Quiet});
      ui::with_footer(ui, "footer", [&] { footer(stage, view); }, [&] {
        if (!view.locked.empty()) ui::card(ui, {.tone = ui::Tone::Warning}, [&] { ui::text(ui, view.locked); });
        const float top = ui.region().y + ui::metrics::gap;
        std::optional<float> go_to_y;
        ui::scroll_area(ui, "fields", [&] {
          for (const auto& one : view.sections) section(stage, view, one, go_to_y);
        });
        if (!view.go_to.empty()) arrive(stage, top, go_to_y);
      });
    });
  });
}

}  // namespace ocop::screen
