#include "sync/server/receipt.h"

#include "core/service/receipts.h"
#include "sync/server/backup.h"
#include "sync/server/scope.h"

namespace ocop::server {
namespace {

using protocol::Receipt;
using store::Database;

Status add_records(Province& province, Receipt& receipt) {
  TRY_ASSIGN(const auto digests, service::digest_dossier(province.folder(), receipt.dossier));
  for (const service::RecordDigest& digest : digests) {
    receipt.records.push_back({digest.key.root, digest.key.record, digest.type, digest.changes, digest.hash});
  }
  return {};
}

Status add_photos(Database& database, Receipt& receipt) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT photos.sha256, photos.bytes, blobs.sha256 IS NOT NULL FROM photos LEFT JOIN blobs ON "
      "blobs.sha256 = photos.sha256 WHERE photos.root = ? ORDER BY photos.size, photos.sha256", receipt.dossier));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    receipt.photos.push_back({query.fixed<Hash>(0), query.unsigned_integer(1), query.integer(2) != 0});
  }
}

Result<std::uint64_t> count(Database& database, std::string_view sql, const Id& root) {
  TRY_ASSIGN(const auto number, database.integer(sql, root));
  return static_cast<std::uint64_t>(number.value_or(0));
}

}  // namespace

Result<Receipt> make_receipt(Province& province, const Device& device, const Id& dossier) {
  Database& database = province.database();
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(database));
  TRY_ASSIGN(const bool is_seen, is_visible(database, device.key, dossier));
  if (!is_seen || device.is_revoked) return ErrorCode::NotFound;
  TRY_ASSIGN(const Order order, Order::load(database));
  TRY_ASSIGN(const BackupStanding backups, backup_standing(database));
  Receipt out;
  out.province = province.keys().public_key;
  out.generation = order.mark().generation;
  out.position = order.position();
  out.backup_position = backups.backed_up ? backups.backed_up->position : 0;
  out.wall_ms = province.now_ms();
  out.dossier = dossier;
  TRY(add_records(province, out));
  TRY(add_photos(database, out));
  TRY_ASSIGN(out.waiting, count(database, "SELECT count(*) FROM waiting WHERE root = ?", dossier));
  TRY_ASSIGN(out.vouched, count(database, "SELECT count(*) FROM vouched WHERE root = ?", dossier));
  protocol::sign_receipt(out, province.keys().secret_key);
  return out;
}

}  // namespace ocop::server
