#include "core/service/sync_service.h"

#include "core/service/marks.h"
#include "core/service/offering.h"
#include "core/service/receipts.h"
#include "core/service/sync_import.h"
#include "core/service/sync_sessions.h"
#include "core/store/meta.h"

namespace ocop::service {

using store::Database;
using store::Transaction;

namespace {

constexpr std::int64_t event_age_ms_max = 366LL * 24 * 3'600'000;  // the journal of syncs is kept a year

int size_max_of(PhotoPolicy policy) {
  switch (policy) {
    case PhotoPolicy::None: return -1;
    case PhotoPolicy::Thumbnails: return 0;
    case PhotoPolicy::Review: return 1;
    case PhotoPolicy::All: return 2;
  }
  return -1;
}

Result<std::optional<SealedLast>> get_sealed_last(Database& database) {
  TRY_ASSIGN(auto query, database.query("SELECT replica, number, name FROM batches ORDER BY rowid DESC LIMIT 1"));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<SealedLast>{};
  return std::optional<SealedLast>{SealedLast{query.unsigned_integer(0), query.unsigned_integer(1),
                                              query.fixed<Hash>(2)}};
}

PhotoFile to_file(const store::PhotoRow& row) {
  return {row.sha256, row.bytes, static_cast<PhotoSize>(row.size), row.acked_position.has_value()};
}

std::vector<PhotoFile> to_files(const std::vector<store::PhotoRow>& rows) {
  std::vector<PhotoFile> out;
  out.reserve(rows.size());
  for (const store::PhotoRow& row : rows) out.push_back(to_file(row));
  return out;
}

// Oldest first, without the first `skip`; at least one if there is any.
Result<std::vector<Bytes>> read_batches(Database& database, std::string_view select, std::size_t bytes_max,
                                        std::size_t skip) {
  TRY_ASSIGN(auto query, database.query(select, std::uint64_t{skip}));
  std::vector<Bytes> out;
  std::size_t total = 0;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    total += query.blob(0).size();
    if (!out.empty() && total > bytes_max) return out;
    out.push_back(query.bytes(0));
  }
}

}  // namespace

Status save_enrolment(Folder& folder, const EnrolmentAnswer& answer) {
  Database& database = folder.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY(store::set_text(database, "server.url", answer.identity.server_url));
  TRY(store::set_text(database, "server.ca_file", answer.identity.ca_file));
  TRY(store::set_integer(database, "server.allows_plain_http", answer.identity.allows_plain_http ? 1 : 0));
  TRY(store::set_bytes(database, "province.public", answer.identity.province.view()));
  TRY(store::set_bytes(database, "province.mac_key", answer.identity.mac_key.view()));
  TRY(store::set_bytes(database, "enrolment.certificate", answer.certificate));
  TRY(folder.set_officer(answer.officer));
  return transaction.commit();
}

Result<bool> is_enrolled(Folder& folder) {
  TRY_ASSIGN(const auto province, store::get_bytes(folder.database(), "province.public"));
  return province.has_value();
}

Result<SyncIdentity> SyncService::identity() {
  Database& database = folder_.database();
  TRY_ASSIGN(const auto province, store::get_bytes(database, "province.public"));
  TRY_ASSIGN(const auto mac_key, store::get_bytes(database, "province.mac_key"));
  if (!province || !mac_key) return ErrorCode::NotEnrolled;
  SyncIdentity out;
  TRY_ASSIGN(out.server_url, store::get_text(database, "server.url"));
  TRY_ASSIGN(out.ca_file, store::get_text(database, "server.ca_file"));
  TRY_ASSIGN(const std::int64_t allows, store::get_integer(database, "server.allows_plain_http", 0));
  out.allows_plain_http = allows != 0;
  TRY_ASSIGN(const KeyPair keys, folder_.device_key());
  out.device = keys.public_key;
  out.device_secret = keys.secret_key;
  out.province = PublicKey::from(*province).value_or(PublicKey{});
  out.mac_key = MacKey::from(*mac_key).value_or(MacKey{});
  TRY_ASSIGN(auto enrolment, store::get_bytes(database, "enrolment.certificate"));
  if (enrolment) out.enrolment = std::move(*enrolment);
  return out;
}

Result<Standing> SyncService::standing() {
  Database& database = folder_.database();
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(database));
  Standing out;
  TRY_ASSIGN(out.cursor, get_cursor(database));
  TRY_ASSIGN(out.highest, get_mark(database, highest_mark));
  TRY_ASSIGN(out.durable, get_mark(database, durable_mark));
  TRY_ASSIGN(const std::int64_t scope_version, store::get_integer(database, "scope.version", 0));
  out.scope_version = static_cast<std::uint64_t>(scope_version);
  TRY_ASSIGN(out.pending.changes, folder_.journal().count_not_sent());
  TRY_ASSIGN(out.pending.photos, folder_.photos().count_to_send());
  if (out.pending.changes > 0) {
    TRY_ASSIGN(auto query,
               database.query("SELECT bytes FROM changes WHERE id = (SELECT min(id) FROM changes WHERE state < 2)"));
    TRY_ASSIGN(const bool has_row, query.next());
    const auto oldest = has_row ? journal::decode_change(query.blob(0)) : Result<journal::Change>(ErrorCode::NotFound);
    if (oldest) out.pending.oldest_wall_ms = oldest->about.wall_ms;
  }
  TRY_ASSIGN(out.pending.free_bytes, folder_.photos().free_bytes());
  TRY_ASSIGN(out.sealed_last, get_sealed_last(database));
  TRY_ASSIGN(const std::int64_t exchange_bytes, store::get_integer(database, "link.exchange_bytes", 0));
  TRY_ASSIGN(const std::int64_t chunk_bytes, store::get_integer(database, "link.chunk_bytes", 0));
  out.link = {static_cast<std::uint64_t>(exchange_bytes), static_cast<std::uint64_t>(chunk_bytes)};
  return out;
}

