// What can be shown to somebody else: the province's receipt for a dossier, this tablet's word that it holds nothing
// unsent; and the room that they allow to win back.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "core/base/limits.h"
#include "core/service/prune.h"
#include "core/service/queries.h"
#include "core/service/receipts.h"
#include "core/service/sync_service.h"
#include "sync/client/curl_transport.h"
#include "sync/engine/receipts.h"
#include "sync/protocol/codec.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;
using protocol::Receipt;

std::string number(std::uint64_t value) { return std::to_string(value); }

// Everything that the signature covers, readable; and the signed bytes, from which `--check` makes the rest anew.
Json receipt_json(const Receipt& receipt) {
  Json records = Json::array(), photos = Json::array();
  for (const protocol::ReceiptRecord& record : receipt.records) {
    records.push_back({{"root", record.root.hex()},
                       {"id", record.record.hex()},
                       {"type", record.type},
                       {"changes", record.changes},
                       {"hash", record.hash.hex()}});
  }
  for (const protocol::ReceiptPhoto& photo : receipt.photos) {
    photos.push_back({{"sha256", photo.sha256.hex()}, {"bytes", photo.bytes}, {"arrived", photo.is_here}});
  }
  return Json{{"dossier", receipt.dossier.hex()},
              {"province", receipt.province.hex()},
              {"at", iso_utc(receipt.wall_ms)},
              {"generation", receipt.generation},
              {"position", receipt.position},
              {"backup_position", receipt.backup_position},
              {"counts",
               {{"records", receipt.records.size()},
                {"changes", receipt.changes()},
                {"photos", receipt.photos.size()},
                {"photos_arrived", receipt.photos_here()},
                {"waiting", receipt.waiting},
                {"vouched", receipt.vouched}}},
              {"records", records},
              {"photos", photos},
              {"signed", to_hex(protocol::write_receipt(receipt))}};
}

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

// Whether the province had, of every record here, the same changes, and every photo that is cited here.
Result<bool> covers(service::Folder& folder, const Receipt& receipt) {
  TRY_ASSIGN(const auto here, service::digest_dossier(folder, receipt.dossier));
  std::vector<service::RecordDigest> there;
  for (const protocol::ReceiptRecord& record : receipt.records) {
    there.push_back({{record.root, record.record}, record.type, record.changes, record.hash});
  }
  return here == there && receipt.photos_here() == receipt.photos.size() && receipt.waiting == 0;
}

// The one that is kept, where it says all there is to say, or the province cannot be reached.
Result<Receipt> newest_receipt(Program& program, service::Folder& folder, const Id& dossier) {
  std::optional<Receipt> kept;
  TRY_ASSIGN(const auto stored, service::find_receipt(folder, dossier));
  if (stored) {
    auto read = protocol::read_receipt(stored->bytes);
    if (!read) return Error{ErrorCode::StorageCorrupt, "a stored receipt"};
    kept = std::move(*read);
    TRY_ASSIGN(const bool is_complete, covers(folder, *kept));
    if (is_complete) return *kept;
  }
  auto asked = ask_province(program, folder, dossier);
  if (asked || !kept) return asked;
  return *kept;
}

Status show_receipt(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::Folder& folder = *opened.folder;
  TRY_ASSIGN(const Id dossier, service::find_id(folder, "dossier", program.arguments.words[0]));
  TRY_ASSIGN(const Receipt receipt, newest_receipt(program, folder, dossier));
  TRY_ASSIGN(const bool is_complete, covers(folder, receipt));
  if (program.wants_json) {
    Json json = receipt_json(receipt);
    json["complete"] = is_complete;
    return print_line(json.dump());
  }
  const text::Key sentence = is_complete ? text::Key::CliReceiptAll : text::Key::CliReceiptPart;
  return print_line(phrase(program, sentence, {number(receipt.changes()), number(receipt.photos_here()),
                                               iso_utc(receipt.wall_ms)}) +
                    "\n" + phrase(program, text::Key::CliReceiptKey, {receipt.province.hex()}));
}

// ---- a receipt that somebody shows

Error not_true(std::string detail) { return {ErrorCode::InvalidInput, std::move(detail)}; }

// Whoever showed it may have sorted the names: their order is no matter.
bool is_same(const Json& one, const Json& other) {
  return nlohmann::json::parse(one.dump(), nullptr, false) == nlohmann::json::parse(other.dump(), nullptr, false);
}

// The signed bytes are the receipt; what is readable beside them must say the same.
Result<Receipt> read_shown(const std::string& path) {
  TRY_ASSIGN(const Bytes bytes, read_file(path, limits::json_file_bytes_max));
  if (bytes.size() > limits::json_file_bytes_max) return ErrorCode::LimitExceeded;
  const Json shown = Json::parse(as_text(bytes), nullptr, false);
  if (!shown.is_object() || !shown.contains("signed") || !shown["signed"].is_string()) return not_true("no receipt");
  const auto signed_bytes = from_hex(shown["signed"].get<std::string>());
  const auto receipt = signed_bytes ? protocol::read_receipt(*signed_bytes) : Result<Receipt>(ErrorCode::Malformed);
  if (!receipt) return not_true("no receipt");
  if (!protocol::is_signed(*receipt)) return not_true("the signature is not of these bytes");
  const Json right = receipt_json(*receipt);
  for (const auto& [key, value] : right.items()) {
    if (!shown.contains(key) || !is_same(shown[key], value)) return not_true("\"" + key + "\" is not what was signed");
  }
  return receipt;
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
  TRY_ASSIGN(const std::string path, program.arguments.required("check"));
  TRY_ASSIGN(const Receipt receipt, read_shown(path));
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
  const text::Key sentence = province ? text::Key::CliReceiptTrue : text::Key::CliReceiptSigned;
  return print_line(phrase(program, sentence) + "\n" +
                    phrase(program, text::Key::CliReceiptKey, {receipt.province.hex()}));
}

}  // namespace

Status receipt(Program& program) {
  const bool has_dossier = !program.arguments.words.empty();
  if (has_dossier == program.arguments.has("check")) return Error{ErrorCode::Usage, "receipt needs DOSSIER or --check"};
  return has_dossier ? show_receipt(program) : check_receipt(program);
}

Status unsent(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const service::Unsent left, service::state_unsent(*opened.folder));
  const std::uint64_t changes = left.unsealed + left.unanswered;
  if (program.wants_json) {
    return print_line(Json{{"nothing_unsent", left.is_nothing()},
                           {"unsent", {{"changes", changes}, {"photos", left.photos}}},
                           {"unsealed", left.unsealed},
                           {"unanswered", left.unanswered},
                           {"held", left.held},
                           {"waiting", left.waiting},
                           {"photos", left.photos},
                           {"carried", left.carried},
                           {"bundles", left.bundles},
                           {"officer", left.officer},
                           {"at", iso_utc(left.wall_ms)},
                           {"at_ms", left.wall_ms},
                           {"device", left.device.hex()},
                           {"signature", left.signature.hex()}}
                          .dump());
  }
  if (left.is_nothing()) return print_line(phrase(program, text::Key::CliUnsentNothing));
  return print_line(phrase(program, text::Key::CliUnsentLeft, {number(changes), number(left.photos), number(left.held),
                                                               number(left.waiting), number(left.carried),
                                                               number(left.bundles)}));
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
