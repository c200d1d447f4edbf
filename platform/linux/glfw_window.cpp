#include "platform/linux/glfw_window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <clocale>
#include <utility>

namespace ocop::platform {
namespace {

class EmptyEventWaker final : public Waker {
 public:
  void wake() override { ::glfwPostEmptyEvent(); }  // the one call of GLFW that any thread may make
};

std::optional<WindowKey> key_of(int key, int mods) {
  if ((mods & GLFW_MOD_CONTROL) != 0) return key == GLFW_KEY_V ? std::optional(WindowKey::Paste) : std::nullopt;
  switch (key) {
    case GLFW_KEY_BACKSPACE:
      return WindowKey::Backspace;
    case GLFW_KEY_DELETE:
      return WindowKey::Delete;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return WindowKey::Enter;
    case GLFW_KEY_TAB:
      return WindowKey::Tab;
    case GLFW_KEY_ESCAPE:
      return WindowKey::Escape;
    case GLFW_KEY_LEFT:
      return WindowKey::Left;
    case GLFW_KEY_RIGHT:
      return WindowKey::Right;
    case GLFW_KEY_UP:
      return WindowKey::Up;
    case GLFW_KEY_DOWN:
      return WindowKey::Down;
    case GLFW_KEY_HOME:
      return WindowKey::Home;
    case GLFW_KEY_END:
      return WindowKey::End;
    case GLFW_KEY_PAGE_UP:
      return WindowKey::PageUp;
    case GLFW_KEY_PAGE_DOWN:
      return WindowKey::PageDown;
    default:
      return std::nullopt;
  }
}

}  // namespace

struct GlfwWindow::Inside {
  GLFWwindow* window = nullptr;
  std::vector<WindowEvent> events;
  bool has_changed = true;
  EmptyEventWaker waker;

  static Inside& of(GLFWwindow* window) { return *static_cast<Inside*>(::glfwGetWindowUserPointer(window)); }

  // GLFW tells positions in screen coordinates; where those are not pixels, the framebuffer says how many.
  WindowEvent at(WindowEvent::Kind kind, double x, double y) const {
    int width = 0, height = 0, width_px = 0, height_px = 0;
    ::glfwGetWindowSize(window, &width, &height);
    ::glfwGetFramebufferSize(window, &width_px, &height_px);
    WindowEvent out;
    out.kind = kind;
    out.x = static_cast<float>(x * width_px / std::max(width, 1));
    out.y = static_cast<float>(y * height_px / std::max(height, 1));
    return out;
  }
  WindowEvent here(WindowEvent::Kind kind) const {
    double x = 0, y = 0;
    ::glfwGetCursorPos(window, &x, &y);
    return at(kind, x, y);
  }

