#include "core/store/schema.h"

#include "core/store/meta.h"
#include "tests/support/catch.h"
#include "tests/support/temp_database.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using namespace ocop::store;
using test::read_text;
using test::TempFolder;

namespace {

// Opens and migrates as a program does, and closes again.
Status open_and_migrate(const std::string& path) {
  TRY_ASSIGN(auto database, Database::open(path, OpenMode::Existing));
  return migrate(database);
}

void make(const std::string& path, const std::string& script) {
  auto database = Database::open(path, OpenMode::CreateIfMissing).value();
  REQUIRE_OK(database.run_script(script));
}

}  // namespace

TEST_CASE("A new database gets the present schema and our sign, and migrating again changes nothing") {
  TempFolder folder;
  const std::string path = folder / "a.sqlite";
  {
    auto database = Database::open(path, OpenMode::CreateIfMissing).value();
    REQUIRE_OK(migrate(database));
    REQUIRE(database.integer("PRAGMA user_version").value() == schema_version);
    REQUIRE(database.integer("PRAGMA application_id").value() == application_id);
    REQUIRE(database.integer("PRAGMA synchronous").value() == 2);
    REQUIRE(database.integer("SELECT 1 FROM pragma_journal_mode WHERE journal_mode = 'wal'").value() == 1);
    REQUIRE(database.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'").value() == 1);
    REQUIRE_OK(migrate(database));
  }
  const std::string before = read_text(path);
  REQUIRE_OK(open_and_migrate(path));
  REQUIRE(read_text(path) == before);
}

TEST_CASE("A database of a newer program is refused and not one byte of it is touched") {
  TempFolder folder;
  const std::string path = folder / "a.sqlite";
  {
    auto database = Database::open(path, OpenMode::CreateIfMissing).value();
    REQUIRE_OK(migrate(database));
    REQUIRE_OK(database.run_script("PRAGMA user_version=" + std::to_string(schema_version + 1)));
  }
  const std::string before = read_text(path);
  REQUIRE_ERROR(open_and_migrate(path), SchemaTooNew);
  REQUIRE(read_text(path) == before);
}

TEST_CASE("A database of a newer program that still has its log is refused, and log and file stay as they are") {
  TempFolder folder;
  const std::string path = folder / "a.sqlite", copy = folder / "b.sqlite";
  auto database = Database::open(path, OpenMode::CreateIfMissing).value();
  REQUIRE_OK(migrate(database));
  REQUIRE_OK(database.run_script("PRAGMA user_version=99"));
  test::write_text(copy, read_text(path));  // as if its program had been killed
  test::write_text(copy + "-wal", read_text(path + "-wal"));
  const std::string before = read_text(copy), log_before = read_text(copy + "-wal");
  REQUIRE_FALSE(log_before.empty());
  REQUIRE_ERROR(open_and_migrate(copy), SchemaTooNew);
  REQUIRE(read_text(copy) == before);
  REQUIRE(read_text(copy + "-wal") == log_before);
}

TEST_CASE("A database of another application is refused and not touched, whatever version it claims") {
  for (const char* script : {"PRAGMA user_version=1; CREATE TABLE other (a)", "CREATE TABLE other (a)",
                             "PRAGMA application_id=7", "PRAGMA application_id=7; PRAGMA user_version=1"}) {
    INFO(script);
    TempFolder folder;
    const std::string path = folder / "a.sqlite";
    make(path, script);
    const std::string before = read_text(path);
    REQUIRE_ERROR(open_and_migrate(path), StorageCorrupt);
    REQUIRE(read_text(path) == before);
  }
}

TEST_CASE("A file that is no database is corrupt storage and stays as it is") {
  TempFolder folder;
  const std::string path = folder / "a.sqlite";
  const std::string text(10'000, 'x');
  test::write_text(path, text);
  REQUIRE_ERROR(open_and_migrate(path), StorageCorrupt);
  REQUIRE(read_text(path) == text);
}

TEST_CASE("A file that is missing is no data folder, and opening does not make it") {
  TempFolder folder;
  REQUIRE_ERROR(Database::open(folder / "a.sqlite", OpenMode::Existing), NoDataFolder);
  REQUIRE(read_text(folder / "a.sqlite").empty());
}

TEST_CASE("Scripts of a folder above run once each, and newer ones than known are refused") {
  test::TempDatabase temp;
  Extension extension{"test", {"CREATE TABLE one (a INTEGER) STRICT"}};
  REQUIRE_OK(migrate(temp.database(), extension));
  REQUIRE_OK(migrate(temp.database(), extension));
  extension.scripts[1] = "CREATE TABLE two (a INTEGER) STRICT";
  REQUIRE_OK(migrate(temp.database(), extension));
  REQUIRE(temp.count("SELECT count(*) FROM two") == 0);
  REQUIRE(get_integer(temp.database(), "schema.test", 0).value() == 2);
  extension.scripts[1] = {};
  REQUIRE_ERROR(migrate(temp.database(), extension), SchemaTooNew);
  extension.scripts[1] = "CREATE TABLE two (a INTEGER) STRICT";
  extension.scripts[2] = "not SQL";
  REQUIRE_FALSE(migrate(temp.database(), extension));
  REQUIRE(get_integer(temp.database(), "schema.test", 0).value() == 2);
}

TEST_CASE("Small facts are kept by name, and a missing one is what the asker says") {
  test::TempDatabase temp;
  Database& database = temp.database();
  REQUIRE_FALSE(get_bytes(database, "a").value().has_value());
  REQUIRE(get_integer(database, "a", -7).value() == -7);
  REQUIRE(get_text(database, "a", "otherwise").value() == "otherwise");
  REQUIRE_OK(set_integer(database, "a", INT64_MIN));
  REQUIRE(get_integer(database, "a", 0).value() == INT64_MIN);
  REQUIRE_OK(set_text(database, "a", "Hoa"));
  REQUIRE(get_text(database, "a").value() == "Hoa");
  REQUIRE_OK(set_bytes(database, "a", {}));
  REQUIRE(get_bytes(database, "a").value()->empty());
}

TEST_CASE("A transaction that is not committed leaves nothing, and one statement may run while the same one runs") {
  test::TempDatabase temp;
  Database& database = temp.database();
  {
    auto transaction = Transaction::begin(database).value();
    REQUIRE_OK(set_text(database, "a", "x"));
    REQUIRE(database.in_transaction());
  }
  REQUIRE_FALSE(database.in_transaction());
  REQUIRE_FALSE(get_bytes(database, "a").value().has_value());
  REQUIRE_OK(set_text(database, "a", "1"));
  REQUIRE_OK(set_text(database, "b", "2"));
  const auto rows = [&] { return database.query("SELECT key FROM meta WHERE key IN ('a', 'b') ORDER BY key").value(); };
  auto outer = rows();
  REQUIRE(outer.next().value());
  auto inner = rows();
  REQUIRE(inner.next().value());
  REQUIRE(inner.next().value());
  REQUIRE(inner.text(0) == "b");
  REQUIRE(outer.text(0) == "a");
  REQUIRE(outer.next().value());
  REQUIRE_FALSE(outer.next().value());
}

TEST_CASE("A wrong statement is a storage fault with its words") {
  test::TempDatabase temp;
  const auto query = temp.database().query("SELECT a FROM nowhere");
  REQUIRE_ERROR(query, StorageFault);
  INFO(query.error().detail);
  REQUIRE(query.error().detail.find("nowhere") != std::string::npos);
}
