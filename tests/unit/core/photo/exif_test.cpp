#include <cmath>

#include "core/photo/photo.h"
#include "tests/unit/core/photo/jpegs.h"

using namespace ocop;
using jpegs::Exif;

namespace {

photo::PhotoFacts facts_of(const Exif& exif) {
  const auto facts = photo::inspect(exif.into(jpegs::quadrants(32, 16)));
  REQUIRE_OK(facts);
  CHECK(facts->width_px == 32);
  return *facts;
}

photo::PhotoFacts facts_of_content(ByteView content) {
  const auto facts = photo::inspect(jpegs::insert(jpegs::quadrants(32, 16), 2, jpegs::segment(0xE1, content)));
  REQUIRE_OK(facts);
  return *facts;
}

Exif everything(Exif::Order order = Exif::Order::LittleEndian) {
  Exif exif(order);
  exif.text(Exif::Main, 0x010F, "Điện thoại ").text(Exif::Main, 0x0110, "X-1").number(Exif::Main, 0x0112, 6);
  exif.text(Exif::Detail, 0x9003, "2026:11:21 14:05:09").text(Exif::Detail, 0x9011, "+07:00");
  exif.place({22, 1, 20, 1, 1104, 100}, "N", {103, 1, 50, 1, 3768, 100}, "E");
  exif.rationals(Exif::Gps, 7, {7, 1, 5, 1, 85, 10}).text(Exif::Gps, 0x1D, "2026:11:21");
  return exif;
}

}  // namespace

