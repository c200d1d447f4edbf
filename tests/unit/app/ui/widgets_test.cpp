#include <functional>
#include <utility>

#include "app/ui/controls.h"
#include "app/ui/field.h"
#include "app/ui/layout.h"
#include "tests/support/catch.h"
#include "tests/support/ui_driver.h"

using namespace ocop;
using namespace ocop::ui;
using test::UiDriver;

namespace {

// A screen that is one function.
class OneScreen final : public shell::Application {
 public:
  explicit OneScreen(std::function<void(Ui&)> draw) : draw_(std::move(draw)) {}
  void frame(Ui& ui) override { draw_(ui); }

 private:
  std::function<void(Ui&)> draw_;
};

}  // namespace

TEST_CASE("a tap on an option is told once, by its path or the end of it") {
  int taps = 0;
  OneScreen screen([&](Ui& ui) {
    ui.screen("assessment", [&] {
      ui.within("criterion 1.2", [&] {
        for (const char* id : {"option a", "option b"})
          if (option_row(ui, {.id = id, .label = "Bán trong xã", .points = "1"}) && std::string_view(id) == "option b")
            ++taps;
      });
    });
  });
  UiDriver driver(screen);
  driver.tap("assessment/criterion 1.2/option b");
  REQUIRE(taps == 1);
  driver.tap("option b");
  REQUIRE(taps == 2);
  driver.tap("option a");
  REQUIRE(taps == 2);
}

TEST_CASE("what is not there, disabled or under a sheet cannot be tapped, and the answer lists the screen") {
  bool is_open = false;
  OneScreen screen([&](Ui& ui) {
    ui.screen("s", [&] {
      page(ui, [&] {
        if (button(ui, {.id = "open", .label = "Mở"})) is_open = true;
        (void)button(ui, {.id = "dead", .label = "Gửi", .is_enabled = false});
      });
      if (is_open && sheet(ui, {.id = "question", .title = "Chắc chưa?"}, [&] { text(ui, "Không lấy lại được."); }))
        is_open = false;
    });
  });
  UiDriver driver(screen);
  shell::Driver fingers(driver.shell(), [&] { driver.turn(); });
  const auto absent = fingers.tap("nowhere");
  REQUIRE_ERROR(absent, NotFound);
  REQUIRE(absent.error().detail.find("s/open button \"Mở\"") != std::string::npos);
  REQUIRE_ERROR(fingers.tap("dead"), NotFound);
  REQUIRE_ERROR(fingers.type("x"), NotFound);
  driver.tap("open");
  REQUIRE(is_open);
  REQUIRE_ERROR(fingers.tap("open"), NotFound);
  driver.tap("question/close");
  REQUIRE_FALSE(is_open);
}

TEST_CASE("a tap beside a sheet puts it away, a tap on it does not") {
  bool is_open = true;
  OneScreen screen([&](Ui& ui) {
    ui.screen("s", [&] {
      if (is_open && sheet(ui, {.id = "note", .title = "Ghi chú"}, [&] { text(ui, "Một dòng."); })) is_open = false;
    });
  });
  UiDriver driver(screen);
  const auto tap_at = [&](float x, float y) {
    driver.shell().gate().push(input::PointerPressed{{x, y}});
    driver.shell().gate().push(input::PointerReleased{{x, y}});
    driver.settle();
  };
  tap_at(640, 400);
  REQUIRE(is_open);
  tap_at(10, 790);
  REQUIRE_FALSE(is_open);
}

TEST_CASE("a finger that slides off a button has not tapped it") {
  int taps = 0;
  OneScreen screen([&](Ui& ui) { page(ui, [&] { taps += button(ui, {.id = "b", .label = "Lưu"}); }); });
  UiDriver driver(screen);
  driver.shell().gate().push(input::PointerPressed{{100, 40}});
  driver.shell().gate().push(input::PointerMoved{{100, 44}});
  driver.shell().gate().push(input::PointerReleased{{100, 700}});
  driver.settle();
  REQUIRE(taps == 0);
}

