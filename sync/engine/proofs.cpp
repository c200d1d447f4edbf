#include "sync/engine/proofs.h"

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/service/sync_service.h"

namespace ocop::engine {
namespace {

using Json = nlohmann::ordered_json;
using protocol::Receipt;
using service::Unsent;

Error not_true(std::string detail) { return {ErrorCode::InvalidInput, std::move(detail)}; }

// An officer's name may have come from a file: what is no UTF-8 is replaced.
std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Whoever showed it may have sorted the names: their order is no matter.
bool is_same(const Json& one, const Json& other) {
  return nlohmann::json::parse(one_line(one)) == nlohmann::json::parse(one_line(other));
}

// Everything readable is what was signed. More may stand beside it.
Status check_readable(const Json& shown, const Json& right) {
  for (const auto& [key, value] : right.items()) {
    if (!shown.contains(key) || !is_same(shown[key], value)) return not_true("\"" + key + "\" is not what was signed");
  }
  return {};
}

Result<Json> parse(std::string_view text, const char* what) {
  Json shown = Json::parse(text, nullptr, false);
  if (!shown.is_object()) return not_true(what);
  return shown;
}

std::optional<Bytes> hex_of(const Json& shown, const char* key) {
  if (!shown.contains(key) || !shown[key].is_string()) return std::nullopt;
  return from_hex(shown[key].get<std::string>());
}

template <typename Fixed>
Fixed fixed_of(const Json& shown, const char* key) {
  const auto bytes = hex_of(shown, key);
  return bytes ? Fixed::from(*bytes).value_or(Fixed{}) : Fixed{};
}

std::uint64_t number_of(const Json& shown, const char* key) {
  return shown.contains(key) && shown[key].is_number_unsigned() ? shown[key].get<std::uint64_t>() : 0;
}

// ---- receipts

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

// ---- statements

Json statement_json(const Unsent& unsent, ByteView enrolment, const std::optional<PublicKey>& province) {
  return Json{{"nothing_unsent", unsent.is_nothing()},
              {"unsent", {{"changes", unsent.changes()}, {"photos", unsent.photos}}},
              {"unsealed", unsent.unsealed},
              {"unanswered", unsent.unanswered},
              {"held", unsent.held},
              {"waiting", unsent.waiting},
              {"photos", unsent.photos},
              {"carried", unsent.carried},
              {"bundles", unsent.bundles},
              {"officer", unsent.officer},
              {"at", iso_utc(unsent.wall_ms)},
              {"at_ms", unsent.wall_ms},
              {"device", unsent.device.hex()},
              {"signature", unsent.signature.hex()},
              {"province", province ? Json(province->hex()) : Json()},
              {"enrolment", province ? Json(to_hex(enrolment)) : Json()}};
}

Unsent read_unsent(const Json& shown) {
  Unsent out;
  out.device = fixed_of<PublicKey>(shown, "device");
  out.signature = fixed_of<Signature>(shown, "signature");
  if (shown.contains("officer") && shown["officer"].is_string()) out.officer = shown["officer"].get<std::string>();
  if (shown.contains("at_ms") && shown["at_ms"].is_number_integer()) out.wall_ms = shown["at_ms"].get<std::int64_t>();
  out.unsealed = number_of(shown, "unsealed");
  out.unanswered = number_of(shown, "unanswered");
  out.held = number_of(shown, "held");
  out.waiting = number_of(shown, "waiting");
  out.photos = number_of(shown, "photos");
  out.carried = number_of(shown, "carried");
  out.bundles = number_of(shown, "bundles");
  return out;
}

}  // namespace

Result<service::ReceiptView> view_receipt(service::Folder& folder, const Receipt& receipt) {
  service::ReceiptView out;
  out.wall_ms = receipt.wall_ms;
  out.province = receipt.province;
  out.waiting = receipt.waiting;
  out.vouched = receipt.vouched;
  for (const protocol::ReceiptRecord& record : receipt.records) {
    out.records.push_back({{record.root, record.record}, record.type, record.changes, record.hash});
  }
  for (const protocol::ReceiptPhoto& photo : receipt.photos) {
    out.photos.push_back({photo.sha256, photo.bytes, photo.is_here});
  }
  TRY_ASSIGN(const auto here, service::digest_dossier(folder, receipt.dossier));
  out.is_whole = here == out.records && out.photos_here() == out.photos.size() && out.waiting == 0;
  Json json = receipt_json(receipt);
  json["complete"] = out.is_whole;
  out.text = one_line(json);
  return out;
}

Result<std::optional<service::ReceiptView>> view_kept_receipt(service::Folder& folder, const Id& dossier) {
  TRY_ASSIGN(const auto stored, service::find_receipt(folder, dossier));
  if (!stored) return std::optional<service::ReceiptView>{};
  const auto receipt = protocol::read_receipt(stored->bytes);
  if (!receipt) return Error{ErrorCode::StorageCorrupt, "a stored receipt"};
  TRY_ASSIGN(auto view, view_receipt(folder, *receipt));
  return std::optional<service::ReceiptView>{std::move(view)};
}

Result<Receipt> read_receipt_text(std::string_view text) {
  TRY_ASSIGN(const Json shown, parse(text, "no receipt"));
  const auto signed_bytes = hex_of(shown, "signed");
  const auto receipt = signed_bytes ? protocol::read_receipt(*signed_bytes) : Result<Receipt>(ErrorCode::Malformed);
  if (!receipt) return not_true("no receipt");
  if (!protocol::is_signed(*receipt)) return not_true("the signature is not of these bytes");
  TRY(check_readable(shown, receipt_json(*receipt)));
  return receipt;
}

Result<service::StatementView> view_statement(service::Folder& folder) {
  service::StatementView out;
  TRY_ASSIGN(out.unsent, service::state_unsent(folder));
  service::SyncService control(folder);
  const auto identity = control.identity();
  if (!identity && identity.error().code != ErrorCode::NotEnrolled) return identity.error();
  const Bytes enrolment = identity ? identity->enrolment : Bytes{};
  if (!enrolment.empty()) out.province = identity->province;
  out.text = one_line(statement_json(out.unsent, enrolment, out.province));
  return out;
}

Result<ShownStatement> read_statement_text(std::string_view text) {
  TRY_ASSIGN(const Json shown, parse(text, "no statement"));
  ShownStatement out;
  out.unsent = read_unsent(shown);
  if (!service::is_signed(out.unsent)) return not_true("the signature is not of what is stated");
  const auto enrolment = hex_of(shown, "enrolment");
  if (enrolment) {
    auto read = protocol::read_enrolment(*enrolment);
    if (!read || !protocol::is_signed(*read, out.unsent.device)) return not_true("no enrolment of this tablet");
    out.enrolment = std::move(*read);
  }
  const auto province = out.enrolment ? std::optional(out.enrolment->province) : std::nullopt;
  TRY(check_readable(shown, statement_json(out.unsent, enrolment ? ByteView(*enrolment) : ByteView(), province)));
  return out;
}

}  // namespace ocop::engine
