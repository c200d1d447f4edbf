#include "core/service/sync_service.h"

#include <algorithm>

#include "core/service/summaries.h"
#include "core/store/meta.h"

namespace ocop::service {

using store::ChangeState;
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

Status set_mark(Database& database, const std::string& name, const Mark& mark) {
  TRY(store::set_integer(database, name + ".generation", static_cast<std::int64_t>(mark.generation)));
  TRY(store::set_integer(database, name + ".position", static_cast<std::int64_t>(mark.position)));
  return store::set_integer(database, name + ".order_hash", static_cast<std::int64_t>(mark.order_hash));
}

Result<std::optional<Mark>> get_mark(Database& database, const std::string& name) {
  TRY_ASSIGN(const std::int64_t generation, store::get_integer(database, name + ".generation", 0));
  if (generation == 0) return std::optional<Mark>{};
  TRY_ASSIGN(const std::int64_t position, store::get_integer(database, name + ".position", 0));
  TRY_ASSIGN(const std::int64_t order_hash, store::get_integer(database, name + ".order_hash", 0));
  return std::optional<Mark>{Mark{static_cast<std::uint64_t>(generation), static_cast<std::uint64_t>(position),
                                  static_cast<std::uint64_t>(order_hash)}};
}

Result<Cursor> get_cursor(Database& database) {
  Cursor out;
  TRY_ASSIGN(const std::int64_t position, store::get_integer(database, "cursor.position", 0));
  TRY_ASSIGN(const std::int64_t entering, store::get_integer(database, "cursor.entering_position", 0));
  TRY_ASSIGN(const auto after, store::get_bytes(database, "cursor.entering_after"));
  out.position = static_cast<std::uint64_t>(position);
  out.entering_position = static_cast<std::uint64_t>(entering);
  if (after) out.entering_after = Id::from(*after).value_or(Id{});
  return out;
}

Status set_cursor(Database& database, const Cursor& cursor) {
  TRY(store::set_integer(database, "cursor.position", static_cast<std::int64_t>(cursor.position)));
  TRY(store::set_integer(database, "cursor.entering_position", static_cast<std::int64_t>(cursor.entering_position)));
  return store::set_bytes(database, "cursor.entering_after", cursor.entering_after.view());
}

// Of answers that come in bundles an older one may come last: only what is open yet, or waits, is answered by them.
Result<bool> is_answered(Database& database, const BatchAnswer& answer) {
  TRY_ASSIGN(const auto outcome, database.integer("SELECT outcome FROM batches WHERE replica = ? AND number = ?",
                                                  answer.replica, answer.number));
  return outcome.has_value() && *outcome != static_cast<int>(BatchOutcome::Waiting);
}

Status save_answer(Database& database, const BatchAnswer& answer, std::uint64_t position) {
  const bool is_held = answer.outcome == BatchOutcome::Held;
  TRY(database.run("UPDATE batches SET outcome = ?, reason = ?, acked_position = ? WHERE replica = ? AND number = ?",
                   static_cast<int>(answer.outcome), answer.reason, position, answer.replica, answer.number));
  return database.run("UPDATE changes SET state = ? WHERE replica = ? AND batch = ? AND state < 3",
                      static_cast<int>(is_held ? ChangeState::Held : ChangeState::AtProvince), answer.replica,
                      answer.number);
}

// How far our clock is from the province's, with the error that half a round trip allows; evidence for later changes.
Status save_offset(Folder& folder, const ExchangeResult& exchange) {
  Database& database = folder.database();
  if (exchange.asked_at) return {};  // days on the way: it says nothing of clocks
  const std::int64_t half_trip_ms = exchange.round_trip_ms / 2;
  const std::int64_t province_now_ms = exchange.province_wall_ms + half_trip_ms;
  TRY(store::set_integer(database, "province.offset_ms", province_now_ms - folder.clock().wall_ms()));
  TRY(store::set_integer(database, "province.offset_error_ms", half_trip_ms));
  return store::set_integer(database, "province.offset_boot", static_cast<std::int64_t>(folder.clock().boot()));
}

Status save_scope(Folder& folder, const Scope& scope) {
  TRY_ASSIGN(Officer officer, folder.officer());
  officer.units = scope.units;
  TRY(folder.set_officer(officer));
  return store::set_integer(folder.database(), "scope.version", static_cast<std::int64_t>(scope.version));
}

Status save_notices(Database& database, const std::vector<Notice>& notices) {
  for (const Notice& notice : notices) {
    TRY(database.run("INSERT OR REPLACE INTO notices (position, root, replica, number, reason) VALUES (?, ?, ?, ?, ?)",
                     notice.position, notice.root, notice.stamp.replica, notice.stamp.number, notice.reason));
  }
  return {};
}

// How much of an answer still holds for the tablet as it stands now (AskedAt).
enum class Holds { All, Facts, ChangesAlone };

Result<Holds> what_holds(Database& database, const ExchangeResult& exchange) {
  if (!exchange.asked_at) return Holds::All;
  TRY_ASSIGN(const auto cursor, get_cursor(database));
  TRY_ASSIGN(const auto highest, get_mark(database, "mark"));
  const std::uint64_t generation = highest ? highest->generation : 0;
  if (exchange.asked_at->cursor == cursor && exchange.asked_at->generation == generation) return Holds::All;
  return exchange.mark.generation == generation ? Holds::Facts : Holds::ChangesAlone;
}

// An answer in a bundle to a question that was asked again since may know less than we were told meanwhile.
Status raise_mark(Database& database, const std::string& name, const Mark& mark, bool may_be_older) {
  TRY_ASSIGN(const auto present, get_mark(database, name));
  const bool is_older = present && present->generation == mark.generation && present->position > mark.position;
  return may_be_older && is_older ? Status{} : set_mark(database, name, mark);
}

Status save_standing(Folder& folder, const ExchangeResult& exchange) {
  Database& database = folder.database();
  TRY(set_cursor(database, exchange.cursor));
  TRY(raise_mark(database, "mark", exchange.mark, exchange.asked_at.has_value()));
  if (exchange.durable) TRY(raise_mark(database, "durable", *exchange.durable, exchange.asked_at.has_value()));
  if (exchange.scope) TRY(save_scope(folder, *exchange.scope));
  return save_offset(folder, exchange);
}

PhotoFile to_file(const store::PhotoRow& row) { return {row.sha256, row.bytes, static_cast<PhotoSize>(row.size)}; }

std::vector<PhotoFile> to_files(const std::vector<store::PhotoRow>& rows) {
  std::vector<PhotoFile> out;
  out.reserve(rows.size());
  for (const store::PhotoRow& row : rows) out.push_back(to_file(row));
  return out;
}

Status mark_photo_at_province(Folder& folder, const Hash& sha256) {
  TRY_ASSIGN(const auto mark, get_mark(folder.database(), "mark"));
  // Its place in the order may be above what we were told of last; the next exchange's mark covers it.
  return folder.photos().mark_at_province(sha256, mark ? mark->position + 1 : 1);
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
  return out;
}

Result<Standing> SyncService::standing() {
  Database& database = folder_.database();
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(database));
  Standing out;
  TRY_ASSIGN(out.cursor, get_cursor(database));
  TRY_ASSIGN(out.highest, get_mark(database, "mark"));
  TRY_ASSIGN(out.durable, get_mark(database, "durable"));
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
  TRY_ASSIGN(const std::int64_t exchange_bytes, store::get_integer(database, "link.exchange_bytes", 0));
  TRY_ASSIGN(const std::int64_t chunk_bytes, store::get_integer(database, "link.chunk_bytes", 0));
  out.link = {static_cast<std::uint64_t>(exchange_bytes), static_cast<std::uint64_t>(chunk_bytes)};
  return out;
}

