// What the province does not let count, and why: what is held apart (batches there, and changes of which a copy of this
// folder wrote another), and the effects that it withholds.
#include "app/cli/commands.h"
#include "core/service/held.h"
#include "core/service/json.h"
#include "core/service/notices.h"

namespace ocop::cli {

Status held(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const service::Held found, service::list_held(*opened.folder));
  if (program.wants_json) return print_line(service::to_json(found));
  if (found.batches.empty() && found.changes.empty()) return print_line(phrase(program, text::Key::CliNothingHeld));
  for (const service::HeldBatch& batch : found.batches) {
    TRY(print_line(phrase(program, text::Key::CliHeldBatch, {std::to_string(batch.changes), batch.reason})));
  }
  for (const service::HeldChange& change : found.changes) {
    const auto key = change.written_anew ? text::Key::CliHeldOurs : text::Key::CliHeldTheirs;
    TRY(print_line(phrase(program, key, {change.key.record.hex(), change.officer, iso_utc(change.wall_ms)})));
  }
  return {};
}

Status notices(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const auto found, service::list_notices(*opened.folder));
  if (program.wants_json) return print_line(service::to_json(found));
  if (found.empty()) return print_line(phrase(program, text::Key::WithheldNone));
  for (const service::NoticeView& notice : found) {
    const std::string who = notice.record.is_zero() ? std::string{}
                                                    : "  " + phrase(program, text::Key::WithheldBy,
                                                                    {notice.officer, iso_utc(notice.wall_ms)});
    TRY(print_line(notice.root.hex() + "  " + text::notice(notice.reason, program.language) + who));
  }
  return {};
}

}  // namespace ocop::cli
