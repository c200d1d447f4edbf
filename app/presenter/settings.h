// What the officer may set about the program itself. Kept for this start of the program only; they are asked for again
// by command line or menu.
#pragma once

#include "app/text/text.h"

namespace ocop::presenter {

enum class TextSize { Normal, Large, Largest };  // 100, 125, 150 %
enum class Look { Light, Sunlight };

struct Settings {
  text::Language language = text::Language::Vietnamese;
  TextSize text_size = TextSize::Normal;
  Look look = Look::Light;
  friend bool operator==(const Settings&, const Settings&) = default;
};

constexpr float scale_of(TextSize size) {
  return size == TextSize::Normal ? 1.0F : size == TextSize::Large ? 1.25F : 1.5F;
}

}  // namespace ocop::presenter
