#include "app/shell/shell.h"

#include "app/shell/png.h"
#include "app/ui/controls.h"
#include "app/ui/layout.h"
#include "tests/support/catch.h"
#include "tests/support/ui_driver.h"

using namespace ocop;

namespace {

class Counting final : public shell::Application {
 public:
  void before_frame() override { order += "b"; }
  void frame(ui::Ui& ui) override {
    order += "f";
    ui::page(ui, [&] { taps += ui::button(ui, {.id = "b", .label = "Lưu"}); });
  }
  void after_frame() override { order += "a"; }
  std::optional<std::int64_t> next_deadline_ms() override { return deadline; }
  bool may_close() override { return is_closable; }

  std::string order;
  int taps = 0;
  std::optional<std::int64_t> deadline;
  bool is_closable = true;
};

}  // namespace

TEST_CASE("nothing is drawn when nothing changes") {
  Counting application;
  test::UiDriver driver(application);
  const auto drawn = driver.shell().frames_drawn();
  for (int i = 0; i < 100; ++i) driver.turn();
  REQUIRE(driver.shell().frames_drawn() == drawn);
  REQUIRE_FALSE(driver.window().waits.back().has_value());
}

TEST_CASE("another thread's wake draws a frame, with its results taken in before and intents applied after") {
  Counting application;
  test::UiDriver driver(application);
  application.order.clear();
  driver.shell().waker().wake();
  driver.turn();
  REQUIRE(application.order == "bfa");
}

TEST_CASE("a deadline limits the sleep, and a frame is drawn when it comes") {
  Counting application;
  test::UiDriver driver(application);
  application.deadline = driver.clock().monotonic_ms() + 1000;
  const auto drawn = driver.shell().frames_drawn();
  driver.turn();
  REQUIRE(driver.window().waits.back().has_value());
  REQUIRE(*driver.window().waits.back() <= 1000);
  REQUIRE(driver.shell().frames_drawn() == drawn);
  driver.clock().advance_ms(1000);
  application.deadline = driver.clock().monotonic_ms();
  driver.turn();
  REQUIRE(driver.shell().frames_drawn() == drawn + 1);
}

TEST_CASE("a window that cannot be seen is not drawn") {
  Counting application;
  test::UiDriver driver(application);
  driver.window().now.is_visible = false;
  driver.window().now.has_changed = true;
  const auto drawn = driver.shell().frames_drawn();
  for (int i = 0; i < 5; ++i) driver.turn();
  REQUIRE(driver.shell().frames_drawn() == drawn);
}

TEST_CASE("the window closes only when the application lets it") {
  Counting application;
  test::UiDriver driver(application);
  driver.window().now.wants_to_close = true;
  application.is_closable = false;
  REQUIRE(driver.shell().turn());
  application.is_closable = true;
  REQUIRE_FALSE(driver.shell().turn());
}

TEST_CASE("larger text makes every target larger in pixels and leaves it the same in dp") {
  Counting application;
  test::UiDriver driver(application);
  const float before = driver.item("b").rect.height;
  driver.shell().set_text_size(1.5F);
  driver.settle();
  REQUIRE(driver.shell().scale() == Approx(1.5F));
  REQUIRE(driver.item("b").rect.height == Approx(before));
  driver.tap("b");
  REQUIRE(application.taps == 1);
  driver.shell().set_text_size(99);
  driver.settle();
  REQUIRE(driver.shell().scale() == Approx(shell::Shell::text_size_max));
}

TEST_CASE("a wheel scrolls, and a click of the window taps") {
  Counting application;
  test::UiDriver driver(application);
  platform::WindowEvent event;
  event.x = 100;
  event.y = 40;
  event.kind = platform::WindowEvent::Kind::PointerPressed;
  driver.window().events.push_back(event);
  event.kind = platform::WindowEvent::Kind::PointerReleased;
  driver.window().events.push_back(event);
  driver.settle();
  REQUIRE(application.taps == 1);
}

TEST_CASE("a screenshot without a screen is an error, and a picture becomes a PNG") {
  Counting application;
  test::UiDriver driver(application);
  REQUIRE_ERROR(driver.shell().screenshot_png(), NotFound);
  const auto png = shell::png_of({2, 1, Bytes(8, 255)});
  REQUIRE(png.size() > 8);
  REQUIRE(as_text(ByteView(png).subspan(1, 3)) == "PNG");
  REQUIRE(shell::png_of({0, 0, {}}).empty());
  REQUIRE(shell::png_of({2, 2, Bytes(8, 255)}).empty());
  REQUIRE(shell::png_of({640, 400, Bytes(640 * 400 * 4, 200)}).size() < 20'000);  // a million bytes of one colour
}

TEST_CASE("a screen that never rests is told, not waited for") {
  class Restless final : public shell::Application {
   public:
    void frame(ui::Ui& ui) override {
      if (is_on) ui.want_frame();
    }
    bool is_on = false;
  } application;
  test::UiDriver driver(application);
  application.is_on = true;
  shell::Driver fingers(driver.shell(), [&] { driver.turn(); });
  REQUIRE_ERROR(fingers.settle(), TimedOut);
}
