#include "sync/server/scope.h"

#include <algorithm>

#include "core/domain/record_type.h"
#include "core/domain/value.h"
#include "core/journal/value_codec.h"

namespace ocop::server {
namespace {

using journal::Registers;
using store::Database;
using store::RecordKey;

constexpr std::size_t unit_bytes_max = 32;  // what an answer's scope can name

struct BlobCitation {
  Hash sha256;
  std::uint64_t bytes = 0;
};

struct Mentions {
  std::set<std::string> units;   // of a root record
  std::set<Id> cited;
  std::vector<BlobCitation> blobs;
};

std::optional<BlobCitation> blob_of(const domain::Value& value) {
  const domain::Value::List* parts = value.as_list();
  if (parts == nullptr || parts->size() < 2) return std::nullopt;
  const Bytes* sha256 = (*parts)[0].as_bytes();
  const std::int64_t* bytes = (*parts)[1].as_integer();
  if (sha256 == nullptr || bytes == nullptr || *bytes <= 0) return std::nullopt;
  const auto hash = Hash::from(*sha256);
  if (!hash) return std::nullopt;
  return BlobCitation{*hash, static_cast<std::uint64_t>(*bytes)};
}

bool is_photo_field(std::string_view type, std::string_view name) {
  return type == "evidence" && (name == "thumbnail" || name == "review" || name == "original");
}

// Whether any of them may name a record: a text of 32 letters. Spares most fields the look into their description.
bool may_name_record(const journal::Register& heads) {
  constexpr std::uint8_t text_of_32[] = {0x78, 2 * Id::size};
  return std::any_of(heads.begin(), heads.end(), [&](const journal::Head& head) {
    return head.value.size() == 2 + 2 * Id::size && std::equal(text_of_32, text_of_32 + 2, head.value.begin());
  });
}

// All heads count: what one of two officers says is shown to both.
Mentions mentions_of(const RecordKey& key, const journal::RecordState& state) {
  Mentions out;
  for (const auto& [name, heads] : state.registers) {
    const domain::Field* field = may_name_record(heads) ? domain::find_field(state.type, name) : nullptr;
    const bool is_record = field != nullptr && field->type == domain::FieldType::Record;
    const bool is_unit = name == "unit" && key.root == key.record;
    const bool is_photo = is_photo_field(state.type, name);
    if (!is_record && !is_unit && !is_photo) continue;
    for (const journal::Head& head : heads) {
      const auto decoded = journal::decode_value(head.value);
      if (!decoded) continue;  // well formed, and beyond what we understand: it merges and mentions nothing
      const domain::Value& value = *decoded;
      const std::string* text = value.as_text();
      if (is_unit && text != nullptr && !text->empty() && text->size() <= unit_bytes_max) out.units.insert(*text);
      if (is_record && text != nullptr) {
        if (const auto id = Id::parse(*text); id && *id != key.root) out.cited.insert(*id);
      }
      if (is_photo) {
        if (const auto blob = blob_of(value)) out.blobs.push_back(*blob);
      }
    }
  }
  return out;
}

Result<bool> add_direct(Database& database, const Id& root, const std::string& unit, std::uint64_t position) {
  TRY(database.run("INSERT INTO root_units (root, unit, position, start, is_direct) "
                   "VALUES (?1, ?2, ?3, (SELECT min(position) FROM changes WHERE root = ?1), 1) "
                   "ON CONFLICT (root, unit) DO UPDATE SET is_direct = 1 WHERE is_direct = 0",
                   root, unit, position));
  return database.changed_rows() > 0;
}

Result<bool> cites_any(Database& database, const Id& root) {
  TRY_ASSIGN(const auto any, database.integer("SELECT EXISTS (SELECT 1 FROM root_citations WHERE root = ?)", root));
  return any.value_or(0) != 0;
}

// Hands the communes of `root` on to what it cites. A cited record that is not here yet is taken to be a root.
Status hand_on(Database& database, const Id& root, std::uint64_t position) {
  return database.run(
      "INSERT OR IGNORE INTO root_units (root, unit, position, is_direct) "
      "SELECT DISTINCT coalesce((SELECT min(records.root) FROM records WHERE records.record = root_citations.cited), "
      "root_citations.cited), root_units.unit, ?, 0 "
      "FROM root_citations JOIN root_units ON root_units.root = root_citations.root AND root_units.is_direct = 1 "
      "WHERE root_citations.root = ?",
      position, root);
}

// Rows that were added before their root's first change, or just now, learn where it began.
Status keep_starts(Database& database, const store::Touched& touched, const std::set<Id>& handed_on) {
  constexpr std::string_view sql =
      "UPDATE root_units SET start = (SELECT min(position) FROM changes WHERE changes.root = root_units.root) "
      "WHERE root = ? AND start IS NULL";
  const Id* last = nullptr;  // records come root by root
  for (const auto& [key, state] : touched.records) {
    if (last != nullptr && *last == key.root) continue;
    last = &key.root;
    TRY(database.run(sql, key.root));
  }
  for (const Id& root : handed_on) {
    TRY(database.run(
        "UPDATE root_units SET start = (SELECT min(position) FROM changes WHERE changes.root = root_units.root) "
        "WHERE start IS NULL AND root IN (SELECT coalesce((SELECT min(records.root) FROM records "
        "WHERE records.record = root_citations.cited), root_citations.cited) FROM root_citations "
        "WHERE root_citations.root = ?)", root));
  }
  return {};
}

// A photo that is here already is not opened to whoever cites its hash: not before somebody proves to have it
// (blobs.h).
Status cite(Database& database, const Id& root, const BlobCitation& blob) {
  return database.run("INSERT OR IGNORE INTO blob_citations (sha256, root, bytes, is_proven) VALUES (?, ?, ?, 0)",
                      blob.sha256, root, blob.bytes);
}

// ---- pages

std::uint64_t read_8(const Id& id, std::size_t from) {
  std::uint64_t out = 0;
  for (std::size_t i = from; i < from + 8; ++i) out = (out << 8) | id.bytes[i];
  return out;
}

Id write_8_8(std::uint64_t first, std::uint64_t second) {
  Id out;
  for (std::size_t i = 0; i < 8; ++i) {
    out.bytes[i] = static_cast<std::uint8_t>(first >> (56 - 8 * i));
    out.bytes[8 + i] = static_cast<std::uint8_t>(second >> (56 - 8 * i));
  }
  return out;
}

// Roots with `after` < e <= `until` that have something not newer than `after`. Left in a temporary table, which a page
// of any length joins.
Status find_entered(Database& database, const PublicKey& device, std::uint64_t after, std::uint64_t until) {
  TRY(database.run("CREATE TEMP TABLE IF NOT EXISTS entered (root BLOB PRIMARY KEY) WITHOUT ROWID"));
  TRY(database.run("DELETE FROM entered"));
  if (after == 0) return {};  // nothing is older than the beginning
  return database.run(
      "INSERT INTO entered SELECT root FROM ("
      "  SELECT ru.root FROM device_units du JOIN root_units ru ON ru.unit = du.unit AND ru.position > ?2 "
      "  WHERE du.device = ?1 AND ru.start <= ?2 "
      "  UNION "
      "  SELECT ru.root FROM device_units du JOIN root_units ru ON ru.unit = du.unit "
      "  WHERE du.device = ?1 AND du.position > ?2 AND ru.start <= ?2) AS candidate "
      "WHERE (SELECT min(max(ru.position, du.position)) FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      "       WHERE ru.root = candidate.root AND du.device = ?1) BETWEEN ?2 + 1 AND ?3",
      device, after, until);
}

// A page of visible changes with `from` < position <= `until`; of roots that are not entered only those after `known`.
struct Span {
  std::uint64_t from = 0;
  std::uint64_t until = 0;
  std::uint64_t known = 0;
};

struct Reading {
  std::vector<protocol::PositionedChange> changes;
  std::uint64_t reached = 0;
};

Result<Reading> read_span(Database& database, const PublicKey& device, const Span& span,
                          const std::set<Hash>& leave_out, std::size_t bytes_max) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT changes.position, changes.hash, changes.bytes, changes.root IN (SELECT root FROM entered) FROM changes "
      "WHERE changes.position > ?2 AND changes.position <= ?3 "
      "AND EXISTS (SELECT 1 FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      "            WHERE ru.root = changes.root AND du.device = ?1) "
      "AND (changes.position > ?4 OR changes.root IN (SELECT root FROM entered)) ORDER BY changes.position",
      device, span.from, span.until, span.known));
  Reading out;
  std::size_t bytes = 0;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) {
      out.reached = span.until;
      return out;
    }
    const std::uint64_t position = query.unsigned_integer(0);
    const bool enters = query.integer(3) != 0;  // the tablet may have let go of what its batch still holds
    if (!enters && leave_out.contains(query.fixed<Hash>(1))) {
      out.reached = position;
      continue;
    }
    const ByteView stored = query.blob(2);
    if (!out.changes.empty() && bytes + stored.size() > bytes_max) return out;
    auto change = journal::decode_change(stored);
    if (!change) return Error{ErrorCode::StorageCorrupt, "a stored change"};
    bytes += stored.size();
    out.changes.push_back({position, std::move(*change)});
    out.reached = position;
  }
}