Result<std::vector<Bytes>> SyncService::batches_to_send(std::size_t bytes_max, std::size_t skip) {
  TRY_ASSIGN(const KeyPair keys, folder_.device_key());
  Database& database = folder_.database();
  TRY_ASSIGN(const auto unsealed, database.integer("SELECT 1 FROM changes WHERE state < 2 AND state = 0 LIMIT 1"));
  if (unsealed) {
    TRY_ASSIGN(auto transaction, Transaction::begin(database));
    TRY(folder_.journal().seal_all(keys.secret_key, folder_.clock().wall_ms()));
    TRY(transaction.commit());
  }
  TRY_ASSIGN(auto query,
             database.query("SELECT bytes FROM batches WHERE outcome IS NULL ORDER BY rowid LIMIT -1 OFFSET ?",
                            std::uint64_t{skip}));
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

Result<ImportCounts> SyncService::import(const ExchangeResult& exchange) {
  Database& database = folder_.database();
  ImportCounts counts;
  store::Touched touched;
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const Holds holds, what_holds(database, exchange));
  if (holds != Holds::ChangesAlone) {
    for (const BatchAnswer& answer : exchange.answers) {
      TRY_ASSIGN(const bool is_old, is_answered(database, answer));
      if (exchange.asked_at && is_old) continue;
      TRY(save_answer(database, answer, exchange.mark.position));
      ++counts.batches_answered;
    }
    TRY(save_notices(database, exchange.notices));
  }
  for (const PulledChange& pulled : exchange.changes) {
    TRY_ASSIGN(const auto fate, folder_.journal().ingest(pulled.change, pulled.position, nullptr, touched));
    if (fate == store::Fate::Waits) ++counts.changes_waiting;
  }
  counts.changes_merged = touched.merged;
  TRY(refresh_summaries(folder_, touched, PhotosAre::Elsewhere));
  counts.was_late = holds != Holds::All;
  if (holds == Holds::All) TRY(save_standing(folder_, exchange));
  TRY_ASSIGN(const auto conflicts, database.integer("SELECT count(*) FROM conflicts"));
  counts.conflicts_open = static_cast<std::uint64_t>(conflicts.value_or(0));
  TRY(transaction.commit());
  return counts;
}

Result<std::vector<PhotoFile>> SyncService::photos_to_send(PhotoPolicy policy, std::size_t count_max) {
  TRY_ASSIGN(const auto rows, folder_.photos().to_send(size_max_of(policy), count_max));
  return to_files(rows);
}

Result<Bytes> SyncService::read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) {
  return folder_.photos().read(sha256, offset, bytes_max);
}

Status SyncService::photo_at_province(const Hash& sha256) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder_.database()));
  TRY(mark_photo_at_province(folder_, sha256));
  return transaction.commit();
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
  TRY(mark_photo_at_province(folder_, sha256));  // it came from there: nothing of it is to be sent
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
  if (event == SyncEvent::Finished) {
    TRY(folder_.database().run("DELETE FROM sync_events WHERE wall_ms < ?", now_ms - event_age_ms_max));
    TRY(store::set_integer(folder_.database(), "sync.finished_ms", now_ms));
  }
  return transaction.commit();
}

}  // namespace ocop::service
