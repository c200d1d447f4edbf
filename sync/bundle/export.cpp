#include "sync/bundle/export.h"

#include <algorithm>

#include "core/base/limits.h"
#include "sync/bundle/sealer.h"
#include "sync/bundle/tar.h"
#include "sync/engine/conversions.h"

namespace ocop::bundle {
namespace {

using service::PhotoPolicy;

constexpr std::size_t photos_max = 1'000'000;

// All that goes into our own bundle, before its entries are counted.
struct Plan {
  std::vector<Bytes> contents;              // asks, batches, lists of photos
  std::vector<service::PhotoFile> photos;
  std::uint64_t changes = 0;
};

std::uint64_t pieces_of(const service::PhotoFile& photo) {
  return (photo.bytes + limits::blob_chunk_bytes_max - 1) / limits::blob_chunk_bytes_max;
}

std::uint64_t entries_of(const Plan& plan) {
  std::uint64_t out = plan.contents.size();
  for (const service::PhotoFile& photo : plan.photos) out += pieces_of(photo);
  return out;
}

void offer(std::vector<Offered>& offered, const protocol::BatchOutline& batch) {
  const bool continues =
      !offered.empty() && offered.back().replica == batch.replica && offered.back().last + 1 == batch.number;
  if (continues) offered.back().last = batch.number;
  else offered.push_back({batch.replica, batch.number, batch.number});
}

// Every batch without an answer, in as many entries as it takes; the first call seals what was not sealed yet.
Status plan_batches(service::SyncControl& control, Plan& plan, Asks& asks) {
  for (std::size_t skip = 0;;) {
    TRY_ASSIGN(auto batches, control.batches_to_send(limits::bundle_text_bytes_max, skip));
    if (batches.empty()) return {};
    skip += batches.size();
    for (const Bytes& batch : batches) {
      const auto outline = protocol::outline_of(batch);
      if (!outline) return Error{ErrorCode::StorageCorrupt, "a sealed batch"};
      offer(asks.offered, *outline);
      plan.changes += outline->changes;
    }
    plan.contents.push_back(write_content(Batches{std::move(batches)}));
  }
}

void plan_hashes(Plan& plan, HashesAre are, const std::vector<service::PhotoFile>& files) {
  for (std::size_t from = 0; from < files.size(); from += limits::bundle_hashes_max) {
    Hashes list{are, 0, {}};
    const std::size_t end = std::min(from + limits::bundle_hashes_max, files.size());
    for (std::size_t i = from; i < end; ++i) list.hashes.push_back(files[i].sha256);
    plan.contents.push_back(write_content(list));
  }
}

Result<Plan> make_plan(service::SyncControl& control, const service::SyncIdentity& identity, PhotoPolicy photos) {
  Plan plan;
  Asks asks;
  TRY(plan_batches(control, plan, asks));
  TRY_ASSIGN(const service::Standing standing, control.standing());
  asks.header = engine::header_of(identity, standing);
  asks.header.dictionary = protocol::dictionary_newest;
  plan.contents.insert(plan.contents.begin(), write_content(asks));
  TRY_ASSIGN(const auto pending, control.photos_to_send(PhotoPolicy::All, photos_max));
  TRY_ASSIGN(const auto wanted, control.photos_to_fetch(PhotoPolicy::All, photos_max));
  plan_hashes(plan, HashesAre::Pending, pending);
  plan_hashes(plan, HashesAre::Wanted, wanted);
  TRY_ASSIGN(plan.photos, control.photos_to_send(photos, photos_max));
  if (entries_of(plan) > limits::bundle_entries_max) return ErrorCode::LimitExceeded;
  return plan;
}

std::uint64_t photos_in(PhotoPolicy policy) {
  switch (policy) {
    case PhotoPolicy::None: return 0;
    case PhotoPolicy::Thumbnails: return 1;
    case PhotoPolicy::Review: return 2;
    case PhotoPolicy::All: return 3;
  }
  return 0;
}

class Exporter {
 public:
  Exporter(service::SyncControl& control, const SealFor& head, Entropy& entropy, const ExportTo& to)
      : control_(control), sealer_(head, entropy), file_(to.files, to.path) {}

