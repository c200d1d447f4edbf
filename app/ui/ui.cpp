#include "app/ui/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/assert.h"

namespace ocop::ui {
namespace {

constexpr std::size_t memories_max = 2000;
constexpr std::uint64_t memory_frames_max = 6000;

}  // namespace

// --- the frame ------------------------------------------------------------------------------------------------------

void Ui::begin(const input::InputFrame& frame, ImDrawList* list, const FontSet& fonts,
               const input::Keyboard& keyboard) {
  ++frame_number_;
  frame_ = frame;
  const Size screen{frame.width_px / frame.scale, frame.height_px / frame.scale};
  canvas_.begin(list, fonts, frame.scale, screen);
  canvas_.fill({0, 0, screen.width, screen.height}, theme_->ground);
  if (keyboard.height_dp() != keyboard_height_) reveal_frames_ = 3;
  keyboard_height_ = keyboard.height_dp();
  work_area_ = {screen.width, screen.height - keyboard_height_};
  canvas_.push_clip(work_rect());
  regions_.assign(1, Region{0, 0, work_area_.width, work_area_.height});
  regions_.back().gap = 0;
  path_.clear();
  building_.items.clear();
  focused_rect_.reset();
  scroll_left_ = frame.scroll ? std::optional<float>(frame.scroll->dy / frame.scale) : std::nullopt;
  layer_ = top_layer_now_ = 0;
  scroll_depth_ = 0;
  has_tapped_field_ = false;
  wants_frame_ = false;
}

void Ui::end(const input::Keyboard& keyboard) {
  OCOP_ASSERT(regions_.size() == 1 && path_.empty());
  canvas_.pop_clip();
  draw_keyboard(keyboard);
  if (frame_.was_released && frame_.pointer && focus_ && !has_tapped_field_) blur();
  if (!frame_.is_down) held_path_.clear();
  if (top_layer_now_ != top_layer_) want_frame();
  top_layer_ = top_layer_now_;
  for (auto& item : building_.items) item.is_covered = item.role != Role::Key && item.layer < top_layer_;
  std::swap(items_, building_);
  if (reveal_frames_ > 0) {
    --reveal_frames_;
    want_frame();
  }
  if (!focus_request_.empty()) want_frame();
  forget_old_memories();
}

void Ui::forget_old_memories() {
  if (memories_.size() < memories_max) return;
  std::erase_if(memories_, [&](const auto& entry) { return entry.second.used + memory_frames_max < frame_number_; });
}

// --- paths and places -----------------------------------------------------------------------------------------------

void Ui::screen(std::string_view id, const Body& body) { within(id, body); }

void Ui::within(std::string_view id, const Body& body) {
  path_.emplace_back(id);
  body();
  path_.pop_back();
}

std::string Ui::path_of(std::string_view id) const {
  std::string out;
  for (const auto& step : path_) out += step + "/";
  out += id;
  return out;
}

Memory& Ui::memory(std::string_view id) {
  auto& out = memories_[path_of(id)];
  out.used = frame_number_;
  return out;
}

float Ui::remaining_height() const {
  const auto& region = regions_.back();
  return region.bottom - region.y - (region.is_empty ? 0 : region.gap);
}

void Ui::space(float dp) {
  auto& region = regions_.back();
  if (region.is_flow)
    region.flow_x += dp;
  else
    region.y += dp;
}

float Ui::place_width(float natural_width) const {
  const auto& region = regions_.back();
  return region.is_flow ? std::min(natural_width, region.width) : region.width;
}

Rect Ui::place(float natural_width, float height) {
  auto& region = regions_.back();
  const float width = place_width(natural_width);
  if (!region.is_flow) {
    if (!region.is_empty) region.y += region.gap;
    region.is_empty = false;
    const Rect out{region.x, region.y, width, height};
    region.y += height;
    return out;
  }
  if (region.is_empty) {
    region.flow_x = region.x;
    region.line_bottom = region.y;
  } else if (region.flow_x + width > region.x + region.width + 0.5F) {
    region.flow_x = region.x;
    region.y = region.line_bottom + region.gap;
  }
  region.is_empty = false;
  const Rect out{region.flow_x, region.y + std::max(0.0F, (region.line_height - height) / 2), width, height};
  region.flow_x += width + region.gap;
  region.tallest = std::max(region.tallest, height);
  region.line_bottom = std::max(region.line_bottom, region.y + std::max(height, region.line_height));
  return out;
}

float Ui::stretch_to(float height) {
  auto& region = regions_.back();
  const float more = std::exchange(region.stretch, 0.0F);  // the first that can takes it all
  region.stretched += more;
  return height + more;
}

void Ui::inside(const Region& region, const Body& body, Region* after) {
  regions_.push_back(region);
  body();
  if (after) *after = regions_.back();
  regions_.pop_back();
}

// --- items and the finger -------------------------------------------------------------------------------------------

std::optional<input::Point> Ui::finger() const {
  if (!frame_.pointer || layer_ < top_layer_) return std::nullopt;
  return input::Point{frame_.pointer->x / frame_.scale, frame_.pointer->y / frame_.scale};
}

Press Ui::press(const std::string& path, const Rect& rect) {
  const auto at = finger();
  const Rect visible = intersection(rect, canvas_.clip());
  const bool is_on = at && visible.contains(at->x, at->y);
  if (frame_.was_pressed && is_on && held_path_.empty()) held_path_ = path;
  const bool is_ours = held_path_ == path && is_on;
  return {is_ours && frame_.is_down, is_ours && frame_.was_released};
}

void Ui::enter(const ItemOptions& options, bool is_target) {
  const Rect visible = intersection(options.rect, canvas_.clip());
  const bool is_outside_column = options.rect.x < -0.5F || options.rect.right() > work_area_.width + 0.5F;
  const bool is_below_screen = scroll_depth_ == 0 && options.rect.bottom() > work_area_.height + 0.5F;
  Item item{path_of(options.id), options.role,      std::string(options.label), options.rect, visible,
            is_target,           options.is_enabled};
  item.is_clipped = options.is_clipped || is_outside_column || is_below_screen;
  item.state = options.state;
  item.layer = layer_;
  building_.items.push_back(std::move(item));
}

Press Ui::add(const ItemOptions& item) {
  enter(item, true);
  return item.is_enabled ? press(path_of(item.id), item.rect) : Press{};
}

void Ui::note(const ItemOptions& item) { enter(item, false); }

// --- the caret ------------------------------------------------------------------------------------------------------

void Ui::blur() {
  focus_.reset();
  want_frame();
}

void Ui::focus(std::string_view path) {
  focus_request_ = path;
  want_frame();
}

void Ui::set_focus(Focus focus) {
  focus_ = std::move(focus);
  keep_caret_in_view();
}

void Ui::keep_caret_in_view() {
  reveal_frames_ = 3;
  want_frame();
}

bool Ui::take_focus_request(std::string_view path) {
  if (focus_request_ != path) return false;
  focus_request_.clear();
  return true;
}

void Ui::show_focused(const Rect& rect) { focused_rect_ = rect; }

std::string Ui::next_field(std::string_view path) const {
  bool is_after = false;
  for (const auto& item : items_.items) {
    if (item.role != Role::Field || !item.is_enabled || item.is_covered) continue;
    if (is_after) return item.path;
    is_after = item.path == path;
  }
  return {};
}

// --- scrolling and layers -------------------------------------------------------------------------------------------

void Ui::begin_scrolling(const Rect& visible) {
  canvas_.push_clip(visible);
  ++scroll_depth_;
}

float Ui::end_scrolling(const Rect& visible, float content_height, float scroll) {
  const Rect cut = canvas_.clip();
  canvas_.pop_clip();
  --scroll_depth_;
  const float furthest = std::max(0.0F, content_height - visible.height);
  float out = std::clamp(scroll, 0.0F, furthest);
  if (scroll_left_ && frame_.scroll && layer_ >= top_layer_) {
    const auto& origin = frame_.scroll->origin;
    if (cut.contains(origin.x / frame_.scale, origin.y / frame_.scale)) {
      const float wanted = std::clamp(out - *scroll_left_, 0.0F, furthest);
      const float rest =
          *scroll_left_ - (out - wanted);  // an area that is at its end leaves the rest to the one around it
      out = wanted;
      scroll_left_ = rest == 0 ? std::nullopt : std::optional<float>(rest);
    }
  }
  if (focused_rect_ && reveal_frames_ > 0) {
    const Rect& caret = *focused_rect_;
    if (caret.bottom() > visible.bottom()) out = std::clamp(out + caret.bottom() - visible.bottom(), 0.0F, furthest);
    if (caret.y < visible.y) out = std::clamp(out + caret.y - visible.y, 0.0F, furthest);
  }
  if (std::abs(out - scroll) > 0.01F) want_frame();
  return out;
}

void Ui::begin_layer() {
  ++layer_;
  top_layer_now_ = std::max(top_layer_now_, layer_);
}

void Ui::end_layer() { --layer_; }

}  // namespace ocop::ui
