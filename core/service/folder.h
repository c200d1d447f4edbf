// A data folder, opened: the database, the photo files, the keys, and the name under which this start of the program
// writes. The composition roots make one; everything else in core/service is given it.
//
// One thread at a time: the database thread of the application, the only thread of the command line, the writer of the
// server. The folder holds `ocop.sqlite` and `photos/`. Any number of programs may have it open.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/store/journal_store.h"
#include "core/store/photo_files.h"

namespace ocop::service {

// The world a folder lives in. All outlive it.
struct Ports {
  Files& files;  // rooted at the folder's `photos`
  Clock& clock;
  Entropy& entropy;
};

struct Officer {
  std::string name;
  std::vector<std::string> units;  // communes, as codes; the first is the default
};

class Folder {
 public:
  // `database_path` is the file; `vfs` names another SQLite VFS for tests.
  //   create   makes an empty tablet; AlreadyExists if there is one
  //   open     NoDataFolder if there is none; SchemaTooNew, StorageCorrupt, StorageReadOnly, …
  static Result<Folder> create(const std::string& database_path, Ports ports, const Officer& officer,
                               const char* vfs = nullptr);
  static Result<Folder> open(const std::string& database_path, Ports ports, const char* vfs = nullptr);

  store::Database& database() { return *database_; }
  store::JournalStore& journal() { return journal_; }
  store::PhotoFiles& photos() { return photos_; }
  Files& files() { return ports_.files; }
  Clock& clock() { return ports_.clock; }
  Entropy& entropy() { return ports_.entropy; }

  Result<Officer> officer();
  // Inside a transaction; enrolment brings name and units from the province.
  Status set_officer(const Officer& officer);

  Result<KeyPair> device_key();  // made at create

  // The name under which this start writes; drawn and recorded at the first call. Drawn anew when the folder is not
  // what this program left: an older copy was put in its place, or a twin was found (core/store/parting.h). Inside a
  // transaction.
  Result<Replica> replica();
  // What was just written under it: if a later call of replica() does not find it, the folder was replaced.
  void wrote(const Id& root, const journal::Stamp& stamp) { last_written_ = {root, stamp}; }
  // Who, when, by which clocks: what every change of this start carries. Inside a transaction.
  Result<journal::About> about(std::string reason = {});

 private:
  Folder(std::unique_ptr<store::Database> database, Ports ports);

  std::unique_ptr<store::Database> database_;  // its address is kept by those below
  Ports ports_;
  store::JournalStore journal_;
  store::PhotoFiles photos_;
  Result<bool> is_name_still_ours();

  std::optional<Replica> replica_;
  struct Written {
    Id root;
    journal::Stamp stamp;
  };
  std::optional<Written> last_written_;
};

}  // namespace ocop::service
