#include "core/store/photo_files.h"

#include "core/base/hash.h"
#include "core/base/limits.h"

namespace ocop::store {
namespace {

constexpr std::string_view temporary_prefix = "partial/new-";

std::string partial_path(const Hash& sha256) { return "partial/" + sha256.hex(); }
std::string temporary_path(const Hash& sha256) { return std::string(temporary_prefix) + sha256.hex(); }

PhotoRow read_row(const Query& query) {
  PhotoRow row;
  row.sha256 = query.fixed<Hash>(0);
  row.bytes = query.unsigned_integer(1);
  row.size = static_cast<int>(query.integer(2));
  row.root = query.fixed<Id>(3);
  row.is_on_tablet = query.integer(4) != 0;
  row.is_at_province = query.integer(5) != 0;
  if (!query.is_null(6)) row.acked_position = query.unsigned_integer(6);
  row.is_wanted = query.integer(7) != 0;
  return row;
}

Result<std::vector<PhotoRow>> read_rows(Query& query) {
  std::vector<PhotoRow> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(read_row(query));
  }
}

Result<std::uint64_t> size_or_zero(Files& files, const std::string& path) {
  auto size = files.size(path);
  if (!size && size.error().code == ErrorCode::NotFound) return std::uint64_t{0};
  return size;
}

Result<Hash> hash_of_file(Files& files, const std::string& path) {
  constexpr std::uint64_t piece_bytes = 1024 * 1024;
  Sha256 hash;
  for (std::uint64_t offset = 0;;) {
    TRY_ASSIGN(const Bytes piece, files.read(path, offset, piece_bytes));
    if (piece.empty()) return hash.finish();
    hash.update(piece);
    offset += piece.size();
  }
}

}  // namespace

std::string PhotoFiles::path_of(const Hash& sha256) {
  const std::string hex = sha256.hex();
  return hex.substr(0, 2) + "/" + hex + ".jpg";
}

Status PhotoFiles::put(const Hash& sha256, ByteView bytes) {
  TRY_ASSIGN(const bool is_here, has_file(sha256));
  if (is_here) return {};
  TRY_ASSIGN(const std::uint64_t free, files_.free_bytes());
  if (free < limits::free_space_reserve_bytes + bytes.size()) return ErrorCode::StorageFull;
  const std::string temporary = temporary_path(sha256);
  TRY(files_.remove(temporary));  // of a writer that died
  const Status written = files_.append(temporary, 0, bytes);
  if (!written) {
    static_cast<void>(files_.remove(temporary).has_value());
    return written;
  }
  return files_.publish(temporary, path_of(sha256));
}

Result<Bytes> PhotoFiles::read(const Hash& sha256, std::uint64_t offset, std::uint64_t bytes_max) {
  return files_.read(path_of(sha256), offset, bytes_max);
}

Result<bool> PhotoFiles::has_file(const Hash& sha256) {
  const auto size = files_.size(path_of(sha256));
  if (size) return true;
  if (size.error().code == ErrorCode::NotFound) return false;
  return size.error();
}

Status PhotoFiles::cite(const PhotoRow& row) {
  return database_.run(
      "INSERT INTO photos (sha256, bytes, size, root, on_tablet, at_province, acked_position, is_wanted) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET "
      "on_tablet = max(on_tablet, excluded.on_tablet), at_province = max(at_province, excluded.at_province)",
      row.sha256, row.bytes, row.size, row.root, row.is_on_tablet, row.is_at_province, row.acked_position,
      row.is_wanted);
}

Result<std::optional<PhotoRow>> PhotoFiles::find(const Hash& sha256) {
  TRY_ASSIGN(auto query, database_.query("SELECT sha256, bytes, size, root, on_tablet, at_province, acked_position, "
                                         "is_wanted FROM photos WHERE sha256 = ?", sha256));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<PhotoRow>{};
  return std::optional<PhotoRow>{read_row(query)};
}

Status PhotoFiles::mark_at_province(const Hash& sha256, std::uint64_t position) {
  return database_.run(
      "UPDATE photos SET at_province = 1, acked_position = coalesce(acked_position, ?) WHERE sha256 = ?", position,
      sha256);
}

