#include "sync/server/device_list.h"

#include <nlohmann/json.hpp>

#include "core/base/clock.h"

namespace ocop::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t prefix_digits_min = 6;

std::string_view name_of(Copies copies) {
  switch (copies) {
    case Copies::None: return "none";
    case Copies::OlderOnce: return "older_once";
    case Copies::Several: return "several";
  }
  return {};
}

Json time_or_null(const std::optional<std::int64_t>& wall_ms) {
  return wall_ms ? Json(iso_utc(*wall_ms)) : Json(nullptr);
}

std::optional<std::int64_t> integer_or_none(const store::Query& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional<std::int64_t>(row.integer(column));
}

}  // namespace

Result<std::vector<DeviceLine>> list_devices(Province& province) {
  std::vector<DeviceLine> out;
  TRY_ASSIGN(auto query, province.database().query(
      "SELECT device, officer, enrolled_ms, seen_ms, revoked_ms, pending_changes, pending_photos, "
      "(SELECT count(*) FROM held_batches WHERE held_batches.device = devices.device) "
      "FROM devices ORDER BY officer, device"));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    DeviceLine line;
    line.key = query.fixed<PublicKey>(0);
    line.officer = query.text(1);
    line.enrolled_ms = query.integer(2);
    line.seen_ms = integer_or_none(query, 3);
    line.revoked_ms = integer_or_none(query, 4);
    line.pending_changes = query.unsigned_integer(5);
    line.pending_photos = query.unsigned_integer(6);
    line.held = query.unsigned_integer(7);
    out.push_back(std::move(line));
  }
  for (DeviceLine& line : out) {
    TRY_ASSIGN(line.units, units_of(province.database(), line.key));
    TRY_ASSIGN(line.copies, copies_of(province, line.key));
  }
  return out;
}

std::string to_json(const std::vector<DeviceLine>& devices) {
  Json out = Json::array();
  for (const DeviceLine& line : devices) {
    out.push_back({{"device", line.key.hex()},
                   {"officer", line.officer},
                   {"units", line.units},
                   {"enrolled_at", iso_utc(line.enrolled_ms)},
                   {"seen_at", time_or_null(line.seen_ms)},
                   {"revoked_at", time_or_null(line.revoked_ms)},
                   {"pending", {{"changes", line.pending_changes}, {"photos", line.pending_photos}}},
                   {"held", line.held},
                   {"copies", std::string(name_of(line.copies))}});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<PublicKey> find_device_key(Province& province, std::string_view hex) {
  const bool is_hex = hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!is_hex || hex.size() < prefix_digits_min || hex.size() > 2 * PublicKey::size) {
    return Error{ErrorCode::InvalidInput, "device " + std::string(hex)};
  }
  TRY_ASSIGN(auto query, province.database().query(
      "SELECT device FROM devices WHERE lower(substr(hex(device), 1, length(?1))) = ?1 LIMIT 2", hex));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return Error{ErrorCode::NotFound, "device " + std::string(hex)};
  const PublicKey key = query.fixed<PublicKey>(0);
  TRY_ASSIGN(const bool has_second, query.next());
  if (has_second) return Error{ErrorCode::Ambiguous, "device " + std::string(hex)};
  return key;
}

}  // namespace ocop::server
