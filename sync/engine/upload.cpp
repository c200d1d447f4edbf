#include "sync/engine/upload.h"

#include <algorithm>

#include "core/base/limits.h"
#include "sync/protocol/codec.h"

namespace ocop::engine {
namespace {

constexpr std::size_t photos_per_look = 16;
constexpr std::size_t answer_bytes_max = 64 * 1024;  // room for a portal's page
constexpr int corrections_max = 8;

}  // namespace

Status Upload::choose() {
  TRY_ASSIGN(const auto photos, common_.control.photos_to_send(policy_, given_up_.size() + photos_per_look));
  for (const service::PhotoFile& file : photos) {
    if (given_up_.count(file.sha256) != 0) continue;
    photo_ = Photo{file, 0, 0, false, 0, 0};
    const bool is_large = file.bytes > limits::blob_chunk_bytes_first;
    if (is_large && may_be_half_sent_) photo_->offset.reset();
    if (is_large) may_be_half_sent_ = false;
    return {};
  }
  return {};
}

Result<std::optional<HttpRequest>> Upload::next() {
  for (;;) {
    if (!photo_) TRY(choose());
    if (!photo_) return std::optional<HttpRequest>{};
    TRY_ASSIGN(auto request, photo_->offset ? append_chunk() : ask());
    if (request) return request;
  }
}

Result<std::optional<HttpRequest>> Upload::ask() {
  protocol::BlobRequest request{protocol::BlobMethod::Head, photo_->file.sha256, 0, 0, {}};
  sent_end_ = 0;
  HttpRequest out = common_.blob_request(request, {}, mac_);
  out.response_bytes_max = answer_bytes_max;
  return std::optional<HttpRequest>(std::move(out));
}

// Nothing when the photo cannot be read here: the next one then.
Result<std::optional<HttpRequest>> Upload::append_chunk() {
  const service::PhotoFile& file = photo_->file;
  const std::uint64_t offset = *photo_->offset;
  const auto bytes_max = static_cast<std::size_t>(std::min<std::uint64_t>(common_.chunk.bytes(), file.bytes - offset));
  auto chunk = common_.control.read_photo(file.sha256, offset, bytes_max);
  const bool is_lost = chunk ? chunk->empty() || chunk->size() > bytes_max : chunk.error().code == ErrorCode::NotFound;
  if (is_lost) {
    give_up(0);
    return std::optional<HttpRequest>{};
  }
  if (!chunk) return Error{chunk.error()};
  protocol::BlobRequest request{protocol::BlobMethod::Patch, file.sha256, offset, file.bytes, {}};
  sent_end_ = offset + chunk->size();
  HttpRequest out = common_.blob_request(request, std::move(*chunk), mac_);
  out.headers.emplace_back(protocol::offset_header, std::to_string(offset));
  out.headers.emplace_back(protocol::length_header, std::to_string(file.bytes));
  out.response_bytes_max = answer_bytes_max;
  return std::optional<HttpRequest>(std::move(out));
}

Status Upload::accept(const HttpResponse& response, std::int64_t elapsed_ms) {
  const int status = response.status;
  if (status == 404 || status == 413) {
    give_up(static_cast<std::uint64_t>(status));
    return {};
  }
  const bool is_done = status == (sent_end_ == 0 ? 200 : 204);
  if (!is_done && status != 409 && status != 422) return protocol::refusal_error(status, response.body);
  const auto offset = protocol::read_decimal(response.header("upload-offset"));
  const auto mac = Mac::parse(response.header("ocop-mac"));
  if (!offset || !mac || *offset > photo_->file.bytes ||
      !protocol::blob_answer_mac_matches(common_.identity.mac_key, mac_, status, *offset, *mac)) {
    return Error{ErrorCode::ServerGarbage, "HTTP " + std::to_string(status) + " without a believable offset"};
  }
  if (status == 422) return restart();
  return moved_to(*offset, is_done && *offset == sent_end_, elapsed_ms);
}

Status Upload::moved_to(std::uint64_t offset, bool is_as_sent, std::int64_t elapsed_ms) {
  const bool is_answer_to_head = sent_end_ == 0;
  if (is_as_sent && !is_answer_to_head) {
    common_.chunk.grow(static_cast<std::size_t>(offset - *photo_->offset), elapsed_ms);
  } else if (!is_answer_to_head && ++photo_->corrections > corrections_max) {
    give_up(409);
    return {};
  }
  if (offset > 0 && !is_as_sent && !photo_->is_resumed) {
    photo_->is_resumed = true;
    common_.note(service::SyncEvent::PhotoResumed, offset, photo_->file.bytes);
  }
  photo_->offset = offset;
  if (offset > photo_->furthest) {
    progress_ += offset - photo_->furthest;
    photo_->furthest = offset;
  }
  return offset == photo_->file.bytes ? finish() : Status{};
}

// What arrived had another hash: the province threw it away. Once more, then it is given up.
Status Upload::restart() {
  photo_->offset = 0;
  if (++photo_->restarts > 1) give_up(422);
  return {};
}

Status Upload::finish() {
  TRY(common_.control.photo_at_province(photo_->file.sha256));
  common_.note(service::SyncEvent::PhotoDone, photo_->file.bytes, static_cast<std::uint64_t>(photo_->file.size));
  ++common_.summary.photos_up;
  ++photos_done_;
  given_up_.insert(photo_->file.sha256);  // done with it, even if the list still names it
  photo_.reset();
  return {};
}

void Upload::give_up(std::uint64_t why) {
  common_.note(service::SyncEvent::PhotoRefused, why, photo_->file.bytes);
  given_up_.insert(photo_->file.sha256);
  ++progress_;
  photo_.reset();
}

void Upload::link_broke() {
  common_.chunk.shrink();
  // How much of the chunk arrived? A photo that fits one chunk is sent again rather than asked about.
  if (photo_ && photo_->file.bytes > limits::blob_chunk_bytes_first) photo_->offset.reset();
}

}  // namespace ocop::engine
