#include "tests/support/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace ocop::test {
namespace {

// Shared memory of the write-ahead log's index: one process, so plain pages per file name do.
std::map<std::string, std::vector<std::unique_ptr<char[]>>>& shared_pages() {
  static std::map<std::string, std::vector<std::unique_ptr<char[]>>> pages;
  return pages;
}

struct File {
  sqlite3_file base;
  char path[512];
  bool deletes_on_close;
};

File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
FaultDisk& disk() { return FaultDisk::instance(); }
std::string& content_of(sqlite3_file* file) { return disk().files()[file_of(file)->path].written; }

int close_file(sqlite3_file* file) {
  if (file_of(file)->deletes_on_close) disk().files().erase(file_of(file)->path);
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  if (disk().next_call(false) != SQLITE_OK) return SQLITE_IOERR_READ;
  const std::string& content = content_of(file);
  const auto from = static_cast<std::size_t>(offset);
  const auto wanted = static_cast<std::size_t>(amount);
  const std::size_t there = from < content.size() ? std::min(wanted, content.size() - from) : 0;
  if (there > 0) std::memcpy(to, content.data() + from, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  const int code = disk().next_call(true);
  std::string& content = content_of(file);
  auto size = static_cast<std::size_t>(amount);
  if (code != SQLITE_OK) size /= 2;  // a failing write may have written a part
  const auto from = static_cast<std::size_t>(offset);
  if (content.size() < from + size) content.resize(from + size);
  std::memcpy(content.data() + from, data, size);
  return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (disk().next_call(true) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
  content_of(file).resize(static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  if (disk().next_call(true) != SQLITE_OK) return SQLITE_IOERR_FSYNC;
  auto& content = disk().files()[file_of(file)->path];
  content.synced = content.written;
  content.is_synced = true;
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(content_of(file).size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }  // one connection at a time
int check_lock(sqlite3_file*, int* is_locked) { *is_locked = 0; return SQLITE_OK; }
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 512; }
int characteristics(sqlite3_file*) { return 0; }

int map_shared(sqlite3_file* file, int page, int page_bytes, int may_extend, void volatile** out) {
  auto& pages = shared_pages()[file_of(file)->path];
  const auto wanted = static_cast<std::size_t>(page);
  *out = nullptr;
  if (wanted >= pages.size() && may_extend == 0) return SQLITE_OK;
  while (pages.size() <= wanted) {
    pages.push_back(std::make_unique<char[]>(static_cast<std::size_t>(page_bytes)));  // zeroed
  }
  *out = pages[wanted].get();
  return SQLITE_OK;
}
int lock_shared(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void barrier_shared(sqlite3_file*) {}
int unmap_shared(sqlite3_file* file, int deletes) {
  if (deletes != 0) shared_pages().erase(file_of(file)->path);
  return SQLITE_OK;
}

const sqlite3_io_methods methods = {
    2,           close_file,     read_file,    write_file,   truncate_file, sync_file,       file_size,
    lock_file,   lock_file,      check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, barrier_shared, unmap_shared, nullptr,      nullptr};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  std::memset(file, 0, sizeof(File));
  if (disk().next_call(false) != SQLITE_OK) return SQLITE_CANTOPEN;
  static int nameless = 0;
  const std::string name = path != nullptr ? path : "nameless-" + std::to_string(++nameless);
  if ((flags & SQLITE_OPEN_CREATE) == 0 && !disk().files().contains(name)) return SQLITE_CANTOPEN;
  disk().files()[name];
  std::strncpy(file_of(file)->path, name.c_str(), sizeof(File::path) - 1);
  file_of(file)->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file->pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* path, int) {
  if (disk().next_call(true) != SQLITE_OK) return SQLITE_IOERR_DELETE;
  disk().files().erase(path);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs*, const char* path, int, int* out) {
  *out = disk().files().contains(path) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
  std::strncpy(out, path, static_cast<std::size_t>(size));
  out[size - 1] = 0;
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
  std::memset(out, 7, static_cast<std::size_t>(size));
  return size;
}
int sleep(sqlite3_vfs*, int) { return 0; }
int current_time(sqlite3_vfs*, double* out) { *out = 2'460'000; return SQLITE_OK; }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs make_vfs() {
  sqlite3_vfs out{};
  out.iVersion = 1;
  out.szOsFile = sizeof(File);
  out.mxPathname = 500;
  out.zName = FaultDisk::name;
  out.xOpen = open_file;
  out.xDelete = delete_file;
  out.xAccess = access_file;
  out.xFullPathname = full_path;
  out.xRandomness = randomness;
  out.xSleep = sleep;
  out.xCurrentTime = current_time;
  out.xGetLastError = last_error;
  return out;
}

}  // namespace

FaultDisk& FaultDisk::instance() {
  static FaultDisk disk;
  static sqlite3_vfs vfs = make_vfs();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  if (registered != SQLITE_OK) std::abort();
  return disk;
}

void FaultDisk::wipe() {
  heal();
  files_.clear();
  shared_pages().clear();
}

void FaultDisk::fail_at(std::uint64_t call, Kind kind) {
  heal();
  fails_at_ = call;
  kind_ = kind;
}

void FaultDisk::heal() {
  calls_ = 0;
  fails_at_ = 0;
  kind_ = Kind::None;
  has_failed_ = is_off_ = false;
}

void FaultDisk::cut() { is_off_ = true; }

void FaultDisk::lose_unsynced(const std::string& prefix) {
  std::erase_if(files_, [&](const auto& entry) { return entry.first.starts_with(prefix) && !entry.second.is_synced; });
  for (auto& [path, content] : files_) {
    if (path.starts_with(prefix)) content.written = content.synced;
  }
  std::erase_if(shared_pages(), [&](const auto& entry) { return entry.first.starts_with(prefix); });
}

void FaultDisk::power_on() {
  lose_unsynced("");
  heal();
}

int FaultDisk::next_call(bool is_write) {
  if (is_off_) return SQLITE_IOERR;
  ++calls_;
  if (calls_ != fails_at_) return SQLITE_OK;
  has_failed_ = true;
  if (kind_ == Kind::PowerLoss) is_off_ = true;
  return kind_ == Kind::Full && is_write ? SQLITE_FULL : SQLITE_IOERR;
}

}  // namespace ocop::test
