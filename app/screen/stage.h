// The stage: what a screen draws on. A screen is a function
//
//   void draw(Stage& stage, const presenter::HomeView& view);
//
// pure but for the widgets it calls and the intents it appends: no state of its own, no questions, no waiting, at most
// 70 lines; what grows is divided into functions that draw one card. Anchor: home_screen.cpp.
//
// Paths. A screen names itself (ui.screen("home", …)) and everything that can be tapped by what it is, never by where
// it stands: "home/new_dossier", "home/dossier 3f2a…", "scoring/option b". Tests and the scripted visit tap these
// names.
#pragma once

#include <string_view>
#include <vector>

#include "app/presenter/intents.h"
#include "app/presenter/view.h"
#include "app/ui/controls.h"
#include "app/ui/display.h"
#include "app/ui/field.h"
#include "app/ui/layout.h"

namespace ocop::screen {

// A photo as the renderer holds it; texture 0 while it is being fetched, or is not on this machine.
struct PictureTexture {
  ui::Texture texture = 0;
  float aspect = 1.5F;
};

// Where textures come from. Asking for one that is not there yet makes it come; a later frame has it.
class Pictures {
 public:
  virtual ~Pictures() = default;
  virtual PictureTexture find(const Hash& sha256) = 0;
};

struct Stage {
  ui::Ui& ui;
  const presenter::View& app;
  Pictures& pictures;
  presenter::Intents& intents;

  text::Language language() const { return app.settings.language; }
  std::string_view say(text::Key key) const { return text::sentence(key, language()); }
  std::string say(text::Key key, std::initializer_list<std::string_view> arguments) const {
    return text::fill(key, language(), arguments);
  }
  void intend(presenter::Intent intent) { intents.push_back(std::move(intent)); }
  PictureTexture picture(const std::optional<Hash>& sha256) {
    return sha256 ? pictures.find(*sha256) : PictureTexture{};
  }
};

// The bar of a screen, with back (GoBack) or the menu, and when something was last saved; below it the notice, if there
// is one. The id of the chip that was tapped.
struct BarOptions {
  ui::Lead lead = ui::Lead::Back;
  std::string_view title = {};
  std::string_view subtitle = {};
  std::vector<ui::TopBarChip> chips = {};
  bool shows_saved = true;
};
std::string_view bar(Stage& stage, const BarOptions& options);

ui::Tone tone_of(presenter::ChipTone tone);
ui::Chip chip_of(const presenter::ChipView& chip);

}  // namespace ocop::screen
