// The devices as the office's commands name and list them. One thread, as Province.
#pragma once

#include "sync/server/copies.h"
#include "sync/server/devices.h"

namespace ocop::server {

struct DeviceLine {
  PublicKey key;
  std::string officer;
  std::vector<std::string> units;
  std::int64_t enrolled_ms = 0;
  std::optional<std::int64_t> seen_ms, revoked_ms;
  std::uint64_t pending_changes = 0, pending_photos = 0;  // as it told at its last exchange
  std::uint64_t held = 0;                                 // batches of it that are held apart
  Copies copies = Copies::None;
};

Result<std::vector<DeviceLine>> list_devices(Province& province);  // by officer, then key
std::string to_json(const std::vector<DeviceLine>& devices);       // [{"device","officer","units",…}]

// The device whose key begins with these hex digits, at least 6 of them. NotFound, Ambiguous, InvalidInput.
Result<PublicKey> find_device_key(Province& province, std::string_view hex);

}  // namespace ocop::server
