// What can be shown to somebody else: the province's receipt for a dossier, this tablet's word that it holds nothing
// unsent; and the room that they allow to win back.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "core/base/limits.h"
#include "core/service/prune.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "sync/client/curl_transport.h"
#include "sync/engine/proofs.h"
#include "sync/engine/receipts.h"
#include "sync/protocol/codec.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::ShownStatement;
using protocol::Receipt;
using service::ReceiptView;
using service::Unsent;

std::string number(std::uint64_t value) { return std::to_string(value); }

// ---- a receipt of this folder's

Result<Receipt> ask_province(Program& program, service::Folder& folder, const Id& dossier) {
  service::SyncService control(folder);
  TRY_ASSIGN(const service::SyncIdentity identity, control.identity());
  client::TransportOptions options;
  options.server_url = identity.server_url;
  options.ca_file = identity.ca_file;
  options.allows_plain_http = identity.allows_plain_http;
  client::CurlTransport transport(options);
  protocol::ReceiptRequest request{protocol::name_of(identity.device), {}, dossier};
  program.entropy.fill(request.nonce.bytes);
  TRY_ASSIGN(const auto response,
             transport.perform({"POST", std::string(protocol::receipt_path), {},
                                protocol::write_receipt_request(request, identity.mac_key), limits::body_bytes_max}));
  if (response.status != 200) return protocol::refusal_error(response.status, response.body);
  TRY_ASSIGN(const Receipt receipt, engine::checked_receipt(response.body, identity.province, dossier));
  TRY(service::save_receipt(folder, dossier, response.body));
  return receipt;
}

// The one that is kept, where it says all there is to say, or the province cannot be reached.
Result<ReceiptView> newest_receipt(Program& program, service::Folder& folder, const Id& dossier) {
  TRY_ASSIGN(const auto kept, engine::view_kept_receipt(folder, dossier));
  if (kept && kept->is_whole) return *kept;
  const auto asked = ask_province(program, folder, dossier);
  if (asked) return engine::view_receipt(folder, *asked);
  if (!kept) return asked.error();
  return *kept;
}

std::string province_line(const Program& program, const PublicKey& province) {
  return phrase(program, text::Key::ProofProvince, {province.hex()});
}

Status show_receipt(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::Folder& folder = *opened.folder;
  TRY_ASSIGN(const Id dossier, service::find_id(folder, "dossier", program.arguments.words[0]));
  TRY_ASSIGN(const ReceiptView receipt, newest_receipt(program, folder, dossier));
  if (program.wants_json) return print_line(receipt.text);
  const text::Key sentence = receipt.is_whole ? text::Key::ReceiptAll : text::Key::ReceiptPart;
  return print_line(phrase(program, sentence, {number(receipt.changes()), number(receipt.photos_here()),
                                               iso_utc(receipt.wall_ms)}) +
                    "\n" + province_line(program, receipt.province));
}

// ---- what somebody shows

Error not_true(std::string detail) { return {ErrorCode::InvalidInput, std::move(detail)}; }

Result<std::string> read_shown(const Program& program) {
  TRY_ASSIGN(const std::string path, program.arguments.required("check"));
  TRY_ASSIGN(const Bytes bytes, read_file(path, limits::json_file_bytes_max));
  if (bytes.size() > limits::json_file_bytes_max) return ErrorCode::LimitExceeded;
  return std::string(as_text(bytes));
}

// Whose key it is can only be known where a data folder is named that is enrolled.
Result<std::optional<PublicKey>> own_province(Program& program) {
  if (program.data.empty()) return std::optional<PublicKey>{};
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::SyncService control(*opened.folder);
  const auto identity = control.identity();
  if (identity) return std::optional<PublicKey>{identity->province};
  if (identity.error().code == ErrorCode::NotEnrolled) return std::optional<PublicKey>{};
  return identity.error();
}

