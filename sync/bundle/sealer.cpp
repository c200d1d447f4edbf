#include "sync/bundle/sealer.h"

#include <algorithm>

#include "core/base/assert.h"

namespace ocop::bundle {

Result<protocol::BundleEntry> Sealer::seal(ByteView content) {
  OCOP_ASSERT(index_ < head_.count);
  protocol::BundleEntry out;
  out.bundle = bundle_;
  out.sender = head_.sender.public_key;
  out.reader = head_.reader;
  out.number = head_.number;
  out.index = index_;
  out.count = head_.count;
  out.photos = head_.photos;
  auto sealed = seal_for(head_.reader, content, entropy_);
  if (!sealed) return Error{ErrorCode::Unauthorised, "the reader's key"};
  out.sealed = std::move(*sealed);
  protocol::sign(out, head_.sender.secret_key);
  ++index_;
  return out;
}

std::string name_of(const protocol::BundleEntry& entry) {
  std::string number = std::to_string(entry.index);
  if (number.size() < 6) number.insert(0, 6 - number.size(), '0');
  return std::string(name_prefix) + entry.bundle.hex().substr(0, 8) + "/" + number;
}

Result<Content> open_entry(const protocol::BundleEntry& entry, const KeyPair& reader) {
  const auto plain = open_sealed(reader, entry.sealed);
  if (!plain) return Error{ErrorCode::Malformed, "an entry does not open"};
  return read_content(*plain);
}

std::optional<ByteView> continuation(const PhotoPiece& piece, std::uint64_t present) {
  if (present < piece.offset || present - piece.offset >= piece.bytes.size()) return std::nullopt;
  return ByteView(piece.bytes).subspan(static_cast<std::size_t>(present - piece.offset));
}

void Tally::add(const protocol::BundleEntry& entry) {
  auto found = std::find_if(bundles_.begin(), bundles_.end(),
                            [&](const Bundle& one) { return one.id == entry.bundle; });
  if (found == bundles_.end()) {
    bundles_.push_back({entry.bundle, std::vector<bool>(entry.count)});
    found = bundles_.end() - 1;
  }
  if (entry.index < found->has.size()) found->has[entry.index] = true;
}

std::uint64_t Tally::missing() const {
  std::uint64_t out = 0;
  for (const Bundle& bundle : bundles_) {
    out += static_cast<std::uint64_t>(std::count(bundle.has.begin(), bundle.has.end(), false));
  }
  return out;
}

}  // namespace ocop::bundle
