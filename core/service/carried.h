// Bundles of other tablets that this tablet carries: entries kept as they came, neither read nor merged.
//
// An entry goes to the province, with the next sync or in the next bundle that is exported here, or comes back from it
// for another tablet, in the next bundle that is exported here. What the province took is let go; so is a bundle that a
// later one of the same sender for the same reader stands for whole. Each function is one transaction. Folder's thread.
//
// Files: `carried/BUNDLE` in the folder of photos, entries one after the other; their places are in the table. A crash
// leaves at most bytes that no row names, or a file of no bundle, which the next new bundle sweeps away.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace ocop::service {

class Folder;

struct CarriedEntry {
  Id bundle;
  PublicKey sender;
  PublicKey reader;
  std::uint64_t number = 0;  // of the sender's bundles
  std::uint64_t index = 0;
  std::uint64_t count = 0;   // of the bundle's entries
  std::uint64_t photos = 0;  // up to which size they go along
  bool is_to_province = false;
  Bytes bytes;               // verbatim
};

enum class Kept { New, Again };  // Again: here already, or delivered, or a later bundle stands for it

struct CarriedBundle {
  Id bundle;
  std::uint64_t held = 0;   // entries here
  std::uint64_t count = 0;  // entries that it has
  std::uint64_t bytes = 0;
  bool is_to_province = false;
};

struct CarriedPiece {
  std::vector<std::uint64_t> indices;
  std::vector<Bytes> entries;
};

enum class CarriedWhich { All, NotAtProvince };

// What a bundle file that was taken in brought (sync/bundle/import.h).
struct Imported {
  std::uint64_t entries = 0;    // whole, and of use here
  std::uint64_t missing = 0;    // of the bundles that the file holds, by their own count
  std::uint64_t damaged = 0;    // entries that were changed on the way
  std::uint64_t elsewhere = 0;  // entries from or for another province
  std::uint64_t carried = 0;    // entries newly kept for others
  std::uint64_t again = 0;      // entries of others that were here already, and our own
  std::uint64_t answered = 0;   // batches of ours that the province answered
  std::uint64_t changes = 0;    // new here
  std::uint64_t waiting = 0;
  std::uint64_t conflicts = 0;  // open here afterwards
  std::uint64_t photos_arrived = 0;  // photos of ours that the province has now
  std::uint64_t photos_down = 0;
  bool is_older = false;        // the province's answer was to something asked before what we know now
  bool is_cut = false;          // the file has no end

  bool is_whole() const { return missing == 0 && damaged == 0 && !is_cut; }
};

// StorageFull (with the reserve for photos), LimitExceeded (too many bundles), storage errors.
Result<Kept> keep_carried(Folder& folder, const CarriedEntry& entry);
Result<std::vector<CarriedBundle>> list_carried(Folder& folder);  // those that are not delivered, oldest first
// Entries of `bundle` with an index from `from` on, `bytes_max` of them or at least one; empty: no more.
Result<CarriedPiece> read_carried(Folder& folder, const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                  CarriedWhich which);
// The province took these entries. When it has all that are held here, the bundle is let go.
Status carried_arrived(Folder& folder, const Id& bundle, const std::vector<std::uint64_t>& indices);

struct CarriedCounts {
  std::uint64_t to_province = 0;  // bundles of other tablets, not delivered yet: "nothing unsent" counts these
  std::uint64_t to_tablets = 0;   // answers of the province for other tablets
  std::uint64_t bytes = 0;
};
Result<CarriedCounts> count_carried(Folder& folder);

// A number for the next bundle made here: greater than any before it. It follows the clock, so that a folder that was
// restored from a copy does not fall behind what it exported before.
Result<std::uint64_t> next_bundle_number(Folder& folder);

}  // namespace ocop::service
