// Where the frame's triangles go: OpenGL behind a window, nowhere in a test.
#pragma once

#include "app/ui/canvas.h"
#include "platform/api/window.h"

namespace ocop::shell {

class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual Status start() = 0;        // once, with ImGui's context there
  virtual void fonts_changed() = 0;  // between frames: the atlas is new
  virtual void clear(int width_px, int height_px) = 0;
  virtual void draw() = 0;  // ImGui's draw data of this frame
  virtual ui::Texture make_texture(const platform::Picture& picture) = 0;
  virtual void release_texture(ui::Texture texture) = 0;
  virtual void stop() = 0;
};

class NullRenderer final : public Renderer {
 public:
  Status start() override { return {}; }
  void fonts_changed() override;
  void clear(int, int) override {}
  void draw() override {}
  ui::Texture make_texture(const platform::Picture&) override { return ++textures_; }
  void release_texture(ui::Texture) override {}
  void stop() override {}

 private:
  ui::Texture textures_ = 1;
};

// Needs the context of the window to be current.
class GlRenderer final : public Renderer {
 public:
  Status start() override;
  void fonts_changed() override;
  void clear(int width_px, int height_px) override;
  void draw() override;
  ui::Texture make_texture(const platform::Picture& picture) override;
  void release_texture(ui::Texture texture) override;
  void stop() override;
};

}  // namespace ocop::shell
