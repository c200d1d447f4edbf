// Photo files, by content: `xx/SHA256.jpg` where xx are the first two digits, and `partial/SHA256` for downloads on
// their way. The table `photos` says which are cited, by which root, and how far they have come.
//
// A file is written to a temporary name, synced, and renamed; the row comes after the file, so a crash leaves at most a
// file without a row, which does no harm: it is named by its content. One thread at a time. Database calls run inside
// the caller's transaction.
//
// Errors: those of core/base/files.h and of the database; HashMismatch where a whole file's hash is checked.
#pragma once

#include <optional>
#include <vector>

#include "core/base/files.h"
#include "core/base/ids.h"
#include "core/store/database.h"

namespace ocop::store {

struct PhotoRow {
  Hash sha256;
  std::uint64_t bytes = 0;
  int size = 0;  // 0 thumbnail, 1 review, 2 original
  Id root;
  bool is_on_tablet = false;
  bool is_at_province = false;
  std::optional<std::uint64_t> acked_position;
  bool is_wanted = false;
};

class PhotoFiles {
 public:
  PhotoFiles(Database& database, Files& files) : database_(database), files_(files) {}

  // Writes a new file under its hash, whole or not at all. Checks free space first, with
  // limits::free_space_reserve_bytes kept (StorageFull). Inside a write transaction.
  Status put(const Hash& sha256, ByteView bytes);
  Result<Bytes> read(const Hash& sha256, std::uint64_t offset = 0, std::uint64_t bytes_max = UINT64_MAX);  // NotFound
  Result<bool> has_file(const Hash& sha256);

  // The row of a cited file. Citing again changes nothing but adds what is known: on_tablet and at_province only rise.
  Status cite(const PhotoRow& row);
  Result<std::optional<PhotoRow>> find(const Hash& sha256);
  Status mark_at_province(const Hash& sha256, std::uint64_t position);
  Status mark_wanted(const Hash& sha256);
  Result<std::vector<PhotoRow>> to_send(int size_max, std::size_t count_max);   // thumbnails first
  Result<std::vector<PhotoRow>> to_fetch(int size_max, std::size_t count_max);  // all thumbnails, and what is wanted
  Result<std::uint64_t> count_to_send();
  Result<std::uint64_t> count_to_send(const Id& root);

  // Downloads. A file that came whole before its row could be written counts as a partial of all its bytes.
  Result<std::uint64_t> partial_bytes(const Hash& sha256);
  Status append_partial(const Hash& sha256, std::uint64_t offset, ByteView bytes);
  Status finish_partial(const Hash& sha256);  // HashMismatch: the partial is removed

  // A file whose row is gone. Outside a transaction: a row that came back meanwhile keeps it.
  Status remove_file(const Hash& sha256);

  // Removes temporary files of writers that died. Inside a write transaction, as every put is: then no living writer's
  // are among them. Whole files of no row stay: the next import of the same photo uses them.
  Status sweep();
  Result<std::uint64_t> free_bytes() { return files_.free_bytes(); }

  static std::string path_of(const Hash& sha256);

 private:
  Database& database_;
  Files& files_;
};

}  // namespace ocop::store
