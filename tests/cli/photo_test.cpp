// Files that are no photographs, or no honest ones: refused by name, and nothing is kept of them.
#include <filesystem>

#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

struct Visit {
  Tablet tablet;
  std::string dossier = tablet.new_dossier(tablet.add_producer());

  Outcome add(const std::string& path) const {
    return tablet.run({"evidence", "add", dossier, path, "--kind", "product_photo"});
  }
  std::size_t photos() const { return tablet.json({"dossier", "show", dossier})["evidence"].size(); }
};

void check_refused(const Visit& visit, const std::string& name, const std::string& bytes, const std::string& code) {
  write_text(visit.tablet.file(name), bytes);
  const Outcome outcome = visit.add(visit.tablet.file(name));
  INFO(name << ": " << outcome.err);
  CHECK(outcome.exit_status == 1);
  CHECK(outcome.out.empty());
  CHECK(error_code(outcome) == code);
  CHECK(visit.photos() == 0);
}

// A JPEG's first bytes with the size in its frame header replaced.
std::string with_size(std::string jpeg, unsigned width, unsigned height) {
  for (std::size_t at = 2; at + 9 < jpeg.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(jpeg[i]); };
    const unsigned marker = byte(at + 1);
    if (marker >= 0xC0 && marker <= 0xC2) {
      jpeg[at + 5] = static_cast<char>(height >> 8);
      jpeg[at + 6] = static_cast<char>(height & 0xFF);
      jpeg[at + 7] = static_cast<char>(width >> 8);
      jpeg[at + 8] = static_cast<char>(width & 0xFF);
      return jpeg;
    }
    at += 2 + static_cast<std::size_t>(byte(at + 2) << 8 | byte(at + 3));
  }
  FAIL("no frame header");
  return jpeg;
}

}  // namespace

TEST_CASE("a text named .jpg is not a photograph") {
  check_refused({}, "letter.jpg", "Kính gửi Ủy ban nhân dân xã,\n", "not_a_jpeg");
}

TEST_CASE("an empty file is not a photograph") { check_refused({}, "empty.jpg", "", "not_a_jpeg"); }

TEST_CASE("a photograph that was cut off is damaged") {
  const std::string whole = read_text(photos_folder + "/product_coffee.jpg");
  check_refused({}, "half.jpg", whole.substr(0, whole.size() / 2), "jpeg_damaged");
}

TEST_CASE("a header that promises 60,000 by 60,000 pixels is refused before anything is decoded") {
  const std::string whole = read_text(photos_folder + "/product_coffee.jpg");
  check_refused({}, "bomb.jpg", with_size(whole, 60'000, 60'000), "image_too_large");
}

TEST_CASE("a file over 64 MB is refused") {
  const std::string whole = read_text(photos_folder + "/product_coffee.jpg");
  check_refused({}, "huge.jpg", whole + std::string(65u << 20, '\0'), "image_too_large");
}

TEST_CASE("a file that is not there, a folder, and an endless device are refused") {
  const Visit visit;
  CHECK(error_code(visit.add(visit.tablet.file("none.jpg"))) == "not_found");
  CHECK(error_code(visit.add(visit.tablet.data())) == "invalid_input");
  CHECK(error_code(visit.add("/dev/zero")) == "image_too_large");
  CHECK(visit.photos() == 0);
}

TEST_CASE("a criterion of another set and an unknown kind are refused with their photo") {
  const Visit visit;
  const std::string path = photos_folder + "/product_coffee.jpg";
  const Outcome criterion =
      visit.tablet.run({"evidence", "add", visit.dossier, path, "--kind", "product_photo", "--criterion", "9.9"});
  CHECK(error_code(criterion) == "unknown_criterion");
  CHECK(error_code(visit.tablet.run({"evidence", "add", visit.dossier, path, "--kind", "selfie"})) == "invalid_input");
  CHECK(visit.photos() == 0);
  CHECK(visit.tablet.json({"verify"})["ok"] == true);
}

TEST_CASE("photos before a refused one stay saved and are named, the error follows") {
  const Visit visit;
  write_text(visit.tablet.file("letter.jpg"), "no photograph");
  const Outcome outcome = visit.tablet.run({"evidence", "add", visit.dossier, photos_folder + "/product_coffee.jpg",
                                            visit.tablet.file("letter.jpg"), photos_folder + "/product_fig.jpg",
                                            "--kind", "product_photo"});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "not_a_jpeg");
  const Json printed = Json::parse(outcome.out);
  REQUIRE(printed["ids"].size() == 1);
  const Json evidence = visit.tablet.json({"dossier", "show", visit.dossier})["evidence"];
  REQUIRE(evidence.size() == 1);
  CHECK(evidence[0]["id"] == printed["ids"][0]);
}

TEST_CASE("a photo is not written where there is no place for it") {
  const Visit visit;
  const std::string id = visit.tablet.add_photo(visit.dossier);
  const Outcome outcome =
      visit.tablet.run({"evidence", "get", id, "--size", "review", "--out", visit.tablet.file("no/such/folder.jpg")});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "not_found");
  const Outcome unknown = visit.tablet.run(
      {"evidence", "get", "ffffffffffff", "--size", "review", "--out", visit.tablet.file("x.jpg")});
  CHECK(error_code(unknown) == "not_found");
  CHECK_FALSE(std::filesystem::exists(visit.tablet.file("x.jpg")));
}
