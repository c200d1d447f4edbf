// What must be said to the officer whichever screen is open: an error in its sentence, a short confirmation, and when
// something was last saved. Drawn under the top bar by app/screen/stage.h. The screen's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/text/text.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace ocop::presenter {

struct Notice {
  enum class Kind { Done, Error } kind = Kind::Done;
  std::string sentence;
};

class Notices {
 public:
  static constexpr std::int64_t done_shown_ms = 4'000;  // an error stays until it is closed

  explicit Notices(const Clock& clock) : clock_(clock) {}

  void report(const Error& error, text::Language language);  // the sentence of its code; the detail is for support
  void say(std::string sentence);
  void close();
  void tick();
  std::optional<std::int64_t> next_deadline_ms() const { return until_ms_; }
  const std::optional<Notice>& notice() const { return notice_; }

  void saved() { saved_at_wall_ms_ = clock_.wall_ms(); }
  std::int64_t saved_at_wall_ms() const { return saved_at_wall_ms_; }  // 0: nothing yet

 private:
  const Clock& clock_;
  std::optional<Notice> notice_;
  std::optional<std::int64_t> until_ms_;
  std::int64_t saved_at_wall_ms_ = 0;
};

}  // namespace ocop::presenter
