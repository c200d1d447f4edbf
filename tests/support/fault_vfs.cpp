#include "tests/support/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>
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
  FaultDisk::Content* content;
  FaultPlan* plan;
  char path[512];
  bool deletes_on_close;
  bool is_journal;  // or a write-ahead log: SQLite syncs the folder with the first sync of one
};

File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
FaultDisk& disk() { return FaultDisk::instance(); }
FaultDisk::Content& content_of(sqlite3_file* file) { return *file_of(file)->content; }

// SQLite's code for a call of a file's plan; 0 for success.
int next_call(FaultPlan& plan, bool is_write) {
  switch (plan.next_call(is_write)) {
    case FaultPlan::Fate::Sound: return SQLITE_OK;
    case FaultPlan::Fate::Full: return SQLITE_FULL;
    case FaultPlan::Fate::Fails: break;
  }
  return SQLITE_IOERR;
}
int next_call(sqlite3_file* file, bool is_write) { return next_call(*file_of(file)->plan, is_write); }

int close_file(sqlite3_file* file) {
  if (file_of(file)->deletes_on_close) disk().files().erase(file_of(file)->path);
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  if (next_call(file, false) != SQLITE_OK) return SQLITE_IOERR_READ;
  const std::string& bytes = content_of(file).bytes;
  const auto from = static_cast<std::size_t>(offset);
  const auto wanted = static_cast<std::size_t>(amount);
  const std::size_t there = from < bytes.size() ? std::min(wanted, bytes.size() - from) : 0;
  if (there > 0) std::memcpy(to, bytes.data() + from, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

void write_bytes(FaultDisk::Content& content, std::size_t offset, const char* data, std::size_t size) {
  std::string& bytes = content.bytes;
  const std::size_t there = offset < bytes.size() ? std::min(size, bytes.size() - offset) : 0;
  content.unsynced.push_back({offset, bytes.size(), there > 0 ? bytes.substr(offset, there) : std::string{},
                              std::string(data, size)});
  if (bytes.size() < offset + size) bytes.resize(offset + size);
  std::memcpy(bytes.data() + offset, data, size);
}

int write_file(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  const bool was_off = file_of(file)->plan->is_off();
  const int code = next_call(file, true);
  auto size = static_cast<std::size_t>(amount);
  if (code != SQLITE_OK) size = was_off ? 0 : size / 2;  // a failing write may have written a part
  if (size > 0) write_bytes(content_of(file), static_cast<std::size_t>(offset), static_cast<const char*>(data), size);
  return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (next_call(file, true) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
  auto& content = content_of(file);
  const auto wanted = static_cast<std::size_t>(size);
  const std::string tail = wanted < content.bytes.size() ? content.bytes.substr(wanted) : std::string{};
  content.unsynced.push_back({wanted, content.bytes.size(), tail, {}});
  content.bytes.resize(wanted);
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  if (next_call(file, true) != SQLITE_OK) return SQLITE_IOERR_FSYNC;
  content_of(file).unsynced.clear();
  const bool is_new = !std::exchange(content_of(file).is_synced, true);
  if (is_new && file_of(file)->is_journal) disk().sync_folder_of(file_of(file)->path);
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(content_of(file).bytes.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }  // one connection at a time
int check_lock(sqlite3_file*, int* is_locked) { *is_locked = 0; return SQLITE_OK; }
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }  // these two as SQLite takes them for a disk of Linux
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

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
  static int nameless = 0;
  const std::string name = path != nullptr ? path : "nameless-" + std::to_string(++nameless);
  FaultPlan& plan = disk().plan_of_file(name);
  if (next_call(plan, false) != SQLITE_OK) return SQLITE_CANTOPEN;
  if ((flags & SQLITE_OPEN_CREATE) == 0 && !disk().files().contains(name)) return SQLITE_CANTOPEN;
  file_of(file)->content = &disk().files()[name];
  file_of(file)->plan = &plan;
  std::strncpy(file_of(file)->path, name.c_str(), sizeof(File::path) - 1);
  file_of(file)->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file_of(file)->is_journal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  file->pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* path, int syncs_folder) {
  if (next_call(disk().plan_of_file(path), true) != SQLITE_OK) return SQLITE_IOERR_DELETE;
  disk().delete_file(path, syncs_folder != 0);
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

void FaultPlan::fail_at(std::uint64_t call, FaultKind kind, Counts counts) {
  heal();
  fails_at_ = call;
  kind_ = kind;
  counts_ = counts;
}

void FaultPlan::heal() { *this = {}; }

FaultPlan::Fate FaultPlan::next_call(bool is_write) {
  if (is_off_) return Fate::Fails;
  if (counts_ == Counts::Writes && !is_write) return Fate::Sound;
  ++calls_;
  if (calls_ != fails_at_) return Fate::Sound;
  has_failed_ = true;
  if (kind_ == FaultKind::PowerLoss) is_off_ = true;
  return kind_ == FaultKind::Full && is_write ? Fate::Full : Fate::Fails;
}

void FaultDisk::wipe() {
  heal();
  files_.clear();
  deleted_.clear();
  machines_.clear();
  shared_pages().clear();
}

FaultPlan& FaultDisk::plan_of_file(const std::string& path) {
  auto at = machines_.upper_bound(path);  // a machine's name sorts before its files
  if (at != machines_.begin() && path.starts_with((--at)->first)) return at->second;
  return everybody_;
}

void FaultDisk::forget_shared(const std::string& prefix) {
  std::erase_if(shared_pages(), [&](const auto& entry) { return entry.first.starts_with(prefix); });
}

namespace {

constexpr std::size_t sector_bytes = 512;

void undo(FaultDisk::Content& content) {
  for (auto step = content.unsynced.rbegin(); step != content.unsynced.rend(); ++step) {
    content.bytes.resize(std::max(step->size_before, step->offset + step->before.size()));
    content.bytes.replace(step->offset, step->before.size(), step->before);
    content.bytes.resize(step->size_before);
  }
}

// What stood where the power went: its beginning, and noise to the end of the sector. Nothing outside what was written.
std::string torn(const std::string& after, std::size_t offset, Chance& chance) {
  const std::size_t kept = chance.below(after.size() + 1);
  const std::size_t sector_end = ((offset + kept) / sector_bytes + 1) * sector_bytes - offset;
  std::string out = after.substr(0, std::min(after.size(), sector_end));
  if (chance.one_in(2)) out.resize(kept);
  for (std::size_t at = kept; at < out.size(); ++at) out[at] = static_cast<char>(chance.next());
  return out;
}

// Any of the writes may have reached the disk, whole or torn, and any cutting of the file.
void redo_some(FaultDisk::Content& content, Chance& chance) {
  for (const FaultDisk::Step& step : content.unsynced) {
    if (chance.one_in(2)) continue;
    if (step.after.empty()) {
      content.bytes.resize(step.offset);
      continue;
    }
    const std::string bytes = chance.one_in(3) ? torn(step.after, step.offset, chance) : step.after;
    const std::size_t end = step.offset + bytes.size();
    if (content.bytes.size() < end) content.bytes.resize(end);
    content.bytes.replace(step.offset, bytes.size(), bytes);
  }
}

}  // namespace

void FaultDisk::lose_unsynced(const std::string& prefix) {
  std::erase_if(files_, [&](const auto& entry) { return entry.first.starts_with(prefix) && !entry.second.is_synced; });
  for (auto& [path, content] : files_) {
    if (!path.starts_with(prefix)) continue;
    undo(content);
    content.unsynced.clear();
  }
  std::erase_if(deleted_, [&](const auto& entry) { return entry.first.starts_with(prefix); });
  forget_shared(prefix);
}

void FaultDisk::delete_file(const std::string& path, bool is_synced) {
  const auto found = files_.find(path);
  if (found == files_.end()) return;
  if (found->second.is_synced) deleted_[path] = std::move(found->second);
  files_.erase(found);
  if (is_synced) sync_folder_of(path);
}

// A machine's files lie in one folder: "/a.sqlite", "/a.sqlite-wal".
void FaultDisk::sync_folder_of(const std::string& path) {
  const std::string machine = path.substr(0, path.rfind('-'));
  std::erase_if(deleted_, [&](const auto& entry) { return entry.first.starts_with(machine); });
}

void FaultDisk::tear_unsynced(const std::string& prefix, Chance& chance) {
  std::erase_if(files_, [&](const auto& entry) {
    return entry.first.starts_with(prefix) && !entry.second.is_synced && chance.one_in(2);
  });
  for (auto& [path, content] : files_) {
    if (!path.starts_with(prefix)) continue;
    undo(content);
    redo_some(content, chance);
    content.unsynced.clear();
    content.is_synced = true;
  }
  for (auto& [path, content] : deleted_) {
    if (!path.starts_with(prefix) || files_.contains(path) || chance.one_in(2)) continue;
    undo(content);
    files_[path] = {std::move(content.bytes), {}, true};
  }
  std::erase_if(deleted_, [&](const auto& entry) { return entry.first.starts_with(prefix); });
  forget_shared(prefix);
}

FaultDisk::Files FaultDisk::copy(const std::string& prefix) const {
  Files out;
  for (const auto& [path, content] : files_) {
    if (path.starts_with(prefix)) out[path.substr(prefix.size())] = {content.bytes, {}, true};
  }
  return out;
}

void FaultDisk::put(const std::string& prefix, const Files& files) {
  std::erase_if(files_, [&](const auto& entry) { return entry.first.starts_with(prefix); });
  std::erase_if(deleted_, [&](const auto& entry) { return entry.first.starts_with(prefix); });
  for (const auto& [rest, content] : files) files_[prefix + rest] = content;
  forget_shared(prefix);
}

void FaultDisk::power_on() {
  lose_unsynced("");
  heal();
}

}  // namespace ocop::test