// Few, and small: all whose positions the page covers.
Result<std::vector<protocol::Notice>> read_notices(Database& database, const PublicKey& device, const Span& span,
                                                   std::uint64_t reached) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT position, root, replica, number, reason FROM notices WHERE position > ?2 AND position <= ?3 "
      "AND EXISTS (SELECT 1 FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      "            WHERE ru.root = notices.root AND du.device = ?1) "
      "AND (position > ?4 OR root IN (SELECT root FROM entered)) ORDER BY position",
      device, span.from, reached, span.known));
  std::vector<protocol::Notice> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.unsigned_integer(0), query.fixed<Id>(1),
                   {query.unsigned_integer(2), query.unsigned_integer(3)}, query.text(4)});
  }
}

Result<bool> has_entered(Database& database) {
  TRY_ASSIGN(const auto any, database.integer("SELECT EXISTS (SELECT 1 FROM entered)"));
  return any.value_or(0) != 0;
}

// Half way is never a bare position: what was sent was chosen by the scope as it is at `until`.
protocol::Cursor cursor_after(std::uint64_t known, std::uint64_t reached, std::uint64_t until) {
  protocol::Cursor out;
  if (reached >= until) {
    out.position = until;
  } else {
    out.entering = protocol::Entering{until, write_8_8(known, reached)};
  }
  return out;
}

