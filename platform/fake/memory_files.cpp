#include "platform/fake/memory_files.h"

#include <algorithm>
#include <string_view>

namespace ocop::fake {
namespace {

// As a disk walks it: every step a name, none that leads elsewhere.
bool is_path(const std::string& path) {
  if (path.find('\0') != std::string::npos) return false;
  for (std::size_t start = 0; start <= path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    const auto step = std::string_view(path).substr(start, end - start);
    if (step.empty() || step == "." || step == "..") return false;
    start = end + 1;
  }
  return true;
}

}  // namespace

Result<const Bytes*> MemoryFiles::find(const std::string& path) const {
  if (!is_path(path)) return Error{ErrorCode::InvalidInput, path};
  const auto found = files_.find(path);
  if (found == files_.end()) return Error{ErrorCode::NotFound, path};
  return &found->second;
}

Status MemoryFiles::check_place(const std::string& path) const {
  if (!is_path(path)) return Error{ErrorCode::InvalidInput, path};
  if (is_folder(path)) return Error{ErrorCode::StorageFault, path + " is a folder"};
  for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1))
    if (files_.contains(path.substr(0, at))) return Error{ErrorCode::StorageFault, path + " is below a file"};
  return {};
}

bool MemoryFiles::is_folder(const std::string& path) const {
  const auto below = files_.lower_bound(path + "/");
  return below != files_.end() && below->first.starts_with(path + "/");
}

Result<std::uint64_t> MemoryFiles::size(const std::string& path) const {
  TRY_ASSIGN(const Bytes* all, find(path));
  return static_cast<std::uint64_t>(all->size());
}

Result<Bytes> MemoryFiles::read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const {
  TRY_ASSIGN(const Bytes* all, find(path));
  const auto from = static_cast<std::size_t>(std::min<std::uint64_t>(offset, all->size()));
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes_max, all->size() - from));
  const ByteView part = ByteView(*all).subspan(from, count);
  return Bytes(part.begin(), part.end());
}

Result<std::vector<Files::Entry>> MemoryFiles::list(const std::string& folder) const {
  if (!folder.empty()) TRY(check_place(folder + "/x"));
  std::vector<Entry> out;
  const std::string prefix = folder.empty() ? "" : folder + "/";
  for (const auto& [path, bytes] : files_) {
    if (!path.starts_with(prefix) || path.find('/', prefix.size()) != std::string::npos) continue;
    out.push_back({path.substr(prefix.size()), bytes.size()});
  }
  return out;
}

std::optional<ErrorCode> MemoryFiles::next_fault() {
  ++writes_;
  if (!fault_) return std::nullopt;
  if (fault_->first-- > 0) return std::nullopt;
  const auto code = fault_->second;
  fault_.reset();
  return code;
}

Status MemoryFiles::append(const std::string& path, std::uint64_t offset, ByteView bytes) {
  TRY(check_place(path));
  const auto found = files_.find(path);
  if (found == files_.end() && offset > 0) return Error{ErrorCode::NotFound, path};
  const std::size_t now = found == files_.end() ? 0 : found->second.size();
  if (now != offset) return Error{ErrorCode::StorageFault, path + " is not as long as was thought"};
  if (const auto fault = next_fault()) {
    if (torn_ == Torn::Yes) ocop::append(files_[path], bytes.first(bytes.size() / 2));
    return Error{*fault, path};
  }
  if (bytes.size() > free_bytes_) return Error{ErrorCode::StorageFull, path};
  free_bytes_ -= bytes.size();
  ocop::append(files_[path], bytes);
  if (!loses_sync_) synced_[path] = files_[path].size();
  return {};
}

Status MemoryFiles::publish(const std::string& from, const std::string& to) {
  TRY(find(from));
  TRY(check_place(to));
  const auto fault = next_fault();
  if (fault && torn_ == Torn::No) return Error{*fault, from};
  const auto found = files_.find(from);
  if (!files_.contains(to)) {
    files_[to] = found->second;
    synced_[to] = synced_[from];
  }
  files_.erase(from);
  synced_.erase(from);
  if (fault) return Error{*fault, from};
  return {};
}

Status MemoryFiles::remove(const std::string& path) {
  TRY(check_place(path));
  const auto fault = next_fault();
  if (fault && torn_ == Torn::No) return Error{*fault, path};
  if (const auto found = files_.find(path); found != files_.end()) {
    free_bytes_ += found->second.size();
    files_.erase(found);
    synced_.erase(path);
  }
  if (fault) return Error{*fault, path};
  return {};
}

Result<std::uint64_t> MemoryFiles::free_bytes() const { return free_bytes_; }

void MemoryFiles::fail_write(int after, ErrorCode code, Torn torn) {
  fault_ = {after, code};
  torn_ = torn;
}

void MemoryFiles::lose_power() {
  std::erase_if(files_, [&](const auto& entry) { return !synced_.contains(entry.first); });
  for (auto& [path, bytes] : files_) bytes.resize(std::min(bytes.size(), synced_[path]));
}

void MemoryFiles::corrupt(const std::string& path, std::uint64_t offset) {
  const auto found = files_.find(path);
  if (found != files_.end() && offset < found->second.size()) found->second[static_cast<std::size_t>(offset)] ^= 1;
}

}  // namespace ocop::fake
