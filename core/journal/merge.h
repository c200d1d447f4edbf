// How two histories join. Pure functions over a root's state; no clock, no storage; any thread.
//
// A field is a causal register: its heads are the changes that no other change replaces. A root keeps *seen*: for each
// replica the last number merged.
//
//   one head                            that is the value
//   several heads with equal bytes      one value, no conflict; the next change replaces them all
//   several heads with different bytes  a conflict, until a person settles it. Meanwhile the value shown is the one
//                                       with the smallest stamp
//
// Rules, by number; tests/property/merge_laws_test.cpp has the same numbers.
//   R1  A change merges when the numbers before it and the heads it replaces are seen; until then it waits.
//   R2  A change that is seen already does nothing.
//   R3  Merging a change removes the heads it names from its fields, and its own replica's earlier heads of those
//       fields, and adds itself as a head.
//   R4  States join like changes: a head stays if both sides have it or the other side has not seen it.
// Laws that follow, and are tested as such:
//   L1  Joining states is commutative, associative and idempotent.
//   L2  Replicas that have seen the same of a root hold the same documents and the same conflicts, whatever the order
//       and repetition of deliveries.
//   L3  No value disappears without a later change that saw it.
//   L4  Different fields never conflict; but for archiving (core/journal/archive.h).
//
// Merging reads only the envelope. A type is data too: of several types claimed for one record the smallest name holds,
// so that even a broken client cannot make two replicas differ.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/journal/change.h"

namespace ocop::journal {

struct Head {
  Stamp stamp;
  Bytes value;

  friend bool operator==(const Head&, const Head&) = default;
};

// The heads of one field, ascending by stamp. Never empty inside Registers.
using Register = std::vector<Head>;
using Registers = std::map<std::string, Register, std::less<>>;

class Seen {
 public:
  std::uint64_t last(Replica replica) const;
  bool contains(const Stamp& stamp) const { return stamp.number <= last(stamp.replica); }
  bool contains(const Seen& other) const;
  void advance(const Stamp& stamp);  // never back
  void join(const Seen& other);
  const std::map<Replica, std::uint64_t>& entries() const { return entries_; }

  friend bool operator==(const Seen&, const Seen&) = default;

 private:
  std::map<Replica, std::uint64_t> entries_;
};

struct RecordState {
  std::string type;
  Registers registers;

  friend bool operator==(const RecordState&, const RecordState&) = default;
};

// R1, R2: what a change finds.
enum class Arrival { Ready, AlreadySeen, Waits };
Arrival arrival_of(const Change& change, const Seen& seen);

// R3. The change must be Ready.
void merge(const Change& change, RecordState& record, Seen& seen);

bool in_conflict(const Register& heads);
const Head* shown_head(const Registers& registers, std::string_view field);  // null when the field never had a value
// What an author who was shown this register names as replaced.
std::vector<Stamp> stamps_of(const Register& heads);

// A conflict's name is made from its place and its heads, so that it is the same on every replica and a new one after
// every move. The root belongs to it: a broken client may claim one record for two roots, and stamps count by root.
Id conflict_id(const Id& root, const Id& record, std::string_view field, const Register& heads);

// A whole root in memory: what a snapshot carries, what tests compare.
struct RootState {
  std::map<Id, RecordState> records;
  Seen seen;

  friend bool operator==(const RootState&, const RootState&) = default;
};

Arrival apply(const Change& change, RootState& root);          // merges it if it is Ready
RootState join(const RootState& left, const RootState& right);  // R4

}  // namespace ocop::journal
