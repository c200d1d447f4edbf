#include "core/service/held.h"

#include "core/journal/value_codec.h"
#include "core/store/parting.h"

namespace ocop::service {
namespace {

// A batch whose changes were all written anew holds nothing any more.
Result<std::vector<HeldBatch>> held_batches(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT batches.replica, number, reason, count(*) FROM batches JOIN changes ON "
      "changes.replica = batches.replica AND changes.batch = batches.number WHERE outcome = 4 "
      "GROUP BY batches.rowid ORDER BY batches.rowid"));
  std::vector<HeldBatch> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.unsigned_integer(0), query.unsigned_integer(1), query.text(2), query.unsigned_integer(3)});
  }
}

HeldChange to_view(const store::TwinRow& row) {
  HeldChange out;
  out.key = {row.change.root, row.change.record};
  out.type = row.change.type;
  out.stamp = row.change.stamp();
  out.officer = row.change.about.officer;
  out.wall_ms = row.change.about.wall_ms;
  for (const journal::FieldChange& field : row.change.fields) {
    out.fields.emplace(field.name, journal::decode_value(field.value).value_or(domain::Value{}));
  }
  out.is_ours = row.is_ours;
  out.written_anew = row.written_anew;
  return out;
}

}  // namespace

Result<Held> list_held(Folder& folder) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  Held out;
  TRY_ASSIGN(out.batches, held_batches(folder));
  TRY_ASSIGN(const auto twins, store::twins_of(folder.database()));
  for (const store::TwinRow& row : twins) out.changes.push_back(to_view(row));
  return out;
}

}  // namespace ocop::service
