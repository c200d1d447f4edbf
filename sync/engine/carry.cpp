#include "sync/engine/carry.h"

#include <algorithm>

#include "sync/protocol/codec.h"

namespace ocop::engine {
namespace {

constexpr std::size_t piece_bytes_min = 16 * 1024;

}  // namespace

Status Carry::choose() {
  piece_ = {};
  TRY_ASSIGN(const auto bundles, common_.control.list_carried());
  for (const service::CarriedBundle& bundle : bundles) {
    if (!bundle.is_to_province || refused_.count(bundle.bundle) != 0) continue;
    bundle_ = bundle.bundle;
    TRY_ASSIGN(piece_, common_.control.read_carried(bundle_, 0, piece_bytes_, service::CarriedWhich::NotAtProvince));
    if (!piece_.entries.empty()) return {};
  }
  return {};
}

Result<std::optional<HttpRequest>> Carry::next() {
  if (!is_known_) return std::optional<HttpRequest>{};
  TRY(choose());
  if (piece_.entries.empty()) return std::optional<HttpRequest>{};
  HttpRequest out;
  out.method = "POST";
  out.path = protocol::bundle_path;
  out.body = protocol::write_carried(piece_.entries);
  const protocol::Nonce nonce = common_.nonce();
  mac_ = protocol::carried_mac(common_.identity.mac_key, nonce, out.body);
  out.headers = {{std::string(protocol::device_header), protocol::name_of(common_.identity.device).hex()},
                 {std::string(protocol::nonce_header), nonce.hex()},
                 {std::string(protocol::mac_header), mac_.hex()}};
  out.response_bytes_max = limits::body_bytes_max;
  return std::optional<HttpRequest>(std::move(out));
}

Status Carry::accept(const HttpResponse& response) {
  if (response.status != 200) {
    const Error error = protocol::refusal_error(response.status, response.body);
    if (error.code != ErrorCode::NotFound) return error;
    is_known_ = false;
    return {};
  }
  const auto mac = Mac::parse(response.header("ocop-mac"));
  if (!mac || !protocol::carried_answer_mac_matches(common_.identity.mac_key, mac_, response.body, *mac)) {
    return Error{ErrorCode::ServerGarbage, "an answer without its MAC"};
  }
  const auto answer = protocol::read_carried_answer(response.body);
  if (!answer) return Error{ErrorCode::ServerGarbage, answer.error().detail};
  if (answer->taken != piece_.entries.size()) {
    refused_.insert(bundle_);
    return {};
  }
  TRY(keep(answer->entries));  // before the bundle goes: it is the answer to it
  TRY(common_.control.carried_arrived(bundle_, piece_.indices));
  TRY_ASSIGN(const auto left, common_.control.list_carried());
  const bool is_left = std::any_of(left.begin(), left.end(), [&](const auto& one) { return one.bundle == bundle_; });
  if (!is_left) ++common_.summary.carried_up;
  piece_bytes_ = std::min(piece_bytes_ * 2, limits::bundle_piece_bytes);
  return {};
}

// Too many bundles already: the sender's next bundle is answered again.
Status Carry::keep(const std::vector<Bytes>& entries) {
  for (const Bytes& bytes : entries) {
    const auto entry = protocol::read_bundle_entry(bytes);
    if (!entry || entry->sender != common_.identity.province || !protocol::is_signed(*entry)) continue;
    const auto kept = common_.control.keep_carried({entry->bundle, entry->sender, entry->reader, entry->number,
                                                    entry->index, entry->count, entry->photos, false, bytes});
    if (!kept && kept.error().code == ErrorCode::LimitExceeded) return {};
    if (!kept) return kept.error();
  }
  return {};
}

void Carry::link_broke() { piece_bytes_ = std::max(piece_bytes_ / 2, piece_bytes_min); }

}  // namespace ocop::engine
