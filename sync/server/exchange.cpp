#include "sync/server/exchange.h"

#include <algorithm>
#include <functional>
#include <future>

#include "core/base/limits.h"
#include "core/service/summaries.h"
#include "sync/server/backup.h"
#include "sync/server/copies.h"
#include "sync/server/generation.h"
#include "sync/server/receive.h"
#include "sync/server/scope.h"

namespace ocop::server {
namespace {

using protocol::Answer;
using protocol::RequestHeader;
using store::Database;

// Records compress to about a fifth: what a link bears compressed, and what that is before.
constexpr std::size_t compression_ratio = 5;
constexpr std::size_t page_bytes_default = limits::exchange_compressed_bytes_first * compression_ratio;
constexpr std::size_t page_bytes_max = limits::body_bytes_max - 2 * limits::change_bytes_max;

std::size_t page_bytes(const RequestHeader& header) {
  if (header.answer_kib_max == 0) return page_bytes_default;
  const std::uint64_t kib = std::min<std::uint64_t>(header.answer_kib_max, limits::body_bytes_max / 1024);
  return std::min(static_cast<std::size_t>(kib) * 1024 * compression_ratio, page_bytes_max);
}

// What stands behind these may stand on them: it is taken when the tablet has sent the name that was missing, or has
// parted from its twin.
bool ends_request(const protocol::BatchAnswer& answer) {
  return answer.reason == protocol::reason_previous || answer.reason == protocol::reason_twin;
}

struct Caller {
  Device device;
  MacKey key;
};

Result<Caller> authenticate(Province& province, const protocol::OpenedRequest& request) {
  TRY_ASSIGN(const auto device, find_device(province.database(), request.header.device));
  if (!device) return Error{ErrorCode::Unauthorised, "unknown device"};
  TRY_ASSIGN(const MacKey key, mac_key_of(province, *device));
  if (!protocol::is_authentic(request, key)) return Error{ErrorCode::Unauthorised, "the request's MAC"};
  return Caller{*device, key};
}

// A tablet of an earlier generation goes back to the last position that both know. Half way through pages it is at 0.
protocol::Cursor cursor_before(const protocol::Cursor& cursor, std::uint64_t known_to_both) {
  if (!cursor.entering && cursor.position <= known_to_both) return cursor;
  return {std::min(cursor.position, known_to_both), std::nullopt};
}

// Before the request's parcels are looked at: only what was asked for is taken.
//
// A tablet that was told other communes than the backup says may have let go of roots, or never got them: all that it
// may see now enters anew. Each time it comes so: a copy of its folder, with the same key, may have come before.
Status ask_for_offers(Province& province, const Device& device, const RequestHeader& header,
                      const std::optional<std::uint64_t>& known_to_both, Order& order) {
  if (!known_to_both) return {};
  const bool was_told_another = header.scope_version != 0 && header.scope_version != device.scope_version;
  if (was_told_another) TRY(enter_anew(province.database(), order, device.key));
  return province.database().run(
      "INSERT OR REPLACE INTO offers_wanted (device, generation, position, at_ms) VALUES (?, ?, ?, ?)", device.key,
      order.mark().generation, *known_to_both, province.now_ms());
}

Status note_device(Province& province, const Device& device, const RequestHeader& header, const protocol::Mark& told) {
  const auto clamp = [](std::uint64_t value) { return std::min<std::uint64_t>(value, INT64_MAX); };
  return province.database().run(
      "UPDATE devices SET seen_ms = ?, pending_changes = ?, pending_photos = ?, oldest_pending_s = ?, free_mib = ?, "
      "shown_position = ?, told_generation = ?, told_position = ? WHERE device = ?",
      province.now_ms(), clamp(header.pending_changes), clamp(header.pending_photos), clamp(header.oldest_pending_s),
      clamp(header.free_mib), header.highest ? header.highest->position : 0, told.generation, told.position,
      device.key);
}

Status add_scope(Province& province, const Device& device, const RequestHeader& header, Answer& answer) {
  if (header.scope_version == device.scope_version) return {};
  answer.scope = protocol::Scope{device.scope_version, {}};
  TRY_ASSIGN(answer.scope->units, units_of(province.database(), device.key));
  return {};
}

// `back` is the request's own cursor unless the province was restored. Answers carry only positions after the request's
// cursor (PROTOCOL.md), so going back is an answer of its own.
Status add_page(Province& province, const Device& device, const RequestHeader& header, const protocol::Cursor& back,
                const std::set<Hash>& came, std::uint64_t position, Answer& answer) {
  if (back != header.cursor) {
    answer.cursor = back;
    answer.has_more = true;
    return {};
  }
  TRY_ASSIGN(Page page, read_page(province.database(), device.key, header.cursor, position, came,
                                  page_bytes(header)));
  answer.changes = std::move(page.changes);
  answer.notices = std::move(page.notices);
  answer.cursor = page.cursor;
  answer.has_more = page.has_more;
  return {};
}

// `offer_from` is in every answer until the tablet shows a mark of this generation: an answer may be lost.
// `known_to_both` is asked before batches give the order new positions.
Result<Answer> answer_from(Province& province, const Device& device, const Order& order, const RequestHeader& header,
                           const std::optional<std::uint64_t>& known_to_both, const std::set<Hash>& came) {
  Answer answer;
  answer.offer_from = known_to_both;
  const protocol::Cursor back = known_to_both ? cursor_before(header.cursor, *known_to_both) : header.cursor;
  answer.cursor = header.cursor;
  if (!device.is_revoked) {
    TRY(add_scope(province, device, header, answer));
    TRY(add_page(province, device, header, back, came, order.position(), answer));
  }
  answer.mark = order.mark();
  TRY_ASSIGN(const BackupStanding backups, backup_standing(province.database()));
  answer.durable = backups.durable;
  if (answer.durable) answer.durable->generation = answer.mark.generation;  // its history is ours up to there
  if (backups.backed_up) answer.backup = protocol::Backup{backups.backed_up->position, backups.last_ms / 1000};
  answer.province_wall_ms = province.now_ms();
  return answer;
}

}  // namespace

Result<std::vector<protocol::BatchAnswer>> receive_all(Province& province, Receiver& receiver,
                                                       const std::vector<protocol::SentBatch>& batches, Order& order) {
  std::vector<protocol::BatchAnswer> out;
  std::future<Prepared> ahead;  // another core decodes and hashes the next batch while this one goes into the store
  for (std::size_t at = 0; at < batches.size(); ++at) {
    Prepared prepared = ahead.valid() ? ahead.get() : prepare(batches[at]);
    if (at + 1 < batches.size()) ahead = std::async(prepare, std::cref(batches[at + 1]));
    TRY_ASSIGN(auto answer, receiver.receive(batches[at], std::move(prepared)));
    out.push_back(std::move(answer));
    if (ends_request(out.back())) break;
  }
  if (receiver.touched().records.empty()) return out;
  TRY(service::refresh_summaries(province.folder(), receiver.touched(), service::PhotosAre::Elsewhere));
  TRY(follow_records(province.database(), receiver.touched(), order.position()));
  return out;
}

Result<Answer> answer_page(Province& province, const Device& device, Order& order, const RequestHeader& header,
                           const std::set<Hash>& came) {
  TRY_ASSIGN(const auto known_to_both,
             last_known_to_both(province.database(), order, province.folder().entropy(), header));
  TRY(ask_for_offers(province, device, header, known_to_both, order));
  return answer_from(province, device, order, header, known_to_both, came);
}

Result<Bytes> answer_sync(Province& province, ByteView body) {
  TRY_ASSIGN(const protocol::OpenedRequest request, protocol::open_request(body));
  TRY_ASSIGN(const Caller caller, authenticate(province, request));
  TRY_ASSIGN(const protocol::SentBatches sent, protocol::read_batches(request));

  Database& database = province.database();
  TRY_ASSIGN(auto transaction, store::Transaction::begin(database));
  TRY_ASSIGN(Order order, Order::load(database));
  TRY_ASSIGN(const auto known_to_both, last_known_to_both(database, order, province.folder().entropy(),
                                                          request.header));
  TRY(ask_for_offers(province, caller.device, request.header, known_to_both, order));
  Receiver receiver(province, caller.device, order);
  TRY(note_copies(province, caller.device, request.header));
  TRY_ASSIGN(auto answers, receive_all(province, receiver, sent.batches, order));
  TRY_ASSIGN(Answer answer,
             answer_from(province, caller.device, order, request.header, known_to_both, receiver.came()));
  answer.answers = std::move(answers);
  TRY(note_device(province, caller.device, request.header, answer.mark));
  TRY(order.save());
  TRY(transaction.commit());
  return protocol::write_answer(answer, request.header, request.mac, caller.key);
}

}  // namespace ocop::server
