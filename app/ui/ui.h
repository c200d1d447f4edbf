// Ui: one frame of the screen being described. A screen is a function (view-model, Ui&) that calls widgets from top to
// bottom; each takes the next place in the current column, draws itself, says whether it was tapped, and is entered in
// the registry under its name path.
//
//   ui.screen("assessment", [&] {
//     if (top_bar(ui, {.title = view.title}).back) intents.push_back(GoBack{});
//     scroll_area(ui, "options", [&] {
//       for (const auto& option : view.options)
//         if (option_row(ui, {.id = option.id, .label = option.label, .points = option.points})) …
//     });
//   });
//
// Widgets: layout.h, display.h, controls.h, field.h. Everything is dp. One thread: the screen's. What a widget needs to
// remember from frame to frame (how far a list is scrolled, where the caret stands) is kept here by path; whatever must
// not be lost belongs to the presenter.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/input/input_frame.h"
#include "app/input/keyboard.h"
#include "app/input/text_buffer.h"
#include "app/ui/canvas.h"
#include "app/ui/inspect.h"
#include "app/ui/metrics.h"
#include "app/ui/theme.h"

namespace ocop::ui {

using Body = std::function<void()>;

// A column that widgets fill from above, or (is_flow) lines that they fill from the left.
struct Region {
  float x = 0;
  float y = 0;  // where the next widget begins, before the gap
  float width = 0;
  float bottom = 0;  // where the column ends; unbounded in a scroll area
  float gap = metrics::gap;
  bool is_empty = true;  // no gap before the first widget
  float stretch = 0;     // what its first card or button is higher by, to end where its neighbours end
  bool is_flow = false;
  float flow_x = 0;
  float line_height = 0;  // of the flow's lines, as measured in the frame before
  float line_bottom = 0;
  float tallest = 0;    // of the flow's widgets, measured now
  float stretched = 0;  // what was taken of it
};

// No column of a screen ends there: it is the inside of a scroll area.
inline constexpr float unbounded = 1e7F;

// What is remembered under a path.
struct Memory {
  float scroll = 0;
  float height = 0;
  float width = 0;
  std::vector<float> heights = {};
  std::string text;  // of a field: what the presenter said last
  bool had_focus = false;
  std::uint64_t used = 0;  // frame
};

// What the keys say that write nothing and have no icon: words of the catalogue, which lives as long as the program.
struct KeyWords {
  std::string_view symbols = {};  // leads to them
  std::string_view letters = {};
  std::string_view telex = {};  // is on
  std::string_view plain = {};  // is off
};

struct Press {
  bool is_held = false;
  bool was_tapped = false;
};

// How a widget enters itself in the registry and asks about the finger.
struct ItemOptions {
  std::string_view id = {};
  Role role = Role::Text;
  std::string_view label = {};
  Rect rect = {};
  bool is_enabled = true;
  bool is_clipped = false;
  std::string_view state = {};
};

// The field that has the caret, for the on-screen keyboard and for the window.
struct Focus {
  std::string path = {};
  input::TextBuffer buffer;
  bool is_multi_line = false;
  bool is_number = false;
};

class Ui {
 public:
  // --- what a screen uses ---------------------------------------------------------------------------------------
  void screen(std::string_view id, const Body& body);
  void within(std::string_view id, const Body& body);  // adds a step to the path of what is inside
  Size size() const { return work_area_; }             // what the keyboard leaves of the window
  bool is_wide() const { return work_area_.width >= metrics::wide_min; }
  const Theme& theme() const { return *theme_; }
  float remaining_height() const;  // of the current column; large in a scroll area
  float remaining_width() const { return regions_.back().width; }
  void space(float dp);               // more room before the next widget
  void blur();                        // takes the caret away: the keyboard hides
  void focus(std::string_view path);  // gives the caret to a field when it is next drawn
  void use_key_words(const KeyWords& words) { key_words_ = words; }

  // --- the frame, used by app/shell -----------------------------------------------------------------------------
  void begin(const input::InputFrame& frame, ImDrawList* list, const FontSet& fonts, const input::Keyboard& keyboard);
  void end(const input::Keyboard& keyboard);
  void use_theme(ThemeKind kind) { theme_ = &theme_of(kind); }
  bool wants_another_frame() const { return wants_frame_; }  // something moves, or settles only in the next frame
  const std::optional<Focus>& focus() const { return focus_; }
  const Inspection& items() const { return items_; }

  // --- used by widgets ------------------------------------------------------------------------------------------
  Canvas& canvas() { return canvas_; }
  const input::InputFrame& frame() const { return frame_; }
  std::optional<input::Point> finger() const;  // in dp; none where something in front of this layer has it
  Region& region() { return regions_.back(); }
  Rect place(float natural_width, float height);  // the next place; a flow gives the natural width, a column its own
  float place_width(float natural_width) const;   // the width that place() will give
  float stretch_to(float height);                 // higher, if the neighbours in columns() are
  void inside(const Region& region, const Body& body, Region* after = nullptr);
  std::string path_of(std::string_view id) const;
  Memory& memory(std::string_view id);
  Press add(const ItemOptions& item);                      // enters a target and says what the finger does with it
  void note(const ItemOptions& item);                      // enters something that cannot be tapped
  Press press(const std::string& path, const Rect& rect);  // the finger alone, without an entry
  void want_frame() { wants_frame_ = true; }

  bool has_focus(std::string_view path) const { return focus_ && focus_->path == path; }
  Focus* focus_of(std::string_view path) { return has_focus(path) ? &*focus_ : nullptr; }
  void set_focus(Focus focus);
  void keep_caret_in_view();                           // what was typed changed the page around it
  bool take_focus_request(std::string_view path);
  void show_focused(const Rect& rect);  // where the caret's line stands: scroll areas bring it into view
  void tapped_field() { has_tapped_field_ = true; }
  std::string next_field(std::string_view path) const;

  // A scroll area: its content is entered between these two; `after` says how far the content reaches and gives the
  // scroll.
  void begin_scrolling(const Rect& visible);
  float end_scrolling(const Rect& visible, float content_height, float scroll);

  void begin_layer();  // a sheet: before everything drawn so far
  void end_layer();
  bool is_keyboard_shown() const { return keyboard_height_ > 0; }
  Rect work_rect() const { return {0, 0, work_area_.width, work_area_.height}; }

 private:
  void enter(const ItemOptions& options, bool is_target);
  void draw_keyboard(const input::Keyboard& keyboard);
  void forget_old_memories();

  input::InputFrame frame_;
  Canvas canvas_;
  const Theme* theme_ = &theme_of(ThemeKind::Light);
  Size work_area_;
  float keyboard_height_ = 0;
  KeyWords key_words_;
  std::vector<Region> regions_ = {};
  std::vector<std::string> path_;
  std::unordered_map<std::string, Memory> memories_;
  Inspection items_;
  Inspection building_;
  std::string held_path_;  // the item that the finger went down on
  std::optional<Focus> focus_;
  std::string focus_request_;
  std::optional<Rect> focused_rect_;
  std::optional<float> scroll_left_;  // of this frame's scroll, what no area has used yet
  int reveal_frames_ = 0;
  int scroll_depth_ = 0;
  bool has_tapped_field_ = false;
  int layer_ = 0;
  int top_layer_ = 0;  // of the frame before
  int top_layer_now_ = 0;
  bool wants_frame_ = false;
  std::uint64_t frame_number_ = 0;
};

}  // namespace ocop::ui
