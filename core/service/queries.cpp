#include "core/service/queries.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/domain/lifecycle.h"
#include "core/domain/validate.h"
#include "core/journal/archive.h"
#include "core/journal/value_codec.h"
#include "core/service/notices.h"
#include "core/service/reading.h"
#include "core/store/meta.h"

namespace ocop::service {

using domain::Value;
using journal::RecordState;
using store::RecordKey;
using store::ReadTransaction;

namespace {

constexpr std::size_t id_prefix_min = 6;

Result<std::vector<Id>> ids_matching(Folder& folder, std::string_view type, const Bytes& low, const Bytes& high) {
  TRY_ASSIGN(auto query, folder.database().query(
                             "SELECT DISTINCT record FROM records WHERE record >= ?1 AND record <= ?2 AND (?3 = '' OR "
                             "type = ?3) LIMIT 2", low, high, type));
  std::vector<Id> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.fixed<Id>(0));
  }
}

// The first and the last id that begin with these hex digits.
Result<std::pair<Bytes, Bytes>> range_of(std::string_view text) {
  if (text.size() < id_prefix_min || text.size() > 2 * Id::size) return Error{ErrorCode::InvalidInput, "id"};
  std::string low(text), high(text);
  low.resize(2 * Id::size, '0');
  high.resize(2 * Id::size, 'f');
  const auto low_bytes = from_hex(low);
  const auto high_bytes = from_hex(high);
  if (!low_bytes || !high_bytes) return Error{ErrorCode::InvalidInput, "id"};
  return std::pair{*low_bytes, *high_bytes};
}

Result<std::vector<ConflictView>> read_conflicts(Folder& folder, store::Query& query) {
  std::vector<ConflictView> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    ConflictView view;
    view.id = query.fixed<Id>(0);
    view.record = {query.fixed<Id>(1), query.fixed<Id>(2)};
    view.field = query.text(3);
    out.push_back(std::move(view));
  }
  for (ConflictView& view : out) TRY(fill_conflict(folder, view));
  return out;
}

}  // namespace

RecordView view_of(const RecordKey& key, const RecordState& state) {
  RecordView view;
  view.key = key;
  view.type = state.type;
  for (const auto& [name, heads] : state.registers) {
    ShownField field;
    // A value that this program cannot read is shown as nothing; its bytes stay in the register and travel on.
    field.value = journal::decode_value(heads.front().value).value_or(Value{});
    field.heads = journal::stamps_of(heads);
    field.is_in_conflict = journal::in_conflict(heads);
    view.fields.emplace(name, std::move(field));
  }
  return view;
}

Result<RecordView> read_record(Folder& folder, const RecordKey& key) {
  TRY_ASSIGN(const auto state, folder.journal().record(key));
  if (!state) return ErrorCode::NotFound;
  return view_of(key, *state);
}

Result<RecordView> read_producer(Folder& folder, const Id& producer) {
  TRY_ASSIGN(RecordView view, read_record(folder, {producer, producer}));
  if (view.type != "producer") return ErrorCode::NotFound;
  return view;
}

Result<Id> find_id(Folder& folder, std::string_view type, std::string_view text) {
  TRY_ASSIGN(const auto range, range_of(text));
  TRY_ASSIGN(const auto ids, ids_matching(folder, type, range.first, range.second));
  if (ids.empty()) return Error{ErrorCode::NotFound, std::string(text)};
  if (ids.size() > 1) return Error{ErrorCode::Ambiguous, std::string(text)};
  return ids.front();
}

namespace {

// An archiving's conflict shows the archiving, then each change written beyond it, by stamp: choosing one of those is
// choosing to have the root back, so their value is nothing.
Status add_heads_beyond(Folder& folder, const ConflictView& view, journal::Register& heads) {
  TRY_ASSIGN(const auto root, folder.journal().root_state(view.record.root));
  std::set<journal::Stamp> beyond;
  const auto all = journal::archiving_conflict(view.record.root, root);
  for (std::size_t at = heads.size(); at < all.size(); ++at) beyond.insert(all[at].stamp);
  for (const journal::Stamp& stamp : beyond) heads.push_back({stamp, journal::encode_value({})});
  return {};
}

}  // namespace

