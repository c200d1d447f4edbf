// Files in memory that can fail and lose power.
//
// The fault model: any call that writes may fail (the nth from now, with the error given) and then has done nothing,
// or, torn: an append the first half, a publish or a removal all of it; the disk may be full; and a loss of power drops
// what append wrote but did not sync, which happens only when `loses_sync` says that the disk lies about syncing.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/base/files.h"

namespace ocop::fake {

class MemoryFiles final : public Files {
 public:
  Result<std::uint64_t> size(const std::string& path) const override;
  Result<Bytes> read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const override;
  Result<std::vector<Entry>> list(const std::string& folder) const override;
  Status append(const std::string& path, std::uint64_t offset, ByteView bytes) override;
  Status publish(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Result<std::uint64_t> free_bytes() const override;

  enum class Torn { No, Yes };  // Yes: a failing call leaves traces
  void fail_write(int after, ErrorCode code, Torn torn = Torn::No);  // after 0: the next
  void set_free_bytes(std::uint64_t bytes) { free_bytes_ = bytes; }
  void lie_about_syncing() { loses_sync_ = true; }
  void lose_power();                                            // what was not synced is gone
  int writes() const { return writes_; }                        // calls that may write, so far
  void corrupt(const std::string& path, std::uint64_t offset);  // flips a bit
  const std::map<std::string, Bytes>& contents() const { return files_; }

 private:
  Result<const Bytes*> find(const std::string& path) const;  // NotFound
  Status check_place(const std::string& path) const;         // where a file may be, or is
  bool is_folder(const std::string& path) const;
  std::optional<ErrorCode> next_fault();

  std::map<std::string, Bytes> files_;
  std::map<std::string, std::size_t> synced_;  // how much of each file is safe
  std::uint64_t free_bytes_ = 1ULL << 40;
  std::optional<std::pair<int, ErrorCode>> fault_;
  Torn torn_ = Torn::No;
  bool loses_sync_ = false;
  int writes_ = 0;
};

}  // namespace ocop::fake
