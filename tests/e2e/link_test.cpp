// Links that are cut, that swallow answers, and that are as slow as the law's remotest commune.
#include <filesystem>

#include "core/base/limits.h"
#include "tests/e2e/office.h"
#include "tests/support/catch.h"
#include "tests/support/sample_photo.h"

using namespace ocop::test;

namespace {

bool has_file(const std::string& folder, const std::string& content) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.file_size() == content.size() && read_text(entry.path()) == content)
      return true;
  return false;
}

struct Visit {
  Office office;
  Tablet mai{"Nguyễn Thị Mai"};
  std::string dossier;

  Visit() {
    office.enrol(mai);
    dossier = mai.new_dossier(mai.add_producer());
    mai.json({"sync"});
  }
  Json shown() const { return mai.json({"dossier", "show", dossier}); }
  Json shown_there() const { return office.province.json({"show", dossier}); }
};

}  // namespace

TEST_CASE("a photo cut anywhere costs at most one chunk more than it weighs, and arrives byte for byte") {
  const auto cut_after = GENERATE(std::uint64_t{90'000}, std::uint64_t{2'500'000}, std::uint64_t{4'800'000});
  Visit visit;
  const std::string photo = visit.mai.file("big.jpg");
  write_text(photo, padded_photo(5'000'000));
  visit.mai.json({"evidence", "add", visit.dossier, photo, "--kind", "product_photo"});
  const std::uint64_t all_bytes = photo_bytes(visit.shown());
  REQUIRE(all_bytes > 5'000'000);

  visit.office.link.reset_counts();
  visit.office.link.set({.cut_up_after = cut_after});
  const Json cut = failed_sync(visit.mai);
  CHECK(cut["error"] == "unreachable");
  CHECK(cut["unsent"]["photos"] == 1);
  visit.office.link.set({});
  visit.mai.json({"sync"});

  constexpr std::uint64_t exchange_bodies_max = 4096;  // what the photo's own record and the questions weigh
  const std::uint64_t body_up = visit.office.link.counts().body_up;
  CHECK(body_up >= all_bytes);
  CHECK(body_up <= all_bytes + ocop::limits::blob_chunk_bytes_max + exchange_bodies_max);
  check_converged(visit.mai, visit.office.province, visit.dossier);

  CHECK(visit.shown()["evidence"][0]["state"] == "province");
  CHECK(has_file(visit.office.province.data(), read_text(photo)));
}

TEST_CASE("a batch whose answer was lost is sent again and counts once") {
  Visit visit;
  visit.mai.json({"score", visit.dossier, "1.1", "b"});
  visit.mai.json({"dossier", "set", visit.dossier, "note=một lần"});
  visit.mai.add_photo(visit.dossier);
  visit.office.link.set({.rewrite = [](const std::string&) { return std::string(); }});
  const Json lost = failed_sync(visit.mai);
  CHECK(lost["error"] == "unreachable");
  CHECK(lost["changes_up"] == 0);
  CHECK(lost["unsent"]["changes"].get<int>() >= 3);
  CHECK(visit.shown_there()["fields"]["note"] == "một lần");  // it did arrive

  visit.office.link.set({});
  const Json again = visit.mai.json({"sync"});
  CHECK(again["changes_up"] == lost["unsent"]["changes"]);
  CHECK(again["conflicts"] == 0);
  check_converged(visit.mai, visit.office.province, visit.dossier);
  CHECK(visit.office.province.json({"list"}).size() == 1);

  // Somebody who had nothing pulls every change there is, each once.
  const Tablet an("Lê Văn An");
  visit.office.enrol(an, "Lê Văn An");
  an.json({"sync"});
  CHECK(without_travel(an.json({"dossier", "show", visit.dossier})) == without_travel(visit.shown()));
  CHECK(an.json({"conflicts"}).empty());
  CHECK(an.json({"dossier", "list"}).size() == 1);
}

TEST_CASE("an answer cut at any byte leaves the tablet whole, and the next sync goes on") {
  const auto cut_after = GENERATE(1, 60, 150, 200, 250);
  Visit visit;
  const Tablet an("Lê Văn An");
  visit.office.enrol(an, "Lê Văn An");
  an.json({"sync"});
  an.json({"dossier", "set", visit.dossier, "proposal=của An"});
  an.json({"sync"});
  visit.mai.json({"dossier", "set", visit.dossier, "note=của Mai"});
  visit.office.link.set({.cut_down_after = static_cast<std::uint64_t>(cut_after)});
  failed_sync(visit.mai);
  CHECK(visit.mai.json({"verify"})["ok"] == true);
  CHECK(visit.shown()["fields"]["note"] == "của Mai");
  visit.office.link.set({});
  check_converged(visit.mai, visit.office.province, visit.dossier);
  CHECK(visit.shown()["fields"]["proposal"] == "của An");
}

TEST_CASE("a whole sheet of scores passes a 2G link of 40 kbit and 600 ms in few bytes and one exchange") {
  Visit visit;
  for (const Criterion& criterion : criteria_of(7))
    visit.mai.json({"score", visit.dossier, criterion.code, criterion.options.front()});
  visit.office.link.reset_counts();
  visit.office.link.set({.delay_ms = 300, .bytes_per_second = 5000});
  const Json sent = visit.mai.json({"sync"});
  CHECK(sent["exchanges"] == 1);
  CHECK(sent["requests"] == 1);
  CHECK(sent["unsent"]["changes"] == 0);
  const LinkCounts counts = visit.office.link.counts();
  CHECK(counts.connections == 1);
  CHECK(counts.up + counts.down <= 5000);  // a second of such a link, heads included
  visit.office.link.set({});
  check_converged(visit.mai, visit.office.province, visit.dossier);
}
