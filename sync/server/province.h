// The province's store: a data folder like a tablet's (core/service/folder.h: the same tables, the same merging, the
// same summaries) and the tables that only the province has (schema/).
//
// One thread at a time. Under `serve` the HTTP threads take turns (http_server.h); a command of the office may have the
// same folder open in another process, SQLite's locks stand between.
#pragma once

#include "core/service/folder.h"
#include "sync/server/blob_store.h"

namespace ocop::server {

enum class IfMissing { Create, Fail };

// What becomes of a folder that bears the sign of a backup (backup.h). It is that province from now on, in a new
// generation (generation.h), and no backup any more; or it stays a backup that is only looked at.
struct IfBackup {
  enum Then { BecomesProvince, OnlyRead } then = BecomesProvince;
  std::string passphrase;  // of its keys, where they are sealed
};

class Province {
 public:
  // NoDataFolder; InvalidInput when the folder is a tablet's; errors of begin_generation; storage errors.
  static Result<Province> open(const std::string& database_path, service::Ports ports, BlobStore& blobs,
                               IfMissing if_missing, const char* vfs = nullptr, const IfBackup& if_backup = {});

  service::Folder& folder() { return folder_; }
  store::Database& database() { return folder_.database(); }
  BlobStore& blobs() { return *blobs_; }
  const KeyPair& keys() const { return keys_; }  // of a sealed backup that is only read: a secret key of zeros
  std::int64_t now_ms() { return folder_.clock().wall_ms(); }

 private:
  Province(service::Folder folder, BlobStore& blobs, KeyPair keys)
      : folder_(std::move(folder)), blobs_(&blobs), keys_(keys) {}

  service::Folder folder_;
  BlobStore* blobs_;
  KeyPair keys_;
};

}  // namespace ocop::server
