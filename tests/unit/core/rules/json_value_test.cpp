#include "core/rules/json_value.h"

#include "core/base/limits.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::rules;

TEST_CASE("a JSON text becomes a tree with its members in order") {
  const auto tree = read_json(R"( {"b":[1,-2,2.5,true,null,"ơ"],"a":{}} )");
  REQUIRE_OK(tree);
  REQUIRE(tree->members.size() == 2);
  CHECK(tree->members[0].key == "b");
  const JsonValue* list = tree->find("b");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 6);
  CHECK(list->items[1].integer == -2);
  CHECK(list->items[2].kind == JsonValue::Kind::Decimal);
  CHECK(list->items[3].boolean);
  CHECK(list->items[4].kind == JsonValue::Kind::Null);
  CHECK(list->items[5].text == "ơ");
  CHECK(tree->find("a")->kind == JsonValue::Kind::Object);
  CHECK(tree->find("c") == nullptr);
}

TEST_CASE("a key that stands twice in one object is refused") {
  REQUIRE_ERROR(read_json(R"({"1.1":"a","1.1":"b"})"), InvalidInput);
  REQUIRE_OK(read_json(R"({"a":{"x":1},"b":{"x":2}})"));
}

TEST_CASE("what is not JSON or not UTF-8 is refused") {
  for (const char* text : {"", "{", "[1,]", "{} {}", "nul", "\"a", "{1:2}", "\"\xFF\"", "01", "'a'"}) {
    INFO(text);
    REQUIRE_ERROR(read_json(text), InvalidInput);
  }
}

TEST_CASE("the depth of a JSON text has a limit") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
  };
  REQUIRE_OK(read_json(nested(limits::json_depth_max)));
  REQUIRE_ERROR(read_json(nested(limits::json_depth_max + 1)), LimitExceeded);
}

TEST_CASE("the size of a JSON text and the members of an object have limits") {
  REQUIRE_ERROR(read_json(std::string(limits::json_file_bytes_max + 1, ' ')), LimitExceeded);
  std::string members;
  for (std::size_t i = 0; i < json_members_max; ++i) members += "\"" + std::to_string(i) + "\":0,";
  REQUIRE_OK(read_json("{" + members.substr(0, members.size() - 1) + "}"));
  REQUIRE_ERROR(read_json("{" + members + "\"one more\":0}"), LimitExceeded);
}

TEST_CASE("a number beyond 63 bits is no whole number") {
  CHECK(read_json("18446744073709551615")->kind == JsonValue::Kind::Decimal);
  CHECK(read_json("9223372036854775807")->integer == INT64_MAX);
}
