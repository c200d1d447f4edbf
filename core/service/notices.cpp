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

}  // namespace

Result<std::vector<NoticeView>> list_notices(Folder& folder) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT position, root, replica, number, reason FROM notices WHERE reason <> 'released' AND NOT EXISTS "
      "(SELECT 1 FROM notices AS later WHERE later.root = notices.root AND later.replica = notices.replica AND "
      "later.number = notices.number AND later.position > notices.position) ORDER BY position"));
  return read_notices(folder, std::move(query));
}

Result<std::vector<NoticeView>> notices_of(Folder& folder, const Id& root) {
  TRY_ASSIGN(auto query, folder.database().query(
      "SELECT position, root, replica, number, reason FROM notices WHERE root = ? AND reason <> 'released' AND "
      "NOT EXISTS (SELECT 1 FROM notices AS later WHERE later.root = notices.root AND later.replica = notices.replica "
      "AND later.number = notices.number AND later.position > notices.position) ORDER BY position", root));
  return read_notices(folder, std::move(query));
}

}  // namespace ocop::service
