#include "sync/engine/schedule.h"

#include <algorithm>

namespace ocop::engine {
namespace {

bool is_usable(Link link, const Rules& rules) {
  if (!rules.is_automatic || link == Link::None) return false;
  return !rules.only_on_wifi || link == Link::Unmetered;
}

// The link went away in the middle of it: no fault of anybody's, and no reason to stay away.
bool is_of_the_link(ErrorCode code) { return code == ErrorCode::Unreachable || code == ErrorCode::TimedOut; }

}  // namespace

std::int64_t Schedule::up_to(std::int64_t ms) {
  return static_cast<std::int64_t>(entropy_.draw_64() % (static_cast<std::uint64_t>(ms) + 1));
}

std::optional<service::PhotoPolicy> Schedule::due(Link link, const Rules& rules, std::int64_t now_ms) {
  const bool is_usable_now = is_usable(link, rules) && is_enrolled_;
  const bool has_appeared = is_usable_now && !was_usable_;
  was_usable_ = is_usable_now;
  if (!is_usable_now) at_ms_.reset();
  if (has_appeared) at_ms_ = std::max(now_ms + up_to(appeared_ms_max), refused_until_ms_);
  if (!at_ms_ || now_ms < *at_ms_) return std::nullopt;
  at_ms_ = now_ms + window_ms + up_to(window_ms / 4);
  return link == Link::Unmetered ? service::PhotoPolicy::All : service::PhotoPolicy::Review;
}

void Schedule::ended(std::optional<ErrorCode> error, std::int64_t now_ms) {
  if (error == ErrorCode::NotEnrolled) {
    is_enrolled_ = false;
    return;
  }
  const bool is_refusal = error && *error != ErrorCode::Cancelled && !is_of_the_link(*error);
  windows_ = is_refusal ? std::min(windows_ * 2, windows_max) : 1;
  const std::int64_t wait_ms = window_ms * (is_refusal ? windows_ / 2 : 1);
  const std::int64_t next_ms = now_ms + wait_ms + up_to(wait_ms / 4);
  refused_until_ms_ = is_refusal ? next_ms : 0;
  if (at_ms_) at_ms_ = next_ms;
}

void Schedule::enrolled() {
  is_enrolled_ = true;
  was_usable_ = false;
  refused_until_ms_ = 0;
  windows_ = 1;
}

}  // namespace ocop::engine
