// The province's store: a data folder like a tablet's (core/service/folder.h: the same tables, the same merging, the
// same summaries) and the tables that only the province has (schema/0001_province.sql).
//
// One thread at a time. Under `serve` the HTTP threads take turns (http_server.h); a command of the office may have the
// same folder open in another process, SQLite's locks stand between.
#pragma once

#include "core/service/folder.h"
#include "sync/server/blob_store.h"

namespace ocop::server {

enum class IfMissing { Create, Fail };

class Province {
 public:
  // NoDataFolder; InvalidInput when the folder is a tablet's; storage errors.
  static Result<Province> open(const std::string& database_path, service::Ports ports, BlobStore& blobs,
                               IfMissing if_missing, const char* vfs = nullptr);

  service::Folder& folder() { return folder_; }
  store::Database& database() { return folder_.database(); }
  BlobStore& blobs() { return *blobs_; }
  const KeyPair& keys() const { return keys_; }
  std::int64_t now_ms() { return folder_.clock().wall_ms(); }

 private:
  Province(service::Folder folder, BlobStore& blobs, KeyPair keys)
      : folder_(std::move(folder)), blobs_(&blobs), keys_(keys) {}

  service::Folder folder_;
  BlobStore* blobs_;
  KeyPair keys_;
};

}  // namespace ocop::server
