#include "app/shell/redraw.h"

#include "tests/support/catch.h"

using ocop::shell::Redraw;

TEST_CASE("what happens owes three frames, and then the loop sleeps until something happens") {
  Redraw redraw;
  redraw.owe();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(redraw.wait_ms(1000) == 0);
    redraw.frame_drawn();
  }
  REQUIRE_FALSE(redraw.owes());
  REQUIRE_FALSE(redraw.wait_ms(1000).has_value());
}

TEST_CASE("owing less than is owed changes nothing") {
  Redraw redraw;
  redraw.owe(3);
  redraw.owe(1);
  REQUIRE(redraw.frames_owed() == 3);
}

TEST_CASE("a deadline limits the sleep and is paid with one frame, once") {
  Redraw redraw;
  for (int i = 0; i < 3; ++i) redraw.frame_drawn();
  redraw.set_deadline(5000);
  REQUIRE(redraw.wait_ms(4000) == 1000);
  redraw.pass_time(4999);
  REQUIRE_FALSE(redraw.owes());
  redraw.pass_time(5000);
  REQUIRE(redraw.frames_owed() == 1);
  redraw.frame_drawn();
  redraw.pass_time(6000);
  REQUIRE_FALSE(redraw.owes());
}

TEST_CASE("a deadline in the past is no negative sleep") {
  Redraw redraw;
  for (int i = 0; i < 3; ++i) redraw.frame_drawn();
  redraw.set_deadline(10);
  REQUIRE(redraw.wait_ms(99) == 0);
}
