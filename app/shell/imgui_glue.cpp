#include "app/shell/imgui_glue.h"

#include <imgui.h>

#include <algorithm>

#if IMGUI_VERSION_NUM < 18600
#error "Dear ImGui 1.86 or newer is needed"
#endif

namespace ocop::shell {

ImguiGlue::ImguiGlue() : context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);  // a second one in a program (tests) does not make itself current
  auto& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // no files of its own in the working directory
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;
#if IMGUI_VERSION_NUM < 18700
  std::fill(std::begin(io.KeyMap), std::end(io.KeyMap), -1);
#endif
}

ImguiGlue::~ImguiGlue() { ImGui::DestroyContext(context_); }

ImFontAtlas& ImguiGlue::atlas() {
  ImGui::SetCurrentContext(context_);
  return *ImGui::GetIO().Fonts;
}

ImDrawList* ImguiGlue::begin(const input::InputFrame& frame) {
  ImGui::SetCurrentContext(context_);
  auto& io = ImGui::GetIO();
  io.DisplaySize = {frame.width_px, frame.height_px};
  io.DisplayFramebufferScale = {1, 1};           // everything is in pixels already
  io.DeltaTime = std::max(frame.step_s, 1e-3F);  // it asserts on two frames at one moment
  ImGui::NewFrame();
  return ImGui::GetBackgroundDrawList();
}

void ImguiGlue::end() { ImGui::Render(); }

}  // namespace ocop::shell
