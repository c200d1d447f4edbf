// One SQLite connection: statements, transactions, and SQLite's codes translated into our table of errors, once, here.
//
// One thread at a time. The application has one Database, on its database thread; the command line one on its only
// thread; the server one writer. Other programs may have the same folder open: a writer waits up to 5 s for them
// (StorageBusy after that). Nothing read in one transaction is remembered for the next.
//
// WAL and synchronous=FULL: what was committed survives the battery falling out. Every write goes through
// Transaction, which begins IMMEDIATE, because a read that turns into a write can fail in WAL whatever the timeout.
//
// Errors: StorageFull, StorageReadOnly, StorageBusy, StorageFault (input/output), StorageCorrupt (the file is left as
// it is), NoDataFolder (Existing, and there is no file).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ocop::store {

// A running statement; its connection keeps it prepared for the next time. Rows are read with next().
class Query {
 public:
  // Whose memory a text or blob that is bound stands in: copied, or the caller's, which then outlives the query.
  enum class Values { Copied, Borrowed };

  Query(sqlite3* connection, sqlite3_stmt* statement, bool is_cached, Values values);
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  void bind(int at, std::int64_t value);
  void bind(int at, std::uint64_t value) { bind(at, static_cast<std::int64_t>(value)); }
  void bind(int at, int value) { bind(at, static_cast<std::int64_t>(value)); }
  void bind(int at, bool value) { bind(at, static_cast<std::int64_t>(value)); }
  void bind(int at, std::string_view value);
  void bind(int at, const std::string& value) { bind(at, std::string_view(value)); }
  void bind(int at, const char* value) { bind(at, std::string_view(value)); }
  void bind(int at, ByteView value);
  void bind(int at, const Bytes& value) { bind(at, ByteView(value)); }
  void bind(int at, std::nullopt_t);
  template <typename T>
  void bind(int at, const std::optional<T>& value) {
    if (value) bind(at, *value); else bind(at, std::nullopt);
  }
  template <typename Tag, std::size_t Size>
  void bind(int at, const FixedBytes<Tag, Size>& value) { bind(at, value.view()); }

  Result<bool> next();  // true: a row is there; false: done. Also tells when a value could not be bound

  // Columns of the present row, from 0. Views live until the next call of next().
  std::int64_t integer(int column) const;
  std::uint64_t unsigned_integer(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::string text(int column) const;
  ByteView blob(int column) const;
  Bytes bytes(int column) const;
  bool is_null(int column) const;
  template <typename Fixed>
  Fixed fixed(int column) const { return Fixed::from(blob(column)).value_or(Fixed{}); }

 private:
  void remember(int code);

  sqlite3* connection_;
  sqlite3_stmt* statement_;
  bool is_cached_;
  Values values_;
  int failure_ = 0;  // SQLite's code of the first bind that failed: there was no memory for the copy
};

enum class OpenMode { Existing, CreateIfMissing };

class Database {
 public:
  // `vfs` names another SQLite VFS; tests inject faults there.
  static Result<Database> open(const std::string& path, OpenMode mode, const char* vfs = nullptr);
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  // Runs one statement to its end and forgets its rows.
  template <typename... Arguments>
  Status run(std::string_view sql, const Arguments&... arguments) {
    TRY_ASSIGN(auto query, prepare(sql, Query::Values::Borrowed, arguments...));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
    }
  }

  // `sql` must be a literal: the connection remembers the prepared statement by it.
  template <typename... Arguments>
  Result<Query> query(std::string_view sql, const Arguments&... arguments) {
    return prepare(sql, Query::Values::Copied, arguments...);
  }

  // The first column of the first row; nothing when there is no row or it is null.
  template <typename... Arguments>
  Result<std::optional<std::int64_t>> integer(std::string_view sql, const Arguments&... arguments) {
    TRY_ASSIGN(auto query, prepare(sql, Query::Values::Borrowed, arguments...));
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row || query.is_null(0)) return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>{query.integer(0)};
  }

  // From here on the file may be touched: WAL, and its content moved into the file on closing. core/store/schema.h
  // calls it when it has seen that the file is ours and not of a newer program.
  Status start_writing();
  Status run_script(const std::string& sql);  // several statements, for migrations
  // All of it as it is at one moment, into a file that was made empty; writers go on meanwhile. Not inside a
  // transaction of either.
  Status copy_to(Database& empty) const;
  std::int64_t changed_rows() const;
  bool in_transaction() const;
  sqlite3* handle() { return connection_; }

 private:
  friend class Transaction;
  friend class ReadTransaction;

  explicit Database(sqlite3* connection) : connection_(connection) {}
  template <typename... Arguments>
  Result<Query> prepare(std::string_view sql, Query::Values values, const Arguments&... arguments) {
    TRY_ASSIGN(auto query, prepare_bare(sql, values));
    int at = 0;
    (query.bind(++at, arguments), ...);
    return query;
  }

  Result<Query> prepare_bare(std::string_view sql, Query::Values values);
  // Takes back the transaction that is open. Where even that fails (no memory), the next statement begins with it, so
  // that nobody reads or continues what was given up.
  void abandon();
  Status end_abandoned();

  sqlite3* connection_;
  std::unordered_map<std::string_view, sqlite3_stmt*> cache_;
  bool is_abandoned_ = false;
};

// BEGIN IMMEDIATE until commit(); rolls back when it goes out of scope without.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

// A consistent view over several queries: a read transaction for the time of its scope.
class ReadTransaction {
 public:
  static Result<ReadTransaction> begin(Database& database);
  ReadTransaction(ReadTransaction&& other) noexcept;
  ReadTransaction& operator=(ReadTransaction&&) = delete;
  ~ReadTransaction();

 private:
  explicit ReadTransaction(Database* database) : database_(database) {}
  Database* database_;
};

}  // namespace ocop::store
