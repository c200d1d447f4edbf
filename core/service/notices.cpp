#include "core/service/notices.h"

namespace ocop::service {
namespace {

Result<std::vector<NoticeView>> read_notices(Folder& folder, store::Query query) {
  std::vector<NoticeView> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    NoticeView view;
    view.position = query.unsigned_integer(0);
    view.root = query.fixed<Id>(1);
    view.stamp = {query.unsigned_integer(2), query.unsigned_integer(3)};
    view.reason = query.text(4);
    out.push_back(std::move(view));
  }
  for (NoticeView& view : out) {
    TRY_ASSIGN(const auto change, folder.journal().change_of(view.root, view.stamp));
    if (!change) continue;  // it waits here for something
    view.record = change->record;
    view.type = change->type;
    view.officer = change->about.officer;
    view.wall_ms = change->about.wall_ms;
  }
  return out;
}

Status add_withheld(Folder& folder, const Id& root, std::vector<WithheldView>& out) {
  WithheldView view;
  view.root = root;
  {
    TRY_ASSIGN(auto query, folder.database().query("SELECT name FROM dossiers WHERE root = ?", root));
    TRY_ASSIGN(view.is_dossier, query.next());
    if (view.is_dossier) view.name = query.text(0);
  }
  const auto add = [&](auto& all) {
    for (auto& one : all) {
      view.what = std::move(one);
      out.push_back(view);
    }
  };
  TRY_ASSIGN(auto notices, notices_of(folder, root));
  TRY_ASSIGN(auto held, held_of(folder, root));
  add(notices);
  add(held);
  return {};
}

}  // namespace

Result<std::vector<NoticeView>> list_notices(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT position, root, replica, number, reason FROM notices_standing ORDER BY position"));
  return read_notices(folder, std::move(query));
}

Result<std::vector<NoticeView>> notices_of(Folder& folder, const Id& root) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT position, root, replica, number, reason FROM notices_standing WHERE root = ? ORDER BY position", root));
  return read_notices(folder, std::move(query));
}

Result<std::vector<HeldApart>> held_of(Folder& folder, const Id& root) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT coalesce(batches.reason, ''), count(*) FROM changes LEFT JOIN batches ON "
      "batches.replica = changes.replica AND batches.number = changes.batch WHERE changes.root = ? AND "
      "changes.state = 3 GROUP BY 1 ORDER BY 1", root));
  std::vector<HeldApart> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back({query.text(0), query.unsigned_integer(1)});
  }
}

Result<std::vector<WithheldView>> list_withheld(Folder& folder, const std::optional<Id>& root) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  std::vector<WithheldView> out;
  if (root) {
    TRY(add_withheld(folder, *root, out));
    return out;
  }
  TRY_ASSIGN(const auto roots, count_withheld(folder));
  for (const auto& [id, count] : roots) TRY(add_withheld(folder, id, out));
  return out;
}

Result<std::map<Id, std::uint64_t>> count_withheld(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT root, count(*) FROM (SELECT root FROM notices_standing UNION ALL SELECT root FROM changes "
      "WHERE state = 3) GROUP BY root"));
  std::map<Id, std::uint64_t> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.emplace(query.fixed<Id>(0), query.unsigned_integer(1));
  }
}

}  // namespace ocop::service
