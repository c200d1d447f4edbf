#include <functional>

#include "app/shell/fonts.h"
#include "app/ui/controls.h"
#include "app/ui/field.h"
#include "app/ui/layout.h"
#include "tests/support/catch.h"
#include "tests/support/ui_driver.h"

using namespace ocop;
using namespace ocop::ui;
using test::UiDriver;

namespace {

constexpr const char* long_text =
    "Bán ra nước ngoài, hoặc kênh hiện đại (siêu thị, sàn thương mại điện tử); có hợp đồng còn hiệu lực";

// A screen with every widget, as wordy as people are.
class EveryWidget final : public shell::Application {
 public:
  void frame(Ui& ui) override {
    ui.screen("every", [&] {
      (void)top_bar(ui, {.title = "Chấm điểm · Mật ong bạc hà của hợp tác xã",
                         .subtitle = long_text,
                         .chips = {{.label = "Đã lưu 14:05"}, {.id = "sync", .label = "3 hồ sơ chưa gửi"}}});
      page(ui, [&] {
        with_side_panel(
            ui, "main", [&] { main_part(ui); }, [&] { side_part(ui); });
      });
    });
  }

 private:
  void main_part(Ui& ui) {
    const auto buttons = [&] {
      columns(ui, "buttons",
              {{fixed(100), [&] { (void)button(ui, {.id = "previous", .label = "← 3.5", .height = 76}); }},
               {share(), [&] {
                  (void)button(ui, {.id = "next", .label = "Tiếp theo: tiêu chí 4.2 →", .kind = ButtonKind::Main});
                }}});
    };
    with_footer(ui, "actions", buttons, [&] {
      scroll_area(ui, "all", [&] {
        heading(ui, {.title = "4.1 Khu vực phân phối chính",
                     .chips = {{"tối đa 5 điểm", Tone::Warning}},
                     .action_id = "help",
                     .action = "? Hướng dẫn"});
        (void)option_row(
            ui, {.id = "d", .label = long_text, .points = "5", .chip = Chip{"tối thiểu cho 5★", Tone::Warning}});
        card(ui, [&] {
          flow(ui, "evidence", [&] {
            text(ui, "Minh chứng", {.style = TextStyle::Strong});
            image(ui, {.id = "photo", .width = 84, .height = 60, .is_target = true});
            (void)button(ui, {.id = "take", .label = "Chụp", .icon = Icon::Camera});
            (void)button(ui, {.id = "pick", .label = "Chọn từ hồ sơ"});
          });
        });
        (void)filters(ui, "filter",
                      {{"all", "Tất cả 12"}, {"decide", "Cần bạn quyết định 1"}, {"soon", "Sắp hết hạn 2"}});
        (void)segmented(
            ui,
            {.id = "answer", .label = long_text, .choices = {{"yes", "Có"}, {"no", "Không"}, {"unknown", "Chưa rõ"}}});
        (void)stepper(ui, {.id = "workers", .label = "Số lao động là người địa phương", .value = 12, .unit = "người"});
        (void)text_field(ui, {.id = "note",
                              .label = "Ghi chú",
                              .value = long_text,
                              .is_required = true,
                              .is_multi_line = true,
                              .error = "Cần một lý do"});
        (void)list_row(ui, {.id = "row",
                            .title = long_text,
                            .subtitle = long_text,
                            .thumbnail = 0,
                            .stars = 3,
                            .note = "63–66 điểm",
                            .chip = Chip{"Hai người chấm khác", Tone::Error, Icon::Warning}});
        fact_row(ui, {"18 ảnh để xét", "7,2 MB · 24 phút ở sóng 2G", Chip{"khi có 4G hoặc Wi-Fi", Tone::Warning}});
        progress(ui, "Ảnh “nhãn sau” 61 %", 0.61);
        (void)search_field(ui, {.id = "find", .value = "mật", .hint = "Tìm"});
      });
    });
  }
  void side_part(Ui& ui) {
    card(ui, [&] {
      figure(ui, {.value = "71", .unit = "/100 điểm", .stars = 2, .stars_max = 3});
      bars(ui, {{"A", 29, 40, "29/40"}, {"B", 17, 25, "17/25"}});
    });
    card(ui, {.tone = Tone::Warning}, [&] {
      (void)link_row(
          ui, {.id = "gate", .title = "9 Công bố sản phẩm", .subtitle = "cần: có công bố", .tone = Tone::Warning});
    });
  }
};

}  // namespace

