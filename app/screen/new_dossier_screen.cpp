// A new dossier: four cards from above downwards, and the button that makes it.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::new_dossier;

namespace {

// What was chosen, folded into one row; a tap opens the choice again.
bool chosen_row(Stage& stage, std::string_view id, const presenter::ChoiceView& choice) {
  const std::string about = choice.about.empty() ? std::string(stage.say(Key::NewDossierChange)) : choice.about;
  return ui::link_row(stage.ui, {.id = id, .title = choice.label, .subtitle = about});
}

std::optional<std::string> choices(Stage& stage, std::string_view id, const std::vector<presenter::ChoiceView>& list) {
  std::optional<std::string> out;
  stage.ui.within(id, [&] {
    for (const auto& choice : list)
      if (ui::link_row(stage.ui, {.id = choice.id, .title = choice.label, .subtitle = choice.about})) out = choice.id;
  });
  return out;
}

void unit(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  ui::strong(ui, stage.say(Key::NewDossierUnit));
  if (view.unit) {
    if (chosen_row(stage, "unit", *view.unit)) stage.intend(intent::ChangeUnit{});
    return;
  }
  const auto change =
      ui::search_field(ui, {.id = "find_unit", .value = view.unit_search, .hint = stage.say(Key::FormFindUnit)});
  if (change.changed) stage.intend(intent::SearchUnit{*change.changed});
  if (const auto tapped = choices(stage, "units", view.units)) stage.intend(intent::ChooseUnit{*tapped});
}

void new_producer(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  const auto change = ui::text_field(ui, {.id = "producer_name", .label = stage.say(Key::NewDossierProducerName),
                                          .value = view.producer_name, .is_required = true});
  if (change.changed) stage.intend(intent::TypeProducerName{*change.changed});
  unit(stage, view);
  if (ui::button(
          ui,
          {.id = "known_producer", .label = stage.say(Key::NewDossierKnownProducer), .kind = ui::ButtonKind::Quiet}))
    stage.intend(intent::ChangeProducer{});
}

void producer(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  ui::title(ui, stage.say(Key::NewDossierProducer));
  if (view.producer) {
    if (chosen_row(stage, "producer", *view.producer)) stage.intend(intent::ChangeProducer{});
    return;
  }
  if (view.is_adding_producer) return new_producer(stage, view);
  const auto change = ui::search_field(
      ui, {.id = "find_producer", .value = view.producer_search, .hint = stage.say(Key::NewDossierFindProducer)});
  if (change.changed) stage.intend(intent::SearchProducer{*change.changed});
  if (const auto tapped = choices(stage, "producers", view.producers)) stage.intend(intent::ChooseProducer{*tapped});
  if (ui::button(ui, {.id = "add_producer", .label = stage.say(Key::NewDossierAddProducer), .icon = ui::Icon::Plus}))
    stage.intend(intent::AddProducer{});
}

void set(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  ui::title(ui, stage.say(Key::NewDossierSet));
  if (view.set) {
    if (chosen_row(stage, "set", *view.set)) stage.intend(intent::ChangeSet{});
    return;
  }
  const auto change =
      ui::search_field(ui, {.id = "find_set", .value = view.set_search, .hint = stage.say(Key::NewDossierFindSet)});
  if (change.changed) stage.intend(intent::SearchSet{*change.changed});
  for (const auto& group : view.sets) {
    ui::strong(ui, group.title);
    if (const auto tapped = choices(stage, "sets", group.choices)) stage.intend(intent::ChooseSet{*tapped});
  }
}

void kind(Stage& stage, const presenter::NewDossierView& view) {
  ui::title(stage.ui, stage.say(Key::NewDossierKind));
  std::vector<ui::Choice> kinds;
  for (const auto& choice : view.kinds) kinds.push_back({.id = choice.id, .label = choice.label});
  if (const auto tapped = ui::segmented(stage.ui, {.id = "kind", .choices = kinds, .chosen = view.kind}))
    stage.intend(intent::ChooseKind{*tapped});
}

void footer(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  if (!view.still_needed.empty()) ui::small(ui, view.still_needed);
  if (ui::button(ui, {.id = "create", .label = stage.say(view.is_creating ? Key::Saving : Key::NewDossierCreate),
                      .kind = ui::ButtonKind::Main, .is_enabled = view.still_needed.empty() && !view.is_creating}))
    stage.intend(intent::Create{});
}

}  // namespace

void draw(Stage& stage, const presenter::NewDossierView& view) {
  auto& ui = stage.ui;
  ui.screen("new_dossier", [&] {
    bar(stage, {.title = stage.say(Key::NewDossierTitle), .shows_saved = false});
    ui::page(ui, [&] {
      ui::with_footer(ui, "footer", [&] { footer(stage, view); }, [&] {
        ui::scroll_area(ui, "steps", [&] {
          ui::card(ui, [&] { producer(stage, view); });
          ui::card(ui, [&] {
            ui::title(ui, stage.say(Key::NewDossierProduct));
            const auto change = ui::text_field(ui, {.id = "product_name", .value = view.product_name});
            if (change.changed) stage.intend(intent::TypeProductName{*change.changed});
          });
          ui::card(ui, [&] { set(stage, view); });
          ui::card(ui, [&] { kind(stage, view); });
        });
      });
    });
  });
}

}  // namespace ocop::screen
