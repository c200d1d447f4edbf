// Where there is no network: what is to be sent in a file, and what comes back in one.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/text/bundle_words.h"
#include "core/service/sync_service.h"
#include "platform/linux/file_place.h"
#include "sync/bundle/export.h"
#include "sync/bundle/import.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string imported_json(const bundle::Imported& done) {
  return Json{{"ok", done.is_whole()},
              {"entries", done.entries},
              {"missing", done.missing},
              {"damaged", done.damaged},
              {"cut", done.is_cut},
              {"elsewhere", done.elsewhere},
              {"again", done.again},
              {"older", done.is_older},
              {"carried", done.carried},
              {"answered", done.answered},
              {"changes", done.changes},
              {"waiting", done.waiting},
              {"conflicts", done.conflicts},
              {"photos_arrived", done.photos_arrived},
              {"photos", done.photos_down}}
      .dump();
}

Status print_imported(const Program& program, const bundle::Imported& done) {
  const text::BundleWords words = text::bundle_words(done);
  for (const std::string& line : text::taken_sentences(words, program.language)) TRY(print_line(line));
  for (const std::string& line : text::missing_sentences(words, program.language)) TRY(print_line(line));
  return print_line(text::next_sentence(words, program.language));
}

}  // namespace

Status bundle_export(Program& program) {
  const std::string& path = program.arguments.words.front();
  TRY_ASSIGN(const service::PhotoPolicy photos, read_photo_policy(program));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::SyncService control(*opened.folder);
  TRY_ASSIGN(platform::FilePlace place, platform::find_place(path));
  TRY_ASSIGN(const bundle::Exported done,
             bundle::export_bundle(control, program.entropy, photos, {place.files, place.name}));
  return print_line(Json{{"file", path},
                         {"bytes", done.bytes},
                         {"entries", done.entries},
                         {"changes", done.changes},
                         {"photos", done.photos},
                         {"carried", done.carried}}
                        .dump(-1, ' ', false, Json::error_handler_t::replace));
}

Status bundle_import(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::SyncService control(*opened.folder);
  TRY_ASSIGN(const platform::FilePlace place, platform::find_place(program.arguments.words.front()));
  TRY_ASSIGN(const bundle::Imported done, bundle::import_bundle(control, place.files, place.name));
  TRY(program.wants_json ? print_line(imported_json(done)) : print_imported(program, done));
  if (done.is_whole()) return {};
  return Error{ErrorCode::BundleIncomplete, std::to_string(done.missing) + " missing, " +
                                                std::to_string(done.damaged) + " damaged"};
}

}  // namespace ocop::cli
