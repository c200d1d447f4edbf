#include "core/service/receipts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/journal/cbor.h"
#include "core/service/carried.h"
#include "core/service/offering.h"
#include "core/service/queries.h"

namespace ocop::service {
namespace {

using store::Database;
using store::RecordKey;
using store::Transaction;

// The changes of a root, by record, in the order of their stamps.
using Digests = std::map<RecordKey, RecordDigest>;

Status digest_root(Database& database, const Id& root, std::map<RecordKey, Bytes>& hashes, Digests& out) {
  TRY_ASSIGN(auto query, database.query("SELECT bytes, hash FROM changes WHERE root = ? ORDER BY replica, last", root));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    const auto change = journal::decode_change(query.blob(0));
    if (!change) return Error{ErrorCode::StorageCorrupt, "a stored change"};
    const RecordKey key{root, change->record};
    RecordDigest& digest = out[key];
    digest.key = key;
    digest.type = change->type;
    ++digest.changes;
    append(hashes[key], query.blob(1));
  }
}

Result<std::uint64_t> count(Database& database, std::string_view sql) {
  TRY_ASSIGN(const auto number, database.integer(sql));
  return static_cast<std::uint64_t>(number.value_or(0));
}

Hash covered(const Unsent& unsent) {
  Bytes out;
  journal::CborWriter writer(out);
  writer.array(11);
  writer.text("ocop-unsent-1");
  writer.bytes(unsent.device.view());
  writer.text(unsent.officer);
  writer.integer(unsent.wall_ms);
  for (const std::uint64_t number : {unsent.unsealed, unsent.unanswered, unsent.held, unsent.waiting, unsent.photos,
                                     unsent.carried, unsent.bundles}) {
    writer.unsigned_integer(number);
  }
  return sha256(out);
}

}  // namespace

Result<std::vector<RecordDigest>> digest_dossier(Folder& folder, const Id& dossier) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  TRY_ASSIGN(const DossierView view, read_dossier(folder, dossier));
  std::set<RecordKey> cited;
  if (view.producer) cited.insert(view.producer->key);
  if (view.product) cited.insert(view.product->key);
  std::set<Id> roots{dossier};
  for (const RecordKey& key : cited) roots.insert(key.root);

  Digests digests;
  std::map<RecordKey, Bytes> hashes;
  for (const Id& root : roots) TRY(digest_root(folder.database(), root, hashes, digests));
  std::vector<RecordDigest> out;
  for (auto& [key, digest] : digests) {
    if (key.root != dossier && !cited.contains(key)) continue;
    digest.hash = sha256(hashes[key]);
    out.push_back(std::move(digest));
  }
  return out;
}

std::uint64_t ReceiptView::changes() const {
  return std::accumulate(records.begin(), records.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const RecordDigest& record) { return sum + record.changes; });
}

std::uint64_t ReceiptView::photos_here() const {
  return static_cast<std::uint64_t>(
      std::count_if(photos.begin(), photos.end(), [](const Photo& photo) { return photo.is_here; }));
}

Result<std::optional<StoredReceipt>> find_receipt(Folder& folder, const Id& dossier) {
  TRY_ASSIGN(auto query, folder.database().query("SELECT bytes, came_ms FROM receipts WHERE root = ? AND "
                                                 "length(bytes) > 0", dossier));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<StoredReceipt>{};
  return std::optional<StoredReceipt>{StoredReceipt{query.bytes(0), query.integer(1)}};
}

Status save_receipt(Folder& folder, const Id& dossier, ByteView bytes) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY(folder.database().run("INSERT OR REPLACE INTO receipts (root, came_ms, bytes) VALUES (?, ?, ?)", dossier,
                            std::max<std::int64_t>(folder.clock().wall_ms(), 1), bytes));
  return transaction.commit();
}

// A row that came at 0 is wanted; what it held so far stays until the new one comes.
Status want_receipt(Folder& folder, const Id& dossier) {
  return folder.database().run("INSERT INTO receipts (root, came_ms, bytes) SELECT root, 0, x'' FROM dossiers "
                               "WHERE root = ? ON CONFLICT (root) DO UPDATE SET came_ms = 0", dossier);
}

Status ask_for_receipt(Folder& folder, const Id& dossier) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY(want_receipt(folder, dossier));
  return transaction.commit();
}

Result<std::vector<Id>> wanted_receipts(Folder& folder, std::size_t count_max) {
  TRY_ASSIGN(auto query, folder.database().query("SELECT root FROM receipts WHERE came_ms = 0 ORDER BY root LIMIT ?",
                                                 std::uint64_t{count_max}));
  std::vector<Id> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.fixed<Id>(0));
  }
}

Result<Unsent> state_unsent(Folder& folder) {
  Database& database = folder.database();
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(database));
  Unsent out;
  TRY_ASSIGN(const KeyPair keys, folder.device_key());
  TRY_ASSIGN(const Officer officer, folder.officer());
  out.device = keys.public_key;
  out.officer = officer.name;
  out.wall_ms = folder.clock().wall_ms();
  TRY_ASSIGN(out.unsealed, count(database, "SELECT count(*) FROM changes WHERE state < 2 AND state = 0"));
  TRY_ASSIGN(out.unanswered, count(database, "SELECT count(*) FROM changes WHERE state < 2 AND state = 1"));
  TRY_ASSIGN(out.held, count(database, "SELECT (SELECT count(*) FROM changes WHERE state = 3) + "
                                       "(SELECT count(*) FROM twins)"));
  TRY_ASSIGN(out.waiting, count(database, "SELECT (SELECT count(*) FROM waiting) + (SELECT count(*) FROM changes JOIN "
                                          "batches ON batches.replica = changes.replica AND "
                                          "batches.number = changes.batch WHERE batches.outcome = 3)"));
  TRY_ASSIGN(out.photos, folder.photos().count_to_send());
  TRY_ASSIGN(out.carried, count_offers(folder));
  TRY_ASSIGN(const CarriedCounts carried, count_carried(folder));
  out.bundles = carried.to_province;
  out.signature = sign(keys.secret_key, covered(out).view());
  return out;
}

bool is_signed(const Unsent& unsent) { return verify(unsent.device, covered(unsent).view(), unsent.signature); }

}  // namespace ocop::service
