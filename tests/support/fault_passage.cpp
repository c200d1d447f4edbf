#include "tests/support/fault_passage.h"

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>

#include "tests/support/fault_vfs.h"

namespace ocop::test {
namespace {

constexpr const char* name = "fault-passage";

// The real file lies behind it.
struct File {
  sqlite3_file base;
  FaultPlan* plan;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }
const sqlite3_io_methods& methods_of(sqlite3_file* file) { return *real(file)->pMethods; }
sqlite3_vfs* real(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int next_call(FaultPlan& plan, bool is_write, int failure) {
  switch (plan.next_call(is_write)) {
    case FaultPlan::Fate::Sound: return SQLITE_OK;
    case FaultPlan::Fate::Full: return SQLITE_FULL;
    case FaultPlan::Fate::Fails: break;
  }
  return failure;
}
int next_call(sqlite3_file* file, bool is_write, int failure) {
  return next_call(*reinterpret_cast<File*>(file)->plan, is_write, failure);
}

int close_file(sqlite3_file* file) { return methods_of(file).xClose(real(file)); }

int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  const int code = next_call(file, false, SQLITE_IOERR_READ);
  return code != SQLITE_OK ? code : methods_of(file).xRead(real(file), to, amount, offset);
}
int write_file(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  const bool was_off = reinterpret_cast<File*>(file)->plan->is_off();
  const int code = next_call(file, true, SQLITE_IOERR_WRITE);
  if (code == SQLITE_OK) return methods_of(file).xWrite(real(file), data, amount, offset);
  if (!was_off) methods_of(file).xWrite(real(file), data, amount / 2, offset);  // it may have written a part
  return code;
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const int code = next_call(file, true, SQLITE_IOERR_TRUNCATE);
  return code != SQLITE_OK ? code : methods_of(file).xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int) { return next_call(file, true, SQLITE_IOERR_FSYNC); }

int file_size(sqlite3_file* file, sqlite3_int64* size) { return methods_of(file).xFileSize(real(file), size); }
int lock_file(sqlite3_file* file, int level) { return methods_of(file).xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return methods_of(file).xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* out) { return methods_of(file).xCheckReservedLock(real(file), out); }
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file* file) { return methods_of(file).xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return methods_of(file).xDeviceCharacteristics(real(file)); }
int map_shared(sqlite3_file* file, int page, int bytes, int may_extend, void volatile** out) {
  return methods_of(file).xShmMap(real(file), page, bytes, may_extend, out);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return methods_of(file).xShmLock(real(file), offset, count, flags);
}
void barrier_shared(sqlite3_file* file) { methods_of(file).xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int deletes) { return methods_of(file).xShmUnmap(real(file), deletes); }

const sqlite3_io_methods methods = {
    2,           close_file,     read_file,    write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file,    check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, barrier_shared, unmap_shared, nullptr,      nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  std::memset(file, 0, static_cast<std::size_t>(vfs->szOsFile));
  FaultPlan& plan = FaultDisk::instance().plan_of_file(path != nullptr ? path : "");
  const int code = next_call(plan, false, SQLITE_CANTOPEN);
  if (code != SQLITE_OK) return code;
  reinterpret_cast<File*>(file)->plan = &plan;
  const int opened = real(vfs)->xOpen(real(vfs), path, real(file), flags, out_flags);
  if (opened == SQLITE_OK) file->pMethods = &methods;
  return opened;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int syncs_folder) {
  const int code = next_call(FaultDisk::instance().plan_of_file(path), true, SQLITE_IOERR_DELETE);
  return code != SQLITE_OK ? code : real(vfs)->xDelete(real(vfs), path, syncs_folder);
}
int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
  return real(vfs)->xAccess(real(vfs), path, flags, out);
}
int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return real(vfs)->xFullPathname(real(vfs), path, size, out);
}

}  // namespace

// Chance, pauses and the time of day are FaultDisk's, the same in every run.
const char* fault_passage() {
  static sqlite3_vfs vfs = [] {
    FaultDisk::instance();
    sqlite3_vfs out = *sqlite3_vfs_find(FaultDisk::name);
    sqlite3_vfs* own = sqlite3_vfs_find(nullptr);
    out.pNext = nullptr;
    out.pAppData = own;
    out.zName = name;
    out.szOsFile = static_cast<int>(sizeof(File)) + own->szOsFile;
    out.mxPathname = own->mxPathname;
    out.xOpen = open_file;
    out.xDelete = delete_file;
    out.xAccess = access_file;
    out.xFullPathname = full_path;
    return out;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  if (registered != SQLITE_OK) std::abort();
  return name;
}

}  // namespace ocop::test
