#include "sync/bundle/entry_file.h"

#include "sync/bundle/sealer.h"

namespace ocop::bundle {

Result<std::optional<Bytes>> EntryFile::next() {
  for (;;) {
    TRY_ASSIGN(auto entry, file_.next());
    has_entries_ = has_entries_ || file_.last_name().starts_with(name_prefix);
    if (!entry) return std::optional<Bytes>{};
    if (entry->name.starts_with(name_prefix)) return std::optional<Bytes>(std::move(entry->bytes));
  }
}

Error EntryFile::why_nothing(std::uint64_t elsewhere) const {
  if (elsewhere > 0) return {ErrorCode::BundleElsewhere, path_};
  const auto beginning = files_.read(path_, 0, name_prefix.size());  // of a file that ends in its first header
  const bool begins_so = beginning && as_text(*beginning) == name_prefix;
  return {has_entries_ || begins_so ? ErrorCode::BundleIncomplete : ErrorCode::NotABundle, path_};
}

}  // namespace ocop::bundle
