#include "core/service/verify.h"

#include <charconv>
#include <algorithm>
#include <set>
#include <tuple>

#include "core/journal/archive.h"
#include "core/journal/value_codec.h"
#include "core/service/queries.h"
#include "core/service/reading.h"
#include "core/service/summaries.h"
#include "core/store/register_codec.h"

namespace ocop::service {
namespace {

using journal::Change;
using journal::RootState;
using store::RecordKey;

// Whether SQLite's check, which goes on behind a page that it did not get, tells of one that the disk or the memory
// failed to give. Then there is nothing to say of the database.
bool is_unread(std::string_view found) {
  constexpr std::string_view with_code = "unable to get the page. error code=";
  constexpr int corrupt = 11;  // SQLITE_CORRUPT; the higher bytes say more of it
  for (auto at = found.find(with_code); at != std::string_view::npos; at = found.find(with_code, at)) {
    at += with_code.size();
    int code = 0;
    std::from_chars(found.data() + at, found.data() + found.size(), code);
    if (code % 256 != corrupt) return true;
  }
  return found.find("failed to get page ") != std::string_view::npos;
}

class Verifier {
 public:
  explicit Verifier(Folder& folder) : folder_(folder) {}

  Result<std::vector<Problem>> run() {
    TRY(check_database());
    if (!problems_.empty()) return problems_;  // nothing read from a broken file can be believed
    const Status checked = check_content();
    if (!checked && checked.error().code != ErrorCode::StorageCorrupt) return checked.error();
    if (!checked) problem("database_corrupt", checked.error().detail);
    return problems_;
  }

 private:
  void problem(std::string code, std::string where) { problems_.push_back({std::move(code), std::move(where)}); }

  Status check_database() {
    for (const std::string_view pragma : {"PRAGMA quick_check", "PRAGMA foreign_key_check"}) {
      TRY_ASSIGN(auto query, folder_.database().query(pragma));
      for (;;) {
        auto has_row = query.next();
        if (!has_row && has_row.error().code != ErrorCode::StorageCorrupt) return has_row.error();
        if (!has_row) {
          problem("database_corrupt", has_row.error().detail);
          return {};
        }
        if (!*has_row) break;
        if (is_unread(query.text(0))) return Error{ErrorCode::StorageFault, query.text(0)};
        if (query.text(0) != "ok") problem("database_corrupt", query.text(0));
      }
    }
    return {};
  }

  Status check_content() {
    TRY(check_roots());
    TRY(check_batches());
    TRY(check_photos());
    return check_conflicts();
  }

  // Every stored change of a root, merged anew in the order it was merged here, gives the records that are stored.
  Status check_roots() {
    std::set<Id> roots;
    TRY_ASSIGN(auto query, folder_.database().query("SELECT root FROM changes UNION SELECT root FROM records UNION "
                                                    "SELECT root FROM seen UNION SELECT root FROM waiting UNION "
                                                    "SELECT root FROM archived_roots"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      roots.insert(query.fixed<Id>(0));
    }
    for (const Id& root : roots) TRY(check_root(root));
    return {};
  }

  Status check_root(const Id& root) {
    std::vector<Change> left;
    TRY_ASSIGN(auto query,
               folder_.database().query("SELECT bytes, hash, replica, first, last FROM changes WHERE root = ? "
                                        "ORDER BY id",
                                        root));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      const auto change = journal::decode_change(query.blob(0));
      if (!change || sha256(query.blob(0)) != query.fixed<Hash>(1) || change->root != root ||
          change->replica != query.unsigned_integer(2) || change->first != query.unsigned_integer(3) ||
          change->last != query.unsigned_integer(4)) {
        problem("change_damaged", root.hex());
        return {};
      }
      left.push_back(*change);
    }
    RootState merged;
    for (bool has_moved = true; has_moved && !left.empty();) {
      const std::size_t before = left.size();
      std::erase_if(left, [&](const Change& change) {
        return journal::apply(change, merged) != journal::Arrival::Waits;
      });
      has_moved = left.size() < before;
    }
    if (!left.empty()) problem("change_not_merged", root.hex());
    TRY_ASSIGN(const RootState stored, folder_.journal().root_state(root));
    if (stored.seen != merged.seen) problem("seen_differs", root.hex());
    if (stored.records != merged.records) problem("document_differs", root.hex());
    TRY(check_derived(root, stored));
    return check_waiting(root, merged);
  }

  Status check_waiting(const Id& root, const RootState& merged) {
    TRY_ASSIGN(auto query, folder_.database().query("SELECT bytes FROM waiting WHERE root = ?", root));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      const auto change = journal::decode_change(query.blob(0));
      if (!change) problem("change_damaged", root.hex());
      if (change && journal::arrival_of(*change, merged.seen) == journal::Arrival::Ready) {
        problem("waits_for_nothing", root.hex());
      }
    }
  }

