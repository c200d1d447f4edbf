// A window without a screen: what the test says happened, happened; nothing is shown.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/api/window.h"

namespace ocop::fake {

class FakeWindow final : public platform::Window {
 public:
  explicit FakeWindow(int width_px = 1280, int height_px = 800, float content_scale = 1) {
    now.width_px = width_px;
    now.height_px = height_px;
    now.content_scale = content_scale;
  }
  platform::WindowState state() override {
    auto out = now;
    now.has_changed = false;
    return out;
  }
  std::vector<platform::WindowEvent> take_events() override { return std::exchange(events, {}); }
  void wait(std::optional<std::int64_t> timeout_ms) override { waits.push_back(timeout_ms); }
  void present() override { ++presented; }
  Result<platform::Picture> grab() override { return Error{ErrorCode::NotFound, "this window shows nothing"}; }
  std::string clipboard() override { return pasted; }
  Waker& waker() override { return waker_; }

  void resize(int width_px, int height_px) {
    now.width_px = width_px;
    now.height_px = height_px;
    now.has_changed = true;
  }

  platform::WindowState now;
  std::vector<platform::WindowEvent> events;
  std::vector<std::optional<std::int64_t>> waits;  // each sleep that was asked for; none is slept
  int presented = 0;
  std::string pasted;

 private:
  class Silent final : public Waker {
    void wake() override {}
  };
  Silent waker_;
};

}  // namespace ocop::fake
