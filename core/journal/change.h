// A change: what one person, on one tablet, set in one record, and what that person was looking at.
//
// A change sets fields of one record: only those that differ from what the author was shown. For each it carries the
// new value and the *heads* it replaces: the stamps of the values that were shown, taken when they were shown, not when
// saved. So a change says by itself what its author knew, and two histories can be joined by anybody, in any order.
//
// The envelope (root, record, type, stamp, field names, heads) never changes its form. Values are bytes: one item of
// core/journal/cbor.h. What stands behind the envelope (`About`, and whatever later versions append to it) is carried
// verbatim by programs that do not know it.
//
// A *replica* is one start of the program on a data folder. A *stamp* is (replica, number); numbers count the replica's
// changes in one root from 1, without gaps. A change may stand for several consecutive numbers (first..last): while it
// was not sealed, the officer typed on, and every saved state had a number of its own (core/service/commands.h).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/journal/cbor.h"

namespace ocop::journal {

struct Stamp {
  Replica replica = 0;  // below 2^63, so that SQLite keeps it as it is
  std::uint64_t number = 0;

  friend auto operator<=>(const Stamp&, const Stamp&) = default;
};

struct FieldChange {
  std::string name;          // "name", "1.2.option"; unique and ascending within a change
  Bytes value;               // one CBOR item; null clears the field
  std::vector<Stamp> heads;  // what the author was shown; ascending, empty when the field had no value

  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

// Evidence, not order: nothing is decided by it.
struct About {
  std::string officer;             // who, as enrolled or as named at `ocop init`
  std::string reason;              // why; settlements and archiving have one
  std::int64_t wall_ms = 0;        // the tablet's clock, UTC
  std::int64_t monotonic_ms = 0;   // since that boot
  std::uint32_t boot = 0;
  std::int64_t province_offset_ms = 0;        // province's clock minus ours, at the last exchange of this boot
  std::int64_t province_offset_error_ms = -1; // half a round trip; -1 when there was no exchange in this boot
  std::int64_t gps_ms = -1;        // GPS time when the change was made; -1 when none
  Bytes extra;                     // items that a later version appended, verbatim, one after the other

  friend bool operator==(const About&, const About&) = default;
};

struct Change {
  Id root;
  Id record;
  std::string type;      // of the record: "dossier", "producer", or one that we do not know
  Replica replica = 0;
  std::uint64_t first = 0;  // the numbers it stands for
  std::uint64_t last = 0;
  std::vector<FieldChange> fields;
  About about;

  Stamp stamp() const { return {replica, last}; }
  friend bool operator==(const Change&, const Change&) = default;
};

// Two layouts of one change. Canonical: complete by itself, and what the change's hash covers. InBatch: the replica is
// left out (the batch names it) and the record where it is the root.
enum class Layout { Canonical, InBatch };

void write_change(CborWriter& writer, const Change& change, Layout layout);
Bytes encode_change(const Change& change);  // canonical
Hash hash_of(const Change& change);         // SHA-256 of the canonical bytes

// Reads one change; `replica` is the batch's and serves only Layout::InBatch. On malformed input the reader fails.
// Checks form alone: lengths within core/base/limits.h, names ascending, heads ascending, 1 <= first <= last, replica <
// 2^63.
Change read_change(CborReader& reader, Layout layout, Replica replica = 0);
Result<Change> decode_change(ByteView canonical);  // Malformed

inline constexpr Replica replica_max = (std::uint64_t{1} << 63) - 1;

}  // namespace ocop::journal
