#include "sync/engine/conversions.h"

#include <algorithm>

namespace ocop::engine {
namespace {

std::optional<protocol::Mark> to_wire(const std::optional<service::Mark>& mark) {
  if (!mark) return std::nullopt;
  return protocol::Mark{mark->generation, mark->position, mark->order_hash};
}

service::Mark from_wire(const protocol::Mark& mark) { return {mark.generation, mark.position, mark.order_hash}; }

std::optional<protocol::SealedLast> to_wire(const std::optional<service::SealedLast>& sealed) {
  if (!sealed) return std::nullopt;
  return protocol::SealedLast{sealed->replica, sealed->number, protocol::first_8_bytes(sealed->name)};
}

}  // namespace

protocol::Cursor to_wire(const service::Cursor& cursor) {
  protocol::Cursor out{cursor.position, std::nullopt};
  if (cursor.entering_position != 0) out.entering = protocol::Entering{cursor.entering_position, cursor.entering_after};
  return out;
}

service::Cursor from_wire(const protocol::Cursor& cursor) {
  service::Cursor out;
  out.position = cursor.position;
  if (cursor.entering) {
    out.entering_position = cursor.entering->position;
    out.entering_after = cursor.entering->after;
  }
  return out;
}

protocol::RequestHeader header_of(const service::SyncIdentity& identity, const service::Standing& standing) {
  protocol::RequestHeader out;
  out.device = protocol::name_of(identity.device);
  out.cursor = to_wire(standing.cursor);
  out.highest = to_wire(standing.highest);
  out.durable = to_wire(standing.durable);
  out.scope_version = standing.scope_version;
  out.pending_changes = standing.pending.changes;
  out.pending_photos = standing.pending.photos;
  const std::int64_t oldest_ms = std::max<std::int64_t>(standing.pending.oldest_wall_ms, 0);
  out.oldest_pending_s = static_cast<std::uint64_t>(oldest_ms) / 1000;
  out.free_mib = standing.pending.free_bytes / (1024 * 1024);
  out.sealed_last = to_wire(standing.sealed_last);
  return out;
}

service::ExchangeResult result_of(protocol::Answer answer) {
  service::ExchangeResult out;
  out.cursor = from_wire(answer.cursor);
  out.mark = from_wire(answer.mark);
  if (answer.durable) out.durable = from_wire(*answer.durable);
  if (answer.scope) out.scope = service::Scope{answer.scope->version, std::move(answer.scope->units)};
  for (auto& notice : answer.notices) {
    out.notices.push_back({notice.position, notice.root, notice.stamp, std::move(notice.reason)});
  }
  for (auto& change : answer.changes) out.changes.push_back({change.position, std::move(change.change)});
  out.has_more = answer.has_more;
  out.province_wall_ms = answer.province_wall_ms;
  return out;
}

}  // namespace ocop::engine
