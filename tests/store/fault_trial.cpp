#include "tests/store/fault_trial.h"

#include <sqlite3.h>

#include <cstdlib>
#include <iostream>

#include "core/base/hash.h"
#include "tests/support/fault_memory.h"

namespace ocop::test {
namespace {

const bool has_memory = FaultMemory::install();

constexpr std::uint64_t last_points = 6;

bool tries_all() {
  const char* wanted = std::getenv("OCOP_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all";
}

FaultDisk::Kind kind_of(Fault fault) {
  switch (fault) {
    case Fault::DiskFull: return FaultDisk::Kind::Full;
    case Fault::DiskError: return FaultDisk::Kind::InputOutput;
    default: return FaultDisk::Kind::PowerLoss;
  }
}

int files_written = 0;  // before the operation began

std::vector<std::string> tables_of(sqlite3* connection) {
  std::vector<std::string> out;
  sqlite3_stmt* query = nullptr;
  REQUIRE(sqlite3_prepare_v2(connection,
                             "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
                             -1, &query, nullptr) == SQLITE_OK);
  while (sqlite3_step(query) == SQLITE_ROW)
    out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(query, 0)));
  sqlite3_finalize(query);
  return out;
}

void add_rows(sqlite3* connection, const std::string& table, std::string& out) {
  out += table + "\n";
  sqlite3_stmt* query = nullptr;
  REQUIRE(sqlite3_prepare_v2(connection, ("SELECT * FROM \"" + table + "\"").c_str(), -1, &query, nullptr) ==
          SQLITE_OK);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(query)) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(query); ++column) {
      const int type = sqlite3_column_type(query, column);
      const void* bytes = sqlite3_column_blob(query, column);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(query, column));
      out += std::to_string(type) + ":" + std::to_string(size) + ":";
      if (size > 0) out.append(static_cast<const char*>(bytes), size);
    }
    out += "\n";
  }
  REQUIRE(code == SQLITE_DONE);
  sqlite3_finalize(query);
}

}  // namespace

std::string_view name_of(Fault fault) {
  constexpr std::array names = {"disk full",   "disk error",  "power loss",  "torn power",
                                "memory once", "memory gone", "files full",  "files torn"};
  return names[static_cast<std::size_t>(fault)];
}

std::uint64_t Points::of(Fault fault) const {
  switch (fault) {
    case Fault::MemoryOnce:
    case Fault::MemoryGone: return memory;
    case Fault::FilesFull:
    case Fault::FilesTorn: return files;
    default: return disk;
  }
}

std::vector<std::uint64_t> chosen_points(std::uint64_t count, std::uint64_t some) {
  std::vector<std::uint64_t> out;
  const std::uint64_t step = tries_all() ? 1 : count / some + 1;
  for (std::uint64_t point = 1; point <= count; ++point)
    if (point % step == 0 || point + last_points > count) out.push_back(point);
  return out;
}

void arm(Fault fault, std::uint64_t point, Machine& machine) {
  start_counting(machine);
  switch (fault) {
    case Fault::MemoryOnce: return FaultMemory::fail_at(point, FaultMemory::Lasting::Once);
    case Fault::MemoryGone: return FaultMemory::fail_at(point, FaultMemory::Lasting::FromThenOn);
    case Fault::FilesFull: return machine.files.fail_write(static_cast<int>(point) - 1, ErrorCode::StorageFull);
    case Fault::FilesTorn:
      return machine.files.fail_write(static_cast<int>(point) - 1, ErrorCode::StorageFault,
                                      fake::MemoryFiles::Torn::Yes);
    default: return FaultDisk::instance().fail_at(point, kind_of(fault));
  }
}

void start_counting(const Machine& machine) {
  REQUIRE(has_memory);
  repair();
  files_written = machine.files.writes();
}

Points counted(const Machine& machine) {
  return {FaultDisk::instance().calls(), FaultMemory::allocations(),
          static_cast<std::uint64_t>(machine.files.writes() - files_written)};
}

bool was_reached(Fault fault, std::uint64_t point, const Machine& machine) {
  switch (fault) {
    case Fault::MemoryOnce:
    case Fault::MemoryGone: return FaultMemory::has_failed();
    case Fault::FilesFull:
    case Fault::FilesTorn: return static_cast<std::uint64_t>(machine.files.writes() - files_written) >= point;
    default: return FaultDisk::instance().has_failed();
  }
}

void repair() {
  FaultDisk::instance().heal();
  FaultMemory::heal();
}

void bring_power_back(Machine& machine, Fault fault, std::uint64_t point) {
  Chance chance(point);
  if (fault == Fault::TornPower) FaultDisk::instance().tear_unsynced("", chance);
  FaultDisk::instance().power_on();
  machine.files.lose_power();
  machine.clock.reboot();
}

std::string every_row(store::Database& database) {
  std::string all;
  for (const std::string& table : tables_of(database.handle())) add_rows(database.handle(), table, all);
  return to_hex(sha256(as_bytes(all)).view());
}

// SQLite calls it when a commit is done and its lock is gone, so that the rows can be read there. In place of the hook
// that empties the log now and then, which changes no row.
Commits::Commits(store::Database& database) : database_(database) {
  const auto read = [](void* commits, sqlite3*, const char*, int) {
    auto& self = *static_cast<Commits*>(commits);
    self.states_.insert(every_row(self.database_));
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database.handle(), read, this);
}

Commits::~Commits() { sqlite3_wal_hook(database_.handle(), nullptr, nullptr); }

void require_storage_error(const Error& error) {
  INFO(error.name() << ": " << error.detail);
  const bool is_of_storage = error.code == ErrorCode::StorageFull || error.code == ErrorCode::StorageFault ||
                             error.code == ErrorCode::StorageReadOnly;
  REQUIRE(is_of_storage);
}

void require_none(const Result<std::vector<service::Problem>>& problems) {
  REQUIRE_OK(problems);
  for (const service::Problem& problem : *problems) FAIL(problem.code << " " << problem.where);
}

void report(const std::string& operation, const Points& points, std::uint64_t tried) {
  std::cout << operation << ": disk " << points.disk << ", memory " << points.memory << ", files " << points.files
            << "; faults tried " << tried << std::endl;
}

}  // namespace ocop::test