TEST_CASE("EXIF in either byte order tells time, place, camera and orientation") {
  for (const auto order : {Exif::Order::LittleEndian, Exif::Order::BigEndian}) {
    const auto facts = facts_of(everything(order));
    CHECK(facts.orientation == 6);
    CHECK(facts.is_sideways());
    CHECK(facts.taken_local == "2026-11-21T14:05:09");
    CHECK(facts.taken_offset == "+07:00");
    CHECK(facts.taken_at() == "2026-11-21T14:05:09+07:00");
    CHECK(facts.gps_at == "2026-11-21T07:05:08Z");
    CHECK(facts.camera_make == "Điện thoại");
    CHECK(facts.camera_model == "X-1");
    REQUIRE(facts.position);
    CHECK(facts.position->latitude_e7 == 223'364'000);
    CHECK(facts.position->longitude_e7 == 1'038'438'000);
    CHECK(facts.position->latitude() == Approx(22.3364).epsilon(1e-9));
    CHECK(facts.position->longitude() == Approx(103.8438).epsilon(1e-9));
  }
}

TEST_CASE("places lie in all four quarters of the world, and on its edges") {
  const auto place = [](const char* north_or_south, const char* east_or_west) {
    return *facts_of(Exif().place({33, 1, 30, 1, 0, 1}, north_or_south, {70, 1, 15, 1, 36, 1}, east_or_west)).position;
  };
  CHECK(place("N", "E") == photo::Position{335'000'000, 702'600'000});
  CHECK(place("N", "W") == photo::Position{335'000'000, -702'600'000});
  CHECK(place("S", "E") == photo::Position{-335'000'000, 702'600'000});
  CHECK(place("S", "W") == photo::Position{-335'000'000, -702'600'000});
  const auto edge = facts_of(Exif().place({90, 1, 0, 1, 0, 1}, "S", {180, 1, 0, 1, 0, 1}, "W")).position;
  CHECK(edge == photo::Position{-900'000'000, -1'800'000'000});
  const auto decimal =
      facts_of(Exif().place({2'233'640'001, 100'000'000, 0, 1, 0, 1}, "N", {0, 1, 0, 1, 0, 1}, "E")).position;
  CHECK(decimal == photo::Position{223'364'000, 0});
}

TEST_CASE("a place that cannot be is missing") {
  const auto has_place = [](const Exif& exif) { return facts_of(exif).position.has_value(); };
  CHECK(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({91, 1, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "N", {180, 1, 0, 1, 1, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 61, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 61, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 0, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 0, 0, 0}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "X", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "", {1, 1, 0, 1, 0, 1}, "E")));
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "EAST")));
  CHECK_FALSE(has_place(Exif().place({0, 1, 0, 1, 0, 1}, "N", {0, 1, 0, 1, 0, 1}, "E")));  // no receiver stands there
  CHECK_FALSE(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E").text(Exif::Gps, 9, "V")));
  CHECK(has_place(Exif().place({1, 1, 0, 1, 0, 1}, "N", {1, 1, 0, 1, 0, 1}, "E").text(Exif::Gps, 9, "A")));
  CHECK_FALSE(has_place(Exif().text(Exif::Gps, 1, "N").rationals(Exif::Gps, 2, {1, 1, 0, 1, 0, 1})));
}

TEST_CASE("a time that is no moment is missing, and one without a zone has none invented") {
  const auto taken = [](std::string_view original) {
    return facts_of(Exif().text(Exif::Detail, 0x9003, original)).taken_at();
  };
  CHECK(taken("2026:11:21 14:05:09") == "2026-11-21T14:05:09");
  CHECK(taken("0000:00:00 00:00:00").empty());
  CHECK(taken("    :  :     :  :  ").empty());
  CHECK(taken("2026:02:30 10:00:00").empty());
  CHECK(taken("2026:11:21 24:05:09").empty());
  CHECK(taken("2026:11:21").empty());
  CHECK(taken("21/11/2026 14:05:09").empty());
  CHECK(taken("").empty());
}

TEST_CASE("the moment of digitizing stands in for a missing moment of taking") {
  const auto facts = facts_of(Exif()
                                  .text(Exif::Detail, 0x9003, "0000:00:00 00:00:00")
                                  .text(Exif::Detail, 0x9011, "+01:00")
                                  .text(Exif::Detail, 0x9004, "2026:11:21 14:05:09")
                                  .text(Exif::Detail, 0x9012, "-03:30"));
  CHECK(facts.taken_at() == "2026-11-21T14:05:09-03:30");
}

TEST_CASE("an offset that is none is missing") {
  for (const char* offset : {"", "Z", "+7", "+07-00", "07:00 ", "+15:00", "+07:60", "+0a:00", "+07:0a"}) {
    const auto facts =
        facts_of(Exif().text(Exif::Detail, 0x9003, "2026:11:21 14:05:09").text(Exif::Detail, 0x9011, offset));
    CHECK(facts.taken_at() == "2026-11-21T14:05:09");
  }
}

TEST_CASE("a time by satellites needs date and hour") {
  const auto gps_at = [](const Exif& exif) { return facts_of(exif).gps_at; };
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {7, 1, 5, 1, 8, 1}).text(Exif::Gps, 0x1D, "2026:11:21")) ==
        "2026-11-21T07:05:08Z");
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {7, 1, 5, 1, 8, 1})).empty());
  CHECK(gps_at(Exif().text(Exif::Gps, 0x1D, "2026:11:21")).empty());
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {24, 1, 5, 1, 8, 1}).text(Exif::Gps, 0x1D, "2026:11:21")).empty());
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {7, 0, 5, 1, 8, 1}).text(Exif::Gps, 0x1D, "2026:11:21")).empty());
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {7, 1, 60, 1, 8, 1}).text(Exif::Gps, 0x1D, "2026:11:21")).empty());
  CHECK(gps_at(Exif().rationals(Exif::Gps, 7, {4'000'000'000, 1, 5, 1, 8, 1}).text(Exif::Gps, 0x1D, "2026:11:21"))
            .empty());
}

TEST_CASE("an orientation beyond 1 to 8 counts as upright") {
  for (const int orientation : {0, 9, 255, 65'535}) {
    CHECK(facts_of(Exif().number(Exif::Main, 0x0112, orientation)).orientation == 1);
  }
  CHECK(facts_of(Exif().text(Exif::Main, 0x0112, "6")).orientation == 1);
}

TEST_CASE("a camera's name is clean text of bounded length") {
  CHECK(facts_of(Exif().text(Exif::Main, 0x010F, "\xFF\xFEzz")).camera_make.empty());
  CHECK(facts_of(Exif().text(Exif::Main, 0x0110, std::string(300, 'a'))).camera_model == std::string(64, 'a'));
}

TEST_CASE("facts with absurd types, counts and offsets are missing and the photo stands") {
  const Bytes content = everything().content();
  for (const std::uint32_t absurd :
       {0U, 1U, 0x7FFFU, 0xFFFFU, 0x7FFF'FFFFU, 0x8000'0000U, 0xFFFF'FFF0U, 0xFFFF'FFFFU}) {
    for (std::size_t at = 6; at + 4 <= content.size(); ++at) {
      Bytes bent = content;
      for (std::size_t i = 0; i < 4; ++i) bent[at + i] = static_cast<std::uint8_t>(absurd >> (8 * i));
      CHECK(facts_of_content(bent).width_px == 32);
    }
  }
}

TEST_CASE("EXIF cut anywhere, empty, or pointing to itself does not refuse the photo") {
  const Bytes content = everything().content();
  for (std::size_t size = 0; size <= content.size(); ++size) {
    CHECK(facts_of_content(ByteView(content).first(size)).width_px == 32);
  }
  const Exif loop =
      Exif().add(Exif::Main, 0x8769, 4, 1, Bytes{8, 0, 0, 0}).add(Exif::Main, 0x8825, 4, 1, Bytes{8, 0, 0, 0});
  CHECK(facts_of(loop).orientation == 1);
}

TEST_CASE("the first EXIF record counts, and one behind the picture does not") {
  const Bytes jpeg = jpegs::quadrants(32, 16);
  const auto orientation = [](int value) { return Exif().number(Exif::Main, 0x0112, value); };
  CHECK(photo::inspect(orientation(3).into(orientation(8).into(jpeg)))->orientation == 3);
  Bytes behind = jpeg;
  append(behind, jpegs::segment(0xE1, orientation(8).content()));
  CHECK(photo::inspect(behind)->orientation == 1);
}

TEST_CASE("no byte flipped in EXIF crashes or refuses the photo") {
  const Bytes content = everything().content();
  std::mt19937 random(2026);
  for (int round = 0; round < 20'000; ++round) {
    Bytes bent = content;
    for (auto flips = 1 + random() % 6; flips > 0; --flips)
      bent[6 + random() % (bent.size() - 6)] = static_cast<std::uint8_t>(random());
    const auto facts = facts_of_content(bent);
    if (facts.orientation < 1 || facts.orientation > 8) FAIL("round " << round);
    if (facts.position && (std::abs(facts.position->latitude()) > 90 || std::abs(facts.position->longitude()) > 180)) {
      FAIL("round " << round);
    }
  }
}
