// Rule packs on the command line: no data folder is needed.
#include "tests/cli/tablet.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"

using namespace ocop::test;

namespace {

Outcome score(const TempFolder& folder, const std::string& set, const std::string& choices) {
  write_text(folder / "choices.json", choices);
  return run_ocop({"rules", "score", "--set", set, "--choices", folder / "choices.json", "--json"});
}

void check_refused(const Outcome& outcome, const std::string& code) {
  INFO("standard output: " << outcome.out << " standard error: " << outcome.err);
  CHECK(outcome.exit_status == 1);
  CHECK(outcome.out.empty());
  CHECK(error_code(outcome) == code);
}

}  // namespace

TEST_CASE("the packs that are known are listed, the current one first") {
  const Json packs = ocop_json({"rules", "list", "--json"});
  REQUIRE(packs.size() == 3);
  CHECK(packs[0]["id"] == "ocop-26-2026");
  CHECK(packs[0]["sets"].size() == 26);
  const Outcome text = run_ocop({"rules", "list"});
  CHECK(text.exit_status == 0);
  CHECK(text.out.find("ocop-26-2026/07") != std::string::npos);
}

TEST_CASE("a sheet is scored without a data folder, and no answer is no harm") {
  const TempFolder folder;
  const Json result = Json::parse(score(folder, "7", R"({"1.1":"b","1.2":"none"})").out);
  CHECK(result["set"] == "ocop-26-2026/07");
  CHECK(result["points"] == 2);
  CHECK(result["parts"]["A"] == 2);
  for (const char* key :
       {"band_stars", "stars", "failed_gates", "unanswered", "undeclared", "barred_by", "next_band"}) {
    INFO(key);
    CHECK(result.contains(key));
  }
  CHECK(run_ocop({"rules", "score", "--set", "7", "--choices", folder / "choices.json"}).out.find("điểm") !=
        std::string::npos);
}

TEST_CASE("answers that the set does not know are refused by name") {
  const TempFolder folder;
  check_refused(score(folder, "ocop-26-2026/99", "{}"), "unknown_set");
  check_refused(score(folder, "ocop-99-2099/01", "{}"), "unknown_pack");
  check_refused(score(folder, "7", R"({"9.9.9":"a"})"), "unknown_criterion");
  check_refused(score(folder, "7", R"({"1.1":"z"})"), "unknown_option");
  check_refused(score(folder, "7", R"({"declare":{"set/77":true}})"), "unknown_declaration");
  check_refused(score(folder, "7", R"({"1.1":)"), "invalid_input");
  check_refused(score(folder, "7", R"(["1.1"])"), "invalid_input");
  check_refused(run_ocop({"rules", "score", "--set", "7", "--choices", folder / "none.json"}), "not_found");
  check_refused(run_ocop({"rules", "score", "--set", "7", "--choices", folder.path()}), "invalid_input");
}

TEST_CASE("a pack is checked: the shipped one stands, a broken one is refused by its place") {
  const TempFolder folder;
  const std::string path = OCOP_SOURCE_DIR "/core/rules/packs/ocop-26-2026.json";
  const Json checked = ocop_json({"rules", "check", path, "--json"});
  CHECK(checked["ok"] == true);
  CHECK(checked["id"] == "ocop-26-2026");

  Json pack = Json::parse(read_text(path));
  pack["sets"][3]["parts"][0]["max"] = 39;
  write_text(folder / "bad.json", pack.dump());
  const Outcome refused = run_ocop({"rules", "check", folder / "bad.json"});
  check_refused(refused, "pack_invalid");
  CHECK(refused.err.find("/sets[3]/parts[0]") != std::string::npos);

  write_text(folder / "text.json", "not a pack at all");
  check_refused(run_ocop({"rules", "check", folder / "text.json"}), "pack_invalid");
  write_text(folder / "deep.json", std::string(100'000, '['));
  check_refused(run_ocop({"rules", "check", folder / "deep.json"}), "pack_invalid");
  write_text(folder / "huge.json", std::string(9'000'000, ' '));
  check_refused(run_ocop({"rules", "check", folder / "huge.json"}), "limit_exceeded");
}
