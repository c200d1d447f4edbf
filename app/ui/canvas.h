// Drawing in dp: the only part of the toolkit that knows the renderer. Screens do not use it; widgets do.
//
// Text is measured and broken here. It is broken at spaces, never shrunk and never cut.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "app/ui/metrics.h"
#include "app/ui/theme.h"

struct ImDrawList;
struct ImDrawListSplitter;
struct ImFont;

namespace ocop::ui {

// Small 16, Body 18, Lead 20, Title 24, Figure 40 and Total 56 dp. Figure and Total hold digits and signs only.
enum class TextStyle { Small, SmallStrong, Body, Strong, Lead, LeadStrong, Title, Figure, Total };
inline constexpr int text_style_count = 9;
float text_size_dp(TextStyle style);
float line_height_dp(TextStyle style);

// The fonts of the atlas that is loaded, one per style, made by app/shell/fonts.h for one scale.
struct FontSet {
  std::array<ImFont*, text_style_count> fonts{};
};

// A picture that the renderer holds; 0 is none. Made by app/shell/renderer.h.
using Texture = std::uint64_t;

enum class Icon {
  Back,
  Menu,
  Search,
  Camera,
  Close,
  Plus,
  Minus,
  Chevron,
  Check,
  Warning,
  Upload,
  Backspace,
  Shift,
  Enter,
  Hide
};

struct TextBlock {
  std::vector<std::string_view> lines;  // of the text that was given, which must outlive the block
  TextStyle style = TextStyle::Body;
  float width = 0;  // of the longest line
  float height = 0;
};

enum class Align { Left, Center, Right };

class Canvas {
 public:
  Canvas();
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void begin(ImDrawList* list, const FontSet& fonts, float scale, Size screen);

  TextBlock lay_out(std::string_view text, TextStyle style, float width) const;
  float text_width(std::string_view text, TextStyle style) const;

  void fill(const Rect& rect, Color color, float radius = 0);
  void stroke(const Rect& rect, Color color, float width, float radius = 0);
  void line(float x1, float y1, float x2, float y2, Color color, float width);
  void disc(float x, float y, float radius, Color color);
  void ring(float x, float y, float radius, Color color, float width);
  void star(float x, float y, float radius, Color color);
  void icon(Icon icon, const Rect& box, Color color);
  void text(const TextBlock& block, float x, float y, Color color);
  void text(const TextBlock& block, const Rect& box, Align align, Color color);   // centred from top to bottom
  void image(Texture texture, const Rect& rect, const Rect& part, float radius);  // part: of the picture, 0 to 1

  void push_clip(const Rect& rect);  // cut to what is already pushed
  void pop_clip();
  const Rect& clip() const { return clips_.back(); }

  // What is drawn between begin_content and end_content lies before what `behind` of the pair draws afterwards: a card
  // learns its height from its content, and its ground still comes first.
  void begin_content();
  void begin_behind();
  void end_behind();

 private:
  float px(float dp) const { return dp * scale_; }

  ImDrawList* list_ = nullptr;
  FontSet fonts_;
  float scale_ = 1;
  std::vector<Rect> clips_;
  std::vector<std::unique_ptr<ImDrawListSplitter>> splitters_;
  std::size_t depth_ = 0;
};

}  // namespace ocop::ui
