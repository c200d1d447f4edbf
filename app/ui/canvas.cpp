#include "app/ui/canvas.h"

#include <imgui.h>

#include <cmath>

#include "core/base/assert.h"

namespace ocop::ui {
namespace {

ImU32 packed(Color color) { return IM_COL32(color.red, color.green, color.blue, color.alpha); }

}  // namespace

Canvas::Canvas() = default;
Canvas::~Canvas() = default;

void Canvas::begin(ImDrawList* list, const FontSet& fonts, float scale, Size screen) {
  list_ = list;
  fonts_ = fonts;
  scale_ = scale;
  depth_ = 0;
  clips_.assign(1, Rect{0, 0, screen.width, screen.height});
}

void Canvas::fill(const Rect& rect, Color color, float radius) {
  list_->AddRectFilled({px(rect.x), px(rect.y)}, {px(rect.right()), px(rect.bottom())}, packed(color), px(radius));
}

void Canvas::stroke(const Rect& rect, Color color, float width, float radius) {
  const float half = std::max(px(width), 1.0F) / 2;  // the line lies inside the rectangle
  list_->AddRect({px(rect.x) + half, px(rect.y) + half}, {px(rect.right()) - half, px(rect.bottom()) - half},
                 packed(color), std::max(px(radius) - half, 0.0F), 0, 2 * half);
}

void Canvas::line(float x1, float y1, float x2, float y2, Color color, float width) {
  list_->AddLine({px(x1), px(y1)}, {px(x2), px(y2)}, packed(color), std::max(px(width), 1.0F));
}

void Canvas::disc(float x, float y, float radius, Color color) {
  list_->AddCircleFilled({px(x), px(y)}, px(radius), packed(color));
}

void Canvas::ring(float x, float y, float radius, Color color, float width) {
  list_->AddCircle({px(x), px(y)}, px(radius - width / 2), packed(color), 0, px(width));
}

// The font's star: a polygon with ten corners has seams where its parts meet.
void Canvas::star(float x, float y, float radius, Color color) {
  const ImFont* font = fonts_.fonts[static_cast<std::size_t>(TextStyle::Title)];
  const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(0x2605));
  const float size = 2 * px(radius) / (glyph->X1 - glyph->X0);  // against the baked size
  const float left = px(x) - size * (glyph->X0 + glyph->X1) / 2;
  const float top = px(y) - size * (glyph->Y0 + glyph->Y1) / 2;
  list_->AddText(font, font->FontSize * size, {left, top}, packed(color), "\xE2\x98\x85");
}

void Canvas::text(const TextBlock& block, float x, float y, Color color) {
  const ImFont* font = fonts_.fonts[static_cast<std::size_t>(block.style)];
  const float line_height = line_height_dp(block.style);
  const float above = (px(line_height) - font->FontSize) / 2;
  for (const auto line : block.lines) {
    if (!line.empty())
      list_->AddText(font, font->FontSize, {std::round(px(x)), std::round(px(y) + above)}, packed(color), line.data(),
                     line.data() + line.size());
    y += line_height;
  }
}

void Canvas::text(const TextBlock& block, const Rect& box, Align align, Color color) {
  float y = box.y + (box.height - block.height) / 2;
  for (const auto line : block.lines) {
    TextBlock one;
    one.style = block.style;
    one.lines = {line};
    const float free = box.width - text_width(line, block.style);
    const float x = align == Align::Left ? box.x : align == Align::Right ? box.x + free : box.x + free / 2;
    text(one, x, y, color);
    y += line_height_dp(block.style);
  }
}

void Canvas::image(Texture texture, const Rect& rect, const Rect& part, float radius) {
  // The renderer's handle travels through ImGui as a pointer-sized value that nobody follows.
  const auto handle = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
  list_->AddImageRounded(handle, {px(rect.x), px(rect.y)}, {px(rect.right()), px(rect.bottom())}, {part.x, part.y},
                         {part.right(), part.bottom()}, IM_COL32_WHITE, px(radius));
}

void Canvas::push_clip(const Rect& rect) {
  const Rect cut = intersection(rect, clips_.back());
  clips_.push_back(cut);
  list_->PushClipRect({px(cut.x), px(cut.y)}, {px(cut.right()), px(cut.bottom())});
}

void Canvas::pop_clip() {
  OCOP_ASSERT(clips_.size() > 1);
  clips_.pop_back();
  list_->PopClipRect();
}

void Canvas::begin_content() {
  if (depth_ == splitters_.size()) splitters_.push_back(std::make_unique<ImDrawListSplitter>());
  auto& splitter = *splitters_[depth_++];
  splitter.Split(list_, 2);
  splitter.SetCurrentChannel(list_, 1);
}

void Canvas::begin_behind() { splitters_[depth_ - 1]->SetCurrentChannel(list_, 0); }

void Canvas::end_behind() { splitters_[--depth_]->Merge(list_); }

}  // namespace ocop::ui
