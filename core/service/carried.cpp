#include "core/service/carried.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/service/folder.h"
#include "core/store/meta.h"

namespace ocop::service {
namespace {

using store::Database;
using store::Transaction;

constexpr std::int64_t delivered_age_ms_max = 90LL * 24 * 3'600'000;  // so long a copy that comes again is recognised
constexpr std::string_view carried_folder = "carried";

std::string path_of(const Id& bundle) { return std::string(carried_folder) + "/" + bundle.hex(); }

struct BundleRow {
  std::uint64_t held = 0;
  std::uint64_t count = 0;
  bool is_delivered = false;
};

Result<std::optional<BundleRow>> find_bundle(Database& database, const Id& bundle) {
  TRY_ASSIGN(auto query, database.query("SELECT held, count, is_delivered FROM carried_bundles WHERE bundle = ?",
                                        bundle));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<BundleRow>{};
  return std::optional<BundleRow>{
      BundleRow{query.unsigned_integer(0), query.unsigned_integer(1), query.integer(2) != 0}};
}

// A later bundle of the same sender for the same reader that is here, or was delivered, whole: it has all that this one
// has, if its photos go as far.
Result<bool> is_superseded(Database& database, const CarriedEntry& entry) {
  TRY_ASSIGN(const auto any, database.integer(
      "SELECT EXISTS (SELECT 1 FROM carried_bundles WHERE sender = ? AND reader = ? AND number > ? AND "
      "(photos >= ? OR is_to_province = 0) AND held = count)", entry.sender, entry.reader, entry.number, entry.photos));
  return any.value_or(0) != 0;
}

Result<std::vector<Id>> superseded_by(Database& database, const CarriedEntry& entry) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT bundle FROM carried_bundles WHERE sender = ? AND reader = ? AND number < ? AND "
      "(photos <= ? OR is_to_province = 0)", entry.sender, entry.reader, entry.number, entry.photos));
  std::vector<Id> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.fixed<Id>(0));
  }
}

// Files of no bundle: of a program that died. Inside a write transaction, so none is a living one's.
Status sweep(Folder& folder) {
  TRY_ASSIGN(const auto files, folder.files().list(std::string(carried_folder)));
  for (const Files::Entry& file : files) {
    const auto bundle = Id::parse(file.name);
    if (!bundle) continue;
    TRY_ASSIGN(const auto row, find_bundle(folder.database(), *bundle));
    if (row && !row->is_delivered) continue;
    TRY(folder.files().remove(path_of(*bundle)));
  }
  return {};
}

Status add_bundle(Folder& folder, const CarriedEntry& entry) {
  Database& database = folder.database();
  TRY_ASSIGN(const auto count, database.integer("SELECT count(*) FROM carried_bundles WHERE is_delivered = 0"));
  if (static_cast<std::uint64_t>(count.value_or(0)) >= limits::carried_bundles_max) return ErrorCode::LimitExceeded;
  const std::int64_t now_ms = folder.clock().wall_ms();
  TRY(database.run("DELETE FROM carried_bundles WHERE is_delivered = 1 AND kept_at_ms < ?",
                   now_ms - delivered_age_ms_max));
  TRY(sweep(folder));
  return database.run(
      "INSERT INTO carried_bundles (bundle, sender, reader, number, count, photos, is_to_province, held, is_delivered, "
      "kept_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
      entry.bundle, entry.sender, entry.reader, entry.number, entry.count, entry.photos, entry.is_to_province, now_ms);
}

Status append_entry(Folder& folder, const CarriedEntry& entry) {
  TRY_ASSIGN(const std::uint64_t free, folder.files().free_bytes());
  if (free < limits::free_space_reserve_bytes + entry.bytes.size()) return ErrorCode::StorageFull;
  const std::string path = path_of(entry.bundle);
  const auto size = folder.files().size(path);
  if (!size && size.error().code != ErrorCode::NotFound) return size.error();
  const std::uint64_t offset = size.value_or(0);
  TRY(folder.files().append(path, offset, entry.bytes));
  TRY(folder.database().run("INSERT INTO carried_entries (bundle, place, offset, bytes, is_at_province) "
                            "VALUES (?, ?, ?, ?, 0)",
                            entry.bundle, entry.index, offset, std::uint64_t{entry.bytes.size()}));
  return folder.database().run("UPDATE carried_bundles SET held = held + 1 WHERE bundle = ?", entry.bundle);
}

Status forget_entries(Database& database, const Id& bundle) {
  return database.run("DELETE FROM carried_entries WHERE bundle = ?", bundle);
}

