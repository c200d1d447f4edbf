// Enrolment: an address, a code, and plain words about what happens.
#include "app/screen/screens.h"

namespace ocop::screen {

using text::Key;
namespace intent = presenter::enrolment;

namespace {

void enrolled(Stage& stage, const presenter::EnrolmentView& view) {
  auto& ui = stage.ui;
  ui::card(ui, {.tone = ui::Tone::Good}, [&] {
    ui::strong(ui, stage.say(Key::EnrolmentAlready));
    ui::text(ui, view.done, {.id = "done"});
  });
  ui::card(ui, [&] {
    ui::small(ui, stage.say(Key::EnrolmentOfficer));
    ui::text(ui, view.officer, {.style = ui::TextStyle::LeadStrong, .id = "officer"});
    ui::small(ui, stage.say(Key::EnrolmentUnits));
    for (const auto& commune : view.communes) ui::text(ui, commune);
  });
  if (ui::button(ui, {.id = "finish", .label = stage.say(Key::Done), .kind = ui::ButtonKind::Main}))
    stage.intend(intent::Finish{});
}

void plain_http(Stage& stage, const presenter::EnrolmentView& view) {
  auto& ui = stage.ui;
  ui::card(ui, {.tone = ui::Tone::Warning}, [&] {
    ui::text(ui, stage.say(Key::EnrolmentPlainHttp), {.id = "plain_http"});
    if (ui::option_row(ui, {.id = "allow_plain_http",
                            .label = stage.say(Key::EnrolmentAllowPlainHttp),
                            .is_chosen = view.allows_plain_http,
                            .is_many = true}))
      stage.intend(intent::AllowPlainHttp{!view.allows_plain_http});
  });
}

void request(Stage& stage, const presenter::EnrolmentView& view) {
  auto& ui = stage.ui;
  ui::text(ui, stage.say(Key::EnrolmentWhy), {.id = "why"});
  if (!view.failed.empty()) {
    ui::card(ui, {.tone = ui::Tone::Error}, [&] {
      ui::strong(ui, stage.say(Key::EnrolmentFailed));
      ui::text(ui, view.failed, {.id = "failed"});
    });
  }
  ui::card(ui, {.gap = 14}, [&] {
    const auto server = ui::text_field(ui, {.id = "server",
                                            .label = stage.say(Key::EnrolmentServer),
                                            .value = view.server,
                                            .hint = stage.say(Key::EnrolmentServerHint),
                                            .is_required = true,
                                            .error = view.server_error,
                                            .is_enabled = !view.is_asking});
    if (server.changed) stage.intend(intent::TypeServer{*server.changed});
    const auto code = ui::text_field(ui, {.id = "code",
                                          .label = stage.say(Key::EnrolmentCode),
                                          .value = view.code,
                                          .is_required = true,
                                          .error = view.code_error,
                                          .help = stage.say(Key::EnrolmentCodeHint),
                                          .is_enabled = !view.is_asking});
    if (code.changed) stage.intend(intent::TypeCode{*code.changed});
    const auto ca_file = ui::text_field(ui, {.id = "ca_file",
                                             .label = stage.say(Key::EnrolmentCaFile),
                                             .value = view.ca_file,
                                             .error = view.ca_file_error,
                                             .help = stage.say(Key::EnrolmentCaFileHint),
                                             .is_enabled = !view.is_asking});
    if (ca_file.changed) stage.intend(intent::TypeCaFile{*ca_file.changed});
  });
  if (view.is_plain_http) plain_http(stage, view);
  if (ui::button(ui, {.id = "start",
                      .label = stage.say(view.is_asking ? Key::EnrolmentUnderWay : Key::EnrolmentStart),
                      .kind = ui::ButtonKind::Main,
                      .is_enabled = !view.is_asking}))
    stage.intend(intent::Start{});
}

}  // namespace

void draw(Stage& stage, const presenter::EnrolmentView& view) {
  auto& ui = stage.ui;
  ui.screen("enrolment", [&] {
    bar(stage, {.title = stage.say(Key::EnrolmentTitle), .shows_saved = false});
    if (!view.is_loaded) return;
    ui::page(ui, [&] {
      ui::scroll_area(ui, "page", [&] {
        if (view.is_enrolled)
          enrolled(stage, view);
        else
          request(stage, view);
      });
    });
  });
}

}  // namespace ocop::screen
