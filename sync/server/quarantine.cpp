#include "sync/server/quarantine.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/domain/lifecycle.h"
#include "core/journal/cbor.h"
#include "core/journal/value_codec.h"

namespace ocop::server {
namespace {

using domain::DossierState;
using journal::Change;
using store::Database;

enum class Permits { Nothing, MovesOfOfficers };

struct Rule {
  std::string_view type;
  std::string_view field;  // empty: any field of such a record
  Permits permits;
  std::string_view reason;
};

constexpr Rule rules[] = {
    {"dossier", "state", Permits::MovesOfOfficers, "move_not_permitted"},
    {"decision", "", Permits::Nothing, "decision_not_permitted"},
    {"certificate", "", Permits::Nothing, "certificate_not_permitted"},
};

const journal::FieldChange* touched_by(const Rule& rule, const Change& change) {
  if (change.type != rule.type) return nullptr;
  const auto found = std::find_if(change.fields.begin(), change.fields.end(), [&](const journal::FieldChange& field) {
    return rule.field.empty() || field.name == rule.field;
  });
  return found == change.fields.end() ? nullptr : &*found;
}

// Nothing: a state that this program does not know, or no state at all.
std::optional<DossierState> state_of(ByteView value) {
  const auto decoded = journal::decode_value(value);
  const std::string* text = decoded ? decoded->as_text() : nullptr;
  return text == nullptr ? std::nullopt : domain::parse_state(*text);
}

bool is_officers_move(DossierState from, DossierState to) {
  return from == to || domain::may_move(from, to, domain::Mover::Officer);
}

// From every value that it replaces; from a draft where it replaces none.
Result<bool> is_permitted_move(Province& province, const Change& change, const journal::FieldChange& field) {
  const auto to = state_of(field.value);
  if (!to) return false;
  if (field.heads.empty()) return is_officers_move(DossierState::Draft, *to);
  for (const journal::Stamp& head : field.heads) {
    TRY_ASSIGN(const auto before, province.folder().journal().change_of(change.root, head));
    if (!before) return false;
    const auto replaced = std::find_if(before->fields.begin(), before->fields.end(),
                                       [&](const auto& other) { return other.name == field.name; });
    const auto from = replaced == before->fields.end() ? std::nullopt : state_of(replaced->value);
    if (!from || !is_officers_move(*from, *to)) return false;
  }
  return true;
}

Hash hash_of_notice(const Id& root, const journal::Stamp& stamp, std::string_view reason) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(5);
  writer.text("ocop-notice-1");
  writer.bytes(root.view());
  writer.unsigned_integer(stamp.replica);
  writer.unsigned_integer(stamp.number);
  writer.text(reason);
  return sha256(covered);
}

Status give_notice(Database& database, Order& order, const Id& root, const journal::Stamp& stamp,
                   std::string_view reason) {
  TRY_ASSIGN(const std::uint64_t position, order.take_event("notice", hash_of_notice(root, stamp, reason)));
  return database.run("INSERT INTO notices (position, root, replica, number, reason) VALUES (?, ?, ?, ?, ?)", position,
                      root, stamp.replica, stamp.number, reason);
}

}  // namespace

bool is_of_office(const Change& change) {
  return std::any_of(std::begin(rules), std::end(rules),
                     [&](const Rule& rule) { return touched_by(rule, change) != nullptr; });
}

Status withhold(Province& province, Order& order, const Change& change) {
  for (const Rule& rule : rules) {
    const journal::FieldChange* field = touched_by(rule, change);
    if (field == nullptr) continue;
    if (rule.permits == Permits::MovesOfOfficers) {
      TRY_ASSIGN(const bool is_permitted, is_permitted_move(province, change, *field));
      if (is_permitted) continue;
    }
    TRY(give_notice(province.database(), order, change.root, change.stamp(), rule.reason));
  }
  return {};
}

Status release(Province& province, std::uint64_t position) {
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, store::Transaction::begin(database));
  Id root;
  journal::Stamp stamp;
  {
    TRY_ASSIGN(auto query, database.query(
        "SELECT root, replica, number FROM notices WHERE position = ?1 AND reason <> 'released' AND NOT EXISTS "
        "(SELECT 1 FROM notices AS later WHERE later.root = notices.root AND later.replica = notices.replica AND "
        "later.number = notices.number AND later.position > ?1)", position));
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return Error{ErrorCode::NotFound, "notice " + std::to_string(position)};
    root = query.fixed<Id>(0);
    stamp = {query.unsigned_integer(1), query.unsigned_integer(2)};
  }
  TRY_ASSIGN(Order order, Order::load(database));
  TRY(give_notice(database, order, root, stamp, protocol::reason_released));
  TRY(order.save());
  return transaction.commit();
}

}  // namespace ocop::server