Status check_receipt(Program& program) {
  TRY_ASSIGN(const std::string shown, read_shown(program));
  TRY_ASSIGN(const Receipt receipt, engine::read_receipt_text(shown));
  TRY_ASSIGN(const auto province, own_province(program));
  if (province && *province != receipt.province) return not_true("another province's key");
  if (program.wants_json) {
    return print_line(Json{{"ok", true},
                           {"dossier", receipt.dossier.hex()},
                           {"province", receipt.province.hex()},
                           {"is_our_province", province.has_value()},
                           {"at", iso_utc(receipt.wall_ms)}}
                          .dump());
  }
  const text::Key sentence = province ? text::Key::ReceiptTrue : text::Key::ReceiptSigned;
  return print_line(phrase(program, sentence) + "\n" + province_line(program, receipt.province));
}

std::string stated(const Program& program, const Unsent& left) {
  if (left.is_nothing()) return phrase(program, text::Key::StatementNothing);
  return phrase(program, text::Key::StatementLeft,
                {number(left.changes()), number(left.photos), number(left.held), number(left.waiting),
                 number(left.carried), number(left.bundles)});
}

Status check_statement(Program& program) {
  TRY_ASSIGN(const std::string text, read_shown(program));
  TRY_ASSIGN(const ShownStatement shown, engine::read_statement_text(text));
  TRY_ASSIGN(const auto province, own_province(program));
  if (province && !shown.enrolment) return not_true("no province enrolled this tablet");
  if (province && *province != shown.enrolment->province) return not_true("another province's key");
  const Unsent& unsent = shown.unsent;
  if (program.wants_json) {
    return print_line(Json{{"ok", true},
                           {"nothing_unsent", unsent.is_nothing()},
                           {"officer", unsent.officer},
                           {"device", unsent.device.hex()},
                           {"province", shown.enrolment ? Json(shown.enrolment->province.hex()) : Json()},
                           {"is_our_province", province.has_value()},
                           {"at", iso_utc(unsent.wall_ms)}}
                          .dump());
  }
  const std::string said = stated(program, unsent) + "\n";
  const std::string at = iso_utc(unsent.wall_ms);
  if (!shown.enrolment) return print_line(said + phrase(program, text::Key::StatementAlone, {unsent.officer, at}));
  const text::Key sentence = province ? text::Key::StatementTrue : text::Key::StatementSigned;
  return print_line(said + phrase(program, sentence, {unsent.officer, at}) + "\n" +
                    province_line(program, shown.enrolment->province));
}

Status show_statement(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const service::StatementView statement, engine::view_statement(*opened.folder));
  return print_line(program.wants_json ? statement.text : stated(program, statement.unsent));
}

}  // namespace

Status receipt(Program& program) {
  const bool has_dossier = !program.arguments.words.empty();
  if (has_dossier == program.arguments.has("check")) return Error{ErrorCode::Usage, "receipt needs DOSSIER or --check"};
  return has_dossier ? show_receipt(program) : check_receipt(program);
}

Status unsent(Program& program) {
  return program.arguments.has("check") ? check_statement(program) : show_statement(program);
}

Status prune(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const service::Pruned pruned, service::prune_originals(*opened.folder));
  TRY_ASSIGN(const service::Prunable left, service::count_prunable(*opened.folder));
  TRY_ASSIGN(const std::uint64_t free_bytes, opened.folder->photos().free_bytes());
  if (program.wants_json) {
    return print_line(Json{{"photos", pruned.photos},
                           {"bytes", pruned.bytes},
                           {"kept", {{"photos", left.kept_photos}, {"bytes", left.kept_bytes}}},
                           {"free_bytes", free_bytes}}
                          .dump());
  }
  TRY(print_line(phrase(program, text::Key::CliPruned, {number(pruned.photos), number(pruned.bytes / 1024),
                                                        number(free_bytes / (1024 * 1024))})));
  if (left.kept_photos == 0) return {};
  return print_line(phrase(program, text::Key::CliPruneKept, {number(left.kept_photos),
                                                              number(left.kept_bytes / 1024)}));
}

}  // namespace ocop::cli
