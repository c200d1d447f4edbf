// A migrated database in a folder of its own.
#pragma once

#include "core/store/schema.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

class TempDatabase {
 public:
  TempDatabase() : database_(store::Database::open(path(), store::OpenMode::CreateIfMissing).value()) {
    REQUIRE_OK(store::migrate(database_));
  }
  std::string path() const { return folder_ / "ocop.sqlite"; }
  store::Database& database() { return database_; }

  std::int64_t count(std::string_view sql) { return database_.integer(sql).value().value_or(-1); }

 private:
  TempFolder folder_;
  store::Database database_;
};

}  // namespace ocop::test
