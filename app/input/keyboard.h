// The on-screen keyboard: which keys it has, where they are, and what a finger on them writes.
//
// It takes the pointer before the screen sees it, so a field never loses its caret to the keyboard. Keys write when the
// finger leaves them, so a finger that landed wrong can slide to the right one; Backspace repeats while held. No
// drawing here: app/ui draws what rows() says.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/input/input_frame.h"

namespace ocop::input {

enum class KeyAction { Write, Backspace, Shift, Symbols, Letters, Enter, Hide, Language };
enum class KeyboardPage { Letters, Symbols, Digits };
enum class ShiftState { Off, Once, Locked };

struct KeyCap {
  KeyAction action = KeyAction::Write;
  std::string name;                                       // for tests: "h", "space", "backspace"
  std::string label;                                      // what is drawn: "H"; empty for an icon or the screens' words
  std::string text;                                       // what is written
  float x_dp = 0, y_dp = 0, width_dp = 0, height_dp = 0;  // on the screen
};

class Keyboard {
 public:
  // What the field with the caret wants; none hides the keyboard. A new field starts on its own page.
  struct Wish {
    std::string field;  // path
    bool is_number = false;
    bool is_multi_line = false;
  };
  void show_for(const std::optional<Wish>& wish);
  void set_screen(float width_dp, float height_dp);
  bool is_telex() const { return is_telex_; }

  bool is_shown() const { return wish_.has_value(); }
  float height_dp() const;  // 0 when not shown
  const std::vector<KeyCap>& keys() const { return keys_; }
  const KeyCap* held() const { return held_ < 0 ? nullptr : &keys_[static_cast<std::size_t>(held_)]; }
  ShiftState shift() const { return shift_; }

  // The finger, in dp. True: it was on the keyboard, or came from it, and nobody else may see it.
  bool press(float x_dp, float y_dp);
  bool move(float x_dp, float y_dp);
  bool release(float x_dp, float y_dp, std::vector<Stroke>& out);
  void cancel() {
    held_ = -1;
    is_captured_ = false;
  }
  void tick(float step_s, std::vector<Stroke>& out);  // Backspace repeats
  bool wants_frames() const { return held_ >= 0; }
  bool take_hide() { return std::exchange(wants_hide_, false); }  // the officer put it away; said once

 private:
  int key_at(float x_dp, float y_dp) const;
  void act(const KeyCap& key, std::vector<Stroke>& out);
  void lay_out();

  std::optional<Wish> wish_;
  KeyboardPage page_ = KeyboardPage::Letters;
  ShiftState shift_ = ShiftState::Off;
  float width_dp_ = 0, screen_height_dp_ = 0;
  std::vector<KeyCap> keys_;
  int held_ = -1;
  bool is_captured_ = false;
  bool is_telex_ = true;
  bool wants_hide_ = false;
  float held_s_ = 0;
  float repeat_s_ = 0;
};

}  // namespace ocop::input