Result<std::vector<Bytes>> SyncService::batches_to_send(std::size_t bytes_max, std::size_t skip) {
  TRY_ASSIGN(const KeyPair keys, folder_.device_key());
  Database& database = folder_.database();
  TRY_ASSIGN(const bool is_twin, is_twin_found(database));
  if (is_twin) return read_batches(database, select_batches_offered, bytes_max, skip);
  TRY_ASSIGN(const auto unsealed, database.integer("SELECT 1 FROM changes WHERE state < 2 AND state = 0 LIMIT 1"));
  if (unsealed) {
    TRY_ASSIGN(auto transaction, Transaction::begin(database));
    TRY(folder_.journal().seal_all(keys.secret_key, folder_.clock().wall_ms()));
    TRY(transaction.commit());
  }
  // By rowid alone all that was ever sealed would be walked through, bytes and all.
  constexpr std::string_view unanswered =
      "SELECT bytes FROM batches WHERE rowid IN (SELECT rowid FROM batches INDEXED BY batches_not_answered "
      "WHERE outcome IS NULL) ORDER BY rowid LIMIT -1 OFFSET ?";
  return read_batches(database, unanswered, bytes_max, skip);
}

Result<std::vector<Bytes>> SyncService::parcels_to_send(std::size_t bytes_max) {
  return service::parcels_to_send(folder_, bytes_max);
}

Result<ImportCounts> SyncService::import(const ExchangeResult& exchange) { return import_exchange(folder_, exchange); }

Result<std::vector<PhotoFile>> SyncService::photos_to_send(PhotoPolicy policy, std::size_t count_max) {
  TRY_ASSIGN(const auto rows, folder_.photos().to_send(size_max_of(policy), count_max));
  return to_files(rows);
}

Result<Bytes> SyncService::read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) {
  return folder_.photos().read(sha256, offset, bytes_max);
}

Status SyncService::photo_at_province(const Hash& sha256) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder_.database()));
  TRY(folder_.photos().mark_at_province(sha256));
  TRY_ASSIGN(const auto row, folder_.photos().find(sha256));
  if (row) TRY(want_receipt(folder_, row->root));
  return transaction.commit();
}

Result<std::vector<Id>> SyncService::receipts_to_fetch(std::size_t count_max) {
  return wanted_receipts(folder_, count_max);
}

Status SyncService::save_receipt(const Id& dossier, ByteView receipt) {
  return service::save_receipt(folder_, dossier, receipt);
}

Result<std::vector<PhotoFile>> SyncService::photos_to_fetch(PhotoPolicy policy, std::size_t count_max) {
  TRY_ASSIGN(const auto rows, folder_.photos().to_fetch(size_max_of(policy), count_max));
  return to_files(rows);
}

Result<std::uint64_t> SyncService::fetched_bytes(const Hash& sha256) { return folder_.photos().partial_bytes(sha256); }

Status SyncService::append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) {
  return folder_.photos().append_partial(sha256, offset, bytes);
}

Status SyncService::finish_fetched(const Hash& sha256) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder_.database()));
  TRY(folder_.photos().finish_partial(sha256));
  TRY(folder_.photos().mark_at_province(sha256));  // it came from there: nothing of it is to be sent
  return transaction.commit();
}

Status SyncService::remember_link(const LinkSizes& sizes) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder_.database()));
  TRY(store::set_integer(folder_.database(), "link.exchange_bytes", static_cast<std::int64_t>(sizes.exchange_bytes)));
  TRY(store::set_integer(folder_.database(), "link.chunk_bytes", static_cast<std::int64_t>(sizes.chunk_bytes)));
  return transaction.commit();
}

Status SyncService::note(SyncEvent event, std::uint64_t first_number, std::uint64_t second_number) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder_.database()));
  const std::int64_t now_ms = folder_.clock().wall_ms();
  TRY(folder_.database().run("INSERT INTO sync_events (wall_ms, event, first, second) VALUES (?, ?, ?, ?)", now_ms,
                             static_cast<int>(event), first_number, second_number));
  if (begun_by(event))  // whatever becomes of it
    TRY(folder_.database().run("DELETE FROM sync_events WHERE wall_ms < ?", now_ms - event_age_ms_max));
  if (event == SyncEvent::Finished) TRY(store::set_integer(folder_.database(), "sync.finished_ms", now_ms));
  return transaction.commit();
}

}  // namespace ocop::service
