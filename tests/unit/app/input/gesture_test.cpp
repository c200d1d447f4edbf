#include "app/input/gesture.h"

#include "app/input/event_queue.h"
#include "app/input/input_gate.h"
#include "tests/support/catch.h"

using namespace ocop::input;

namespace {

constexpr float frame_s = 0.016F;

EventQueue::Step step(float x, float y, bool is_down, bool was_pressed = false, bool was_released = false) {
  return {Point{x, y}, is_down, was_pressed, was_released, {}};
}

}  // namespace

TEST_CASE("a fast tap moves, presses and lifts in three frames") {
  EventQueue queue;
  queue.push(PointerPressed{{10, 20}});
  queue.push(PointerReleased{{10, 20}});
  const auto first = queue.next();
  REQUIRE(first.pointer == Point{10, 20});
  REQUIRE_FALSE(first.is_down);
  const auto second = queue.next();
  REQUIRE(second.was_pressed);
  REQUIRE(second.is_down);
  const auto third = queue.next();
  REQUIRE(third.was_released);
  REQUIRE_FALSE(third.is_down);
  REQUIRE(queue.is_empty());
}

TEST_CASE("no tap and no key is lost when many come between two frames") {
  EventQueue queue;
  for (int i = 0; i < 5; ++i) {
    queue.push(PointerPressed{{static_cast<float>(i * 50), 5}});
    queue.push(PointerReleased{{static_cast<float>(i * 50), 5}});
    for (int k = 0; k < 3; ++k) queue.push(Stroke{Key::Backspace, {}, Compose::No, Source::Hardware});
  }
  int presses = 0, releases = 0;
  std::size_t strokes = 0;
  for (int i = 0; i < 100 && !queue.is_empty(); ++i) {
    const auto now = queue.next();
    presses += now.was_pressed;
    releases += now.was_released;
    strokes += now.strokes.size();
    REQUIRE_FALSE((now.was_pressed && now.was_released));
  }
  REQUIRE(presses == 5);
  REQUIRE(releases == 5);
  REQUIRE(strokes == 15);
}

TEST_CASE("letters and Backspaces of one frame keep their order") {
  EventQueue queue;
  queue.push(Stroke{Key::Text, "a"});
  queue.push(Stroke{Key::Backspace, {}});
  queue.push(Stroke{Key::Text, "b"});
  const auto now = queue.next();
  REQUIRE(now.strokes.size() == 3);
  REQUIRE(now.strokes[0].text == "a");
  REQUIRE(now.strokes[1].key == Key::Backspace);
  REQUIRE(now.strokes[2].text == "b");
}

TEST_CASE("a full queue says so and keeps what it has") {
  EventQueue queue;
  for (std::size_t i = 0; i < EventQueue::events_max; ++i) REQUIRE(queue.push(Stroke{Key::Text, "a"}));
  REQUIRE_FALSE(queue.push(Stroke{Key::Text, "b"}));
  REQUIRE(queue.next().strokes.size() == EventQueue::events_max);
}

TEST_CASE("a finger lost by the window is a press cancelled") {
  EventQueue queue;
  queue.push(PointerPressed{{1, 1}});
  queue.next();
  REQUIRE(queue.next().was_pressed);
  queue.push(PointerLost{});
  const auto now = queue.next();
  REQUIRE_FALSE(now.pointer.has_value());
  REQUIRE_FALSE(now.is_down);
  REQUIRE_FALSE(now.was_released);
}

TEST_CASE("a finger that moves less than the slop taps") {
  GestureRecogniser gestures;
  gestures.update(step(100, 100, true, true), 1, frame_s);
  gestures.update(step(103, 108, true), 1, frame_s);
  const auto out = gestures.update(step(103, 108, false, false, true), 1, frame_s);
  REQUIRE(out.was_released);
  REQUIRE_FALSE(out.scroll.has_value());
}

TEST_CASE("the slop grows with the scale") {
  GestureRecogniser gestures;
  gestures.update(step(100, 100, true, true), 2, frame_s);
  REQUIRE_FALSE(gestures.update(step(100, 118, true), 2, frame_s).scroll.has_value());
  REQUIRE(gestures.update(step(100, 122, true), 2, frame_s).scroll.has_value());
}

