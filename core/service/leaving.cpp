#include "core/service/leaving.h"

#include <algorithm>
#include <set>

#include "core/domain/record_type.h"
#include "core/journal/value_codec.h"
#include "core/service/reading.h"

namespace ocop::service {
namespace {

using journal::RecordState;
using store::Database;
using store::RecordKey;

std::optional<std::string> text_of(ByteView value) {
  const auto decoded = journal::decode_value(value);
  const std::string* text = decoded ? decoded->as_text() : nullptr;
  return text != nullptr ? std::optional(*text) : std::nullopt;
}

class Leaving {
 public:
  Leaving(Folder& folder, const std::vector<std::string>& units, std::uint64_t durable)
      : folder_(folder), database_(folder.database()), units_(units.begin(), units.end()), durable_(durable) {}

  Result<Left> run() {
    TRY(find_outside());
    TRY(find_unfinished());
    for (const Id& root : outside_) {
      TRY_ASSIGN(const bool is_safe, is_safe_elsewhere(root));
      if (is_safe) safe_.insert(root);
    }
    if (!safe_.empty()) TRY(keep_cited());
    if (!safe_.empty()) TRY(hand_photos_on());
    Left out;
    out.waiting = outside_.size() - safe_.size();
    for (const Id& root : safe_) TRY(remove(root, out));
    // Numbers count by root: a root that comes back is written to under a name that never wrote there.
    if (!safe_.empty()) TRY(database_.run("UPDATE own_replicas SET is_closed = 1"));
    return out;
  }

 private:
  Status find_outside() {
    TRY_ASSIGN(auto query, database_.query("SELECT root FROM records WHERE record = root ORDER BY root"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      const Id root = query.fixed<Id>(0);
      TRY_ASSIGN(const auto state, folder_.journal().record({root, root}));
      if (!state || !is_outside(*state)) continue;
      TRY_ASSIGN(const bool was_ours, has_named_ours(root));
      if (!was_ours) outside_.insert(root);
    }
  }

  // All that we may see is here, and something of them waits none the less: their commune was taken while they came.
  Status find_unfinished() {
    TRY_ASSIGN(auto query, database_.query(
        "SELECT DISTINCT root FROM waiting WHERE NOT EXISTS (SELECT 1 FROM records WHERE records.root = waiting.root "
        "AND records.record = waiting.root)"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      outside_.insert(query.fixed<Id>(0));
    }
  }

  Result<bool> has_named_ours(const Id& root) {
    TRY_ASSIGN(auto query, database_.query("SELECT bytes FROM changes WHERE root = ?", root));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return false;
      TRY_ASSIGN(const auto change, journal::decode_change(query.blob(0)));
      if (change.record != root) continue;
      for (const journal::FieldChange& field : change.fields) {
        if (field.name != "unit") continue;
        const auto unit = text_of(field.value);
        if (unit && units_.contains(*unit)) return true;
      }
    }
  }

  bool is_outside(const RecordState& root) const {
    const auto heads = root.registers.find(std::string_view("unit"));
    if (heads == root.registers.end()) return false;
    bool names_any = false;
    for (const journal::Head& head : heads->second) {
      const auto unit = text_of(head.value);
      if (!unit || unit->empty()) continue;
      if (units_.contains(*unit)) return false;
      names_any = true;
    }
    return names_any;
  }

  Result<bool> is_safe_elsewhere(const Id& root) {
    TRY_ASSIGN(const auto change, database_.integer(
        "SELECT 1 FROM changes LEFT JOIN batches ON batches.replica = changes.replica AND "
        "batches.number = changes.batch WHERE changes.root = ?1 AND (state <> 2 OR "
        "(batches.replica IS NOT NULL AND coalesce(acked_position, ?2 + 1) > ?2) OR "
        "(changes.batch IS NULL AND coalesce(position, ?2 + 1) > ?2)) LIMIT 1", root, durable_));
    if (change) return false;
    TRY_ASSIGN(const auto photo, database_.integer(
        "SELECT 1 FROM photos WHERE root = ?1 AND on_tablet = 1 AND (at_province = 0 OR "
        "coalesce(acked_position, ?2 + 1) > ?2) LIMIT 1", root, durable_));
    return !photo.has_value();
  }

  // What a root that stays cites, or once cited, stays; and so on.
  Status keep_cited() {
    TRY_ASSIGN(const auto citations, read_citations());
    for (bool has_moved = true; has_moved && !safe_.empty();) {
      has_moved = false;
      for (const auto& [root, cited] : citations) {
        if (safe_.contains(root) || safe_.erase(cited) == 0) continue;
        outside_.erase(cited);
        has_moved = true;
      }
    }
    return {};
  }

  // Pairs of a root and the root of what it cites, by any of its changes.
  Result<std::set<std::pair<Id, Id>>> read_citations() {
    std::set<std::pair<Id, Id>> out;
    TRY_ASSIGN(auto query, database_.query("SELECT bytes FROM changes"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return out;
      TRY_ASSIGN(const auto change, journal::decode_change(query.blob(0)));
      for (const Id& cited : cited_by(change)) {
        TRY_ASSIGN(const auto place, folder_.journal().find_record(cited));
        out.insert({change.root, place ? place->root : cited});
      }
    }
  }

  static std::vector<Id> cited_by(const journal::Change& change) {
    std::vector<Id> out;
    for (const journal::FieldChange& given : change.fields) {
      const domain::Field* field = domain::find_field(change.type, given.name);
      if (field == nullptr || field->type != domain::FieldType::Record) continue;
      const auto text = text_of(given.value);
      const auto id = text ? Id::parse(*text) : std::nullopt;
      if (id && *id != change.root) out.push_back(*id);
    }
    return out;
  }

  // A file that evidence of a staying root cites too belongs to that root from now on.
  Status hand_photos_on() {
    TRY_ASSIGN(auto query, database_.query("SELECT root, record FROM records WHERE type = 'evidence'"));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) return {};
      const RecordKey key{query.fixed<Id>(0), query.fixed<Id>(1)};
      if (safe_.contains(key.root)) continue;
      TRY_ASSIGN(const auto state, folder_.journal().record(key));
      if (!state) continue;
      for (const CitedFile& file : cited_files(*state)) {
        TRY_ASSIGN(const auto row, folder_.photos().find(file.sha256));
        if (row && safe_.contains(row->root)) {
          TRY(database_.run("UPDATE photos SET root = ? WHERE sha256 = ?", key.root, file.sha256));
        }
      }
    }
  }