  Status check_batches() {
    TRY_ASSIGN(const KeyPair keys, folder_.device_key());
    TRY_ASSIGN(auto query,
               folder_.database().query("SELECT replica, number, name, bytes FROM batches ORDER BY replica, "
                                        "number"));
    Replica replica = 0;
    std::uint64_t number = 0;
    Hash previous;
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      const std::string where =
          std::to_string(query.unsigned_integer(0)) + "/" + std::to_string(query.unsigned_integer(1));
      const auto batch = journal::decode_batch(query.blob(3));
      if (!batch || journal::name_of(*batch) != query.fixed<Hash>(2) ||
          !journal::is_signed_by(*batch, keys.public_key)) {
        problem("batch_damaged", where);
        continue;
      }
      const bool is_first_here = batch->replica != replica;  // durable ones before it may have been pruned
      if (!is_first_here && (batch->number != number + 1 || batch->previous != previous)) problem("batch_chain", where);
      replica = batch->replica;
      number = batch->number;
      previous = query.fixed<Hash>(2);
    }
    TRY_ASSIGN(
        const auto lost,
        folder_.database().integer("SELECT count(*) FROM changes WHERE state = 1 AND NOT EXISTS (SELECT 1 FROM batches "
                                   "WHERE batches.replica = changes.replica AND batches.number = changes.batch)"));
    if (lost.value_or(0) > 0) problem("batch_missing", std::to_string(*lost));
    return {};
  }

  Status check_photos() {
    std::set<Hash> cited;
    TRY_ASSIGN(auto records, folder_.database().query("SELECT root, record FROM records WHERE type = 'evidence'"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, records.next());
      if (!has_row) break;
      TRY_ASSIGN(const auto state, folder_.journal().record({records.fixed<Id>(0), records.fixed<Id>(1)}));
      for (const CitedFile& file : state ? cited_files(*state) : std::vector<CitedFile>{}) {
        cited.insert(file.sha256);
        TRY_ASSIGN(const auto row, folder_.photos().find(file.sha256));
        if (!row) problem("photo_row_missing", file.sha256.hex());
      }
    }
    TRY_ASSIGN(auto query, folder_.database().query("SELECT sha256, bytes FROM photos WHERE on_tablet = 1"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      const Hash sha256_expected = query.fixed<Hash>(0);
      const auto bytes = folder_.photos().read(sha256_expected);
      if (!bytes) {
        problem("photo_missing", sha256_expected.hex());
      } else if (sha256(*bytes) != sha256_expected || bytes->size() != query.unsigned_integer(1)) {
        problem("photo_damaged", sha256_expected.hex());
      }
    }
  }

  // What the records of a root give beside themselves: their JSON, lists, search, conflicts, and the row of archived
  // ones.
  Status check_derived(const Id& root, const RootState& state) {
    for (const auto& [id, record] : state.records) {
      TRY_ASSIGN(auto query,
                 folder_.database().query("SELECT document FROM records WHERE record = ? AND root = ?", id, root));
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row || query.text(0) != store::document_of(record.registers)) problem("document_differs", id.hex());
      const auto derived = check_summary(folder_, {root, id}, record);
      if (!derived && derived.error().code != ErrorCode::StorageCorrupt) return derived.error();
      if (!derived || !derived->line_is_right) problem("summary_differs", id.hex());
      if (derived && !derived->search_is_right) problem("search_differs", id.hex());
      for (const auto& [field, heads] : record.registers) {
        if (journal::in_conflict(heads))
          conflicts_.insert({journal::conflict_id(root, id, field, heads), root, id, field});
      }
    }
    const auto beyond = journal::archiving_conflict(root, state);
    const std::string field(journal::archived_field);
    if (!beyond.empty()) conflicts_.insert({journal::conflict_id(root, root, field, beyond), root, root, field});
    const auto record = state.records.find(root);
    const bool is_archived = record != state.records.end() && journal::is_archived(record->second);
    TRY_ASSIGN(auto query, folder_.database().query("SELECT seen FROM archived_roots WHERE root = ?", root));
    TRY_ASSIGN(const bool has_row, query.next());
    if (has_row != is_archived ||
        (is_archived && query.bytes(0) != journal::shown_head(record->second.registers, field)->value)) {
      problem("archiving_differs", root.hex());
    }
    return {};
  }

  Status check_conflicts() {
    TRY_ASSIGN(auto stored, folder_.database().query("SELECT id, root, record, field FROM conflicts"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, stored.next());
      if (!has_row) break;
      const Conflict conflict{stored.fixed<Id>(0), stored.fixed<Id>(1), stored.fixed<Id>(2), stored.text(3)};
      if (conflicts_.erase(conflict) == 0) problem("conflict_without_heads", std::get<0>(conflict).hex());
    }
    TRY_ASSIGN(auto lines, folder_.database().query("SELECT root FROM dossiers WHERE NOT EXISTS (SELECT 1 FROM records "
                                                    "WHERE record = dossiers.root AND root = dossiers.root)"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, lines.next());
      if (!has_row) break;
      problem("summary_differs", lines.fixed<Id>(0).hex());
    }
    for (const Conflict& conflict : conflicts_) problem("conflict_missing", std::get<0>(conflict).hex());
    return {};
  }

  using Conflict = std::tuple<Id, Id, Id, std::string>;  // id, root, record, field

  Folder& folder_;
  std::vector<Problem> problems_;
  std::set<Conflict> conflicts_;  // that the records give
};

}  // namespace

Result<std::vector<Problem>> verify_folder(Folder& folder) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  return Verifier(folder).run();
}

}  // namespace ocop::service
