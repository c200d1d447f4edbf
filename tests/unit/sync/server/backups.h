// Backup folders for tests, and a province that is lost and started on one of them.
#pragma once

#include <filesystem>

#include "sync/protocol/blobs.h"
#include "sync/server/backup.h"
#include "tests/unit/sync/server/world.h"

namespace ocop::server::test {

inline domain::Value blob_value(const Bytes& file) {
  const Hash hash = sha256(file);
  return domain::Value::list({domain::Value::bytes(Bytes(hash.bytes.begin(), hash.bytes.end())),
                              domain::Value::integer(static_cast<std::int64_t>(file.size())), domain::Value::integer(4),
                              domain::Value::integer(3)});
}

struct BackupFolder {
  BackupTarget target() { return {folder.path(), photos}; }
  std::string database() const { return folder / "ocop.sqlite"; }

  ocop::test::TempFolder folder;
  fake::MemoryFiles photos;
};

inline BackupReport back_up(World& world, BackupFolder& to, const std::string& passphrase = {}) {
  const auto report = server::back_up(*world.province, to.target(), {passphrase, passphrase_cost_least});
  REQUIRE_OK(report);
  return *report;
}

// The province's disk is lost; a copy of the backup takes its place.
inline void lose_and_restore(World& world, const BackupFolder& from) {
  world.province.reset();
  const std::string path = world.folder / "ocop.sqlite";
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  std::filesystem::copy_file(from.database(), path);
  world.files = from.photos;
  world.open();
}

// A file that arrives from a device and is cited by a dossier of its own.
inline Bytes send_photo(World& world, TestDevice& device, const std::string& unit, std::size_t size) {
  Bytes file(size);
  world.entropy.fill(file);
  const Id dossier = device.new_id();
  const Id evidence = device.new_id();
  device.sync({device.seal({device.dossier(dossier, unit),
                            device.change(dossier, evidence, "evidence", {field("thumbnail", blob_value(file))})})});
  protocol::BlobRequest request{protocol::BlobMethod::Patch, sha256(file), 0, file.size(), {}};
  HttpRequest http;
  http.method = "PATCH";
  http.path = protocol::blob_path(request.sha256);
  http.headers["ocop-device"] = protocol::name_of(device.keys.public_key).hex();
  http.headers["ocop-nonce"] = request.nonce.hex();
  http.headers["ocop-mac"] = protocol::blob_request_mac(device.mac_key, request, file).hex();
  http.headers["upload-offset"] = "0";
  http.headers["upload-length"] = std::to_string(file.size());
  http.body = file;
  REQUIRE(respond(*world.province, http).status == 204);
  return file;
}

}  // namespace ocop::server::test