TEST_CASE("Vietnamese is typed on the keyboard of the screen and the field keeps its caret") {
  std::string name;
  int left = 0;
  OneScreen screen([&](Ui& ui) {
    ui.screen("form", [&] {
      page(ui, [&] {
        const auto field = text_field(ui, {.id = "name", .label = "Họ tên", .value = name, .is_required = true});
        if (field.changed) name = *field.changed;
        left += field.was_left;
        (void)text_field(ui, {.id = "other", .label = "Khác"});
      });
    });
  });
  UiDriver driver(screen);
  driver.tap("form/name");
  driver.press_keys("Nguyeenx Thij Hawngf");
  REQUIRE(name == "Nguyễn Thị Hằng");
  REQUIRE(driver.item("form/name").state == "Nguyễn Thị Hằng");
  REQUIRE(left == 0);
  driver.tap("keyboard/backspace");
  REQUIRE(name == "Nguyễn Thị Hằn");
  driver.tap("keyboard/hide");
  REQUIRE_FALSE(driver.has("keyboard/h"));
  REQUIRE(left == 1);
}

TEST_CASE("a tap on another field moves the caret there, one beside takes it away") {
  std::string first = "một", second;
  OneScreen screen([&](Ui& ui) {
    page(ui, [&] {
      if (const auto f = text_field(ui, {.id = "first", .label = "Một", .value = first}); f.changed) first = *f.changed;
      if (const auto f = text_field(ui, {.id = "second", .label = "Hai", .value = second}); f.changed)
        second = *f.changed;
      (void)button(ui, {.id = "save", .label = "Lưu"});
    });
  });
  UiDriver driver(screen);
  driver.tap("first");
  driver.type(" hai");
  driver.tap("second");
  driver.type("ba");
  REQUIRE(first == "một hai");
  REQUIRE(second == "ba");
  driver.tap("save");
  REQUIRE_FALSE(driver.shell().ui().focus().has_value());
  driver.tap("first");
  driver.clear_field();
  REQUIRE(first.empty());
}

TEST_CASE("Enter ends a single line, Tab goes to the next field, Escape leaves") {
  bool was_entered = false;
  OneScreen screen([&](Ui& ui) {
    page(ui, [&] {
      was_entered |= text_field(ui, {.id = "first", .label = "Một"}).was_entered;
      (void)text_field(ui, {.id = "second", .label = "Hai"});
    });
  });
  UiDriver driver(screen);
  const auto press = [&](platform::WindowKey key) {
    platform::WindowEvent event;
    event.kind = platform::WindowEvent::Kind::KeyPressed;
    event.key = key;
    driver.window().events.push_back(event);
    driver.settle();
  };
  driver.tap("first");
  press(platform::WindowKey::Tab);
  REQUIRE(driver.shell().ui().focus()->path == "second");
  press(platform::WindowKey::Escape);
  REQUIRE_FALSE(driver.shell().ui().focus().has_value());
  driver.tap("first");
  press(platform::WindowKey::Enter);
  REQUIRE(was_entered);
  REQUIRE_FALSE(driver.shell().ui().focus().has_value());
}

TEST_CASE("a text that the presenter changes under the caret is shown") {
  std::string value = "cũ";
  OneScreen screen([&](Ui& ui) {
    page(ui, [&] {
      if (const auto f = search_field(ui, {.id = "find", .value = value}); f.changed) value = *f.changed;
    });
  });
  UiDriver driver(screen);
  driver.tap("find");
  driver.type("x");
  REQUIRE(value == "cũx");
  driver.tap("find/clear");
  REQUIRE(value.empty());
  driver.type("mới");
  REQUIRE(value == "mới");
}

