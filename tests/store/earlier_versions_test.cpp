// Folders and provinces that earlier programs wrote, opened by this one: every row stands as it stood, every record
// reads as it read, the check finds nothing, and work goes on.
//
// tests/golden/data/tablet_N.sqlite and province_N.sqlite are databases of schema N, each written by a program whose
// last migration was N, through its own commands and sessions, and then packed with VACUUM in pages of 512 bytes:
//
//   1  the last program of schema 1; a tablet that had sent all but one change, and its province
//   2  the program of the commit "Backups, generations, receipts": the province was restored from a backup and backed
//      up again; one tablet vouched for what another had sent in between, this one was cut off while it was asked
//   3  the program of "Bundles: what travels where there is no network": this tablet carries a bundle of another's,
//      which the province took in from a stick too; the files of its entries are not kept here
//   4  the last program of schema 4: a tablet that parted from a copy of its own folder
//
// There are no photo files beside them. A new schema brings the databases that its last program before it wrote.
#include <sqlite3.h>

#include <set>

#include "core/store/meta.h"
#include "core/store/schema.h"
#include "sync/server/verify.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::test;

namespace {

// The rows of one table, by the columns that it had in the earlier schema.
struct Table {
  std::vector<std::string> columns;
  std::multiset<std::string> rows;
};
using Content = std::map<std::string, Table>;

// An application's file, read behind its back.
class Reader {
 public:
  explicit Reader(const std::string& path) {
    REQUIRE(sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
  }
  ~Reader() { sqlite3_close(connection_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::vector<std::string> rows(const std::string& sql) {
    sqlite3_stmt* query = nullptr;
    INFO(sql);
    REQUIRE(sqlite3_prepare_v2(connection_, sql.c_str(), -1, &query, nullptr) == SQLITE_OK);
    std::vector<std::string> out;
    while (sqlite3_step(query) == SQLITE_ROW) {
      out.emplace_back();
      for (int i = 0; i < sqlite3_column_count(query); ++i) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(query, i));
        out.back() += (i > 0 ? "|" : "") + std::string(text != nullptr ? text : "");
      }
    }
    REQUIRE(sqlite3_finalize(query) == SQLITE_OK);
    return out;
  }
  std::int64_t number(const std::string& sql) { return std::stoll(rows(sql).at(0)); }

  Content content() {
    Content out;
    for (const std::string& table : rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                         "'search%'")) {
      const auto columns = rows("SELECT name FROM pragma_table_info('" + table + "')");
      out[table] = {columns, rows_of(table, columns)};
    }
    return out;
  }
  // Versions are what an upgrade changes.
  std::multiset<std::string> rows_of(const std::string& table, const std::vector<std::string>& columns) {
    std::string quoted;
    for (const std::string& column : columns) quoted += (quoted.empty() ? "quote(" : ", quote(") + column + ")";
    const std::string where = table == "meta" ? " WHERE key NOT LIKE 'schema.%'" : "";
    const auto found = rows("SELECT " + quoted + " FROM " + table + where);
    return {found.begin(), found.end()};
  }

