#include "sync/engine/receipts.h"

#include <algorithm>

#include "core/base/limits.h"
#include "sync/protocol/codec.h"

namespace ocop::engine {
namespace {

constexpr std::size_t receipts_per_look = 16;

}  // namespace

Result<protocol::Receipt> checked_receipt(ByteView body, const PublicKey& province, const Id& dossier) {
  auto receipt = protocol::read_receipt(body);
  if (!receipt && receipt.error().code == ErrorCode::ProtocolMismatch) return Error{receipt.error()};
  const bool is_ours = receipt && receipt->dossier == dossier && receipt->province == province &&
                       protocol::is_signed(*receipt);
  if (!is_ours) return Error{ErrorCode::ServerGarbage, "no receipt of this province"};
  return receipt;
}

Result<std::optional<HttpRequest>> Receipts::next() {
  TRY_ASSIGN(const auto wanted, common_.control.receipts_to_fetch(given_up_.size() + receipts_per_look));
  const auto chosen = std::find_if(wanted.begin(), wanted.end(),
                                   [&](const Id& dossier) { return !given_up_.contains(dossier); });
  if (chosen == wanted.end()) return std::optional<HttpRequest>{};
  dossier_ = *chosen;
  const protocol::ReceiptRequest request{protocol::name_of(common_.identity.device), common_.nonce(), dossier_};
  return std::optional<HttpRequest>(HttpRequest{"POST", std::string(protocol::receipt_path), {},
                                                protocol::write_receipt_request(request, common_.identity.mac_key),
                                                limits::body_bytes_max});
}

// A province that gives none, for whatever reason of its own, does not spoil a session that brought everything over.
Status Receipts::accept(const HttpResponse& response) {
  if (response.status != 200) {
    const Error refused = protocol::refusal_error(response.status, response.body);
    if (refused.code != ErrorCode::NotFound && refused.code != ErrorCode::ServerRefused) return refused;
    given_up_.insert(dossier_);
    return {};
  }
  TRY_ASSIGN(const auto receipt, checked_receipt(response.body, common_.identity.province, dossier_));
  given_up_.insert(dossier_);  // done with it, even if the list still names it
  return common_.control.save_receipt(receipt.dossier, response.body);
}

}  // namespace ocop::engine
