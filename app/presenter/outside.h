// What screens ask of the machine: a picture, a sync, an enrolment. The composition root answers; tests script it.
//
// Nothing here waits. What takes time says so through `then`, which runs on the screen's thread before a frame.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/service/receipts.h"
#include "core/service/sync_control.h"

namespace ocop::presenter {

// How far the session under way has come, or how the last one ended. Updated at most four times a second.
struct SyncProgress {
  bool is_running = false;
  std::uint64_t changes_up = 0, changes_down = 0, photos_up = 0, photos_down = 0;
  std::uint64_t bytes_up = 0, bytes_down = 0;
  std::optional<std::int64_t> retry_at_monotonic_ms;  // the link failed; the next try
  std::optional<ErrorCode> error;                     // of the last session that ended
};

enum class Network { None, Metered, Unmetered, Unknown };

struct EnrolmentRequest {
  std::string server_url;
  std::string code;
  std::string ca_file;  // PEM; empty: the system's own authorities
  bool allows_plain_http = false;
};

// A file that may be a bundle, where people put such files.
struct BundleFile {
  std::string path;    // names it
  std::string name;
  std::string medium;  // of the stick or card; empty: this tablet
  std::uint64_t bytes = 0;
  std::int64_t written_wall_ms = 0;
};
struct BundleFiles {
  std::vector<BundleFile> files;  // newest first
  std::string folder;             // of this tablet, where one may be put
};

// A text to hand on.
struct TextFile {
  std::string stem, ending;  // "ocop-nhat-ky-gui", ".txt"
  std::string text;
};

class Outside {
 public:
  virtual ~Outside() = default;

  virtual bool has_camera() const = 0;
  // One picture as JPEG. NotFound: no camera, Cancelled: the officer closed it, TimedOut.
  virtual void take_photo(std::function<void(Result<Bytes>)> then) = 0;

  virtual Network network() const = 0;
  // Starts a session now, or at once after the one under way. Its progress is told to Application::sync_moved.
  virtual void start_sync(service::PhotoPolicy photos) = 0;
  virtual void stop_sync() = 0;
  virtual void enrol(const EnrolmentRequest& request, std::function<void(Status)> then) = 0;
  // What is exported goes to a stick or card where one is plugged in, else to the export folder; its name ends with the
  // moment. The path of the file.
  virtual void export_text(const TextFile& file, std::function<void(Result<std::string>)> then) = 0;
  virtual void export_bundle(std::function<void(Result<std::string>)> then) = 0;
  // Looks on every stick and card that is plugged in, and in this tablet's own places.
  virtual void find_bundles(std::function<void(Result<BundleFiles>)> then) = 0;
  // After the session under way, if there is one. Errors: sync/bundle/import.h.
  virtual void import_bundle(const std::string& path, std::function<void(Result<service::Imported>)> then) = 0;

  // Proofs that can be shown, from what the folder holds: their bytes are the link's, which no presenter knows. These
  // two are called on the database's thread, inside a question to the desk. Errors: sync/engine/proofs.h, and storage.
  virtual Result<std::optional<service::ReceiptView>> read_receipt(service::Folder& folder,
                                                                   const Id& dossier) const = 0;  // none came yet
  virtual Result<service::StatementView> state_unsent(service::Folder& folder) const = 0;
};

}  // namespace ocop::presenter