 private:
  sqlite3* connection_ = nullptr;
};

// One of the databases above, copied to be opened.
struct Earlier {
  explicit Earlier(const std::string& name) {
    INFO(name);
    const std::string bytes = read_text(std::string(OCOP_SOURCE_DIR) + "/tests/golden/data/" + name + ".sqlite");
    REQUIRE_FALSE(bytes.empty());
    REQUIRE(bytes.size() < 200'000);
    write_text(path, bytes);
    before = Reader(path).content();
  }
  Result<service::Folder> open_tablet() { return service::Folder::open(path, {files, clock, entropy}); }
  Result<server::Province> open_province() {
    return server::Province::open(path, {files, clock, entropy}, blobs, server::IfMissing::Fail);
  }
  void require_filled(const std::vector<std::string>& tables) {
    for (const std::string& table : tables) {
      INFO(table);
      REQUIRE_FALSE(before.at(table).rows.empty());
    }
  }
  void require_kept() {
    Reader now(path);
    for (const auto& [name, table] : before) {
      INFO(name);
      REQUIRE(now.rows_of(name, table.columns) == table.rows);
    }
  }

  TempFolder temp;
  std::string path = temp / "ocop.sqlite";
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{5};
  server::FolderBlobStore blobs{files};
  Content before;
};

void require_sound(const Result<std::vector<service::Problem>>& problems) {
  REQUIRE_OK(problems);
  for (const service::Problem& problem : *problems) FAIL(problem.code << " " << problem.where);
}

// The dossiers in a folder: their names with their scores.
std::set<std::string> dossiers_in(service::Folder& folder) {
  std::set<std::string> out;
  const auto listed = service::list_dossiers(folder, {});
  REQUIRE_OK(listed);
  for (const service::DossierLine& line : listed->lines) {
    std::string text = line.name;
    const auto view = service::read_dossier(folder, line.id);
    REQUIRE_OK(view);
    const auto sheet = view->assessments.find("self");
    if (sheet != view->assessments.end())
      for (const auto& [criterion, score] : sheet->second.scores) text += " " + criterion + score.option;
    out.insert(text);
  }
  return out;
}

void require_to_be_written(service::Folder& folder) {
  const auto listed = service::list_dossiers(folder, {});
  REQUIRE_OK(listed);
  const Id dossier = listed->lines.at(0).id;
  REQUIRE_OK(service::set_score(folder, score(dossier, "2.1", "a")));
  const auto written = service::read_dossier(folder, dossier).value();
  REQUIRE(written.assessments.at("self").scores.at("2.1").option == "a");
  require_sound(service::verify_folder(folder));
}

struct Version {
  int number;
  std::vector<std::string> new_tables;  // or new columns
  std::set<std::string> dossiers;
};

// What was brought up to date here is written to by a program that does not exist yet.
void make_later(const std::string& path, const std::string& sql) {
  Reader later(path);
  later.rows(sql);
  later.rows("CREATE TABLE of_a_later_program (a)");
  later.rows("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

TEST_CASE("A tablet's folder of every earlier schema is brought up to date and reads as it did") {
  const Version versions[] = {
      {1, {"changes", "records"}, {"Mật ong hoa nhãn 1.1a 1.2a"}},
      {2, {"offers", "receipts"}, {"Chè Shan tuyết 1.1b", "Mật ong bạc hà 1.2a 1.3b"}},
      {3, {"carried_bundles", "carried_entries"}, {"Chè Shan tuyết 1.1b 1.2c"}},
      {4, {"twins"}, {"Trà"}},
  };
  REQUIRE(std::size(versions) >= store::schema_version - 1);  // all but the present one
  for (const Version& version : versions) {
    CAPTURE(version.number);
    Earlier earlier("tablet_" + std::to_string(version.number));
    REQUIRE(Reader(earlier.path).number("PRAGMA user_version") == version.number);
    earlier.require_filled(version.new_tables);
    auto folder = earlier.open_tablet();
    REQUIRE_OK(folder);
    REQUIRE(folder->database().integer("PRAGMA user_version").value() == store::schema_version);
    earlier.require_kept();
    require_sound(service::verify_folder(*folder));
    CHECK(dossiers_in(*folder) == version.dossiers);
    require_to_be_written(*folder);
  }
}

TEST_CASE("A province of every earlier schema is brought up to date and reads as it did") {
  const Version versions[] = {
      {1, {"devices", "received_batches"}, {"Mật ong hoa nhãn 1.1a"}},
      {2, {"backups", "generations", "offers_wanted", "vouched"}, {"Chè Shan tuyết 1.1b", "Mật ong bạc hà 1.2a"}},
      {3, {"bundle_requests", "bundle_offered", "bundle_photos"}, {"Chè Shan tuyết 1.1b", "Mật ong bạc hà 1.2a 1.3b"}},
      {4, {"devices", "held_batches"}, {"Trà"}},
  };
  for (const Version& version : versions) {
    CAPTURE(version.number);
    Earlier earlier("province_" + std::to_string(version.number));
    REQUIRE(Reader(earlier.path).number("SELECT value FROM meta WHERE key = 'schema.province'") == version.number);
    earlier.require_filled(version.new_tables);
    auto province = earlier.open_province();
    REQUIRE_OK(province);
    REQUIRE(store::get_integer(province->database(), "schema.province", 0).value() ==
            static_cast<std::int64_t>(std::size(versions)));
    earlier.require_kept();
    require_sound(server::verify_province(*province));
    CHECK(dossiers_in(province->folder()) == version.dossiers);
  }
}

TEST_CASE("A folder or province that was brought up to date is not touched again") {
  for (const char* name : {"tablet_1", "tablet_3", "province_1", "province_3"}) {
    INFO(name);
    Earlier earlier(name);
    const bool is_tablet = std::string_view(name).starts_with("tablet");
    const auto open = [&] {
      return is_tablet ? earlier.open_tablet().has_value() : earlier.open_province().has_value();
    };
    const std::string before = read_text(earlier.path);
    REQUIRE(open());
    const std::string upgraded = read_text(earlier.path);
    REQUIRE(upgraded != before);
    REQUIRE(open());
    REQUIRE(read_text(earlier.path) == upgraded);
  }
}

TEST_CASE("A folder or province that a later program wrote is refused, and not one byte of it is touched") {
  const std::string of_the_core = "PRAGMA user_version=" + std::to_string(store::schema_version + 1);
  const std::string of_the_province = "UPDATE meta SET value = x'35' WHERE key = 'schema.province'";
  const auto require_refused = [](Earlier& later, const auto& open) {
    const std::string before = read_text(later.path);
    REQUIRE_ERROR(open(), SchemaTooNew);
    REQUIRE(read_text(later.path) == before);
    REQUIRE(read_text(later.path + "-wal").empty());
  };
  Earlier tablet("tablet_4");
  REQUIRE_OK(tablet.open_tablet());
  make_later(tablet.path, of_the_core);
  require_refused(tablet, [&] { return tablet.open_tablet(); });
  for (const std::string& sql : {of_the_core, of_the_province}) {
    INFO(sql);
    Earlier province("province_4");
    REQUIRE_OK(province.open_province());
    make_later(province.path, sql);
    require_refused(province, [&] { return province.open_province(); });
  }
}
