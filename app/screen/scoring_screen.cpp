// Scoring: one criterion a page, the figures beside it (below on a narrow screen). The list and the questions of the
// set are pages of the same screen.
#include "app/screen/scoring_parts.h"
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
using Page = presenter::ScoringView::Page;
namespace intent = presenter::scoring;

namespace {

constexpr float back_width = 116;
constexpr float note_width = 190;

void option(Stage& stage, const presenter::ScoringView& view, const presenter::ScoringOption& one) {
  const std::string id = "option " + one.id;
  const bool is_enabled = view.locked.empty() && !view.criterion.is_in_conflict;
  std::optional<ui::Chip> gate;
  if (!one.gate.empty()) gate = ui::Chip{.label = one.gate, .tone = ui::Tone::Warning};
  if (ui::option_row(stage.ui, {.id = id,
                                .label = one.label,
                                .points = one.points,
                                .is_chosen = one.is_chosen,
                                .is_quiet = one.is_quiet,
                                .chip = gate,
                                .is_enabled = is_enabled}))
    stage.intend(intent::ChooseOption{one.id});
}

void help(Stage& stage, const presenter::ScoringCriterion& criterion) {
  ui::card(stage.ui, {.tone = ui::Tone::Information}, [&] {
    for (std::size_t i = 0; i < criterion.guidance.size(); ++i)
      ui::text(stage.ui, criterion.guidance[i], {.id = "guidance " + std::to_string(i + 1)});
  });
}

void states(Stage& stage, const presenter::ScoringCriterion& criterion) {
  auto& ui = stage.ui;
  if (!criterion.problem.empty())
    ui::card(ui, {.tone = ui::Tone::Error}, [&] { ui::text(ui, criterion.problem, {.id = "problem"}); });
  if (!criterion.silenced.empty())
    ui::card(ui, {.tone = ui::Tone::Warning}, [&] { ui::text(ui, criterion.silenced, {.id = "silenced"}); });
  if (criterion.is_in_conflict && ui::link_row(ui, {.id = "settle",
                                                    .title = stage.say(Key::ScoringInConflict),
                                                    .subtitle = stage.say(Key::ScoringSettle),
                                                    .tone = ui::Tone::Error}))
    stage.intend(intent::OpenConflicts{});
}

void evidence_strip(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  ui::card(ui, [&] {
    ui::flow(ui, "strip", [&] {
      ui::strong(ui, stage.say(Key::ScoringEvidence));
      for (const auto& photo : view.criterion.photos) {
        const auto picture = stage.picture(photo.thumbnail);
        const std::string id = "photo " + photo.evidence.hex();
        if (ui::image(ui, {.id = id,
                           .texture = picture.texture,
                           .aspect = picture.aspect,
                           .width = 84,
                           .height = 60,
                           .is_target = true,
                           .label = photo.label}))
          stage.intend(intent::PickEvidence{});
      }
      if (ui::button(ui, {.id = "take",
                          .label = stage.say(Key::ScoringTakePhoto),
                          .icon = ui::Icon::Camera,
                          .is_enabled = view.locked.empty()}))
        stage.intend(intent::TakePhoto{});
      if (ui::button(ui, {.id = "pick", .label = stage.say(Key::ScoringPickEvidence)}))
        stage.intend(intent::PickEvidence{});
    });
  });
}

void criterion_page(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  const auto& criterion = view.criterion;
  const bool has_help = !criterion.guidance.empty();
  if (ui::heading(ui, {.title = criterion.title,
                       .chips = {{.label = criterion.points_max, .tone = ui::Tone::Warning}},
                       .action_id = has_help ? "help" : "",
                       .action = has_help ? stage.say(Key::Help) : ""}))
    stage.intend(intent::ToggleHelp{});
  if (view.is_help_open && has_help) help(stage, criterion);
  states(stage, criterion);
  for (const auto& question : criterion.questions) scoring_question(stage, view, question);
  for (const auto& one : criterion.cases) {
    if (!one.title.empty()) ui::strong(ui, one.title);
    for (const auto& each : one.options) option(stage, view, each);
  }
  evidence_strip(stage, view);
  if (!criterion.is_answered || criterion.is_in_conflict || !view.locked.empty()) return;
  ui::flow(ui, "below", [&] {
    if (ui::button(ui, {.id = "take_back", .label = stage.say(Key::ScoringTakeBack), .kind = ui::ButtonKind::Quiet}))
      stage.intend(intent::ChooseOption{""});
  });
}

void declarations_page(Stage& stage, const presenter::ScoringView& view) {
  ui::title(stage.ui, stage.say(Key::ScoringSetQuestions));
  for (const auto& question : view.declarations) scoring_question(stage, view, question);
}

void list_page(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  for (const auto& group : view.groups) {
    ui::strong(ui, group.title);
    ui::card(ui, {.padding = 4, .gap = 0}, [&] {
      for (const auto& line : group.lines) {
        std::optional<ui::Chip> chip;
        if (!line.chip.label.empty()) chip = ui::Chip{.label = line.chip.label, .tone = tone_of(line.chip.tone)};
        const std::string id = "criterion " + line.code;
        if (ui::list_row(ui,
                         {.id = id, .title = line.title, .subtitle = line.answer, .note = line.points, .chip = chip}))
          stage.intend(intent::GoToCriterion{line.code});
      }
    });
  }
}

void page(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  // One area for each page: the next one begins at its top.
  const std::string id = view.page == Page::List           ? "criteria"
                         : view.page == Page::Declarations ? "questions"
                                                           : "page " + view.criterion.code;
  ui::scroll_area(ui, id, [&] {
    if (!view.locked.empty())
      ui::card(ui, {.tone = ui::Tone::Warning}, [&] { ui::text(ui, view.locked, {.id = "locked"}); });
    if (view.page == Page::List)
      list_page(stage, view);
    else if (view.page == Page::Declarations)
      declarations_page(stage, view);
    else
      criterion_page(stage, view);
  });
}

void ways(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  std::vector<ui::Column> columns;
  if (!view.previous.empty())
    columns.push_back({ui::fixed(back_width), [&] {
                         if (ui::button(ui, {.id = "previous",
                                             .label = view.previous,
                                             .icon = ui::Icon::Back,
                                             .height = ui::metrics::main_button}))
                           stage.intend(intent::Previous{});
                       }});
  if (view.page == Page::Criterion)
    columns.push_back(
        {ui.is_wide() ? ui::share() : ui::fixed(note_width), [&] {
           const Key label = view.criterion.note.empty() ? Key::ScoringNote : Key::ScoringNoteWritten;
           if (ui::button(ui, {.id = "note", .label = stage.say(label), .height = ui::metrics::main_button}))
             stage.intend(intent::OpenNote{});
         }});
  columns.push_back({ui::share(2), [&] {
                       if (ui::button(ui, {.id = "next", .label = view.next, .kind = ui::ButtonKind::Main}))
                         stage.intend(intent::Next{});
                     }});
  ui::columns(ui, "ways", columns);
}

void note_sheet(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  const std::string title = stage.say(Key::ScoringNoteOf, {view.criterion.code});
  const bool is_to_close = ui::sheet(ui, {.id = "note_sheet", .title = title}, [&] {
    if (view.criterion.note_in_conflict && ui::link_row(ui, {.id = "settle",
                                                             .title = stage.say(Key::ScoringInConflict),
                                                             .subtitle = stage.say(Key::ScoringSettle),
                                                             .tone = ui::Tone::Error}))
      stage.intend(intent::OpenConflicts{});
    const auto change = ui::text_field(ui, {.id = "text",
                                            .label = stage.say(Key::ScoringNote),
                                            .value = view.criterion.note,
                                            .hint = stage.say(Key::ScoringNoteHint),
                                            .is_multi_line = true,
                                            .is_enabled = view.locked.empty() && !view.criterion.note_in_conflict});
    if (change.changed) stage.intend(intent::TypeNote{*change.changed});
    if (change.was_left) stage.intend(intent::LeaveNote{});
    if (ui::button(ui, {.id = "done", .label = stage.say(Key::Done), .kind = ui::ButtonKind::Main}))
      stage.intend(intent::CloseNote{});
  });
  if (is_to_close) stage.intend(intent::CloseNote{});
}

}  // namespace

void draw(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  ui.screen("scoring", [&] {
    bar(stage, {.title = view.title, .subtitle = view.subtitle});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::with_side_panel(
          ui, "panel",
          [&] {
            ui::with_footer(
                ui, "footer", [&] { ways(stage, view); }, [&] { page(stage, view); });
          },
          [&] { scoring_panel(stage, view); });
    });
    if (view.is_note_open) note_sheet(stage, view);
  });
}

}  // namespace ocop::screen