TEST_CASE("every target is 48 dp or more, nothing is clipped and nothing overlaps, at every size of screen and text") {
  for (const auto& [width, height] : {std::pair{1280, 800}, {800, 1280}, {1024, 600}, {600, 1024}, {1920, 1200}})
    for (const float text_size : {1.0F, 1.25F, 1.5F}) {
      EveryWidget screen;
      UiDriver driver(screen, {width, height, text_size});
      INFO(width << "x" << height << " at " << text_size);
      driver.require_sound();
    }
}

TEST_CASE("turning the tablet lays the screen out anew") {
  EveryWidget screen;
  UiDriver driver(screen);
  const auto beside = driver.item("gate").rect;
  REQUIRE(beside.x > 900);
  driver.resize(800, 1280);
  REQUIRE(driver.item("gate").rect.x < 100);
  driver.require_sound();
}

TEST_CASE("a long label wraps and its row grows") {
  EveryWidget screen;
  UiDriver wide(screen);
  const float once = wide.item("every/d").rect.height;
  EveryWidget other;
  UiDriver narrow(other, {600, 1024, 1.25F});
  REQUIRE(narrow.item("every/d").rect.height > once + 20);
}

TEST_CASE("the keyboard shrinks the screen, and the field with the caret stays in sight") {
  EveryWidget screen;
  UiDriver driver(screen, {1280, 800, 1});
  driver.tap("every/note");
  REQUIRE(driver.has("keyboard/h"));
  const auto& field = driver.item("every/note");
  REQUIRE(field.visible.height > 48);
  REQUIRE(field.visible.bottom() <= driver.item("keyboard/q").rect.y);
}

TEST_CASE("cards side by side end together") {
  class Three final : public shell::Application {
    void frame(Ui& ui) override {
      columns(ui, "c",
              {{share(),
                [&] {
                  card(ui, [&] { (void)button(ui, {.id = "a", .label = "x"}); });
                  (void)button(ui, {.id = "end a", .label = "x"});
                }},
               {share(), [&] {
                  card(ui, [&] { (void)button(ui, {.id = "b", .label = "x", .height = 200}); });
                  (void)button(ui, {.id = "end b", .label = "x"});
                }}});
    }
  } screen;
  UiDriver driver(screen);
  REQUIRE(driver.item("end a").rect.bottom() == Approx(driver.item("end b").rect.bottom()).margin(1));
}

TEST_CASE("the registry finds what is wrong with a layout") {
  Inspection items;
  const auto target = [](std::string path, Rect rect) {
    Item item;
    item.path = std::move(path);
    item.rect = item.visible = rect;
    item.is_target = true;
    return item;
  };
  items.items = {target("a", {0, 0, 100, 40}), target("b", {50, 10, 100, 60}), target("b", {300, 0, 60, 60})};
  items.items[2].is_clipped = true;
  const auto problems = items.problems();
  REQUIRE(problems.size() == 4);
  REQUIRE(problems[0] == "a: a target of 100x40 dp, under 48");
  REQUIRE(items.find("c") == nullptr);
}

TEST_CASE("in the sun every ink stands 7 to 1 against its ground, in the light theme 4.5 to 1") {
  for (const auto kind : {ThemeKind::Light, ThemeKind::Sunlight}) {
    const auto& theme = theme_of(kind);
    const double least = kind == ThemeKind::Sunlight ? 7 : 4.5;
    for (const auto tone :
         {Tone::Plain, Tone::Neutral, Tone::Good, Tone::Information, Tone::Warning, Tone::Error, Tone::OnBar}) {
      INFO(static_cast<int>(tone));
      REQUIRE(contrast(theme.of(tone).ink, theme.of(tone).ground) >= least);
    }
    REQUIRE(contrast(theme.quiet, theme.ground) >= least);
    REQUIRE(contrast(theme.quiet, theme.card) >= least);
    REQUIRE(contrast(theme.on_green, theme.green) >= least);
    REQUIRE(contrast(theme.on_green_quiet, theme.green) >= least);
    REQUIRE(contrast(theme.ink, theme.chosen) >= least);
  }
}

TEST_CASE("the fonts hold all of Vietnamese and the signs we use, and say what they lack") {
  REQUIRE(shell::missing_glyphs("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ").empty());
  REQUIRE(shell::missing_glyphs("AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ").empty());
  REQUIRE(shell::missing_glyphs("0123456789 ₫ % ★ ☆ ✓ ✗ → ← ↑ ↓ ≥ ≤ ≠ ± × · … – — “ ” ‘ ’ › ‹ • ° ² ³ ⚠ ⬆ № −\n\t")
              .empty());
  REQUIRE(shell::missing_glyphs("a😀漢a") == std::vector<char32_t>{U'😀', U'漢'});
}
