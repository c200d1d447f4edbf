// A file of entries: POSIX ustar, as `tar tf` lists it, written and read here in a few lines.
//
// Why tar and not zip: it is written from front to back with nothing to go back to, and its directory is not at its
// end, so what is whole of a file that was cut is found without the rest. Every entry begins on a block of 512 bytes
// with a header that has a sum, so that reading goes on behind a damaged one. What is inside is compressed and sealed
// already: zip's own would gain nothing.
//
// Nothing but one entry is in memory. One thread at a time. Errors are those of core/base/files.h; damage is no error.
#pragma once

#include <optional>
#include <string>

#include "core/base/files.h"

namespace ocop::bundle {

class TarWriter {
 public:
  // The file must not be there yet, or be empty. Nothing is renamed at the end: sticks have file systems that cannot,
  // and a file that was cut is still a file of whole entries.
  TarWriter(Files& files, std::string path) : files_(files), path_(std::move(path)) {}

  Status add(const std::string& name, ByteView bytes);  // a name of at most 100 bytes
  Status finish();
  std::uint64_t bytes() const { return written_ + buffer_.size(); }

 private:
  Status flush();

  Files& files_;
  std::string path_;
  std::uint64_t written_ = 0;
  Bytes buffer_;
};

struct TarEntry {
  std::string name;
  Bytes bytes;
};

class TarReader {
 public:
  TarReader(const Files& files, std::string path) : files_(files), path_(std::move(path)) {}

  // The next whole entry of at most limits::bundle_entry_bytes_max, larger ones are passed over; nothing: the end.
  // NotFound: no such file.
  Result<std::optional<TarEntry>> next();

  const std::string& last_name() const { return last_name_; }  // of the last header, also of an entry that was cut
  bool has_end() const { return has_end_; }  // after next() gave nothing: the mark of the end is there

 private:
  Result<ByteView> view(std::uint64_t offset, std::size_t bytes);  // less at the end of the file

  const Files& files_;
  std::string path_;
  std::uint64_t offset_ = 0;
  std::uint64_t window_at_ = 0;
  Bytes window_;
  std::string last_name_;
  bool has_headers_ = false;
  bool has_end_ = false;
};

}  // namespace ocop::bundle
