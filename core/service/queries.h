// Reading. Each query sees one moment of the database. One thread at a time, as Folder.
//
// Errors: NotFound, Ambiguous (an id prefix that fits several), and storage errors.
#pragma once

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

Result<RecordView> read_record(Folder& folder, const store::RecordKey& key);
Result<DossierView> read_dossier(Folder& folder, const Id& dossier);
Result<RecordView> read_producer(Folder& folder, const Id& producer);

// A whole id or a unique prefix of at least 6 hex digits, of a record of that type (empty: of any type); for conflicts
// see find_conflict. InvalidInput when it is neither.
Result<Id> find_id(Folder& folder, std::string_view type, std::string_view text);
Result<ConflictView> find_conflict(Folder& folder, std::string_view text);

// Withheld, Unsent and Archived look at archived dossiers too: what was put away must still be mended, sent, and found
// again.
enum class DossierFilter { All, Drafts, Returned, InConflict, Withheld, Unsent, Archived };

struct DossierPage {
  std::vector<DossierLine> lines;
  std::uint64_t total = 0;  // that fit the filter and the search
};

struct DossierQuery {
  std::string search;  // as typed; folded here; every word must begin a word of product, producer or commune
  DossierFilter filter = DossierFilter::All;
  bool with_archived = false;
  std::size_t offset = 0;
  std::size_t count_max = 200;
  enum class Order { ById, Newest } order = Order::ById;
};

Result<DossierPage> list_dossiers(Folder& folder, const DossierQuery& query);
struct DossierCounts {
  std::uint64_t all = 0, drafts = 0, returned = 0, in_conflict = 0, withheld = 0, unsent = 0, archived = 0;
};
Result<DossierCounts> count_dossiers(Folder& folder);
Result<std::vector<ProducerLine>> list_producers(Folder& folder, std::string_view search, std::size_t count_max);
Result<std::vector<ConflictView>> list_conflicts(Folder& folder);

struct SyncEventLine {
  std::int64_t wall_ms = 0;
  SyncEvent event = SyncEvent::Started;
  std::uint64_t first = 0, second = 0;
};

// Everything the sync screen and `ocop sync` say of this tablet.
struct SyncOverview {
  bool is_enrolled = false;
  std::string server_url;
  std::uint64_t changes_tablet = 0, photos_tablet = 0;      // not yet at the province
  std::uint64_t changes_province = 0, photos_province = 0;  // at the province, and nothing of it is withheld
  std::uint64_t changes_backup = 0, photos_backup = 0;      // in its backup, likewise
  std::uint64_t bytes_changes = 0;                          // to send, before compression
  // Photos as people count them, of those whose original is on this tablet: all, whole at the province, in its backup.
  std::uint64_t pictures = 0, pictures_province = 0, pictures_backup = 0;
  std::uint64_t photos_to_send[3] = {0, 0, 0};              // by size: thumbnail, review, original
  std::uint64_t bytes_to_send[3] = {0, 0, 0};
  std::int64_t backup_taken_wall_ms = 0;                    // of the newest, by the province's clock; 0: none known
  std::uint64_t waiting = 0, held = 0, conflicts = 0;
  bool is_revoked = false;                                  // the province holds what we send, because of our key
  std::uint64_t withheld = 0;                               // changes whose effects the province withholds
  std::uint64_t leaving = 0;                                // roots that are no longer ours and cannot leave yet
  std::int64_t last_finished_wall_ms = 0;                   // 0: never
  std::vector<SyncEventLine> events;                        // newest first, at most 400
  std::uint64_t free_bytes = 0;
  std::uint64_t prunable_photos = 0, prunable_bytes = 0;    // originals that may go from here (prune.h)
};
Result<SyncOverview> read_sync_overview(Folder& folder);

}  // namespace ocop::service