  Status remove(const Id& root, Left& out) {
    out.roots.push_back(root);
    {
      TRY_ASSIGN(auto query, database_.query("SELECT sha256 FROM photos WHERE root = ?", root));
      for (;;) {
        TRY_ASSIGN(const bool has_row, query.next());
        if (!has_row) break;
        out.files.push_back(query.fixed<Hash>(0));
      }
    }
    TRY(database_.run("DELETE FROM search WHERE rowid IN (SELECT id FROM dossiers WHERE root = ?1 UNION ALL "
                      "SELECT -id FROM records WHERE root = ?1)", root));
    for (const std::string_view sql :
         {"DELETE FROM dossiers WHERE root = ?", "DELETE FROM records WHERE root = ?",
          "DELETE FROM seen WHERE root = ?", "DELETE FROM changes WHERE root = ?", "DELETE FROM waiting WHERE root = ?",
          "DELETE FROM twins WHERE root = ?", "DELETE FROM conflicts WHERE root = ?",
          "DELETE FROM archived_roots WHERE root = ?", "DELETE FROM notices WHERE root = ?",
          "DELETE FROM photos WHERE root = ?"}) {
      TRY(database_.run(sql, root));
    }
    return {};
  }

  Folder& folder_;
  Database& database_;
  std::set<std::string> units_;
  std::uint64_t durable_;
  std::set<Id> outside_;  // that no commune of ours holds
  std::set<Id> safe_;     // of these, that may go
};

}  // namespace

Result<Left> leave_scope(Folder& folder, const std::vector<std::string>& units, std::uint64_t durable) {
  return Leaving(folder, units, durable).run();
}

}  // namespace ocop::service
