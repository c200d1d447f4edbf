// The icons, drawn: no icon font to miss a glyph in. Part of canvas.h.
#include "app/ui/canvas.h"

#include <algorithm>

namespace ocop::ui {

void Canvas::icon(Icon icon, const Rect& box, Color color) {
  const float size = std::min(box.width, box.height);
  const float left = box.x + (box.width - size) / 2;
  const float top = box.y + (box.height - size) / 2;
  const auto x = [&](float part) { return left + part * size; };
  const auto y = [&](float part) { return top + part * size; };
  const float width = std::max(size * 0.1F, 1.5F);
  const auto stroke_to = [&](float x1, float y1, float x2, float y2) {
    line(x(x1), y(y1), x(x2), y(y2), color, width);
  };
  switch (icon) {
    case Icon::Back:
      stroke_to(0.1F, 0.5F, 0.92F, 0.5F);
      stroke_to(0.1F, 0.5F, 0.42F, 0.2F);
      stroke_to(0.1F, 0.5F, 0.42F, 0.8F);
      break;
    case Icon::Menu:
      for (const float row : {0.22F, 0.5F, 0.78F}) stroke_to(0.1F, row, 0.9F, row);
      break;
    case Icon::Search:
      ring(x(0.42F), y(0.42F), size * 0.32F, color, width);
      stroke_to(0.64F, 0.64F, 0.92F, 0.92F);
      break;
    case Icon::Camera:
      fill({x(0.06F), y(0.26F), size * 0.88F, size * 0.6F}, color, size * 0.12F);
      fill({x(0.32F), y(0.14F), size * 0.36F, size * 0.2F}, color, size * 0.06F);
      ring(x(0.5F), y(0.56F), size * 0.2F, {255, 255, 255, 255}, size * 0.07F);
      break;
    case Icon::Close:
      stroke_to(0.18F, 0.18F, 0.82F, 0.82F);
      stroke_to(0.18F, 0.82F, 0.82F, 0.18F);
      break;
    case Icon::Plus:
      stroke_to(0.5F, 0.1F, 0.5F, 0.9F);
      [[fallthrough]];
    case Icon::Minus:
      stroke_to(0.1F, 0.5F, 0.9F, 0.5F);
      break;
    case Icon::Chevron:
      stroke_to(0.35F, 0.18F, 0.66F, 0.5F);
      stroke_to(0.66F, 0.5F, 0.35F, 0.82F);
      break;
    case Icon::Check:
      stroke_to(0.12F, 0.54F, 0.4F, 0.8F);
      stroke_to(0.4F, 0.8F, 0.9F, 0.24F);
      break;
    case Icon::Warning:
      stroke_to(0.5F, 0.1F, 0.06F, 0.88F);
      stroke_to(0.06F, 0.88F, 0.94F, 0.88F);
      stroke_to(0.94F, 0.88F, 0.5F, 0.1F);
      stroke_to(0.5F, 0.36F, 0.5F, 0.62F);
      disc(x(0.5F), y(0.75F), width * 0.6F, color);
      break;
    case Icon::Upload:
      stroke_to(0.5F, 0.12F, 0.5F, 0.9F);
      stroke_to(0.5F, 0.12F, 0.18F, 0.46F);
      stroke_to(0.5F, 0.12F, 0.82F, 0.46F);
      break;
    case Icon::Backspace:
      stroke_to(0.02F, 0.5F, 0.3F, 0.18F);
      stroke_to(0.02F, 0.5F, 0.3F, 0.82F);
      stroke_to(0.3F, 0.18F, 0.98F, 0.18F);
      stroke_to(0.3F, 0.82F, 0.98F, 0.82F);
      stroke_to(0.98F, 0.18F, 0.98F, 0.82F);
      stroke_to(0.46F, 0.36F, 0.76F, 0.64F);
      stroke_to(0.46F, 0.64F, 0.76F, 0.36F);
      break;
    case Icon::Shift:
      stroke_to(0.5F, 0.1F, 0.1F, 0.54F);
      stroke_to(0.5F, 0.1F, 0.9F, 0.54F);
      stroke_to(0.1F, 0.54F, 0.32F, 0.54F);
      stroke_to(0.9F, 0.54F, 0.68F, 0.54F);
      stroke_to(0.32F, 0.54F, 0.32F, 0.9F);
      stroke_to(0.68F, 0.54F, 0.68F, 0.9F);
      stroke_to(0.32F, 0.9F, 0.68F, 0.9F);
      break;
    case Icon::Enter:
      stroke_to(0.9F, 0.16F, 0.9F, 0.58F);
      stroke_to(0.9F, 0.58F, 0.12F, 0.58F);
      stroke_to(0.12F, 0.58F, 0.36F, 0.34F);
      stroke_to(0.12F, 0.58F, 0.36F, 0.82F);
      break;
    case Icon::Hide:
      stroke_to(0.16F, 0.32F, 0.5F, 0.68F);
      stroke_to(0.5F, 0.68F, 0.84F, 0.32F);
      break;
  }
}

}  // namespace ocop::ui
