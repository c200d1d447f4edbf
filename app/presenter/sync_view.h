// What the sync screen shows, and what a finger may mean on it: where everything is, what sending would cost, and what
// the last sessions did, in words.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"

namespace ocop::presenter {

struct WhereaboutsCard {
  std::string label;    // "Trên máy này"
  std::string changes;  // "43"
  std::string about;    // "thay đổi · 18 ảnh"
};

struct BillLine {
  std::string label;  // "18 ảnh để xét"
  std::string cost;   // "7,2 MB · 24 phút"
  ChipView when;      // "chỉ Wi-Fi"
};

enum class PhotosNow { Thumbnails, Review, All };

struct SyncView {
  bool is_loaded = false;
  bool is_enrolled = false;
  std::string subtitle;  // "Chưa có mạng · lần cuối 11/11 17:42"
  std::string network;   // "không có sóng"
  std::string not_enrolled;
  std::vector<WhereaboutsCard> cards;
  std::vector<BillLine> bill;  // empty: nothing to send
  std::string nothing_to_send;
  std::string total;       // "Lần này gửi: 1,3 MB · 4 phút", of what goes with the next tap
  std::string photos_there;  // "37 trên 42 ảnh đã về tỉnh"; empty without photos
  double photos_part = 0;    // 0 to 1
  PhotosNow photos = PhotosNow::Review;  // what goes with the next tap
  bool has_photos = false;
  std::vector<std::string> withheld;  // what the province does not let count: the page with the reasons
  std::vector<std::string> doubts;    // what else hinders
  std::string prunable;             // which originals may go from here; empty: none
  std::string prune;                // the button's words
  std::string backup_too_old;       // that the province has made no backup for a week; empty
  std::string conflicts;            // that there is something to decide; empty
  std::vector<std::string> journal;
  bool is_running = false;
  bool is_stopping = false;
  std::string progress;      // "Đang gửi 3/18 ảnh"
  double progress_part = 0;  // 0 to 1
  std::string retry;         // "Thử lại sau 2 phút"
  std::string failed;        // why the last session ended; empty
  std::string server;
};

namespace sync {
struct Start {};
struct Stop {};
struct ChoosePhotos {
  PhotosNow photos;
};
struct ExportJournal {};
struct ExportBundle {};
struct Enrol {};
struct OpenConflicts {};
struct OpenWithheld {};
struct OpenBundles {};
struct Prune {};
struct OpenStatement {};
}  // namespace sync

using SyncIntent =
    std::variant<sync::Start, sync::Stop, sync::ChoosePhotos, sync::ExportJournal, sync::ExportBundle, sync::Enrol,
                 sync::OpenConflicts, sync::OpenWithheld, sync::OpenBundles, sync::OpenStatement,
                 sync::Prune>;

}  // namespace ocop::presenter
