#include "app/input/keyboard.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ocop::input {
namespace {

constexpr float key_height = 60;
constexpr float gap = 6;
constexpr float padding = 8;
constexpr float repeat_first_s = 0.4F;
constexpr float repeat_next_s = 0.07F;
constexpr float width_max = 1100;  // on a wide screen the hands need not travel further

// One row of a page: what each key writes, and how many shares of the row it takes.
struct Cap {
  std::string_view name;
  std::string_view text;
  KeyAction action = KeyAction::Write;
  float share = 1;
};
using Row = std::vector<Cap>;

Row letters_of(std::string_view letters) {
  Row row;
  for (std::size_t i = 0; i < letters.size(); ++i) row.push_back({letters.substr(i, 1), letters.substr(i, 1)});
  return row;
}

Row last_row(std::string_view switch_name, KeyAction action) {
  return {{switch_name, "", action, 1.5F},
          {"language", "", KeyAction::Language, 1.5F},
          {",", ","},
          {"space", " ", KeyAction::Write, 2.5F},
          {".", "."},
          {"hide", "", KeyAction::Hide, 1.25F},
          {"enter", "", KeyAction::Enter, 1.75F}};
}

std::vector<Row> letter_page() {
  std::vector<Row> rows{letters_of("qwertyuiop"), letters_of("asdfghjkl"), letters_of("zxcvbnm")};
  rows[2].insert(rows[2].begin(), Cap{"shift", "", KeyAction::Shift, 1.5F});
  rows[2].push_back({"backspace", "", KeyAction::Backspace, 1.5F});
  rows.push_back(last_row("symbols", KeyAction::Symbols));
  return rows;
}

std::vector<Row> symbol_page() {
  std::vector<Row> rows{letters_of("1234567890"), letters_of("@#%&-+=()/"), {}};
  for (const std::string_view text : {"*", "\"", "'", ":", ";", "!", "?", "₫"}) rows[2].push_back({text, text});
  rows[2].push_back({"backspace", "", KeyAction::Backspace, 2});
  rows.push_back(last_row("letters", KeyAction::Letters));
  return rows;
}

// Figures as on a telephone, signs in a column beside them, and what writes nothing in the last.
std::vector<Row> digit_page() {
  std::vector<Row> rows{letters_of("123/"), letters_of("456-"), letters_of("789%"), letters_of(",0.")};
  rows[0].push_back({"backspace", "", KeyAction::Backspace});
  rows[1].push_back({"letters", "", KeyAction::Letters});
  rows[2].push_back({"hide", "", KeyAction::Hide});
  rows[3].push_back({"enter", "", KeyAction::Enter, 2});
  return rows;
}

bool is_letter(std::string_view text) { return text.size() == 1 && text[0] >= 'a' && text[0] <= 'z'; }

}  // namespace

void Keyboard::show_for(const std::optional<Wish>& wish) {
  const bool is_new = wish && (!wish_ || wish_->field != wish->field);
  const bool is_other = wish.has_value() != wish_.has_value() || is_new;
  if (!is_other) return;
  wish_ = wish;
  if (is_new) {
    page_ = wish->is_number ? KeyboardPage::Digits : KeyboardPage::Letters;
    shift_ = ShiftState::Off;
  }
  if (!wish_) cancel();
  lay_out();
}

void Keyboard::set_screen(float width_dp, float height_dp) {
  if (width_dp == width_dp_ && height_dp == screen_height_dp_) return;
  width_dp_ = width_dp;
  screen_height_dp_ = height_dp;
  cancel();
  lay_out();
}

float Keyboard::height_dp() const { return is_shown() ? 4 * key_height + 3 * gap + 2 * padding : 0; }

