#include "tests/support/ui_driver.h"

#include "tests/support/catch.h"

namespace ocop::test {

UiDriver::UiDriver(shell::Application& application, const UiDriverOptions& options)
    : window_(options.width_px, options.height_px) {
  auto started = shell::Shell::start(window_, renderer_, clock_, application);
  REQUIRE_OK(started);
  shell_ = std::move(*started);
  shell_->set_text_size(options.text_size);
  driver_ = std::make_unique<shell::Driver>(*shell_, [this] { turn(); });
  settle();
}

void UiDriver::turn() {
  clock_.advance_ms(16);
  shell_->turn();
}

void UiDriver::settle() { REQUIRE_OK(driver_->settle()); }
void UiDriver::tap(std::string_view path) { REQUIRE_OK(driver_->tap(path)); }
void UiDriver::type(std::string_view text) { REQUIRE_OK(driver_->type(text)); }
void UiDriver::press_keys(std::string_view letters) { REQUIRE_OK(driver_->press_keys(letters)); }
void UiDriver::clear_field() { REQUIRE_OK(driver_->clear_field()); }
void UiDriver::drag(std::string_view path, float dy_dp) { REQUIRE_OK(driver_->drag(path, dy_dp)); }

void UiDriver::resize(int width_px, int height_px) {
  window_.resize(width_px, height_px);
  settle();
}

const ui::Item& UiDriver::item(std::string_view path) {
  const auto* found = items().find(path);
  if (found == nullptr) FAIL(path << " is not on the screen:\n" << items().print());
  return *found;
}

bool UiDriver::has(std::string_view path) { return items().find(path) != nullptr; }

void UiDriver::require_sound() {
  std::string all;
  for (const auto& problem : items().problems()) all += problem + "\n";
  if (!all.empty()) FAIL("the screen is not sound:\n" << all);
  SUCCEED();
}

}  // namespace ocop::test
