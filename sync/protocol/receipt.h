// The province's receipt for a dossier: what of it has arrived, signed, to be shown to anybody who knows the province's
// key. PROTOCOL.md §12 gives the bytes.
//
//   request   framing 0, MAC(16), then [protocol, device, nonce, dossier]
//   answer    the receipt: framing 0, then [protocol, province's key, …, signature]
//
// Pure functions.
#pragma once

#include "sync/protocol/authentication.h"
#include "sync/protocol/messages.h"

namespace ocop::protocol {

inline constexpr std::string_view receipt_path = "/v1/receipt";

struct ReceiptRequest {
  DeviceName device;
  Nonce nonce;
  Id dossier;
};
Bytes write_receipt_request(const ReceiptRequest& request, const MacKey& key);
struct OpenedReceiptRequest {
  ReceiptRequest request;
  Mac mac;
  Bytes covered;
};
Result<OpenedReceiptRequest> open_receipt_request(ByteView body);  // Malformed, ProtocolMismatch
[[nodiscard]] bool is_authentic(const OpenedReceiptRequest& request, const MacKey& key);

struct ReceiptRecord {
  Id root, record;
  std::string type;
  std::uint64_t changes = 0;
  Hash hash;  // SHA-256 of the hashes of its changes, in the order of their stamps

  friend bool operator==(const ReceiptRecord&, const ReceiptRecord&) = default;
};

struct ReceiptPhoto {
  Hash sha256;
  std::uint64_t bytes = 0;
  bool is_here = false;  // whole and verified; else it is cited only

  friend bool operator==(const ReceiptPhoto&, const ReceiptPhoto&) = default;
};

struct Receipt {
  PublicKey province;
  std::uint64_t generation = 0;
  std::uint64_t position = 0;         // of the province when it was made
  std::uint64_t backup_position = 0;  // what one verified backup covered then
  std::int64_t wall_ms = 0;           // the province's clock
  Id dossier;
  std::vector<ReceiptRecord> records;
  std::vector<ReceiptPhoto> photos;
  std::uint64_t waiting = 0;          // changes that arrived and cannot merge yet
  std::uint64_t vouched = 0;          // changes that only another than their author brought
  Signature signature;                // by the province's key, over all before it

  std::uint64_t changes() const;
  std::uint64_t photos_here() const;
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

void sign_receipt(Receipt& receipt, const SecretKey& province);
[[nodiscard]] bool is_signed(const Receipt& receipt);  // by the key that it names

Bytes write_receipt(const Receipt& receipt);
Result<Receipt> read_receipt(ByteView body);  // Malformed, ProtocolMismatch; does not look at the signature

}  // namespace ocop::protocol