void Keyboard::lay_out() {
  keys_.clear();
  if (!is_shown()) return;
  const auto rows = page_ == KeyboardPage::Digits    ? digit_page()
                    : page_ == KeyboardPage::Symbols ? symbol_page()
                                                     : letter_page();
  const float width = std::min(width_dp_, page_ == KeyboardPage::Digits ? 600.0F : width_max) - 2 * padding;
  const float left = (width_dp_ - width) / 2;
  float y = screen_height_dp_ - height_dp() + padding;
  for (const auto& row : rows) {
    float shares = 0;
    for (const auto& cap : row) shares += cap.share;
    const float full = page_ == KeyboardPage::Letters ? std::max(shares, 10.0F) : shares;  // letters keep one width
    const float unit = width / full;
    float x = left + (width - unit * shares) / 2;
    for (const auto& cap : row) {
      KeyCap key{cap.action,
                 std::string(cap.name),
                 {},
                 std::string(cap.text),
                 x + gap / 2,
                 y,
                 cap.share * unit - gap,
                 key_height};
      if (key.action == KeyAction::Write && is_letter(key.text) && shift_ != ShiftState::Off)
        key.text[0] = static_cast<char>(key.text[0] - 'a' + 'A');
      if (key.action == KeyAction::Write) key.label = key.text;
      keys_.push_back(std::move(key));
      x += cap.share * unit;
    }
    y += key_height + gap;
  }
}

int Keyboard::key_at(float x_dp, float y_dp) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {  // the gaps belong to the keys: no dead strips between them
    const auto& key = keys_[i];
    if (x_dp >= key.x_dp - gap / 2 && x_dp < key.x_dp + key.width_dp + gap / 2 && y_dp >= key.y_dp - gap / 2 &&
        y_dp < key.y_dp + key.height_dp + gap / 2)
      return static_cast<int>(i);
  }
  return -1;
}

bool Keyboard::press(float x_dp, float y_dp) {
  is_captured_ = is_shown() && y_dp >= screen_height_dp_ - height_dp();
  if (!is_captured_) return false;
  held_ = key_at(x_dp, y_dp);
  held_s_ = repeat_s_ = 0;
  return true;
}

bool Keyboard::move(float x_dp, float y_dp) {
  if (!is_captured_) return false;
  const int at = key_at(x_dp, y_dp);
  if (at != held_) held_s_ = repeat_s_ = 0;
  held_ = at;
  return true;
}

bool Keyboard::release(float x_dp, float y_dp, std::vector<Stroke>& out) {
  if (!is_captured_) return false;
  is_captured_ = false;
  const int at = key_at(x_dp, y_dp);
  const bool has_repeated = held_ == at && held_s_ >= repeat_first_s;
  held_ = -1;
  if (at < 0) return true;
  const KeyCap key = keys_[static_cast<std::size_t>(at)];  // a copy: acting may lay the keys out anew
  if (key.action == KeyAction::Backspace && has_repeated) return true;
  act(key, out);
  return true;
}

void Keyboard::act(const KeyCap& key, std::vector<Stroke>& out) {
  switch (key.action) {
    case KeyAction::Write: {
      const bool is_composed = is_telex_ && page_ == KeyboardPage::Letters;
      out.push_back({Key::Text, key.text, is_composed ? Compose::Telex : Compose::No, Source::Screen});
      if (shift_ == ShiftState::Once) shift_ = ShiftState::Off;
      break;
    }
    case KeyAction::Backspace:
      out.push_back({Key::Backspace, {}, Compose::No, Source::Screen});
      return;
    case KeyAction::Enter:
      out.push_back({Key::Enter, {}, Compose::No, Source::Screen});
      return;
    case KeyAction::Shift:
      shift_ = shift_ == ShiftState::Off    ? ShiftState::Once
               : shift_ == ShiftState::Once ? ShiftState::Locked
                                            : ShiftState::Off;
      break;
    case KeyAction::Symbols:
      page_ = KeyboardPage::Symbols;
      break;
    case KeyAction::Letters:
      page_ = KeyboardPage::Letters;
      break;
    case KeyAction::Language:
      is_telex_ = !is_telex_;
      break;
    case KeyAction::Hide:
      wants_hide_ = true;
      return;
  }
  lay_out();
}

void Keyboard::tick(float step_s, std::vector<Stroke>& out) {
  if (held_ < 0) return;
  held_s_ += step_s;
  if (held()->action != KeyAction::Backspace || held_s_ < repeat_first_s) return;
  repeat_s_ += step_s;
  while (repeat_s_ >= repeat_next_s) {
    repeat_s_ -= repeat_next_s;
    out.push_back({Key::Backspace, {}, Compose::No, Source::Screen});
  }
}

}  // namespace ocop::input
