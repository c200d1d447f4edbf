// When a tablet sends by itself. A network that appears is used within seconds; while it stays, there is one session a
// window, so that the radio wakes once for all that was written meanwhile; after a session that was refused the windows
// double. Every wait has a random part: a village's tablets see the signal at the same moment.
//
// What breaks within a session is the session's own to try again (backoff.h); a network that comes back cuts its pause
// short. What goes along follows the link: thumbnails and text over any, review sizes where the link is not known to be
// narrow, originals where bytes cost nothing. An officer who wants more taps.
//
// A pure class: time and the link are told to it, and nothing here waits. One thread.
#pragma once

#include <optional>

#include "core/base/entropy.h"
#include "core/service/sync_control.h"

namespace ocop::engine {

enum class Link { None, Metered, Unmetered, Unknown };  // what the machine says; only a session proves a network

struct Rules {
  bool is_automatic = false;  // else nothing begins by itself
  bool only_on_wifi = false;  // over Unmetered alone
  friend bool operator==(const Rules&, const Rules&) = default;
};

class Schedule {
 public:
  static constexpr std::int64_t appeared_ms_max = 5'000;     // from the network to the session
  static constexpr std::int64_t window_ms = 15 * 60'000;     // from one session to the next
  static constexpr int windows_max = 16;                     // 4 h, after refusals
  static constexpr std::int64_t look_ms = 20'000;            // how often the link is to be looked at

  explicit Schedule(Entropy& entropy) : entropy_(entropy) {}

  // The link and the rules as they now are. What to send now, in a session that begins at once; nothing: not yet.
  std::optional<service::PhotoPolicy> due(Link link, const Rules& rules, std::int64_t now_ms);

  // A session has ended, whoever began it. None: well. Cancelled: by the officer, who is not contradicted at once.
  void ended(std::optional<ErrorCode> error, std::int64_t now_ms);
  // The tablet is somebody else's device now, or one for the first time.
  void enrolled();
  // Whether a look at the link may bring anything; false until it is enrolled.
  bool is_worth_a_look() const { return is_enrolled_; }

 private:
  std::int64_t up_to(std::int64_t ms);

  Entropy& entropy_;
  bool was_usable_ = false;
  bool is_enrolled_ = true;  // until a session says otherwise
  int windows_ = 1;          // to wait after the next refusal
  std::optional<std::int64_t> at_ms_;   // the next session
  std::int64_t refused_until_ms_ = 0;   // not even a network that appears brings one before
};

}  // namespace ocop::engine