TEST_CASE("a drag hides the finger, gives the slop back and scrolls from where it began") {
  GestureRecogniser gestures;
  gestures.update(step(100, 100, true, true), 1, frame_s);
  const auto out = gestures.update(step(102, 140, true), 1, frame_s);
  REQUIRE_FALSE(out.pointer.has_value());
  REQUIRE_FALSE(out.is_down);
  REQUIRE(out.scroll.has_value());
  REQUIRE(out.scroll->dy == 40);
  REQUIRE(out.scroll->origin == Point{100, 100});
  const auto lifted = gestures.update(step(102, 140, false, false, true), 1, frame_s);
  REQUIRE_FALSE(lifted.was_released);
}

TEST_CASE("a sideways movement is no scroll") {
  GestureRecogniser gestures;
  gestures.update(step(100, 100, true, true), 1, frame_s);
  REQUIRE_FALSE(gestures.update(step(160, 120, true), 1, frame_s).scroll.has_value());
}

TEST_CASE("a list that was thrown runs on, slows down and stands still") {
  GestureRecogniser gestures;
  gestures.update(step(100, 400, true, true), 1, frame_s);
  for (int i = 1; i <= 10; ++i) gestures.update(step(100, 400 - static_cast<float>(i) * 16, true), 1, frame_s);
  gestures.update(step(100, 240, false, false, true), 1, frame_s);
  float before = -1e9F;
  int frames = 0;
  while (gestures.wants_frames() && frames < 1000) {
    const auto out = gestures.update(step(100, 240, false), 1, frame_s);
    ++frames;
    if (!out.scroll) continue;
    REQUIRE(out.scroll->dy < 0);
    REQUIRE(out.scroll->dy > before);
    before = out.scroll->dy;
  }
  REQUIRE(frames > 20);
  REQUIRE(frames < 300);
}

TEST_CASE("the touch that stops a running list is no tap") {
  GestureRecogniser gestures;
  gestures.update(step(100, 400, true, true), 1, frame_s);
  for (int i = 1; i <= 10; ++i) gestures.update(step(100, 400 - static_cast<float>(i) * 16, true), 1, frame_s);
  gestures.update(step(100, 240, false, false, true), 1, frame_s);
  const auto touch = gestures.update(step(100, 240, true, true), 1, frame_s);
  REQUIRE_FALSE(touch.was_pressed);
  const auto lift = gestures.update(step(100, 240, false, false, true), 1, frame_s);
  REQUIRE_FALSE(lift.was_released);
  REQUIRE_FALSE(gestures.wants_frames());
}

TEST_CASE("a long press is said once, where the finger went down") {
  GestureRecogniser gestures;
  gestures.update(step(50, 60, true, true), 1, frame_s);
  int said = 0;
  for (int i = 0; i < 100; ++i) {
    const auto out = gestures.update(step(51, 61, true), 1, frame_s);
    if (out.long_press) {
      ++said;
      REQUIRE(*out.long_press == Point{50, 60});
    }
  }
  REQUIRE(said == 1);
}

TEST_CASE("the keyboard takes its fingers before the screen sees them") {
  InputGate gate;
  gate.next({1280, 800, 1}, frame_s);
  gate.show_keyboard_for(Keyboard::Wish{"note", false, false});
  const auto& keys = gate.keyboard().keys();
  const auto found = std::find_if(keys.begin(), keys.end(), [](const KeyCap& key) { return key.name == "h"; });
  REQUIRE(found != keys.end());
  const Point at{found->x_dp + 10, found->y_dp + 10};
  gate.push(PointerPressed{at});
  gate.push(PointerReleased{at});
  const auto frame = gate.next({1280, 800, 1}, frame_s);
  REQUIRE_FALSE(frame.was_pressed);
  REQUIRE(frame.strokes.size() == 1);
  REQUIRE(frame.strokes[0].text == "h");
  REQUIRE(frame.strokes[0].compose == Compose::Telex);
}

TEST_CASE("a key of the machine hides the keyboard on the screen, unless it is always wanted") {
  InputGate gate;
  gate.next({1280, 800, 1}, frame_s);
  gate.push(Stroke{Key::Text, "a", Compose::No, Source::Hardware});
  gate.show_keyboard_for(Keyboard::Wish{"note"});
  REQUIRE_FALSE(gate.keyboard().is_shown());
  gate.set_use(KeyboardUse::Always);
  gate.show_keyboard_for(Keyboard::Wish{"note"});
  REQUIRE(gate.keyboard().is_shown());
}

TEST_CASE("a step after a sleep is at most a tenth of a second") {
  InputGate gate;
  REQUIRE(gate.next({100, 100, 1}, 3600).step_s == Approx(0.1F));
  REQUIRE(gate.next({100, 100, 1}, -5).step_s == 0);
}
