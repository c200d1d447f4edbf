// The entries of a bundle file, one after the other, and what the file is when none of them is of use.
#pragma once

#include "sync/bundle/tar.h"

namespace ocop::bundle {

class EntryFile {
 public:
  EntryFile(const Files& files, std::string path) : file_(files, path), files_(files), path_(std::move(path)) {}

  Result<std::optional<Bytes>> next();  // as protocol::read_bundle_entry reads them; nothing: the end
  bool has_end() const { return file_.has_end(); }

  // After the end. Nothing of it was of use: NotABundle; BundleElsewhere (`elsewhere`: entries of another province);
  // BundleIncomplete: it is a bundle, and not one entry of it is whole.
  Error why_nothing(std::uint64_t elsewhere) const;

 private:
  TarReader file_;
  const Files& files_;
  std::string path_;
  bool has_entries_ = false;
};

}  // namespace ocop::bundle
