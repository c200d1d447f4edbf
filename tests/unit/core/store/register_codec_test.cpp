#include "core/journal/value_codec.h"
#include "core/store/register_codec.h"
#include "tests/support/catch.h"
#include "tests/support/histories.h"

using namespace ocop;
using namespace ocop::store;
using domain::Value;
using test::Chance;

namespace {

journal::Registers one_field(const Value& value) {
  return {{"name", {{{1, 1}, journal::encode_value(value)}}}};
}

}  // namespace

TEST_CASE("Registers of any history come back from their bytes") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const test::World world(seed);
    for (const auto& [root, state] : world.tablets.front().receiver().roots()) {
      for (const auto& [id, record] : state.records) {
        const auto back = decode_registers(encode_registers(record.registers));
        REQUIRE_OK(back);
        REQUIRE(*back == record.registers);
      }
    }
  }
  REQUIRE(decode_registers(encode_registers({})).value().empty());
}

TEST_CASE(
    "Damaged registers are corrupt storage, cut at any byte and with any byte changed read faithfully or refused") {
  journal::Registers registers;
  registers["1.1.option"] = {{{1, 1}, test::value_of(1)}, {{2, 5}, test::value_of(300)}};
  registers["name"] = {{{2, 4}, journal::encode_value(Value::text("Trà Shan tuyết"))}};
  const Bytes whole = encode_registers(registers);
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    REQUIRE_ERROR(decode_registers(ByteView(whole).first(cut)), StorageCorrupt);
  }
  Chance chance(3);
  for (int n = 0; n < 5'000; ++n) {
    Bytes mutated = whole;
    mutated[chance.below(mutated.size())] = static_cast<std::uint8_t>(chance.next());
    const auto read = decode_registers(mutated);
    if (read) {
      for (const auto& [name, heads] : *read) REQUIRE_FALSE(heads.empty());
    }
  }
}

TEST_CASE("A document shows the smallest stamp's value of each field, and leaves out what is cleared") {
  journal::Registers registers;
  registers["a"] = {{{1, 1}, test::value_of(7)}, {{2, 1}, test::value_of(8)}};
  registers["b"] = {{{1, 2}, test::value_of(0)}};
  REQUIRE(document_of(registers) == R"({"a":7})");
  REQUIRE(document_of({}) == "{}");
}

TEST_CASE("A document spells every kind of value as JSON") {
  REQUIRE(document_of(one_field(Value::text("a\"b\\c\nd\x01 Đ"))) == "{\"name\":\"a\\\"b\\\\c\\u000ad\\u0001 Đ\"}");
  REQUIRE(document_of(one_field(Value::boolean(true))) == R"({"name":true})");
  REQUIRE(document_of(one_field(Value::boolean(false))) == R"({"name":false})");
  REQUIRE(document_of(one_field(Value::integer(-25))) == R"({"name":-25})");
  REQUIRE(document_of(one_field(Value::bytes({0xAB, 0x01}))) == R"({"name":"ab01"})");
  REQUIRE(document_of(one_field(Value::list({Value::integer(1), Value{}, Value::text("x")}))) ==
          R"({"name":[1,null,"x"]})");
  REQUIRE(document_of({{"name", {{{1, 1}, *from_hex("1bffffffffffffffff")}}}}) == R"({"name":18446744073709551615})");
}
