#include "app/input/text_buffer.h"

#include "core/base/limits.h"
#include "tests/support/catch.h"

using namespace ocop::input;

namespace {

Stroke key(Key which) { return {which, {}, Compose::No, Source::Hardware}; }
Stroke letters(std::string text) { return {Key::Text, std::move(text), Compose::No, Source::Hardware}; }

}  // namespace

TEST_CASE("Backspace takes a whole character of several bytes") {
  TextBuffer buffer("Hằng ₫");
  REQUIRE(buffer.apply(key(Key::Backspace), Lines::One));
  REQUIRE(buffer.text() == "Hằng ");
  buffer.set_caret(4);
  REQUIRE(buffer.apply(key(Key::Backspace), Lines::One));
  REQUIRE(buffer.text() == "Hng ");
  buffer.set_caret(0);
  REQUIRE_FALSE(buffer.apply(key(Key::Backspace), Lines::One));
}

TEST_CASE("Delete takes the character after the caret and nothing at the end") {
  TextBuffer buffer("ằb");
  buffer.set_caret(0);
  REQUIRE(buffer.apply(key(Key::Delete), Lines::One));
  REQUIRE(buffer.text() == "b");
  buffer.apply(key(Key::End), Lines::One);
  REQUIRE_FALSE(buffer.apply(key(Key::Delete), Lines::One));
}

TEST_CASE("the caret moves by characters and by lines' ends, and never into a character") {
  TextBuffer buffer("một\nhai");
  buffer.apply(key(Key::Home), Lines::Many);
  REQUIRE(buffer.caret() == std::string("một\n").size());
  buffer.apply(key(Key::Left), Lines::Many);
  buffer.apply(key(Key::Left), Lines::Many);
  buffer.apply(key(Key::Left), Lines::Many);
  REQUIRE(buffer.before_caret() == "m");
  buffer.apply(key(Key::Right), Lines::Many);
  REQUIRE(buffer.before_caret() == "mộ");
  buffer.apply(key(Key::End), Lines::Many);
  REQUIRE(buffer.before_caret() == "một");
  buffer.set_caret(2);
  REQUIRE(buffer.before_caret() == "m");
  buffer.set_caret(1000);
  REQUIRE(buffer.caret() == buffer.text().size());
}

TEST_CASE("one line takes no line feed, many lines do") {
  TextBuffer one("a");
  REQUIRE_FALSE(one.apply(key(Key::Enter), Lines::One));
  REQUIRE(one.apply(letters("b\nc"), Lines::One));
  REQUIRE(one.text() == "ab c");
  TextBuffer many("a");
  REQUIRE(many.apply(key(Key::Enter), Lines::Many));
  REQUIRE(many.text() == "a\n");
}

TEST_CASE("what comes in decomposed is kept composed, across the join too") {
  TextBuffer buffer;
  REQUIRE(buffer.apply(letters("e\xCC\x82\xCC\x81"), Lines::One));
  REQUIRE(buffer.text() == "ế");
  TextBuffer joined("e");
  REQUIRE(joined.apply(letters("\xCC\x81"), Lines::One));
  REQUIRE(joined.text() == "é");
}

TEST_CASE("text that is not UTF-8 or too long is not taken") {
  TextBuffer buffer("a");
  REQUIRE_FALSE(buffer.apply(letters("\xff"), Lines::One));
  REQUIRE_FALSE(buffer.apply(letters(std::string(ocop::limits::text_bytes_max, 'x')), Lines::One));
  REQUIRE(buffer.text() == "a");
  REQUIRE(buffer.apply(letters(std::string(ocop::limits::text_bytes_max - 1, 'x')), Lines::One));
}
