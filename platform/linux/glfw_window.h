// The window on X11 (and on Wayland through XWayland), by GLFW, with an OpenGL 3.3 context.
//
// GLFW knows no touch: the X server turns the first finger into the pointer and its button, which is what we get.
#pragma once

#include <memory>

#include "platform/api/window.h"

namespace ocop::platform {

struct GlfwWindowOptions {
  std::string title = "OCOP Field";
  int width_px = 1280;
  int height_px = 800;
};

class GlfwWindow final : public Window {
 public:
  // One at a time in a program. NotFound: no display, or none that draws OpenGL 3.3.
  static Result<std::unique_ptr<GlfwWindow>> open(const GlfwWindowOptions& options);
  ~GlfwWindow() override;

  WindowState state() override;
  std::vector<WindowEvent> take_events() override;
  void wait(std::optional<std::int64_t> timeout_ms) override;
  void present() override;
  Result<Picture> grab() override;
  std::string clipboard() override;
  Waker& waker() override;

 private:
  struct Inside;
  explicit GlfwWindow(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace ocop::platform
