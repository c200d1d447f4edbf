#include "app/screen/screens.h"

namespace ocop::screen {

void draw(Stage& stage) {
  stage.ui.use_key_words({.symbols = stage.say(text::Key::KeyboardSymbols),
                          .letters = stage.say(text::Key::KeyboardLetters),
                          .telex = stage.say(text::Key::KeyboardTelex),
                          .plain = stage.say(text::Key::KeyboardPlain)});
  std::visit([&](const auto* view) { draw(stage, *view); }, stage.app.screen);
  if (stage.app.is_menu_open) draw_menu(stage);
}

}  // namespace ocop::screen