TEST_CASE("a finger drags a list by exactly what it moved, and the press does not become a tap") {
  int taps = 0;
  OneScreen screen([&](Ui& ui) {
    scroll_area(ui, "list", [&] {
      for (int i = 0; i < 50; ++i) taps += option_row(ui, {.id = "row " + std::to_string(i), .label = "Dòng"});
    });
  });
  UiDriver driver(screen);
  const float before = driver.item("row 20").rect.y;
  driver.drag("row 5", -240);
  REQUIRE(driver.item("row 20").rect.y == Approx(before - 240).margin(1));
  REQUIRE(taps == 0);
  driver.drag("row 5", 5000);
  REQUIRE(driver.item("row 0").rect.y == Approx(0).margin(1));
}

TEST_CASE("a row far down is scrolled into view before it is tapped, also in a list that draws only what is seen") {
  std::string tapped;
  OneScreen screen([&](Ui& ui) {
    page(ui, [&] {
      long_list(ui, "dossiers", 10'000, 101, [&](std::size_t i) {
        const std::string id = "d" + std::to_string(i);
        if (list_row(ui,
                     {.id = id, .title = "Mật ong bạc hà", .subtitle = "Hộ kinh doanh", .thumbnail = 0, .stars = 2}))
          tapped = id;
      });
    });
  });
  UiDriver driver(screen);
  REQUIRE(driver.items().items.size() < 40);
  driver.tap("d57");
  REQUIRE(tapped == "d57");
}

TEST_CASE("choices, steps, filters and chips say what was tapped") {
  std::string chosen, filter, chip_tapped;
  long members = 3;
  bool went_back = false;
  OneScreen screen([&](Ui& ui) {
    ui.screen("s", [&] {
      const auto bar =
          top_bar(ui, {.title = "Gửi", .chips = {{.id = "sync", .label = "3 hồ sơ"}, {.label = "không có sóng"}}});
      went_back |= bar.lead;
      if (!bar.chip.empty()) chip_tapped = bar.chip;
      page(ui, [&] {
        if (auto tap = filters(ui, "filter", {{"all", "Tất cả 12"}, {"mine", "Đang làm 5"}})) filter = *tap;
        if (auto tap = segmented(ui, {.id = "story", .choices = {{"yes", "Có"}, {"no", "Không"}}, .chosen = chosen}))
          chosen = *tap;
        if (auto next = stepper(ui, {.id = "members", .label = "Số lao động", .value = members, .min = 2, .max = 4}))
          members = *next;
        (void)choice_list(ui, {.id = "kind", .choices = {{"first", "Lần đầu"}}});
      });
    });
  });
  UiDriver driver(screen);
  driver.tap("filter/mine");
  REQUIRE(filter == "mine");
  driver.tap("story/no");
  REQUIRE(chosen == "no");
  REQUIRE(driver.item("story/no").state == "chosen");
  driver.tap("members/more");
  REQUIRE(members == 4);
  REQUIRE_FALSE(driver.item("members/more").is_enabled);
  driver.tap("s/sync");
  REQUIRE(chip_tapped == "sync");
  driver.tap("back");
  REQUIRE(went_back);
  driver.require_sound();
}

TEST_CASE("a machine's keyboard types composed characters, and Backspace takes one each") {
  std::string value;
  OneScreen screen([&](Ui& ui) {
    page(ui, [&] {
      if (const auto f = text_field(ui, {.id = "f", .label = "Tên", .value = value, .is_multi_line = true}); f.changed)
        value = *f.changed;
    });
  });
  UiDriver driver(screen);
  driver.tap("f");
  for (const char32_t character : U"Hằng₫") {
    if (character == 0) break;
    platform::WindowEvent event;
    event.kind = platform::WindowEvent::Kind::Character;
    event.character = character;
    driver.window().events.push_back(event);
  }
  for (int i = 0; i < 3; ++i) {
    platform::WindowEvent event;
    event.kind = platform::WindowEvent::Kind::KeyPressed;
    event.key = platform::WindowKey::Backspace;
    driver.window().events.push_back(event);
  }
  driver.settle();
  REQUIRE(value == "Hằ");
  REQUIRE_FALSE(driver.has("keyboard/h"));
}
