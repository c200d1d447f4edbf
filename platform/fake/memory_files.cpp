#include "platform/fake/memory_files.h"

#include <algorithm>

namespace ocop::fake {
namespace {

bool leaves_root(const std::string& path) {
  return path.empty() || path.front() == '/' || ("/" + path + "/").find("/../") != std::string::npos;
}

}  // namespace

Result<std::uint64_t> MemoryFiles::size(const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return Error{ErrorCode::NotFound, path};
  return static_cast<std::uint64_t>(found->second.size());
}

Result<Bytes> MemoryFiles::read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return Error{ErrorCode::NotFound, path};
  const auto& all = found->second;
  const auto from = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, all.size()));
  const auto count =
      static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(bytes_max, all.size() - static_cast<std::size_t>(from)));
  return Bytes(all.begin() + from, all.begin() + from + count);
}

Result<std::vector<Files::Entry>> MemoryFiles::list(const std::string& folder) const {
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
  if (leaves_root(path)) return Error{ErrorCode::InvalidInput, path};
  const auto found = files_.find(path);
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
  if (leaves_root(from) || leaves_root(to)) return Error{ErrorCode::InvalidInput, from + " to " + to};
  const auto found = files_.find(from);
  if (found == files_.end()) return Error{ErrorCode::NotFound, from};
  if (const auto fault = next_fault()) return Error{*fault, from};
  if (!files_.contains(to)) {
    files_[to] = found->second;
    synced_[to] = synced_[from];
  }
  files_.erase(from);
  synced_.erase(from);
  return {};
}

Status MemoryFiles::remove(const std::string& path) {
  if (leaves_root(path)) return Error{ErrorCode::InvalidInput, path};
  if (const auto fault = next_fault()) return Error{*fault, path};
  const auto found = files_.find(path);
  if (found == files_.end()) return {};
  free_bytes_ += found->second.size();
  files_.erase(found);
  synced_.erase(path);
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