Status fill_conflict(Folder& folder, ConflictView& view) {
  TRY_ASSIGN(const auto state, folder.journal().record(view.record));
  if (!state) return Error{ErrorCode::StorageCorrupt, "a conflict of no record"};
  view.type = state->type;
  const auto found = state->registers.find(view.field);
  if (found == state->registers.end()) return Error{ErrorCode::StorageCorrupt, "a conflict of no field"};
  std::vector<journal::Head> heads = found->second;
  if (view.field == journal::archived_field && !journal::in_conflict(heads)) TRY(add_heads_beyond(folder, view, heads));
  for (const journal::Head& head : heads) {
    ConflictValue value;
    value.n = static_cast<int>(view.values.size()) + 1;
    value.value = journal::decode_value(head.value).value_or(Value{});
    value.stamp = head.stamp;
    value.replica = head.stamp.replica;
    TRY_ASSIGN(const auto change, folder.journal().change_of(view.record.root, head.stamp));
    if (change) {
      value.officer = change->about.officer;
      value.wall_ms = change->about.wall_ms;
      value.province_offset_ms = change->about.province_offset_ms;
      value.province_offset_error_ms = change->about.province_offset_error_ms;
    }
    view.values.push_back(std::move(value));
  }
  TRY_ASSIGN(view.dossier, dossier_concerned(folder, view.record));
  return {};
}

Result<Id> dossier_concerned(Folder& folder, const RecordKey& key) {
  TRY_ASSIGN(auto query, folder.database().query(
                             "SELECT root FROM dossiers WHERE root = ?1 OR product = ?2 OR producer = ?1 "
                             "ORDER BY (root = ?1) DESC, (product = ?2) DESC, root LIMIT 1", key.root, key.record));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row ? query.fixed<Id>(0) : Id{};
}

Result<ConflictView> find_conflict(Folder& folder, std::string_view text) {
  TRY_ASSIGN(const auto range, range_of(text));
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT id, root, record, field FROM conflicts WHERE id >= ? AND id <= ? "
                                     "LIMIT 2",
                                     range.first, range.second));
  TRY_ASSIGN(auto found, read_conflicts(folder, query));
  if (found.empty()) return Error{ErrorCode::NotFound, std::string(text)};
  if (found.size() > 1) return Error{ErrorCode::Ambiguous, std::string(text)};
  return std::move(found.front());
}

Result<std::vector<ConflictView>> list_conflicts(Folder& folder) {
  TRY_ASSIGN(const auto moment, ReadTransaction::begin(folder.database()));
  TRY_ASSIGN(auto query, folder.database().query("SELECT id, root, record, field FROM conflicts ORDER BY id"));
  return read_conflicts(folder, query);
}

Result<std::vector<ConflictView>> conflicts_of(Folder& folder, const Id& root) {
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT id, root, record, field FROM conflicts WHERE root = ? ORDER BY id", root));
  return read_conflicts(folder, query);
}

Result<std::vector<ProducerLine>> list_producers(Folder& folder, std::string_view search, std::size_t count_max) {
  const std::string match = search_expression(search);
  if (match.empty() && !trim(search).empty()) return std::vector<ProducerLine>{};  // nothing but punctuation was typed
  TRY_ASSIGN(auto query, folder.database().query(
                             "SELECT record, document->>'name', document->>'type', document->>'unit' FROM records "
                             "WHERE type = 'producer' AND (?1 = '' OR id IN (SELECT -rowid FROM search WHERE "
                             "search MATCH ?1)) ORDER BY record LIMIT ?2",
                             match, std::uint64_t{count_max}));
  std::vector<ProducerLine> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.fixed<Id>(0), query.text(1), query.text(2), query.text(3)});
  }
}

std::string search_expression(std::string_view typed) {
  const std::string folded = fold(typed);
  std::string out;
  for (std::size_t from = 0; from < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', from), folded.size());
    if (end > from) out += (out.empty() ? "\"" : " \"") + folded.substr(from, end - from) + "\"*";
    from = end + 1;
  }
  return out;
}

