// Makes the entries of one bundle, one after the other: sealed for its reader, signed by its sender. And opens them.
#pragma once

#include "core/base/sealed_box.h"
#include "sync/bundle/content.h"
#include "sync/protocol/bundle_entry.h"

namespace ocop::bundle {

struct SealFor {
  KeyPair sender;
  PublicKey reader;
  std::uint64_t number = 0;
  std::uint64_t count = 0;   // entries that will be made
  std::uint64_t photos = 0;  // protocol::BundleEntry
};

class Sealer {
 public:
  Sealer(const SealFor& head, Entropy& entropy) : head_(head), entropy_(entropy), bundle_(random_id(entropy)) {}

  // The next of `count`. `content`: from write_content. Unauthorised: the reader's key is no point of the curve.
  Result<protocol::BundleEntry> seal(ByteView content);

 private:
  SealFor head_;
  Entropy& entropy_;
  Id bundle_;
  std::uint64_t index_ = 0;
};

// "ocop-bundle/3fa9c1d2/000017": for people who list the file; nothing is read from it.
std::string name_of(const protocol::BundleEntry& entry);
inline constexpr std::string_view name_prefix = "ocop-bundle/";

// Malformed: changed on the way, or sealed for another.
Result<Content> open_entry(const protocol::BundleEntry& entry, const KeyPair& reader);

// Where a piece of a photo goes on from `present` bytes that are here; nothing when it does not touch them.
std::optional<ByteView> continuation(const PhotoPiece& piece, std::uint64_t present);

// Which entries of the bundles in a file were read.
class Tally {
 public:
  void add(const protocol::BundleEntry& entry);
  std::uint64_t bundles() const { return bundles_.size(); }
  std::uint64_t missing() const;  // of all bundles of which any entry was read

 private:
  struct Bundle {
    Id id;
    std::vector<bool> has;
  };
  std::vector<Bundle> bundles_;
};

}  // namespace ocop::bundle
