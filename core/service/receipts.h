// Proofs that can be shown: what the province signed that it has of a dossier, kept here as it came, and what this
// tablet signs that it still holds.
//
// A receipt names each record by a digest of its changes, which any holder of the same changes computes alike: so the
// tablet sees, without a link, whether what it holds is what the province has. Its bytes are sync/protocol/receipt.h's.
//
// Functions that write run inside the caller's transaction where they say so. Errors are those of storage, and what is
// said there. Folder's thread.
#pragma once

#include "core/service/folder.h"

namespace ocop::service {

// A record's changes, in the order of their stamps.
struct RecordDigest {
  store::RecordKey key;
  std::string type;
  std::uint64_t changes = 0;
  Hash hash;  // SHA-256 of the SHA-256 of each change

  friend bool operator==(const RecordDigest&, const RecordDigest&) = default;
};

// Of all records in the dossier's root, and of the producer and the product that it cites; ascending by root and
// record. Merged changes only. NotFound when it is no dossier.
Result<std::vector<RecordDigest>> digest_dossier(Folder& folder, const Id& dossier);

// A receipt as people read it; sync/engine/proofs.h knows the bytes.
struct ReceiptView {
  struct Photo {
    Hash sha256;
    std::uint64_t bytes = 0;
    bool is_here = false;  // whole and verified; else it is cited only
  };
  bool is_whole = false;      // the province had the same changes of every record as this tablet, and every photo
  std::int64_t wall_ms = 0;   // the province's clock
  PublicKey province;         // whose signature it is
  std::uint64_t waiting = 0;  // changes that arrived and cannot merge yet
  std::uint64_t vouched = 0;  // changes that only another than their author brought
  std::vector<RecordDigest> records;
  std::vector<Photo> photos;  // files, each size one
  std::string text;           // to hand on: one line of JSON

  std::uint64_t changes() const;
  std::uint64_t photos_here() const;
};

struct StoredReceipt {
  Bytes bytes;
  std::int64_t came_ms = 0;
};
Result<std::optional<StoredReceipt>> find_receipt(Folder& folder, const Id& dossier);
Status save_receipt(Folder& folder, const Id& dossier, ByteView bytes);  // a transaction of its own
// The next sync brings a new one; nothing happens when it is no dossier. Inside a transaction.
Status want_receipt(Folder& folder, const Id& dossier);
Status ask_for_receipt(Folder& folder, const Id& dossier);  // the same in a transaction of its own
Result<std::vector<Id>> wanted_receipts(Folder& folder, std::size_t count_max);

// What this tablet holds that the province has not taken over.
struct Unsent {
  PublicKey device;
  std::string officer;
  std::int64_t wall_ms = 0;
  std::uint64_t unsealed = 0;    // changes that are in no batch yet
  std::uint64_t unanswered = 0;  // in batches that the province has not answered
  std::uint64_t held = 0;        // kept apart there, or here under a stamp that is twice: not called safe
  std::uint64_t waiting = 0;     // at the province, waiting for something; and here
  std::uint64_t photos = 0;      // files not at the province
  std::uint64_t carried = 0;     // others' changes that a restored province has yet to be given back
  std::uint64_t bundles = 0;     // of other tablets, carried for them and not at the province (carried.h)
  Signature signature;           // by the device's key

  std::uint64_t changes() const { return unsealed + unanswered; }
  bool is_nothing() const {
    return changes() + held + waiting + photos + carried + bundles == 0;
  }
};
Result<Unsent> state_unsent(Folder& folder);  // signed
[[nodiscard]] bool is_signed(const Unsent& unsent);

// The same as people read it.
struct StatementView {
  Unsent unsent;
  std::optional<PublicKey> province;  // that enrolled this tablet
  std::string text;                   // to hand on: one line of JSON
};

}  // namespace ocop::service
