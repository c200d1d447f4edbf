// The only file that knows which ImGui this is. ImGui is our renderer's front: draw lists and a font atlas. Fingers and
// keys never reach it (the toolkit has its own, see app/ui/ui.h), so none of its versions' ideas about input matter.
#pragma once

#include "app/input/input_frame.h"

struct ImDrawList;
struct ImFontAtlas;
struct ImGuiContext;

namespace ocop::shell {

class ImguiGlue {
 public:
  ImguiGlue();
  ~ImguiGlue();
  ImguiGlue(const ImguiGlue&) = delete;
  ImguiGlue& operator=(const ImguiGlue&) = delete;

  ImFontAtlas& atlas();
  ImDrawList* begin(const input::InputFrame& frame);  // the list that the frame is drawn into
  void end();

 private:
  ImGuiContext* context_;
};

}  // namespace ocop::shell
