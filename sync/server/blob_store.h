// The port to where photo files lie at the province: partials of a device, and whole files by their content.
//
// A partial is synced to the disk before append returns: the offset that a tablet is told survives the power. Nothing
// is known here of who cites what (blobs.h). One thread at a time. Errors: StorageFull, StorageReadOnly, StorageFault,
// NotFound.
#pragma once

#include "core/base/bytes.h"
#include "core/base/files.h"
#include "core/base/ids.h"
#include "core/base/result.h"

namespace ocop::server {

struct PartialName {
  PublicKey device;
  Hash sha256;
};

class BlobStore {
 public:
  virtual ~BlobStore() = default;

  virtual Result<std::uint64_t> partial_bytes(const PartialName& name) = 0;  // 0 when there is none
  virtual Status append_partial(const PartialName& name, std::uint64_t offset, ByteView bytes) = 0;
  virtual Result<Hash> hash_of_partial(const PartialName& name) = 0;  // read back
  virtual Status publish_partial(const PartialName& name) = 0;        // whole and verified; there once
  virtual Status remove_partial(const PartialName& name) = 0;

  virtual Result<std::uint64_t> size(const Hash& sha256) = 0;
  virtual Result<Bytes> read(const Hash& sha256, std::uint64_t offset, std::uint64_t bytes_max) = 0;
  virtual Result<Hash> hash_of(const Hash& sha256) = 0;  // of what lies there now
};

// In the folder's `photos`, under the names that core/store/photo_files.h gives; partials in `incoming/`.
class FolderBlobStore final : public BlobStore {
 public:
  explicit FolderBlobStore(Files& files) : files_(files) {}

  Result<std::uint64_t> partial_bytes(const PartialName& name) override;
  Status append_partial(const PartialName& name, std::uint64_t offset, ByteView bytes) override;
  Result<Hash> hash_of_partial(const PartialName& name) override;
  Status publish_partial(const PartialName& name) override;
  Status remove_partial(const PartialName& name) override;
  Result<std::uint64_t> size(const Hash& sha256) override;
  Result<Bytes> read(const Hash& sha256, std::uint64_t offset, std::uint64_t bytes_max) override;
  Result<Hash> hash_of(const Hash& sha256) override;

 private:
  Files& files_;
};

}  // namespace ocop::server
