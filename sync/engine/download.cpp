#include "sync/engine/download.h"

#include <algorithm>

#include "core/base/limits.h"
#include "sync/protocol/codec.h"

namespace ocop::engine {
namespace {

constexpr std::size_t photos_per_look = 16;
constexpr std::size_t answer_bytes_max = limits::photo_file_bytes_max;  // a proxy may drop the range and send it all

}  // namespace

Status Download::choose() {
  TRY_ASSIGN(const auto photos, common_.control.photos_to_fetch(policy_, given_up_.size() + photos_per_look));
  for (const service::PhotoFile& file : photos) {
    if (given_up_.count(file.sha256) != 0) continue;
    photo_ = Photo{file, 0, 0};
    TRY_ASSIGN(photo_->offset, common_.control.fetched_bytes(file.sha256));
    if (photo_->offset > 0) common_.note(service::SyncEvent::PhotoResumed, photo_->offset, file.bytes);
    return {};
  }
  return {};
}

Result<std::optional<HttpRequest>> Download::next() {
  for (;;) {
    if (!photo_) TRY(choose());
    if (!photo_) return std::optional<HttpRequest>{};
    if (photo_->offset < photo_->file.bytes) break;
    TRY(finish());  // all of it was here already, only not checked
  }
  const service::PhotoFile& file = photo_->file;
  asked_bytes_ = std::min<std::uint64_t>(common_.chunk.bytes(), file.bytes - photo_->offset);
  protocol::BlobRequest request{protocol::BlobMethod::Get, file.sha256, photo_->offset, asked_bytes_, {}};
  Mac mac;
  HttpRequest out = common_.blob_request(request, {}, mac);
  out.headers.emplace_back("Range", protocol::range_header_value(photo_->offset, asked_bytes_));
  out.response_bytes_max = answer_bytes_max;
  return std::optional<HttpRequest>(std::move(out));
}

Status Download::accept(const HttpResponse& response, std::int64_t elapsed_ms) {
  if (response.status == 404 || response.status == 416) {
    give_up(static_cast<std::uint64_t>(response.status));
    return {};
  }
  if (response.status != 206 && response.status != 200) {
    return protocol::refusal_error(response.status, response.body);
  }
  ByteView bytes(response.body);
  if (response.status == 200) bytes = bytes.subspan(std::min<std::size_t>(bytes.size(), photo_->offset));
  const std::uint64_t missing = photo_->file.bytes - photo_->offset;
  const std::uint64_t fitting = response.status == 206 ? asked_bytes_ : missing;
  if (bytes.empty() || bytes.size() > fitting) return Error{ErrorCode::ServerGarbage, "another range than asked for"};
  return append(bytes, elapsed_ms);
}

Status Download::append(ByteView bytes, std::int64_t elapsed_ms) {
  TRY(common_.control.append_fetched(photo_->file.sha256, photo_->offset, bytes));
  photo_->offset += bytes.size();
  common_.chunk.grow(bytes.size(), elapsed_ms);
  return photo_->offset == photo_->file.bytes ? finish() : Status{};
}

Status Download::finish() {
  const Status finished = common_.control.finish_fetched(photo_->file.sha256);
  if (finished) {
    common_.note(service::SyncEvent::PhotoDone, photo_->file.bytes, static_cast<std::uint64_t>(photo_->file.size));
    ++common_.summary.photos_down;
    given_up_.insert(photo_->file.sha256);  // done with it, even if the list still names it
    photo_.reset();
    return {};
  }
  if (finished.error().code != ErrorCode::HashMismatch) return finished;
  photo_->offset = 0;
  if (++photo_->restarts > 1) give_up(422);
  return {};
}

void Download::give_up(std::uint64_t why) {
  common_.note(service::SyncEvent::PhotoRefused, why, photo_->file.bytes);
  given_up_.insert(photo_->file.sha256);
  photo_.reset();
}

}  // namespace ocop::engine
