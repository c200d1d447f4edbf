// What a session did: the keys of `ocop sync --json`, which scripts rely on.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.h"

namespace ocop::engine {

struct Summary {
  bool ok = false;
  std::optional<Error> error;         // why it ended; none when ok
  std::uint64_t exchanges = 0;        // requests POST /v1/sync that were begun
  std::uint64_t requests = 0;         // of any kind
  std::uint64_t body_up = 0;          // bodies of these, without headers
  std::uint64_t body_down = 0;        // bodies that arrived whole
  std::uint64_t bytes_up = 0;         // with headers, as the transport counted
  std::uint64_t bytes_down = 0;
  std::uint64_t changes_up = 0;       // merged at the province, or waiting there
  std::uint64_t changes_down = 0;     // new here
  std::uint64_t photos_up = 0;        // files whole and verified at the province
  std::uint64_t photos_down = 0;
  std::uint64_t conflicts = 0;        // open here when the session ended
  std::uint64_t waiting = 0;          // changes that arrived before something they need, on either side
  std::uint64_t held = 0;             // changes of ours that the province holds apart
  std::uint64_t unsent_changes = 0;   // left when the session ended
  std::uint64_t unsent_photos = 0;
  std::uint64_t carried_up = 0;       // bundles of other tablets that the province took
};

}  // namespace ocop::engine