Result<Page> read_entering(Database& database, const PublicKey& device, const protocol::Entering& entering,
                           std::uint64_t position, const std::set<Hash>& leave_out, std::size_t bytes_max) {
  const std::uint64_t known = read_8(entering.after, 0);
  const std::uint64_t until = std::min(entering.position, position);
  TRY(find_entered(database, device, std::min(known, until), until));
  const Span span{read_8(entering.after, 8), until, known};
  TRY_ASSIGN(Reading reading, read_span(database, device, span, leave_out, bytes_max));
  Page page;
  TRY_ASSIGN(page.notices, read_notices(database, device, span, reading.reached));
  page.changes = std::move(reading.changes);
  page.cursor = cursor_after(known, reading.reached, until);
  page.has_more = reading.reached < position;
  return page;
}

}  // namespace

Status follow_records(Database& database, const store::Touched& touched, std::uint64_t position) {
  std::set<Id> to_hand_on;
  for (const auto& [key, state] : touched.records) {
    const Mentions mentions = mentions_of(key, state);
    for (const std::string& unit : mentions.units) {
      TRY_ASSIGN(const bool is_new, add_direct(database, key.root, unit, position));
      if (is_new) to_hand_on.insert(key.root);
    }
    for (const Id& cited : mentions.cited) {
      TRY(database.run("INSERT OR IGNORE INTO root_citations (root, cited) VALUES (?, ?)", key.root, cited));
      if (database.changed_rows() > 0) to_hand_on.insert(key.root);
    }
    for (const BlobCitation& blob : mentions.blobs) TRY(cite(database, key.root, blob));
    // Cited before it came, and taken to be a root then: those who cite it hand on to the root it has.
    if (key.record != key.root) {
      TRY_ASSIGN(auto query, database.query("SELECT root FROM root_citations WHERE cited = ?", key.record));
      for (;;) {
        TRY_ASSIGN(const bool has_row, query.next());
        if (!has_row) break;
        if (query.fixed<Id>(0) != key.root) to_hand_on.insert(query.fixed<Id>(0));
      }
    }
  }
  std::set<Id> handed_on;
  for (const Id& root : to_hand_on) {
    TRY_ASSIGN(const bool cites, cites_any(database, root));
    if (!cites) continue;
    TRY(hand_on(database, root, position));
    handed_on.insert(root);
  }
  return keep_starts(database, touched, handed_on);
}

Result<bool> is_visible(Database& database, const PublicKey& device, const Id& root) {
  TRY_ASSIGN(const auto any, database.integer(
      "SELECT EXISTS (SELECT 1 FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      "WHERE ru.root = ? AND du.device = ?)", root, device));
  return any.value_or(0) != 0;
}

Result<Page> read_page(Database& database, const PublicKey& device, const protocol::Cursor& cursor,
                       std::uint64_t position, const std::set<Hash>& leave_out, std::size_t bytes_max) {
  if (cursor.entering) return read_entering(database, device, *cursor.entering, position, leave_out, bytes_max);
  Page page;
  const std::uint64_t known = std::min(cursor.position, position);
  TRY(find_entered(database, device, known, position));
  TRY_ASSIGN(const bool enters, has_entered(database));
  if (enters) {
    page.cursor.entering = protocol::Entering{position, write_8_8(known, 0)};
    page.has_more = true;
    return page;
  }
  const Span span{known, position, known};
  TRY_ASSIGN(Reading reading, read_span(database, device, span, leave_out, bytes_max));
  TRY_ASSIGN(page.notices, read_notices(database, device, span, reading.reached));
  page.changes = std::move(reading.changes);
  page.cursor = cursor_after(known, reading.reached, position);
  page.has_more = reading.reached < position;
  return page;
}

}  // namespace ocop::server
