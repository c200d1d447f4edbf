// What is held apart: batches at the province, and changes of which a copy of this folder wrote another.
#include "app/cli/commands.h"
#include "core/service/held.h"
#include "core/service/json.h"

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

}  // namespace ocop::cli
