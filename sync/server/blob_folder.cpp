#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/store/photo_files.h"
#include "sync/protocol/messages.h"
#include "sync/server/blob_store.h"

namespace ocop::server {
namespace {

constexpr std::uint64_t piece_bytes = 1024 * 1024;

std::string partial_path(const PartialName& name) {
  return "incoming/" + protocol::name_of(name.device).hex() + "-" + name.sha256.hex();
}

Result<Hash> hash_of_file(Files& files, const std::string& path) {
  Sha256 hash;
  for (std::uint64_t offset = 0;;) {
    TRY_ASSIGN(const Bytes piece, files.read(path, offset, piece_bytes));
    if (piece.empty()) return hash.finish();
    hash.update(piece);
    offset += piece.size();
  }
}

}  // namespace

Result<std::uint64_t> FolderBlobStore::partial_bytes(const PartialName& name) {
  const auto size = files_.size(partial_path(name));
  if (!size && size.error().code == ErrorCode::NotFound) return std::uint64_t{0};
  return size;
}

Status FolderBlobStore::append_partial(const PartialName& name, std::uint64_t offset, ByteView bytes) {
  TRY_ASSIGN(const std::uint64_t free, files_.free_bytes());
  if (free < limits::free_space_reserve_bytes + bytes.size()) return ErrorCode::StorageFull;
  return files_.append(partial_path(name), offset, bytes);
}

Result<Hash> FolderBlobStore::hash_of_partial(const PartialName& name) {
  return hash_of_file(files_, partial_path(name));
}

Status FolderBlobStore::publish_partial(const PartialName& name) {
  return files_.publish(partial_path(name), store::PhotoFiles::path_of(name.sha256));
}

Status FolderBlobStore::remove_partial(const PartialName& name) { return files_.remove(partial_path(name)); }

Result<std::uint64_t> FolderBlobStore::size(const Hash& sha256) {
  return files_.size(store::PhotoFiles::path_of(sha256));
}

Result<Bytes> FolderBlobStore::read(const Hash& sha256, std::uint64_t offset, std::uint64_t bytes_max) {
  return files_.read(store::PhotoFiles::path_of(sha256), offset, bytes_max);
}

Result<Hash> FolderBlobStore::hash_of(const Hash& sha256) {
  return hash_of_file(files_, store::PhotoFiles::path_of(sha256));
}

}  // namespace ocop::server
