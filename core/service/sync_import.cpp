#include "core/service/sync_import.h"

#include <algorithm>

#include "core/service/leaving.h"
#include "core/service/marks.h"
#include "core/service/offering.h"
#include "core/service/summaries.h"
#include "core/store/meta.h"
#include "core/store/parting.h"

namespace ocop::service {
namespace {

using store::ChangeState;
using store::Database;

constexpr std::string_view scope_leaving = "scope.leaving";  // not 0: some roots are to leave (leaving.h)
constexpr std::string_view twin_reason = "twin";
constexpr std::string_view twin_found = "twin.found";        // not 0: by the province's word or by what was pulled

// What an answer in a bundle says of our batch, if anything. An older one may come last: only what is open yet, or
// waits, is answered. If the province has another batch under that number, as a copy of this folder sealed it, ours is
// its twin, as it would say of ours if it came.
Result<std::optional<BatchAnswer>> about_our_batch(Database& database, const BatchAnswer& answer) {
  TRY_ASSIGN(auto query, database.query("SELECT name, outcome FROM batches WHERE replica = ? AND number = ?",
                                        answer.replica, answer.number));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<BatchAnswer>();
  const bool is_open = query.is_null(1) || query.integer(1) == static_cast<int>(BatchOutcome::Waiting);
  if (!is_open) return std::optional<BatchAnswer>();
  BatchAnswer out = answer;
  if (answer.name && *answer.name != query.fixed<Hash>(0)) {
    out.outcome = BatchOutcome::Held;
    out.reason = twin_reason;
  }
  return std::optional(out);
}

Status save_answer(Folder& folder, const BatchAnswer& answer, std::uint64_t position) {
  if (answer.is_parcel) return parcel_answered(folder, answer.number, position);
  Database& database = folder.database();
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
  const bool is_narrower = std::any_of(officer.units.begin(), officer.units.end(), [&](const std::string& unit) {
    return std::find(scope.units.begin(), scope.units.end(), unit) == scope.units.end();
  });
  if (is_narrower) TRY(store::set_integer(folder.database(), scope_leaving, 1));
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

// How much of an answer still holds for the tablet as it stands now (AskedAt). Nothing: this folder has no word of the
// province yet and will be told all; the answer was for another life of it, or its first page is still to come.
enum class Holds { All, Facts, ChangesAlone, Nothing };

Result<Holds> what_holds(Database& database, const ExchangeResult& exchange) {
  if (!exchange.asked_at) return Holds::All;
  TRY_ASSIGN(const auto cursor, get_cursor(database));
  TRY_ASSIGN(const auto highest, get_mark(database, highest_mark));
  const std::uint64_t generation = highest ? highest->generation : 0;
  if (exchange.asked_at->cursor == cursor && exchange.asked_at->generation == generation) return Holds::All;
  if (generation == 0) return Holds::Nothing;
  return exchange.mark.generation == generation ? Holds::Facts : Holds::ChangesAlone;
}

// An answer in a bundle to a question that was asked again since may know less than we were told meanwhile.
Status raise_mark(Database& database, std::string_view name, const Mark& mark, bool may_be_older) {
  TRY_ASSIGN(const auto present, get_mark(database, name));
  const bool is_older = present && present->generation == mark.generation && present->position > mark.position;
  return may_be_older && is_older ? Status{} : set_mark(database, name, mark);
}

// None: what was durable or backed up is no more, the province was restored. A bundle's answer may only raise it.
Status set_durable(Database& database, const ExchangeResult& exchange) {
  const bool may_be_older = exchange.asked_at && !exchange.offer_from;
  Backup backup = exchange.backup.value_or(Backup{});
  if (exchange.durable) backup.position = std::max(backup.position, exchange.durable->position);
  TRY_ASSIGN(const std::int64_t present, store::get_integer(database, "backup.position", 0));
  const bool is_older = static_cast<std::int64_t>(backup.position) < present;
  if (exchange.durable || !may_be_older) {
    TRY(raise_mark(database, durable_mark, exchange.durable.value_or(Mark{}), may_be_older));
  }
  if (may_be_older && is_older) return {};
  TRY(store::set_integer(database, "backup.position", static_cast<std::int64_t>(backup.position)));
  return store::set_integer(database, "backup.taken_s", backup.taken_s);
}

Status save_standing(Folder& folder, const ExchangeResult& exchange) {
  Database& database = folder.database();
  TRY(set_cursor(database, exchange.cursor));
  TRY(raise_mark(database, highest_mark, exchange.mark, exchange.asked_at.has_value()));
  TRY(set_durable(database, exchange));
  if (exchange.scope) TRY(save_scope(folder, *exchange.scope));
  return save_offset(folder, exchange);
}

// A twin of what was answered once, and then offered again: changes of it may have reached the province in another
// batch, at positions that we count as read. All is read anew before anything is written anew.
Status take_answer(Folder& folder, const BatchAnswer& answer, std::uint64_t position, ImportCounts& counts) {
  Database& database = folder.database();
  const bool is_twin = answer.outcome == BatchOutcome::Held && answer.reason == twin_reason;
  if (is_twin) {
    TRY_ASSIGN(const auto before, database.integer("SELECT acked_position FROM batches WHERE replica = ? AND "
                                                   "number = ?", answer.replica, answer.number));
    counts.reads_anew = counts.reads_anew || before.has_value();
    TRY(store::set_integer(database, twin_found, 1));
  }
  return save_answer(folder, answer, position);
}

Status take_answers(Folder& folder, const ExchangeResult& exchange, ImportCounts& counts) {
  for (const BatchAnswer& answer : exchange.answers) {
    std::optional<BatchAnswer> ours = answer;
    if (exchange.asked_at) {
      TRY_ASSIGN(ours, about_our_batch(folder.database(), answer));
    }
    if (!ours) continue;
    if (exchange.offer_from && answer.is_parcel) continue;  // it names what was on offer before; all goes again
    TRY(take_answer(folder, *ours, exchange.mark.position, counts));
    ++counts.batches_answered;
  }
  TRY(save_notices(folder.database(), exchange.notices));
  if (exchange.asked_at) return {};  // its position may be older than our photos there
  return folder.photos().place_at(exchange.mark.position);
}

// Of another generation than ours (`is_foreign`) its position says nothing here, and our province may lack the change:
// without a position it is offered.
Status take_change(Folder& folder, const PulledChange& pulled, bool is_foreign, store::Touched& touched,
                   ImportCounts& counts) {
  if (!is_foreign) {
    TRY_ASSIGN(const bool is_twin,
               store::keep_if_twin_of_unsent(folder.database(), pulled.change, pulled.position));
    if (is_twin) return store::set_integer(folder.database(), twin_found, 1);
  }
  const auto position = is_foreign ? std::nullopt : std::optional(pulled.position);
  TRY_ASSIGN(const auto fate, folder.journal().ingest(pulled.change, position, nullptr, touched));
  if (fate == store::Fate::Waits) ++counts.changes_waiting;
  return {};
}

Status part_if_twin_found(Folder& folder, store::Touched& touched, ImportCounts& counts) {
  TRY_ASSIGN(const bool is_found, is_twin_found(folder.database()));
  if (!is_found) return {};
  TRY_ASSIGN(const bool is_asking, any_batch_offered(folder.database()));
  if (is_asking) return {};  // what the province has under our names would be written a second time
  TRY_ASSIGN(counts.written_anew,
             store::part_from_twin(folder.database(), folder.entropy(), folder.clock().wall_ms(), touched));
  return store::set_integer(folder.database(), twin_found, 0);
}

// What left; its files go after the commit, so that a row without its file never stands.
Result<Left> leave_what_may_go(Folder& folder, bool is_all_here) {
  Database& database = folder.database();
  TRY_ASSIGN(const std::int64_t leaving, store::get_integer(database, scope_leaving, 0));
  if (leaving == 0 || !is_all_here) return Left{};
  TRY_ASSIGN(const Officer officer, folder.officer());
  TRY_ASSIGN(const auto durable, get_mark(database, durable_mark));
  TRY_ASSIGN(Left left, leave_scope(folder, officer.units, durable ? durable->position : 0));
  if (left.waiting == 0) TRY(store::set_integer(database, scope_leaving, 0));
  TRY(store::set_integer(database, "scope.leaving_roots", static_cast<std::int64_t>(left.waiting)));
  return left;
}

}  // namespace

Result<bool> is_twin_found(Database& database) {
  TRY_ASSIGN(const std::int64_t found, store::get_integer(database, twin_found, 0));
  return found != 0;
}

Result<ImportCounts> import_exchange(Folder& folder, const ExchangeResult& exchange) {
  Database& database = folder.database();
  ImportCounts counts;
  store::Touched touched;
  TRY_ASSIGN(auto transaction, store::Transaction::begin(database));
  TRY_ASSIGN(const Holds holds, what_holds(database, exchange));
  counts.was_late = holds != Holds::All;
  if (holds == Holds::Nothing) return counts;
  if (exchange.offer_from && holds == Holds::All) TRY(offer_again(folder, *exchange.offer_from));
  if (holds != Holds::ChangesAlone) TRY(take_answers(folder, exchange, counts));
  const bool is_foreign = holds == Holds::ChangesAlone;
  for (const PulledChange& pulled : exchange.changes) TRY(take_change(folder, pulled, is_foreign, touched, counts));
  const bool is_all_here = holds == Holds::All && !exchange.has_more && !counts.reads_anew;
  counts.changes_merged = touched.merged;
  if (is_all_here) TRY(part_if_twin_found(folder, touched, counts));
  TRY(refresh_summaries(folder, touched, PhotosAre::Elsewhere));
  if (holds == Holds::All) TRY(save_standing(folder, exchange));
  if (counts.reads_anew) TRY(set_cursor(database, Cursor{}));
  TRY_ASSIGN(const Left left, leave_what_may_go(folder, is_all_here));
  TRY_ASSIGN(const auto conflicts, database.integer("SELECT count(*) FROM conflicts"));
  counts.conflicts_open = static_cast<std::uint64_t>(conflicts.value_or(0));
  TRY(transaction.commit());
  for (const Hash& file : left.files) TRY(folder.photos().remove_without_row(file));
  return counts;
}

}  // namespace ocop::service