Status drop_bundle(Database& database, const Id& bundle) {
  TRY(forget_entries(database, bundle));
  return database.run("DELETE FROM carried_bundles WHERE bundle = ?", bundle);
}

}  // namespace

Result<Kept> keep_carried(Folder& folder, const CarriedEntry& entry) {
  Database& database = folder.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto row, find_bundle(database, entry.bundle));
  if (row && (row->is_delivered || row->count != entry.count)) return Kept::Again;
  TRY_ASSIGN(const auto is_here, database.integer(
      "SELECT EXISTS (SELECT 1 FROM carried_entries WHERE bundle = ? AND place = ?)", entry.bundle, entry.index));
  if (is_here.value_or(0) != 0) return Kept::Again;
  TRY_ASSIGN(const bool is_old, is_superseded(database, entry));
  if (is_old) return Kept::Again;
  if (!row) TRY(add_bundle(folder, entry));
  TRY(append_entry(folder, entry));
  std::vector<Id> replaced;
  const bool is_whole = (row ? row->held : 0) + 1 == entry.count;
  if (is_whole) {
    TRY_ASSIGN(replaced, superseded_by(database, entry));
  }
  for (const Id& bundle : replaced) TRY(drop_bundle(database, bundle));
  TRY(transaction.commit());
  for (const Id& bundle : replaced) TRY(folder.files().remove(path_of(bundle)));
  return Kept::New;
}

Result<std::vector<CarriedBundle>> list_carried(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT bundle, held, count, is_to_province, (SELECT sum(bytes) FROM carried_entries "
      "WHERE carried_entries.bundle = carried_bundles.bundle) FROM carried_bundles WHERE is_delivered = 0 "
      "ORDER BY kept_at_ms, bundle"));
  std::vector<CarriedBundle> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.fixed<Id>(0), query.unsigned_integer(1), query.unsigned_integer(2),
                   query.unsigned_integer(4), query.integer(3) != 0});
  }
}

Result<CarriedPiece> read_carried(Folder& folder, const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                  CarriedWhich which) {
  const bool only_new = which == CarriedWhich::NotAtProvince;
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT place, offset, bytes FROM carried_entries WHERE bundle = ? AND place >= ? AND "
      "(? = 0 OR is_at_province = 0) ORDER BY place", bundle, from, only_new));
  CarriedPiece out;
  std::size_t total = 0;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    const std::uint64_t bytes = query.unsigned_integer(2);
    if (!out.entries.empty() && total + bytes > bytes_max) return out;
    TRY_ASSIGN(Bytes entry, folder.files().read(path_of(bundle), query.unsigned_integer(1), bytes));
    total += entry.size();
    out.indices.push_back(query.unsigned_integer(0));
    out.entries.push_back(std::move(entry));
  }
}

Status carried_arrived(Folder& folder, const Id& bundle, const std::vector<std::uint64_t>& indices) {
  Database& database = folder.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  for (const std::uint64_t index : indices) {
    TRY(database.run("UPDATE carried_entries SET is_at_province = 1 WHERE bundle = ? AND place = ?", bundle, index));
  }
  TRY_ASSIGN(const auto left, database.integer(
      "SELECT count(*) FROM carried_entries WHERE bundle = ? AND is_at_province = 0", bundle));
  const bool is_delivered = left.value_or(0) == 0;
  if (is_delivered) {
    TRY(forget_entries(database, bundle));
    TRY(database.run("UPDATE carried_bundles SET is_delivered = 1 WHERE bundle = ? AND held = count", bundle));
    // Of a bundle that was never whole here, another copy may still bring the rest.
    TRY(database.run("DELETE FROM carried_bundles WHERE bundle = ? AND held < count", bundle));
  }
  TRY(transaction.commit());
  return is_delivered ? folder.files().remove(path_of(bundle)) : Status{};
}

Result<CarriedCounts> count_carried(Folder& folder) {
  TRY_ASSIGN(const auto bundles, list_carried(folder));
  CarriedCounts out;
  for (const CarriedBundle& bundle : bundles) {
    (bundle.is_to_province ? out.to_province : out.to_tablets) += 1;
    out.bytes += bundle.bytes;
  }
  return out;
}

Result<std::uint64_t> next_bundle_number(Folder& folder) {
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const std::int64_t last, store::get_integer(folder.database(), "bundle.number", 0));
  const std::int64_t number = std::max(last + 1, folder.clock().wall_ms());
  TRY(store::set_integer(folder.database(), "bundle.number", number));
  TRY(transaction.commit());
  return static_cast<std::uint64_t>(number);
}

}  // namespace ocop::service
