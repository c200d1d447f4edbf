// Photos in and out. Every photo is a command of its own: what was saved before one is refused stays saved.
#include "app/cli/commands.h"
#include "core/base/limits.h"
#include "core/service/commands.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

std::string file_name(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

Result<Id> add_file(service::Folder& folder, service::AddEvidence command, const std::string& path) {
  TRY_ASSIGN(command.jpeg, read_file(path, limits::photo_file_bytes_max));
  command.file_name = file_name(path);
  auto added = service::add_evidence(folder, command);
  if (!added) return Error{added.error().code, path + ": " + added.error().detail};
  return added;
}

Result<service::EvidenceView> find_evidence(service::Folder& folder, const std::string& text) {
  TRY_ASSIGN(const Id id, service::find_id(folder, "evidence", text));
  TRY_ASSIGN(const auto key, folder.journal().find_record(id));
  if (!key) return Error{ErrorCode::NotFound, text};
  TRY_ASSIGN(const service::DossierView dossier, service::read_dossier(folder, key->root));
  for (const service::EvidenceView& evidence : dossier.evidence)
    if (evidence.record.key.record == id) return evidence;
  return Error{ErrorCode::NotFound, text};
}

Result<const std::optional<service::PhotoView>*> choose_size(const service::EvidenceView& evidence,
                                                             std::string_view size) {
  if (size == "original") return &evidence.original;
  if (size == "review") return &evidence.review;
  if (size == "thumbnail") return &evidence.thumbnail;
  return Error{ErrorCode::Usage, "no size " + std::string(size)};
}

}  // namespace

Status evidence_add(Program& program) {
  const auto& words = program.arguments.words;
  service::AddEvidence command;
  TRY_ASSIGN(command.kind, program.arguments.required("kind"));
  command.criteria = program.arguments.values("criterion");
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(command.dossier, service::find_id(*opened.folder, "dossier", words[0]));
  std::vector<std::string> ids;
  Status refused;
  for (std::size_t at = 1; at < words.size() && refused; ++at) {
    const auto added = add_file(*opened.folder, command, words[at]);
    if (added) ids.push_back(added->hex());
    else refused = added.error();
  }
  if (!ids.empty()) TRY(print_line(json_list("ids", ids)));
  return refused;
}

Status evidence_get(Program& program) {
  TRY_ASSIGN(const std::string size, program.arguments.required("size"));
  TRY_ASSIGN(const std::string out, program.arguments.required("out"));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const service::EvidenceView evidence, find_evidence(*opened.folder, program.arguments.words[0]));
  TRY_ASSIGN(const auto* photo, choose_size(evidence, size));
  if (!photo->has_value()) return Error{ErrorCode::NotFound, size + ": none"};
  if (!(*photo)->is_here) {
    TRY(service::want_photo(*opened.folder, (*photo)->sha256));
    return Error{ErrorCode::NotFound, size + ": asked for, comes with the next sync"};
  }
  TRY_ASSIGN(const Bytes bytes, opened.folder->photos().read((*photo)->sha256));
  TRY(write_file(out, bytes));
  return print_line(json_object({{"out", out}, {"sha256", (*photo)->sha256.hex()}}));
}

}  // namespace ocop::cli
