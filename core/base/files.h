// The port to the file system, as little of it as photo files need.
//
// Paths are relative to the root that the implementation was opened on, with '/' between names; none may leave it.
// One thread at a time per object. Every call may fail with StorageFull, StorageReadOnly, StorageFault or NotFound.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop {

class Files {
 public:
  virtual ~Files() = default;

  struct Entry {
    std::string name;  // without the folder
    std::uint64_t bytes;
  };

  virtual Result<std::uint64_t> size(const std::string& path) const = 0;  // NotFound if there is none
  virtual Result<Bytes> read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const = 0;
  virtual Result<std::vector<Entry>> list(const std::string& folder) const = 0;  // a missing folder is empty

  // Writes `bytes` at the end of the file, which must be `offset` long (0 makes it), and syncs them to the disk.
  virtual Status append(const std::string& path, std::uint64_t offset, ByteView bytes) = 0;
  // Moves a whole, synced file to its lasting name and syncs the folder: after a crash the name is there or it is not,
  // never half. Replaces nothing: a file already there under the new name stays (names are content hashes).
  virtual Status publish(const std::string& from, const std::string& to) = 0;
  virtual Status remove(const std::string& path) = 0;  // a missing file is removed already
  virtual Result<std::uint64_t> free_bytes() const = 0;
};

}  // namespace ocop