  static void on_move(GLFWwindow* window, double x, double y) {
    auto& self = of(window);
    self.events.push_back(self.at(WindowEvent::Kind::PointerMoved, x, y));
  }
  static void on_button(GLFWwindow* window, int button, int action, int) {
    if (button != GLFW_MOUSE_BUTTON_LEFT) return;
    auto& self = of(window);
    self.events.push_back(
        self.here(action == GLFW_PRESS ? WindowEvent::Kind::PointerPressed : WindowEvent::Kind::PointerReleased));
  }
  static void on_wheel(GLFWwindow* window, double, double lines) {
    auto& self = of(window);
    auto event = self.here(WindowEvent::Kind::Wheel);
    event.lines = static_cast<float>(lines);
    self.events.push_back(event);
  }
  static void on_key(GLFWwindow* window, int key, int, int action, int mods) {
    const auto known = action == GLFW_RELEASE ? std::nullopt : key_of(key, mods);
    if (!known) return;
    WindowEvent event;
    event.kind = WindowEvent::Kind::KeyPressed;
    event.key = *known;
    of(window).events.push_back(event);
  }
  static void on_character(GLFWwindow* window, unsigned int character) {
    WindowEvent event;
    event.kind = WindowEvent::Kind::Character;
    event.character = character;
    of(window).events.push_back(event);
  }
  static void on_focus(GLFWwindow* window, int has_focus) {
    if (has_focus == GLFW_TRUE) return;
    WindowEvent event;
    event.kind = WindowEvent::Kind::PointerLost;
    of(window).events.push_back(event);
  }
  static void on_refresh(GLFWwindow* window) { of(window).has_changed = true; }
  static void on_size(GLFWwindow* window, int, int) { of(window).has_changed = true; }
};

GlfwWindow::GlfwWindow(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Result<std::unique_ptr<GlfwWindow>> GlfwWindow::open(const GlfwWindowOptions& options) {
  std::setlocale(LC_CTYPE, "");  // or input methods give no composed characters
  if (::glfwInit() != GLFW_TRUE) return Error{ErrorCode::NotFound, "no display to open a window on"};
  ::glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  ::glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  ::glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  ::glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  GLFWwindow* window = ::glfwCreateWindow(options.width_px, options.height_px, options.title.c_str(), nullptr, nullptr);
  if (window == nullptr) {
    ::glfwTerminate();
    return Error{ErrorCode::NotFound, "no window with OpenGL 3.3"};
  }
  auto inside = std::make_unique<Inside>();
  inside->window = window;
  ::glfwSetWindowUserPointer(window, inside.get());
  ::glfwMakeContextCurrent(window);
  ::glfwSwapInterval(1);
  ::glfwSetCursorPosCallback(window, Inside::on_move);
  ::glfwSetMouseButtonCallback(window, Inside::on_button);
  ::glfwSetScrollCallback(window, Inside::on_wheel);
  ::glfwSetKeyCallback(window, Inside::on_key);
  ::glfwSetCharCallback(window, Inside::on_character);
  ::glfwSetWindowFocusCallback(window, Inside::on_focus);
  ::glfwSetWindowRefreshCallback(window, Inside::on_refresh);
  ::glfwSetFramebufferSizeCallback(window, Inside::on_size);
  return std::unique_ptr<GlfwWindow>(new GlfwWindow(std::move(inside)));
}

GlfwWindow::~GlfwWindow() {
  ::glfwDestroyWindow(inside_->window);
  ::glfwTerminate();
}

WindowState GlfwWindow::state() {
  WindowState out;
  ::glfwGetFramebufferSize(inside_->window, &out.width_px, &out.height_px);
  float scale_y = 1;
  ::glfwGetWindowContentScale(inside_->window, &out.content_scale, &scale_y);
  out.is_visible =
      ::glfwGetWindowAttrib(inside_->window, GLFW_ICONIFIED) == GLFW_FALSE && out.width_px > 0 && out.height_px > 0;
  out.wants_to_close = ::glfwWindowShouldClose(inside_->window) == GLFW_TRUE;
  out.has_changed = std::exchange(inside_->has_changed, false);
  return out;
}

std::vector<WindowEvent> GlfwWindow::take_events() { return std::exchange(inside_->events, {}); }

void GlfwWindow::wait(std::optional<std::int64_t> timeout_ms) {
  if (!timeout_ms)
    ::glfwWaitEvents();
  else if (*timeout_ms <= 0)
    ::glfwPollEvents();
  else
    ::glfwWaitEventsTimeout(static_cast<double>(*timeout_ms) / 1000);
}

void GlfwWindow::present() { ::glfwSwapBuffers(inside_->window); }

Result<Picture> GlfwWindow::grab() {
  Picture out;
  ::glfwGetFramebufferSize(inside_->window, &out.width, &out.height);
  const auto row = static_cast<std::size_t>(out.width) * 4;
  out.rgba.resize(row * static_cast<std::size_t>(out.height));
  ::glPixelStorei(GL_PACK_ALIGNMENT, 1);
  ::glReadPixels(0, 0, out.width, out.height, GL_RGBA, GL_UNSIGNED_BYTE, out.rgba.data());
  if (::glGetError() != GL_NO_ERROR) return Error{ErrorCode::NotFound, "the frame could not be read back"};
  for (int y = 0; y < out.height / 2; ++y) {  // OpenGL's rows begin below
    const auto above = out.rgba.begin() + static_cast<std::ptrdiff_t>(row) * y;
    const auto below = out.rgba.begin() + static_cast<std::ptrdiff_t>(row) * (out.height - 1 - y);
    std::swap_ranges(above, above + static_cast<std::ptrdiff_t>(row), below);
  }
  return out;
}

std::string GlfwWindow::clipboard() {
  const char* text = ::glfwGetClipboardString(inside_->window);
  return text == nullptr ? std::string() : std::string(text);
}

Waker& GlfwWindow::waker() { return inside_->waker; }

}  // namespace ocop::platform