namespace {

constexpr std::string_view line_columns =
    "root, name, producer_name, unit, rule_set, kind, state, points_min, points_max, stars_min, stars_max, answered, "
    "criteria, evidence, missing, conflicts, failed_gates, failed_stars, archived, thumbnail";

std::string_view condition_of(DossierFilter filter) {
  switch (filter) {
    case DossierFilter::All: return "1";
    case DossierFilter::Drafts: return "state IN ('draft', 'self_scored')";
    case DossierFilter::Returned: return "state IN ('returned', 'supplement_requested')";
    case DossierFilter::InConflict: return "conflicts > 0";
    case DossierFilter::Unsent:
      return "(root IN (SELECT root FROM changes WHERE state < 2) OR root IN (SELECT root FROM photos WHERE on_tablet "
             "= 1 "
             "AND at_province = 0))";
    case DossierFilter::Withheld:
      return "(root IN (SELECT root FROM notices_standing) OR root IN (SELECT root FROM changes WHERE state = 3))";
    case DossierFilter::Archived: return "archived = 1";
  }
  return "1";
}

DossierLine read_line(const store::Query& query) {
  DossierLine line;
  line.id = query.fixed<Id>(0);
  line.name = query.text(1);
  line.producer_name = query.text(2);
  line.unit = query.text(3);
  line.set = query.text(4);
  line.kind = query.text(5);
  line.state = query.text(6);
  const auto number = [&](int column) { return static_cast<int>(query.integer(column)); };
  if (!query.is_null(7)) line.points = rules::Bounds{number(7), number(8)};
  if (!query.is_null(9)) line.stars = rules::Bounds{number(9), number(10)};
  line.answered = number(11);
  line.criteria = number(12);
  line.evidence = number(13);
  line.missing = number(14);
  line.conflicts = number(15);
  line.failed_gates = number(16);
  line.failed_stars = number(17);
  line.is_archived = number(18) != 0;
  if (!query.is_null(19)) line.thumbnail = query.fixed<Hash>(19);
  return line;
}

// Statements are remembered by their text, so each combination is made once and lives for good.
std::string_view list_statement(DossierFilter filter, DossierQuery::Order order, bool is_count) {
  static std::string statements[7][2][2];
  std::string& out = statements[static_cast<int>(filter)][static_cast<int>(order)][is_count ? 1 : 0];
  if (out.empty()) {
    out = "SELECT " + std::string(is_count ? "count(*)" : line_columns) + " FROM dossiers WHERE " +
          std::string(condition_of(filter)) +
          " AND (archived = 0 OR ?2) AND (?1 = '' OR id IN (SELECT rowid FROM search WHERE search MATCH ?1))";
    if (!is_count) {
      out += order == DossierQuery::Order::ById ? " ORDER BY root" : " ORDER BY changed_at_ms DESC, root";
      out += " LIMIT ?3 OFFSET ?4";
    }
  }
  return out;
}

bool looks_at_archived(DossierFilter filter) {
  return filter == DossierFilter::Withheld || filter == DossierFilter::Unsent || filter == DossierFilter::Archived;
}

Result<std::uint64_t> count_lines(Folder& folder, DossierFilter filter, const std::string& match, bool with_archived) {
  TRY_ASSIGN(const auto count, folder.database().integer(
                                   list_statement(filter, DossierQuery::Order::ById, true), match, with_archived));
  return static_cast<std::uint64_t>(count.value_or(0));
}

}  // namespace

Result<DossierPage> list_dossiers(Folder& folder, const DossierQuery& asked) {
  TRY_ASSIGN(const auto moment, ReadTransaction::begin(folder.database()));
  const std::string match = search_expression(asked.search);
  const bool with_archived = asked.with_archived || looks_at_archived(asked.filter);
  DossierPage page;
  if (match.empty() && !trim(asked.search).empty()) return page;  // nothing but punctuation was typed
  {
    TRY_ASSIGN(auto query,
               folder.database().query(list_statement(asked.filter, asked.order, false), match, with_archived,
                                       std::uint64_t{asked.count_max}, std::uint64_t{asked.offset}));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      page.lines.push_back(read_line(query));
    }
  }
  TRY_ASSIGN(const std::uint64_t backup, backup_position(folder));
  TRY_ASSIGN(const auto withheld, count_withheld(folder));
  for (DossierLine& line : page.lines) {
    TRY_ASSIGN(line.unsent_changes, folder.journal().count_not_sent(line.id));
    TRY_ASSIGN(line.unsent_photos, folder.photos().count_to_send(line.id));
    TRY_ASSIGN(line.unsent_pictures, folder.photos().count_pictures_to_send(line.id));
    TRY_ASSIGN(line.whereabouts, whereabouts_of(folder, line.id, backup));
    const auto count = withheld.find(line.id);
    line.withheld = count == withheld.end() ? 0 : count->second;
  }
  page.total = asked.offset + page.lines.size();
  const bool is_last_page = page.lines.size() < asked.count_max && (asked.offset == 0 || !page.lines.empty());
  if (!is_last_page) {
    TRY_ASSIGN(page.total, count_lines(folder, asked.filter, match, with_archived));
  }
  return page;
}

Result<DossierCounts> count_dossiers(Folder& folder) {
  TRY_ASSIGN(const auto moment, ReadTransaction::begin(folder.database()));
  DossierCounts out;
  TRY_ASSIGN(out.all, count_lines(folder, DossierFilter::All, "", false));
  TRY_ASSIGN(out.drafts, count_lines(folder, DossierFilter::Drafts, "", false));
  TRY_ASSIGN(out.returned, count_lines(folder, DossierFilter::Returned, "", false));
  TRY_ASSIGN(out.in_conflict, count_lines(folder, DossierFilter::InConflict, "", false));
  TRY_ASSIGN(out.withheld, count_lines(folder, DossierFilter::Withheld, "", true));
  TRY_ASSIGN(out.unsent, count_lines(folder, DossierFilter::Unsent, "", true));
  TRY_ASSIGN(out.archived, count_lines(folder, DossierFilter::Archived, "", true));
  return out;
}

}  // namespace ocop::service
