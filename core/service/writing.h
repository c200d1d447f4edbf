// How commands write: checks an edit against the record as it stands, turns it into a change, and keeps what is
// derived. For commands.cpp alone. Inside the caller's transaction; one Writer per command, so that its changes share a
// batch.
#pragma once

#include "core/service/commands.h"
#include "core/service/summaries.h"

namespace ocop::service {

class Writer {
 public:
  explicit Writer(Folder& folder, std::string reason = {}) : folder_(folder), reason_(std::move(reason)) {}

  // Writes the fields that differ from what was shown, and `if_new` with them when the record is not there yet. See
  // commands.h for what is refused.
  Status edit(const EditRecord& edit, const std::vector<FieldEdit>& if_new = {});
  // Sets one field over all its present heads: settling and archiving, whose author was shown them all.
  Status set_raw(const store::RecordKey& key, const std::string& type, std::string_view field, Bytes value);
  // Derives lists and search again from what was touched. Once, before the commit.
  Status finish(PhotosAre photos);

 private:
  Status write(const store::RecordKey& key, const std::string& type, std::vector<journal::FieldChange> fields);
  Result<std::uint64_t> command();

  Folder& folder_;
  std::string reason_;
  std::uint64_t command_ = 0;  // 0: none drawn yet
  store::Touched touched_;
};

}  // namespace ocop::service