  Status write(const Plan& plan) {
    for (const Bytes& content : plan.contents) TRY(add(content));
    for (const service::PhotoFile& photo : plan.photos) TRY(add_photo(photo));
    TRY(add_carried());
    return file_.finish();
  }

  const Exported& done() const { return done_; }
  std::uint64_t bytes() const { return file_.bytes(); }

 private:
  Status add(ByteView content) {
    TRY_ASSIGN(const protocol::BundleEntry entry, sealer_.seal(content));
    ++done_.entries;
    return file_.add(name_of(entry), protocol::write_bundle_entry(entry));
  }

  // A file that cannot be read any more leaves its entries empty: they are counted already, and others are whole.
  Status add_photo(const service::PhotoFile& photo) {
    bool is_whole = true;
    for (std::uint64_t offset = 0; offset < photo.bytes; offset += limits::blob_chunk_bytes_max) {
      auto bytes = control_.read_photo(photo.sha256, offset, limits::blob_chunk_bytes_max);
      if (!bytes && bytes.error().code != ErrorCode::NotFound) return bytes.error();
      is_whole = is_whole && bytes.has_value();
      TRY(add(write_content(PhotoPiece{photo.sha256, photo.bytes, offset, bytes.value_or(Bytes{})})));
    }
    done_.photos += is_whole ? 1 : 0;
    return {};
  }

  Status add_carried() {
    TRY_ASSIGN(const auto bundles, control_.list_carried());
    for (const service::CarriedBundle& bundle : bundles) {
      for (std::uint64_t from = 0;;) {
        TRY_ASSIGN(const auto piece, control_.read_carried(bundle.bundle, from, limits::bundle_piece_bytes,
                                                           service::CarriedWhich::All));
        if (piece.entries.empty()) break;
        for (const Bytes& bytes : piece.entries) {
          TRY_ASSIGN(const protocol::BundleEntry entry, protocol::read_bundle_entry(bytes));
          TRY(file_.add(name_of(entry), bytes));
        }
        from = piece.indices.back() + 1;
      }
      ++done_.carried;
    }
    return {};
  }

  service::SyncControl& control_;
  Sealer sealer_;
  TarWriter file_;
  Exported done_;
};

Status note(service::SyncControl& control, const Exported& done) {
  TRY(control.note(service::SyncEvent::BundleExported, done.changes, done.photos));
  return done.carried == 0 ? Status{} : control.note(service::SyncEvent::BundleCarried, done.carried, 0);
}

}  // namespace

Result<Exported> export_bundle(service::SyncControl& control, Entropy& entropy, PhotoPolicy photos,
                               const ExportTo& to) {
  TRY_ASSIGN(const service::SyncIdentity identity, control.identity());
  const auto present = to.files.size(to.path);
  if (present) return Error{ErrorCode::AlreadyExists, to.path};
  if (present.error().code != ErrorCode::NotFound) return present.error();
  TRY_ASSIGN(const Plan plan, make_plan(control, identity, photos));
  TRY_ASSIGN(const std::uint64_t number, control.next_bundle_number());
  const SealFor head{{identity.device, identity.device_secret}, identity.province, number, entries_of(plan),
                     photos_in(photos)};
  Exporter exporter(control, head, entropy, to);
  Status written = exporter.write(plan);
  Exported out = exporter.done();
  out.bytes = exporter.bytes();
  out.changes = plan.changes;
  if (written) written = note(control, out);
  if (!written) {  // nobody shall carry half of it and think it whole
    static_cast<void>(to.files.remove(to.path).has_value());
    return written.error();
  }
  return out;
}

}  // namespace ocop::bundle
