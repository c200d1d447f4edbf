// The world as it comes: clocks that are years off.
#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

TEST_CASE("clocks of 1970 and 2099 change nothing but the evidence") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "a", "--now", "2099-12-31T23:59:59Z"});
  tablet.json({"score", dossier, "1.1", "b", "--now", "1970-01-01T00:00:00Z"});
  CHECK(tablet.json({"dossier", "show", dossier})["assessments"]["self"]["scores"]["1.1"]["option"] == "b");
  const Outcome environment =
      ocop::test::run({.arguments = {ocop_program, "score", dossier, "1.1", "c", "--data", tablet.data()},
                       .environment = {{"OCOP_NOW", "2099-01-01"}}});
  CHECK(environment.exit_status == 0);
  CHECK(tablet.json({"dossier", "show", dossier})["assessments"]["self"]["scores"]["1.1"]["option"] == "c");
  CHECK(tablet.json({"verify"})["ok"] == true);
}

TEST_CASE("a tablet set up in 1970 works") {
  const TempFolder folder;
  const std::string data = folder / "data";
  const auto at = [&](Words words) {
    words.insert(words.end(), {"--data", data, "--json", "--now", "1970-01-01"});
    return ocop_json(std::move(words));
  };
  at({"init", "--officer", "Mai", "--units", "00004"});
  const std::string producer = at({"producer", "add", "name=Tổ hợp tác"})["id"];
  at({"dossier", "new", "--producer", producer, "--product", "Chè", "--set", "7"});
  CHECK(at({"verify"})["ok"] == true);
}
