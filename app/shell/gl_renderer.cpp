#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "app/shell/renderer.h"

namespace ocop::shell {

void NullRenderer::fonts_changed() {
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  auto& atlas = *ImGui::GetIO().Fonts;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  atlas.SetTexID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));  // NOLINT: a handle that nobody follows
}

Status GlRenderer::start() {
  if (!ImGui_ImplOpenGL3_Init("#version 330")) return Error{ErrorCode::NotFound, "OpenGL 3.3 did not start"};
  return {};
}

void GlRenderer::fonts_changed() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_NewFrame();  // makes its shaders the first time, and a font texture with them
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void GlRenderer::clear(int width_px, int height_px) {
  ::glViewport(0, 0, width_px, height_px);
  ::glClearColor(0.957F, 0.961F, 0.945F, 1);
  ::glClear(GL_COLOR_BUFFER_BIT);
}

void GlRenderer::draw() { ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData()); }

ui::Texture GlRenderer::make_texture(const platform::Picture& picture) {
  const auto size = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
  if (picture.width <= 0 || picture.height <= 0 || picture.rgba.size() != size) return 0;
  GLuint name = 0;
  ::glGenTextures(1, &name);
  ::glBindTexture(GL_TEXTURE_2D, name);
  ::glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  ::glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  ::glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, 0x812F);  // GL_CLAMP_TO_EDGE, newer than this header
  ::glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, 0x812F);
  ::glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  ::glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, picture.width, picture.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 picture.rgba.data());
  return name;
}

void GlRenderer::release_texture(ui::Texture texture) {
  const auto name = static_cast<GLuint>(texture);
  ::glDeleteTextures(1, &name);
}

void GlRenderer::stop() { ImGui_ImplOpenGL3_Shutdown(); }

}  // namespace ocop::shell
