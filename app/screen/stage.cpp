#include "app/screen/stage.h"

namespace ocop::screen {

namespace {

ui::TopBarChip saved_chip(const presenter::View& app) {
  const bool has_failed = app.save_state == presenter::SaveState::Failed;
  ui::TopBarChip chip;
  chip.label = app.saved;
  chip.tone = has_failed ? ui::Tone::Error : ui::Tone::OnBar;
  if (has_failed) chip.icon = ui::Icon::Warning;
  return chip;
}

void error_card(Stage& stage, const presenter::Notice& notice) {
  auto& ui = stage.ui;
  ui::page(ui, [&] {
    ui::card(ui, {.tone = ui::Tone::Error}, [&] {
      ui::text(ui, notice.sentence, {.id = "notice"});
      if (ui::button(ui, {.id = "close-notice", .label = stage.say(text::Key::Close)}))
        stage.intend(presenter::CloseNotice{});
    });
  });
}

}  // namespace

std::string_view bar(Stage& stage, const BarOptions& options) {
  ui::TopBar top{.lead = options.lead, .title = options.title, .subtitle = options.subtitle, .chips = options.chips};
  const bool is_worth_saying = options.shows_saved || stage.app.save_state == presenter::SaveState::Failed;
  const auto& notice = stage.app.notice;
  const bool is_error = notice && notice->kind == presenter::Notice::Kind::Error;
  // What was done is said in the bar, where nothing below moves when the words come and go.
  if (notice && !is_error)
    top.chips.push_back({.label = notice->sentence, .icon = ui::Icon::Check, .tone = ui::Tone::Good});
  else if (is_worth_saying && !stage.app.saved.empty())
    top.chips.push_back(saved_chip(stage.app));
  const auto tap = ui::top_bar(stage.ui, top);
  if (tap.lead && options.lead == ui::Lead::Back) stage.intend(presenter::GoBack{});
  if (tap.lead && options.lead == ui::Lead::Menu) stage.intend(presenter::OpenMenu{});
  if (is_error) error_card(stage, *notice);
  return tap.chip;
}

ui::Tone tone_of(presenter::ChipTone tone) {
  switch (tone) {
    case presenter::ChipTone::Neutral: return ui::Tone::Neutral;
    case presenter::ChipTone::Good: return ui::Tone::Good;
    case presenter::ChipTone::Information: return ui::Tone::Information;
    case presenter::ChipTone::Warning: return ui::Tone::Warning;
    case presenter::ChipTone::Error: return ui::Tone::Error;
  }
  return ui::Tone::Neutral;
}

ui::Chip chip_of(const presenter::ChipView& chip) {
  ui::Chip out{.label = chip.label, .tone = tone_of(chip.tone)};
  if (chip.tone == presenter::ChipTone::Information) out.icon = ui::Icon::Upload;
  if (chip.tone == presenter::ChipTone::Error) out.icon = ui::Icon::Warning;
  if (chip.tone == presenter::ChipTone::Good) out.icon = ui::Icon::Check;
  return out;
}

}  // namespace ocop::screen
