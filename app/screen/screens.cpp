#include "app/screen/screens.h"

namespace ocop::screen {

void draw(Stage& stage) {
  std::visit([&](const auto* view) { draw(stage, *view); }, stage.app.screen);
  if (stage.app.is_menu_open) draw_menu(stage);
}

}  // namespace ocop::screen
