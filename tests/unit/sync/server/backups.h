// Backup folders for tests, and a province that is lost and started on one of them.
#pragma once

#include <filesystem>

#include "sync/server/backup.h"
#include "tests/unit/sync/server/world.h"

namespace ocop::server::test {

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

}  // namespace ocop::server::test
