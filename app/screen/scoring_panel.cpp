// Points, parts and stars; in words what holds the product back, with the way to mend it; what is left to do.
#include <algorithm>

#include "app/screen/scoring_parts.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::scoring;

namespace {

constexpr std::size_t gates_max_beside_list = 2;  // upright, the list of criteria needs the room

void figures(Stage& stage, const presenter::ScoringFigures& figures) {
  auto& ui = stage.ui;
  ui::card(ui, [&] {
    if (!figures.points.empty())
      ui::figure(ui, {.value = figures.points,
                      .unit = figures.points_unit,
                      .stars = figures.stars,
                      .stars_max = figures.stars_max});
    if (!figures.no_figure.empty()) ui::text(ui, figures.no_figure, {.ink = ui::Ink::Warning, .id = "no_figure"});
    std::vector<ui::Bar> bars;
    for (const auto& part : figures.parts)
      bars.push_back({.label = part.label,
                      .value = static_cast<double>(part.points),
                      .max = static_cast<double>(part.points_max),
                      .text = part.text});
    ui::bars(ui, bars);
    if (!figures.next_band.empty()) ui::small(ui, figures.next_band);
    if (!figures.notice.empty()) ui::small(ui, figures.notice);
  });
}

void what_bars(Stage& stage, const presenter::ScoringFigures& figures) {
  auto& ui = stage.ui;
  for (std::size_t i = 0; i < figures.barred.size(); ++i) {
    const std::string id = "barred " + figures.barred_by[i];
    if (ui::link_row(ui, {.id = id, .title = figures.barred[i], .tone = ui::Tone::Error}))
      stage.intend(intent::GoToQuestion{figures.barred_by[i]});
  }
}

void what_holds_back(Stage& stage, const presenter::ScoringFigures& figures, std::size_t gates_max) {
  auto& ui = stage.ui;
  if (figures.held_back.empty()) return;
  const std::size_t shown = std::min(gates_max, figures.held_back.size());
  ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
    ui::strong(ui, figures.held_back_title);
    ui::text(ui, figures.held_back_about, {.style = ui::TextStyle::Small});
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& gate = figures.held_back[i];
      const std::string id = "gate " + gate.criterion;
      if (ui::link_row(ui, {.id = id, .title = gate.title, .subtitle = gate.needs, .tone = ui::Tone::Warning}))
        stage.intend(intent::GoToCriterion{gate.criterion});
    }
    if (shown < figures.held_back.size())
      ui::small(ui, stage.say(Key::ScoringMoreGates, {std::to_string(figures.held_back.size() - shown)}));
    if (!figures.later_gates.empty()) ui::small(ui, figures.later_gates);
  });
}

}  // namespace

void scoring_panel(Stage& stage, const presenter::ScoringView& view) {
  auto& ui = stage.ui;
  const auto cards = [&] {
    figures(stage, view.figures);
    if (!view.figures.between.empty() && ui::link_row(ui, {.id = "between",
                                                           .title = view.figures.between,
                                                           .subtitle = stage.say(Key::ScoringSettle),
                                                           .tone = ui::Tone::Error}))
      stage.intend(intent::OpenConflicts{});
    what_bars(stage, view.figures);
    const bool is_short = !ui.is_wide() && view.page == presenter::ScoringView::Page::List;
    what_holds_back(stage, view.figures, is_short ? gates_max_beside_list : view.figures.held_back.size());
    if (!view.figures.remaining.empty() &&
        ui::link_row(ui, {.id = "list", .title = view.figures.remaining, .subtitle = view.figures.undeclared}))
      stage.intend(intent::GoToList{});
  };
  if (ui.is_wide())
    ui::scroll_area(ui, "figures", cards);
  else
    cards();
}

void scoring_question(Stage& stage, const presenter::ScoringView& view, const presenter::ScoringQuestion& question) {
  auto& ui = stage.ui;
  const ui::Tone tone = question.is_in_conflict || !question.follows.empty() ? ui::Tone::Warning : ui::Tone::Plain;
  ui::card(ui, {.tone = tone}, [&] {
    const std::string id = "declare " + question.id;
    ui::text(ui, question.text, {.id = id + " text"});
    if (question.is_in_conflict) {
      if (ui::link_row(ui, {.id = id + " settle",
                            .title = stage.say(Key::ScoringInConflict),
                            .subtitle = stage.say(Key::ScoringSettle),
                            .tone = ui::Tone::Error}))
        stage.intend(intent::OpenConflicts{});
      return;
    }
    const std::string_view chosen = !question.answer ? "" : *question.answer ? "yes" : "no";
    const auto tapped = ui::segmented(
        ui, {.id = id,
             .label = question.question,
             .choices = {{.id = "yes", .label = stage.say(Key::Yes)}, {.id = "no", .label = stage.say(Key::No)}},
             .chosen = chosen,
             .is_enabled = view.locked.empty()});
    // The answer given already, tapped again, is taken back: nothing was declared.
    if (tapped)
      stage.intend(
          intent::Declare{question.id, *tapped == chosen ? std::nullopt : std::optional<bool>(*tapped == "yes")});
    if (!question.follows.empty())
      ui::text(ui, question.follows, {.style = ui::TextStyle::Small, .ink = ui::Ink::Warning, .id = id + " follows"});
  });
}

}  // namespace ocop::screen
