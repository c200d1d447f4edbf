#include "core/base/bytes.h"

#include "core/base/clock.h"
#include "core/base/hash.h"
#include "tests/support/catch.h"

using namespace ocop;

TEST_CASE("hex and base 32 give back what they were given") {
  const Bytes bytes{0, 1, 0x7F, 0x80, 0xFE, 0xFF, 42, 7, 9, 200};
  CHECK(from_hex(to_hex(bytes)) == bytes);
  CHECK(from_base32(to_base32(bytes)) == bytes);
}

TEST_CASE("a code read out over the telephone forgives letters that look like digits") {
  CHECK(from_base32("oI1-L0 ") == from_base32("01110"));
  CHECK_FALSE(from_base32("U"));
  CHECK_FALSE(from_hex("abc"));
  CHECK_FALSE(from_hex("zz"));
}

TEST_CASE("SHA-256 agrees with the standard's example, in one piece and in many") {
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(sha256(as_bytes("abc")).hex() == expected);
  Sha256 pieces;
  for (const char* piece : {"a", "b", "c"}) pieces.update(as_bytes(piece));
  CHECK(pieces.finish().hex() == expected);
}

TEST_CASE("a signature holds for its message and key, and for no other") {
  SystemEntropy entropy;
  const auto keys = make_key_pair(entropy);
  auto signature = sign(keys.secret_key, as_bytes("31 điểm"));
  CHECK(verify(keys.public_key, as_bytes("31 điểm"), signature));
  CHECK_FALSE(verify(keys.public_key, as_bytes("32 điểm"), signature));
  CHECK_FALSE(verify(make_key_pair(entropy).public_key, as_bytes("31 điểm"), signature));
  signature.bytes[5] ^= 1;
  CHECK_FALSE(verify(keys.public_key, as_bytes("31 điểm"), signature));
}

TEST_CASE("tablet and province agree on one key, and a stranger on another") {
  SystemEntropy entropy;
  const auto tablet = make_key_pair(entropy);
  const auto province = make_key_pair(entropy);
  const auto stranger = make_key_pair(entropy);
  const auto here = agree_mac_key(tablet.secret_key, province.public_key, tablet.public_key, province.public_key);
  const auto there = agree_mac_key(province.secret_key, tablet.public_key, tablet.public_key, province.public_key);
  REQUIRE(here);
  CHECK(here == there);
  CHECK(here != agree_mac_key(stranger.secret_key, province.public_key, tablet.public_key, province.public_key));
  const auto code = mac(*here, as_bytes("body"));
  CHECK(mac_matches(*there, as_bytes("body"), code));
  CHECK_FALSE(mac_matches(*there, as_bytes("bodies"), code));
}

TEST_CASE("moments print and parse, and nonsense does not") {
  std::int64_t wall_ms = 0;
  REQUIRE(parse_iso_utc("2026-11-21T07:05:09Z", wall_ms));
  CHECK(iso_utc(wall_ms) == "2026-11-21T07:05:09Z");
  CHECK(local_day_time(wall_ms) == "21/11 14:05");
  REQUIRE(parse_iso_utc("1970-01-01", wall_ms));
  CHECK(wall_ms == 0);
  for (const char* nonsense : {"", "2026-02-30", "2026-11-21T24:00:00Z", "21/11/2026", "2026-11-21T07:05:09"}) {
    CHECK_FALSE(parse_iso_utc(nonsense, wall_ms));
  }
  CHECK(iso_utc(INT64_MAX / 2) == "9999-12-31T23:00:00Z");
}
