// What is sealed inside the entries of a bundle. PROTOCOL.md §19 gives the bytes.
//
//   to the province   Asks, Batches…, Hashes (Pending, Wanted), PhotoPiece…
//   to a tablet       Page…, Hashes (Arrived), PhotoPiece…
//
// Each is usable without the others, in any order. Pure functions.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "sync/protocol/codec.h"

namespace ocop::bundle {

// A run of batches that the tablet has no answer to.
struct Offered {
  Replica replica = 0;
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  friend bool operator==(const Offered&, const Offered&) = default;
};

// What a request of an exchange says of its tablet, and to what it wants answers.
struct Asks {
  protocol::RequestHeader header;
  std::vector<Offered> offered;

  friend bool operator==(const Asks&, const Asks&) = default;
};

struct Batches {
  std::vector<Bytes> batches;  // whole, with the name of the one before (core/journal/batch.h)

  friend bool operator==(const Batches&, const Batches&) = default;
};

enum class HashesAre : std::uint8_t { Pending = 0, Wanted = 1, Arrived = 2 };

// Photos by name: not known to be at the province, wanted from it, or arrived there.
struct Hashes {
  HashesAre are = HashesAre::Pending;
  std::uint64_t generation = 0;  // of the province, for those that arrived
  std::vector<Hash> hashes;

  friend bool operator==(const Hashes&, const Hashes&) = default;
};

struct PhotoPiece {
  Hash sha256;
  std::uint64_t length = 0;  // of the whole file
  std::uint64_t offset = 0;
  Bytes bytes;

  friend bool operator==(const PhotoPiece&, const PhotoPiece&) = default;
};

// Two copies of one folder may have sealed different batches under one number: an answer says which it is about.
struct NamedAnswer {
  Replica replica = 0;
  std::uint64_t number = 0;
  std::optional<Hash> name;  // none: of a batch that is held, whichever it is
  protocol::BatchAnswer answer;

  friend bool operator==(const NamedAnswer&, const NamedAnswer&) = default;
};

// An answer of the province to what a tablet asked; the next page answers the same with the cursor moved on.
struct Page {
  protocol::RequestHeader asked;
  protocol::Answer answer;            // its `answers` are empty …
  std::vector<NamedAnswer> answers;   // … because here they name their batches

  friend bool operator==(const Page&, const Page&) = default;
};

// Of a later version: passed over.
struct Later {
  friend bool operator==(const Later&, const Later&) = default;
};

using Content = std::variant<Asks, Batches, Hashes, PhotoPiece, Page, Later>;

Bytes write_content(const Content& content);  // as it is sealed: framed and, where it gains, compressed
Result<Content> read_content(ByteView plain);  // Malformed, LimitExceeded, ProtocolMismatch (a framing unknown here)

}  // namespace ocop::bundle
