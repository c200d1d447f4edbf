// Drives a screen by the names of its items, as a person would with a finger: for tests without a screen, and for the
// real window. Everything goes through the Shell's gate; nothing is called behind its back.
//
//   driver.tap("assessment/criterion 1.2/option b");
//   driver.tap("note"); driver.type("Hằng");
//
// A path may be the ending of one. What cannot be done is an error that tells what is on the screen.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/shell/shell.h"

namespace ocop::shell {

class Driver {
 public:
  // `turn` lets one frame's time pass and turns the shell once.
  Driver(Shell& shell, std::function<void()> turn) : shell_(shell), turn_(std::move(turn)) {}

  Status settle();                                  // until nothing is owed; TimedOut if that never comes
  Status tap(std::string_view path);                // scrolls it into view first
  Status type(std::string_view text);               // into the field with the caret, as composed text
  Status press_keys(std::string_view letters);      // on the keyboard on the screen, letter by letter: "Hawngf"
  Status clear_field();                             // takes away what is before the caret
  Status drag(std::string_view path, float dy_dp);  // a finger on the item, moved, and held until all stands still
  Status scroll_to(std::string_view path);
  const ui::Inspection& items() { return shell_.ui().items(); }

 private:
  Result<ui::Item> find(std::string_view path);
  bool page_through(std::string_view path);
  void push(const input::Event& event);
  void wheel(float x_dp, float y_dp, float dy_dp);
  Error not_there(std::string_view path, const std::string& why);

  Shell& shell_;
  std::function<void()> turn_;
};

}  // namespace ocop::shell
