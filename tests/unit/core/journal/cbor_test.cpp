#include <set>

#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "core/journal/value_codec.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

using namespace ocop;
using namespace ocop::journal;
using domain::Value;
using test::Chance;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

Value random_value(Chance& chance, int depth) {
  switch (chance.below(depth > 3 ? 5 : 6)) {
    case 0: return {};
    case 1: return Value::boolean(chance.one_in(2));
    case 2: {
      const auto number = static_cast<std::int64_t>((chance.next() >> 1) >> chance.below(63));
      return Value::integer(chance.one_in(2) ? number : -number);
    }
    case 3: return Value::text(std::string(chance.below(40), 'x') + (chance.one_in(2) ? "Đặc sản" : ""));
    case 4: return Value::bytes(Bytes(chance.below(300), 0x5A));
    default: {
      Value::List list;
      for (std::size_t n = chance.below(5); n > 0; --n) list.push_back(random_value(chance, depth + 1));
      return Value::list(std::move(list));
    }
  }
}

}  // namespace

TEST_CASE("Of all inputs of up to three bytes exactly those are items that writing the value read gives again") {
  std::size_t items = 0;
  const auto try_one = [&](const Bytes& bytes) {
    const bool is_item = is_one_item(bytes);
    const auto value = decode_value(bytes);
    REQUIRE(value.has_value() == is_item);
    if (!is_item) return;
    ++items;
    const Bytes again = encode_value(*value);
    if (again != bytes) FAIL(to_hex(bytes) << " is read, and written as " << to_hex(again));
  };
  try_one({});
  for (unsigned a = 0; a < 256; ++a) {
    try_one({static_cast<std::uint8_t>(a)});
    for (unsigned b = 0; b < 256; ++b) {
      try_one({static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)});
      for (unsigned c = 0; c < 256; c += (a >> 5 == 2 || a >> 5 == 3) ? 7U : 1U) {
        const Bytes bytes{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b), static_cast<std::uint8_t>(c)};
        if (is_one_item(bytes) && encode_value(*decode_value(bytes)) != bytes) FAIL(to_hex(bytes));
      }
    }
  }
  // One byte: 24 + 24 integers, the empty byte string, text and array, and false, true, null.
  REQUIRE(items > 24 + 24 + 3 + 3);
}

TEST_CASE("Integers are written in their shortest form and read back") {
  const std::pair<std::int64_t, const char*> cases[] = {
      {0, "00"}, {23, "17"}, {24, "1818"}, {255, "18ff"}, {256, "190100"}, {65535, "19ffff"}, {65536, "1a00010000"},
      {4294967295, "1affffffff"}, {4294967296, "1b0000000100000000"}, {INT64_MAX, "1b7fffffffffffffff"},
      {-1, "20"}, {-24, "37"}, {-25, "3818"}, {-256, "38ff"}, {-257, "390100"}, {INT64_MIN, "3b7fffffffffffffff"}};
  for (const auto& [number, expected] : cases) {
    Bytes out;
    CborWriter writer(out);
    writer.integer(number);
    REQUIRE(to_hex(out) == expected);
    CborReader reader(out);
    REQUIRE(reader.integer() == number);
    REQUIRE(reader.finished());
  }
}

TEST_CASE("Encodings that are not the one deterministic form are refused") {
  for (const char* bytes : {"1800", "1817", "190000", "1900ff", "1a0000ffff", "1b00000000ffffffff",  // not the shortest
                            "3817", "5800", "7800", "9800", "580161",
                            "1f", "5f", "7f", "9f", "9fff", "5f4100ff", "ff", "1c", "1d", "1e",  // indefinite, reserved
                            "a0", "c000", "f7", "f90000", "fa00000000", "fb0000000000000000", "f0", "e0", "f8ff",
                            "61ff", "62c080", "63eda080",  // text that is not UTF-8
                            "1bffffffffffffffff", "1b8000000000000000", "3b8000000000000000",  // beyond 63 bits
                            "4100ff", "00f6"}) {  // more than one item
    INFO(bytes);
    const bool is_wide_unsigned = std::string_view(bytes) == "1bffffffffffffffff" ||
                                  std::string_view(bytes) == "1b8000000000000000";
    if (!is_wide_unsigned) REQUIRE_FALSE(is_one_item(hex(bytes)));
    if (!is_wide_unsigned) REQUIRE_ERROR(decode_value(hex(bytes)), Malformed);
  }
}

TEST_CASE("An unsigned integer beyond 63 bits is not a value") {
  REQUIRE_ERROR(decode_value(hex("1b8000000000000000")), Malformed);
  REQUIRE_ERROR(decode_value(hex("821b800000000000000000")), Malformed);
}

TEST_CASE("Arrays nest to a limit and no deeper, and a lie about their length costs nothing") {
  Bytes nested(static_cast<std::size_t>(limits::cbor_depth_max), 0x81);
  nested.push_back(0xF6);
  REQUIRE(is_one_item(nested));
  nested.insert(nested.begin(), 0x81);
  REQUIRE_FALSE(is_one_item(nested));
  REQUIRE_FALSE(is_one_item(hex("9b00ffffffffffffff")));
  REQUIRE_FALSE(is_one_item(hex("5b00ffffffffffffff")));
  REQUIRE_FALSE(is_one_item(Bytes(100'000, 0x81)));
}

TEST_CASE("A reader that failed once gives nothing more") {
  const Bytes bytes = hex("0161610203");
  CborReader reader(bytes);
  REQUIRE(reader.unsigned_integer() == 1);
  REQUIRE(reader.unsigned_integer() == 0);  // a text stands there
  REQUIRE_FALSE(reader.ok());
  REQUIRE(reader.unsigned_integer() == 0);
  REQUIRE(reader.text().empty());
  REQUIRE(reader.bytes().empty());
  REQUIRE(reader.item().empty());
  REQUIRE(reader.array() == 0);
  REQUIRE_FALSE(reader.take_null());
  REQUIRE_FALSE(reader.finished());
  const Bytes short_id = hex("4101");
  CborReader fixed(short_id);
  REQUIRE(fixed.fixed<Id>() == Id{});
  REQUIRE_FALSE(fixed.ok());
  const Bytes bound = hex("05");
  CborReader bounded(bound);
  REQUIRE(bounded.unsigned_at_most(4) == 0);
  REQUIRE_FALSE(bounded.ok());
  CborReader boolean(bound);
  REQUIRE_FALSE(boolean.boolean());
  REQUIRE_FALSE(boolean.ok());
}

TEST_CASE("Every value comes back from its bytes, cut anywhere it does not, and different values differ") {
  Chance chance(7);
  std::set<Bytes> seen;
  for (int n = 0; n < 3'000; ++n) {
    const Value value = random_value(chance, 0);
    const Bytes bytes = encode_value(value);
    const auto back = decode_value(bytes);
    REQUIRE_OK(back);
    REQUIRE(*back == value);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      if (decode_value(ByteView(bytes).first(cut))) FAIL(to_hex(bytes) << " cut to " << cut);
    }
    Bytes mutated = bytes;
    mutated[chance.below(mutated.size())] ^= static_cast<std::uint8_t>(1U << chance.below(8));
    const auto other = decode_value(mutated);
    if (other && encode_value(*other) != mutated) FAIL("read " << to_hex(mutated) << " and wrote otherwise");
    if (other) REQUIRE_FALSE(*other == value);
  }
}
