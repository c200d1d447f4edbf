// FieldTablet with its screens, without a window: a finger that taps items by name.
#pragma once

#include "app/screen/screens.h"
#include "tests/support/field_tablet.h"
#include "tests/support/ui_driver.h"

namespace ocop::test {

class ScreenTablet final : private shell::Application {
  class NoPictures final : public screen::Pictures {
   public:
    screen::PictureTexture find(const Hash&) override { return {}; }
  };
  NoPictures pictures_;            // before `ui`, which draws as it begins
  presenter::Intents intents_;

 public:
  explicit ScreenTablet(const UiDriverOptions& options = {}, presenter::Settings settings = {});

  void let_pass(std::int64_t ms);     // time, then all that follows from it
  void open(const presenter::Place& place);
  void require_sound(std::string_view screen);  // nothing under 48 dp, nothing clipped, no overlap, no missing glyph

  FieldTablet tablet;
  UiDriver ui;

 private:
  void before_frame() override;
  void frame(ui::Ui& toolkit) override;
  void after_frame() override;
};

}  // namespace ocop::test
