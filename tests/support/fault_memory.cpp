#include "tests/support/fault_memory.h"

#include <sqlite3.h>

#include <cstdlib>

namespace ocop::test {
namespace {

sqlite3_mem_methods sound{};
std::uint64_t count = 0, fails_at = 0;
FaultMemory::Lasting lasting = FaultMemory::Lasting::Once;
bool failed = false;

bool fails_now() {
  ++count;
  const bool is_behind = lasting == FaultMemory::Lasting::FromThenOn && count > fails_at;
  const bool fails = fails_at != 0 && (count == fails_at || is_behind);
  failed = failed || fails;
  return fails;
}

void* allocate(int bytes) { return fails_now() ? nullptr : sound.xMalloc(bytes); }
void* allocate_again(void* old, int bytes) { return fails_now() ? nullptr : sound.xRealloc(old, bytes); }

}  // namespace

bool FaultMemory::install() {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sound) != SQLITE_OK) std::abort();
  sqlite3_mem_methods ours = sound;
  ours.xMalloc = allocate;
  ours.xRealloc = allocate_again;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK) std::abort();
  return true;
}

void FaultMemory::fail_at(std::uint64_t allocation, Lasting how_long) {
  heal();
  fails_at = allocation;
  lasting = how_long;
}

void FaultMemory::heal() {
  count = fails_at = 0;
  failed = false;
}

std::uint64_t FaultMemory::allocations() { return count; }
bool FaultMemory::has_failed() { return failed; }

}  // namespace ocop::test
