#include "core/store/database.h"

#include <sqlite3.h>

#include <utility>

#include "core/base/assert.h"

namespace ocop::store {
namespace {

constexpr int busy_timeout_ms = 5'000;  // somebody else may have the folder open

ErrorCode translate(int code) {
  if (code == SQLITE_IOERR_SHMSIZE) return ErrorCode::StorageFull;  // the shared-memory file could not grow
  switch (code & 0xFF) {
    case SQLITE_FULL: return ErrorCode::StorageFull;
    case SQLITE_READONLY: return ErrorCode::StorageReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::StorageBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::StorageCorrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return ErrorCode::StorageReadOnly;
    default: return ErrorCode::StorageFault;
  }
}

Error error_of(sqlite3* connection, int code) {
  std::string detail = sqlite3_errstr(code);
  if (connection != nullptr) detail = detail + ": " + sqlite3_errmsg(connection);
  return {translate(code), detail + " (" + std::to_string(code) + ")"};
}

// Whether a file that cannot be opened is there: closed to us, on a disk that fails.
bool exists(const std::string& path, const char* vfs) {
  sqlite3_vfs* const files = sqlite3_vfs_find(vfs);
  int is_there = 0;
  return files != nullptr && files->xAccess(files, path.c_str(), SQLITE_ACCESS_EXISTS, &is_there) == SQLITE_OK &&
         is_there != 0;
}

Status execute(sqlite3* connection, const char* sql) {
  const int code = sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(connection, sqlite3_extended_errcode(connection));
  return {};
}

}  // namespace

Query::Query(sqlite3* connection, sqlite3_stmt* statement, bool is_cached, Values values)
    : connection_(connection), statement_(statement), is_cached_(is_cached), values_(values) {}

Query::Query(Query&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      is_cached_(other.is_cached_),
      values_(other.values_),
      failure_(other.failure_) {}

Query::~Query() {
  if (statement_ == nullptr) return;
  if (is_cached_) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  } else {
    sqlite3_finalize(statement_);
  }
}

void Query::remember(int code) {
  OCOP_ASSERT(code == SQLITE_OK || code == SQLITE_NOMEM);  // else the statement has no such parameter
  if (failure_ == SQLITE_OK) failure_ = code;
}

void Query::bind(int at, std::int64_t value) { remember(sqlite3_bind_int64(statement_, at, value)); }

void Query::bind(int at, std::string_view value) {
  remember(sqlite3_bind_text64(statement_, at, value.empty() ? "" : value.data(), value.size(),
                               values_ == Values::Borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int at, ByteView value) {
  const void* data = value.empty() ? static_cast<const void*>("") : value.data();  // null would bind NULL
  remember(sqlite3_bind_blob64(statement_, at, data, value.size(),
                               values_ == Values::Borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void Query::bind(int at, std::nullopt_t) { remember(sqlite3_bind_null(statement_, at)); }

Result<bool> Query::next() {
  if (failure_ != SQLITE_OK) return Error{translate(failure_), sqlite3_errstr(failure_)};
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(connection_, sqlite3_extended_errcode(connection_));
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Query::text(int column) const {
  const auto* data = sqlite3_column_text(statement_, column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

ByteView Query::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Bytes Query::bytes(int column) const {
  const ByteView view = blob(column);
  return {view.begin(), view.end()};
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Result<Database> Database::open(const std::string& path, OpenMode mode, const char* vfs) {
  sqlite3* connection = nullptr;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (mode == OpenMode::CreateIfMissing) flags |= SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags, vfs);
  Database database(connection);  // owned from here on: closed on every way out
  if (mode == OpenMode::Existing && (code & 0xFF) == SQLITE_CANTOPEN && !exists(path, vfs))
    return Error{ErrorCode::NoDataFolder, path};
  if (code != SQLITE_OK) return error_of(connection, code);
  sqlite3_busy_timeout(connection, busy_timeout_ms);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  TRY(execute(connection,
              "PRAGMA synchronous=FULL; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; "
              "PRAGMA recursive_triggers=OFF; PRAGMA secure_delete=OFF; PRAGMA journal_size_limit=16777216; "
              "PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4000"));
  return database;
}

Database::Database(Database&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      cache_(std::move(other.cache_)),
      is_abandoned_(other.is_abandoned_) {
  other.cache_.clear();
}

Database::~Database() {
  for (const auto& [sql, statement] : cache_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

void Database::abandon() {
  is_abandoned_ = true;
  static_cast<void>(end_abandoned().has_value());  // no way to report from where this is called
}

Status Database::end_abandoned() {
  if (!is_abandoned_) return {};
  // A write that failed may have rolled back by itself, in the midst of a statement. FTS5 of SQLite 3.40 then keeps a
  // count of texts that it could not read, and would write it: with the schema it forgets that, too.
  TRY(execute(connection_, in_transaction() ? "ROLLBACK" : "PRAGMA writable_schema=RESET"));
  is_abandoned_ = false;
  return {};
}

Result<Query> Database::prepare_bare(std::string_view sql, Query::Values values) {
  TRY(end_abandoned());
  const auto cached = cache_.find(sql);
  if (cached != cache_.end() && sqlite3_stmt_busy(cached->second) == 0) {
    return Query(connection_, cached->second, true, values);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error_of(connection_, code);
  const bool is_cached = cached == cache_.end();  // a second use while the first still runs is not kept
  if (is_cached) cache_.emplace(sql, statement);
  return Query(connection_, statement, is_cached, values);
}

Status Database::start_writing() {
  TRY(execute(connection_, "PRAGMA journal_mode=WAL"));
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  return {};
}

Status Database::run_script(const std::string& sql) { return execute(connection_, sql.c_str()); }

Status Database::copy_to(Database& empty) const {
  constexpr int all_pages = -1;  // one read of one moment: in WAL it keeps nobody waiting
  sqlite3_backup* copying = sqlite3_backup_init(empty.connection_, "main", connection_, "main");
  if (copying == nullptr) return error_of(empty.connection_, sqlite3_extended_errcode(empty.connection_));
  int code = sqlite3_backup_step(copying, all_pages);
  const int finished = sqlite3_backup_finish(copying);
  if (code == SQLITE_DONE) code = finished;
  if (code != SQLITE_OK) return error_of(empty.connection_, code);
  return {};
}

std::int64_t Database::changed_rows() const { return sqlite3_changes64(connection_); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

Result<Transaction> Transaction::begin(Database& database) {
  TRY(database.end_abandoned());
  OCOP_ASSERT(!database.in_transaction());
  TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) database_->abandon();
}

Status Transaction::commit() {
  TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

Result<ReadTransaction> ReadTransaction::begin(Database& database) {
  TRY(database.end_abandoned());
  if (database.in_transaction()) return ReadTransaction(nullptr);  // inside a writer's, which is consistent already
  TRY(database.run("BEGIN"));
  return ReadTransaction(&database);
}

ReadTransaction::ReadTransaction(ReadTransaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

ReadTransaction::~ReadTransaction() {
  if (database_ == nullptr) return;
  if (!database_->run("COMMIT")) database_->abandon();
}

}  // namespace ocop::store
