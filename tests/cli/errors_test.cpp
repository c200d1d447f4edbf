// Every refusal that the command line can bring about, by its code and exit status.
#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

void check_refused(const Tablet& tablet, const Words& words, const std::string& code) {
  std::string line;
  for (const std::string& word : words) line += " " + word;
  INFO("ocop" << line.substr(0, 500));
  const Outcome outcome = tablet.run(words);
  CAPTURE(outcome.out, outcome.err);
  CHECK(outcome.exit_status == 1);
  CHECK(outcome.out.empty());
  CHECK(error_code(outcome) == code);
}

}  // namespace

TEST_CASE("a second tablet in the same folder is refused") {
  const Tablet tablet;
  check_refused(tablet, {"init", "--officer", "Lê Văn An", "--units", "00004"}, "already_exists");
}

TEST_CASE("an unknown commune, field and id are refused by name") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer();
  const std::string dossier = tablet.new_dossier(producer);
  const TempFolder folder;
  const Outcome unit = run_ocop({"init", "--data", folder / "x", "--officer", "An", "--units", "99999"});
  CHECK(unit.exit_status == 1);
  CHECK(error_code(unit) == "unknown_unit");
  check_refused(tablet, {"producer", "add", "name=x", "unit=99999"}, "unknown_unit");
  check_refused(tablet, {"producer", "add", "name=x", "colour=red"}, "unknown_field");
  check_refused(tablet, {"dossier", "set", dossier, "product.colour=red"}, "unknown_field");
  check_refused(tablet, {"dossier", "show", "ffffffffffffffffffffffffffffffff"}, "not_found");
  check_refused(tablet, {"dossier", "show", producer}, "not_found");
  check_refused(tablet, {"producer", "show", dossier}, "not_found");
  check_refused(tablet, {"dossier", "show", "abc"}, "invalid_input");
  check_refused(tablet, {"dossier", "show", "not an id at all"}, "invalid_input");
  check_refused(tablet, {"settle", "ffffff", "--choose", "1", "--reason", "x"}, "not_found");
}

TEST_CASE("values that cannot be are refused, and nothing of the command is kept") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  check_refused(tablet, {"producer", "add", "phone=0912345678"}, "invalid_input");
  check_refused(tablet, {"dossier", "set", dossier, "note=x", "signed_on=2025-02-30"}, "invalid_input");
  check_refused(tablet, {"dossier", "set", dossier, "note=x", "sample_count=-1"}, "invalid_input");
  check_refused(tablet, {"dossier", "set", dossier, "note=" + std::string(17 * 1024, 'x')}, "limit_exceeded");
  CHECK_FALSE(tablet.json({"dossier", "show", dossier})["fields"].contains("note"));
  CHECK(tablet.json({"producer", "list"}).size() == 1);
}

TEST_CASE("a set that is unknown or incomplete is refused, the incomplete one only without --legacy") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer();
  const Words base = {"dossier", "new", "--producer", producer, "--product", "Chè", "--kind", "first", "--set"};
  const auto with_set = [&](const std::string& set) {
    Words words = base;
    words.push_back(set);
    return words;
  };
  check_refused(tablet, with_set("ocop-26-2026/99"), "unknown_set");
  check_refused(tablet, with_set("ocop-1-1900/01"), "unknown_pack");
  std::string scorable;
  for (const Json& pack : ocop_json({"rules", "list", "--json"}))
    if (pack["complete"] == false && pack["scorable"] == true && !pack["sets"].empty())
      scorable = pack["sets"][0]["id"];
  REQUIRE_FALSE(scorable.empty());
  check_refused(tablet, with_set(scorable), "pack_incomplete");
  Words legacy = with_set(scorable);
  legacy.push_back("--legacy");
  CHECK(tablet.json(legacy)["id"].get<std::string>().size() == 32);
  CHECK(tablet.json({"dossier", "list"}).size() == 1);
}

TEST_CASE("a criterion of another set, an option and a declaration that are none are refused") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  check_refused(tablet, {"score", dossier, "9.9", "a"}, "unknown_criterion");
  check_refused(tablet, {"score", dossier, "x", "a"}, "unknown_criterion");
  check_refused(tablet, {"score", dossier, "1.1", "z"}, "unknown_option");
  check_refused(tablet, {"declare", dossier, "set/99", "yes"}, "unknown_declaration");
  check_refused(tablet, {"score", dossier, "1.1", "a", "--as", "somebody"}, "invalid_input");
  CHECK(tablet.json({"dossier", "show", dossier})["assessments"].empty());
}

TEST_CASE("a prefix is read from six digits on, and refused as ambiguous when it fits several records") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer();
  check_refused(tablet, {"producer", "show", producer.substr(0, 5)}, "invalid_input");
  CHECK(tablet.json({"producer", "show", producer.substr(0, 6)})["id"] == producer);
  CHECK(tablet.json({"producer", "show", producer.substr(0, 31)})["id"] == producer);
  // Ids are random, so a second one that begins alike is put there by hand.
  const std::string twin = producer.substr(0, 30) + (producer.ends_with("00") ? "01" : "00");
  const Outcome inserted = ocop::test::run(
      {.arguments = {"/usr/bin/sqlite3", tablet.data() + "/ocop.sqlite",
                     "INSERT INTO records (root, record, type, registers, document) SELECT root, X'" + twin +
                         "', type, registers, document FROM records WHERE record = X'" + producer + "'"}});
  REQUIRE(inserted.exit_status == 0);
  check_refused(tablet, {"producer", "show", producer.substr(0, 6)}, "ambiguous");
  CHECK(tablet.json({"producer", "show", producer})["id"] == producer);
}

TEST_CASE("a tablet without a province says so") {
  const Tablet tablet;
  check_refused(tablet, {"enrol", "--server", "http://127.0.0.1:9", "--code", "ABCD"}, "invalid_input");
  const Outcome outcome = tablet.run({"sync", "--json"});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "not_enrolled");
}

TEST_CASE("archiving needs a reason that says something") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  check_refused(tablet, {"dossier", "archive", dossier, "--reason", "  "}, "invalid_input");
  CHECK(tablet.json({"dossier", "list"}).size() == 1);
}

TEST_CASE("an error's message is in the language that was asked for") {
  const Tablet tablet;
  const Words words = {"dossier", "show", "ffffffffffffffffffffffffffffffff"};
  Words english = words;
  english.insert(english.end(), {"--language", "en"});
  const std::string vietnamese = Json::parse(tablet.run(words).err)["message"];
  CHECK(vietnamese != Json::parse(tablet.run(english).err)["message"].get<std::string>());
}