Status PhotoFiles::mark_wanted(const Hash& sha256) {
  return database_.run("UPDATE photos SET is_wanted = 1 WHERE sha256 = ? AND on_tablet = 0", sha256);
}

Result<std::vector<PhotoRow>> PhotoFiles::to_send(int size_max, std::size_t count_max) {
  TRY_ASSIGN(auto query, database_.query("SELECT sha256, bytes, size, root, on_tablet, at_province, acked_position, "
                                         "is_wanted FROM photos WHERE on_tablet = 1 AND at_province = 0 AND size <= ? "
                                         "ORDER BY size, sha256 LIMIT ?", size_max, std::uint64_t{count_max}));
  return read_rows(query);
}

Result<std::vector<PhotoRow>> PhotoFiles::to_fetch(int size_max, std::size_t count_max) {
  TRY_ASSIGN(auto query,
             database_.query("SELECT sha256, bytes, size, root, on_tablet, at_province, acked_position, "
                             "is_wanted FROM photos WHERE on_tablet = 0 AND (size = 0 OR is_wanted = 1) AND "
                             "size <= ? ORDER BY size, sha256 LIMIT ?",
                             size_max, std::uint64_t{count_max}));
  return read_rows(query);
}

Result<std::uint64_t> PhotoFiles::count_to_send() {
  TRY_ASSIGN(const auto count,
             database_.integer("SELECT count(*) FROM photos WHERE on_tablet = 1 AND at_province = 0"));
  return static_cast<std::uint64_t>(count.value_or(0));
}

Result<std::uint64_t> PhotoFiles::count_to_send(const Id& root) {
  TRY_ASSIGN(const auto count, database_.integer("SELECT count(*) FROM photos WHERE on_tablet = 1 AND at_province = 0 "
                                                 "AND root = ?", root));
  return static_cast<std::uint64_t>(count.value_or(0));
}

Result<std::uint64_t> PhotoFiles::partial_bytes(const Hash& sha256) {
  TRY_ASSIGN(const std::uint64_t partial, size_or_zero(files_, partial_path(sha256)));
  if (partial > 0) return partial;
  return size_or_zero(files_, path_of(sha256));
}

Status PhotoFiles::append_partial(const Hash& sha256, std::uint64_t offset, ByteView bytes) {
  TRY_ASSIGN(const std::uint64_t free, files_.free_bytes());
  if (free < limits::free_space_reserve_bytes + bytes.size()) return ErrorCode::StorageFull;
  return files_.append(partial_path(sha256), offset, bytes);
}

Status PhotoFiles::finish_partial(const Hash& sha256) {
  const std::string partial = partial_path(sha256), whole = path_of(sha256);
  TRY_ASSIGN(const std::uint64_t partial_size, size_or_zero(files_, partial));
  TRY_ASSIGN(const bool is_published, has_file(sha256));  // and then the row was not written
  const std::string& there = partial_size == 0 && is_published ? whole : partial;
  TRY_ASSIGN(const Hash actual, hash_of_file(files_, there));
  if (actual != sha256) {
    TRY(files_.remove(there));
    return ErrorCode::HashMismatch;
  }
  if (there == partial) TRY(files_.publish(partial, whole));
  return database_.run("UPDATE photos SET on_tablet = 1, is_wanted = 0 WHERE sha256 = ?", sha256);
}

Status PhotoFiles::remove_file(const Hash& sha256) {
  TRY_ASSIGN(auto transaction, Transaction::begin(database_));
  TRY_ASSIGN(const auto row, find(sha256));
  return row ? Status{} : files_.remove(path_of(sha256));
}

Status PhotoFiles::sweep() {
  TRY_ASSIGN(const auto partials, files_.list("partial"));
  for (const Files::Entry& entry : partials) {
    if (("partial/" + entry.name).starts_with(temporary_prefix)) TRY(files_.remove("partial/" + entry.name));
  }
  return {};
}

}  // namespace ocop::store
