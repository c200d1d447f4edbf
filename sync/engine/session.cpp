#include "sync/engine/session.h"

#include <algorithm>

#include "core/base/limits.h"

namespace ocop::engine {
namespace {

constexpr std::uint64_t retry_after_s_max = 3600;

// What may pass by itself. Errors of the data's side are not among them, even where their row says "later".
bool is_link_trouble(ErrorCode code) {
  switch (code) {
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::ServerFailed:
    case ErrorCode::ServerBusy:
    case ErrorCode::ServerGarbage: return true;
    default: return false;
  }
}

std::int64_t retry_after_ms(const HttpResponse& response) {
  const auto seconds = protocol::read_decimal(response.header("retry-after"));
  return seconds ? static_cast<std::int64_t>(std::min(*seconds, retry_after_s_max)) * 1000 : 0;
}

}  // namespace

Session::Session(service::SyncControl& control, Entropy& entropy, Options options)
    : common_{.control = control, .entropy = entropy, .identity = {}, .summary = {}},
      options_(options),
      exchanges_(common_),
      upload_(common_, options.photos),
      receipts_(common_),
      download_(common_, options.photos),
      carry_(common_) {}

Step Session::next(std::int64_t now_monotonic_ms) {
  if (has_pause_) {
    has_pause_ = false;
    if (options_.waiting == Waiting::Backoff) {
      wait_until_ms_ = now_monotonic_ms + std::max(backoff_ms(failures_, common_.entropy), retry_after_ms_);
    }
  }
  if (phase_ != Phase::Finished && now_monotonic_ms < wait_until_ms_) return Wait{wait_until_ms_};
  while (phase_ != Phase::Finished) {
    auto request = next_request();
    if (!request) {
      end(request.error());
    } else if (*request) {
      ++common_.summary.requests;
      common_.summary.body_up += (*request)->body.size();
      return Send{std::move(**request)};
    } else {
      leave_phase();
    }
  }
  return Done{common_.summary};
}

Result<std::optional<HttpRequest>> Session::next_request() {
  switch (phase_) {
    case Phase::Begin: TRY(begin()); return std::optional<HttpRequest>{};
    case Phase::Exchange:
    case Phase::LastExchange: return exchanges_.next();
    case Phase::Upload: return upload_.next();
    case Phase::Receipts: return receipts_.next();
    case Phase::Download: return download_.next();
    case Phase::Carry: return carry_.next();
    case Phase::Finished: break;
  }
  return std::optional<HttpRequest>{};
}

Status Session::begin() {
  TRY_ASSIGN(common_.identity, common_.control.identity());
  TRY_ASSIGN(const auto standing, common_.control.standing());
  common_.exchange.begin_with(standing.link.exchange_bytes);
  common_.chunk.begin_with(standing.link.chunk_bytes);
  remembered_ = standing.link;
  common_.note(service::SyncEvent::Started);
  return {};
}

void Session::leave_phase() {
  switch (phase_) {
    case Phase::Begin: phase_ = Phase::Exchange; return;
    case Phase::Exchange: phase_ = Phase::Upload; return;
    case Phase::Upload:
      if (upload_.photos_done() > 0) exchanges_.want_one();
      phase_ = upload_.photos_done() > 0 ? Phase::LastExchange : Phase::Receipts;
      return;
    case Phase::LastExchange: phase_ = Phase::Receipts; return;
    case Phase::Receipts: phase_ = Phase::Download; return;
    case Phase::Download: phase_ = Phase::Carry; return;
    case Phase::Carry: end(std::nullopt); return;
    case Phase::Finished: return;
  }
}

Status Session::accept(const HttpResponse& response, std::int64_t elapsed_ms) {
  switch (phase_) {
    case Phase::Exchange:
    case Phase::LastExchange: return exchanges_.accept(response, elapsed_ms);
    case Phase::Upload: return upload_.accept(response, elapsed_ms);
    case Phase::Receipts: return receipts_.accept(response);
    case Phase::Download: return download_.accept(response, elapsed_ms);
    case Phase::Carry: return carry_.accept(response);
    case Phase::Begin:
    case Phase::Finished: break;
  }
  return {};  // after cancel()
}

void Session::on_response(const HttpResponse& response, std::int64_t elapsed_ms) {
  common_.summary.body_down += response.body.size();
  const std::uint64_t progress_before = upload_.progress();
  const Status accepted = accept(response, elapsed_ms);
  if (accepted) {
    // To hear again and again how far a photo is, while every chunk breaks, is no progress.
    const bool has_gained = phase_ != Phase::Upload || upload_.progress() > progress_before;
    if (has_gained) failures_ = 0;
    return;
  }
  retry_after_ms_ = retry_after_ms(response);
  if (!is_link_trouble(accepted.error().code)) return end(accepted.error());
  link_failed(accepted.error());
}

void Session::on_failure(const Error& error) {
  retry_after_ms_ = 0;
  if (error.code == ErrorCode::LimitExceeded) return link_failed({ErrorCode::ServerGarbage, error.detail});
  if (!is_link_trouble(error.code)) return end(error);
  link_failed(error);
}

void Session::link_broke() {
  switch (phase_) {
    case Phase::Exchange:
    case Phase::LastExchange: exchanges_.link_broke(); return;
    case Phase::Upload: upload_.link_broke(); return;
    case Phase::Download: download_.link_broke(); return;
    case Phase::Carry: carry_.link_broke(); return;
    case Phase::Receipts:
    case Phase::Begin:
    case Phase::Finished: return;
  }
}

void Session::link_failed(const Error& error) {
  if (phase_ == Phase::Finished) return;
  const bool has_progress = failures_ == 0 && common_.summary.requests > 1;
  ++failures_;
  common_.note(service::SyncEvent::LinkFailed, static_cast<std::uint64_t>(error.code),
               static_cast<std::uint64_t>(failures_));
  link_broke();
  const bool gives_up = options_.waiting == Waiting::None ? !has_progress : failures_ >= limits::link_failures_max;
  if (gives_up) return end(error);
  has_pause_ = true;
}

void Session::end(std::optional<Error> error) {
  if (phase_ == Phase::Finished) return;
  if (phase_ != Phase::Begin) remember_link();
  phase_ = Phase::Finished;
  Summary& summary = common_.summary;
  summary.ok = !error;
  summary.error = std::move(error);
  count_unsent();
  if (summary.carried_up > 0) common_.note(service::SyncEvent::CarriedArrived, summary.carried_up);
  if (summary.ok) return common_.note(service::SyncEvent::Finished, summary.changes_up, summary.photos_up);
  switch (summary.error->code) {
    case ErrorCode::StorageFull: return common_.note(service::SyncEvent::StorageFull);
    case ErrorCode::ClockUnbelievable: return common_.note(service::SyncEvent::ClockDoubtful);
    default: break;
  }
  common_.note(service::SyncEvent::ServerRefused, static_cast<std::uint64_t>(summary.error->code));
}

// Worth keeping and never worth failing for.
void Session::remember_link() {
  const service::LinkSizes sizes{common_.exchange.to_remember(), common_.chunk.to_remember()};
  if (sizes == remembered_) return;
  const Status kept = common_.control.remember_link(sizes);
  static_cast<void>(kept);
}

// Read even after a failure: it is what the officer wants to know then.
void Session::count_unsent() {
  const auto standing = common_.control.standing();
  if (!standing) return;
  common_.summary.unsent_changes = standing->pending.changes;
  common_.summary.unsent_photos = standing->pending.photos;
}

}  // namespace ocop::engine
