// What tablet and province say to each other in one exchange, `POST /v1/sync`, as plain data. PROTOCOL.md §8 and §9
// give the bytes; codec.h writes and reads them. Both sides share this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/journal/change.h"

namespace ocop::protocol {

inline constexpr std::uint64_t version = 1;

// A device in a message: the first 8 bytes of the SHA-256 of its public key.
using DeviceName = FixedBytes<struct DeviceNameTag, 8>;
// Makes two requests with the same content different, so that an old answer fits neither.
using Nonce = FixedBytes<struct NonceTag, 8>;

DeviceName name_of(const PublicKey& device);
std::uint64_t first_8_bytes(const Hash& hash);  // big-endian

// How far the province had come when it said so.
struct Mark {
  std::uint64_t generation = 0;
  std::uint64_t position = 0;
  std::uint64_t order_hash = 0;  // first 8 bytes of the running hash of the order, big-endian

  friend bool operator==(const Mark&, const Mark&) = default;
};

// A scope that is being entered page by page.
struct Entering {
  std::uint64_t position = 0;  // of the first page
  Id after;                    // the last root that came whole

  friend bool operator==(const Entering&, const Entering&) = default;
};

struct Cursor {
  std::uint64_t position = 0;
  std::optional<Entering> entering;

  friend bool operator==(const Cursor&, const Cursor&) = default;
};

// The batch that a folder sealed last. The province that has another of that number, or was told a later one before,
// speaks to a copy of a folder that it spoke to.
struct SealedLast {
  Replica replica = 0;
  std::uint64_t number = 0;
  std::uint64_t name_start = 0;  // first_8_bytes of its name

  friend bool operator==(const SealedLast&, const SealedLast&) = default;
};

struct RequestHeader {
  std::uint64_t protocol = version;
  DeviceName device;
  Nonce nonce;
  std::uint64_t dictionary = 0;       // the highest numbered dictionary that the sender has; 0: none
  std::uint64_t answer_kib_max = 0;   // the largest answer that the link bears now; 0: the province chooses
  Cursor cursor;
  std::optional<Mark> highest;        // the highest mark ever told to this tablet
  std::optional<Mark> durable;        // the mark of the position that it was told to be durable
  std::uint64_t scope_version = 0;
  std::uint64_t pending_changes = 0;
  std::uint64_t pending_photos = 0;
  std::uint64_t oldest_pending_s = 0; // since 1970 by the tablet's clock; 0: nothing pending
  std::uint64_t free_mib = 0;
  std::optional<SealedLast> sealed_last;  // none: nothing was sealed yet

  friend bool operator==(const RequestHeader&, const RequestHeader&) = default;
};

enum class Outcome : std::uint8_t { Merged = 0, BesideAnother = 1, Conflict = 2, Waiting = 3, Held = 4 };

// The province's answer to one batch. Answers stand in the order of the request's batches.
struct BatchAnswer {
  Outcome outcome = Outcome::Merged;
  std::string reason;          // of Held and Waiting (PROTOCOL.md §10); empty: none
  std::uint64_t number = 0;    // with the reason "gap": the number of the batch that is missing

  friend bool operator==(const BatchAnswer&, const BatchAnswer&) = default;
};

// The reasons that a program must know.
inline constexpr std::string_view reason_previous = "previous";    // send it again with the name of the batch before it
inline constexpr std::string_view reason_gap = "gap";
inline constexpr std::string_view reason_twin = "twin";
inline constexpr std::string_view reason_malformed = "malformed";
inline constexpr std::string_view reason_signature = "signature";
inline constexpr std::string_view reason_revoked = "revoked";
inline constexpr std::string_view reason_limit = "limit_exceeded";
// Of a notice: an earlier one of that stamp counts no more.
inline constexpr std::string_view reason_released = "released";

struct Scope {
  std::uint64_t version = 0;
  std::vector<std::string> units;

  friend bool operator==(const Scope&, const Scope&) = default;
};

// Why the effects of a change are withheld. Takes a position of its own in the order.
struct Notice {
  std::uint64_t position = 0;
  Id root;
  journal::Stamp stamp;
  std::string reason;

  friend bool operator==(const Notice&, const Notice&) = default;
};

struct PositionedChange {
  std::uint64_t position = 0;
  journal::Change change;

  friend bool operator==(const PositionedChange&, const PositionedChange&) = default;
};

struct Answer {
  std::uint64_t protocol = version;
  Mark mark;
  std::optional<Mark> durable;      // its generation is that of `mark`
  std::int64_t province_wall_ms = 0;
  std::vector<BatchAnswer> answers;
  Cursor cursor;
  bool has_more = false;            // ask again at once
  std::optional<Scope> scope;       // only when it is not the version that the request named
  std::vector<Notice> notices;      // ascending by position
  std::vector<PositionedChange> changes;  // ascending by position, all after the request's cursor

  friend bool operator==(const Answer&, const Answer&) = default;
};

// What travels when a request is refused (PROTOCOL.md §13): not authenticated, so nothing is decided by it but whether
// to try again.
struct Refusal {
  std::string error;   // a name of core/base/error.h
  std::string detail;  // for support staff
};

}  // namespace ocop::protocol
