// Files on a disk, below one folder.
//
// append() writes and syncs before it returns; a write that failed half way is cut off again, so a file is never longer
// than its writer was told. publish() moves with link-or-fail semantics and syncs both folders. Symbolic links below
// the root are not followed: nothing in a data folder makes one.
#pragma once

#include <string>

#include "core/base/files.h"

namespace ocop::platform {

class PosixFiles final : public Files {
 public:
  static Result<PosixFiles> open(const std::string& root);  // makes the folder if its parent is there
  PosixFiles(PosixFiles&& other) noexcept;
  PosixFiles& operator=(PosixFiles&& other) noexcept;
  ~PosixFiles() override;

  Result<std::uint64_t> size(const std::string& path) const override;
  Result<Bytes> read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const override;
  Result<std::vector<Entry>> list(const std::string& folder) const override;
  Status append(const std::string& path, std::uint64_t offset, ByteView bytes) override;
  Status publish(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Result<std::uint64_t> free_bytes() const override;

 private:
  explicit PosixFiles(int root) : root_(root) {}
  int root_ = -1;  // the folder, opened once: renaming it does not lose it
};

}  // namespace ocop::platform
