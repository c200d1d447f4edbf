// Why is the tablet awake? Because Redraw owes frames, or a deadline is near.
//
// Nothing is drawn when nothing changes. Whatever happens (a finger, a key, a result from another thread) owes three
// frames, because sizes settle over two; what moves by itself owes one more each frame. At zero the loop sleeps until
// the next deadline, or until something happens. A pure class: time is given to it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ocop::shell {

class Redraw {
 public:
  static constexpr int frames_after_event = 3;

  void owe(int frames = frames_after_event) { frames_owed_ = std::max(frames_owed_, frames); }
  void frame_drawn() { frames_owed_ = std::max(0, frames_owed_ - 1); }
  bool owes() const { return frames_owed_ > 0; }
  int frames_owed() const { return frames_owed_; }

  // A moment (monotonic) at which a frame is due, e.g. a clock on the screen; nothing when there is none.
  void set_deadline(std::optional<std::int64_t> at_ms) { deadline_ms_ = at_ms; }
  // How long the loop may sleep. Nothing: until something happens.
  std::optional<std::int64_t> wait_ms(std::int64_t now_ms) const;
  // A deadline that has come is paid with a frame, once.
  void pass_time(std::int64_t now_ms);

 private:
  int frames_owed_ = frames_after_event;
  std::optional<std::int64_t> deadline_ms_;
};

}  // namespace ocop::shell
