// Usage: what is printed when asked for, and what is refused as wrong usage with exit status 2.
#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

void check_usage(const Words& words) {
  std::string line;
  for (const std::string& word : words) line += " " + word;
  INFO("ocop" << line);
  const Outcome outcome = run_ocop(words);
  CHECK(outcome.exit_status == 2);
  CHECK(outcome.out.empty());
  CHECK(error_code(outcome) == "usage");
}

}  // namespace

TEST_CASE("the usage names every command") {
  for (const Words& words : {Words{}, Words{"help"}, Words{"--help"}, Words{"dossier", "-h"}}) {
    const Outcome outcome = run_ocop(words);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.err.empty());
    for (const char* command :
         {"rules score", "init", "producer add", "dossier set", "score", "declare", "evidence add", "evidence get",
          "enrol", "sync", "syncs", "conflicts", "held", "notices", "settle", "bundle export", "receipt",
          "preferences set", "unsent", "prune", "report", "verify"}) {
      INFO(command);
      CHECK(outcome.out.find("ocop " + std::string(command)) != std::string::npos);
    }
  }
}

TEST_CASE("wrong usage ends with status 2 and one line of JSON") {
  check_usage({"fly"});
  check_usage({"dossier"});
  check_usage({"dossier", "fly"});
  check_usage({"rules", "list", "--colour"});
  check_usage({"rules", "list", "-x"});
  check_usage({"rules", "list", "extra"});
  check_usage({"rules", "list", "--reason", "none"});
  check_usage({"rules", "list", "--json=yes"});
  check_usage({"rules", "list", "--language"});
  check_usage({"rules", "list", "--language", "fr"});
  check_usage({"rules", "list", "--now", "yesterday"});
  check_usage({"rules", "score", "--set", "7"});
  check_usage({"rules", "score", "--set", "7", "--set", "8", "--choices", "x"});
  check_usage({"dossier", "list"});  // no data folder named
}

TEST_CASE("wrong usage on a data folder ends with status 2 and changes nothing") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer();
  const std::string dossier = tablet.new_dossier(producer);
  const Json before = tablet.json({"dossier", "show", dossier});
  for (const Words& words :
       {Words{"producer", "add", "name"}, Words{"producer", "add", "=x"}, Words{"producer", "add", "name=a", "name=b"},
        Words{"declare", dossier, "set/1", "maybe"}, Words{"dossier", "archive", dossier},
        Words{"score", dossier, "1.1"}, Words{"evidence", "add", dossier, "x.jpg"},
        Words{"evidence", "get", dossier, "--size", "huge"}, Words{"settle", "abcdef", "--reason", "x"},
        Words{"settle", "abcdef", "--reason", "x", "--choose", "1", "--value", "y"},
        Words{"settle", "abcdef", "--reason", "x", "--choose", "one"}, Words{"sync", "--photos", "some"}}) {
    INFO(words[0] << " " << (words.size() > 1 ? words[1] : ""));
    const Outcome outcome = tablet.run(words);
    CHECK(outcome.exit_status == 2);
    CHECK(error_code(outcome) == "usage");
  }
  CHECK(tablet.json({"dossier", "show", dossier}) == before);
}

TEST_CASE("options stand anywhere, and after two hyphens everything is a word") {
  const Tablet tablet;
  const Outcome first = run_ocop({"--data=" + tablet.data(), "--json", "producer", "list"});
  CHECK(first.exit_status == 0);
  const Outcome middle = run_ocop({"producer", "--data", tablet.data(), "list", "--json"});
  CHECK(middle.out == first.out);
  const Outcome environment = ocop::test::run(
      {.arguments = {ocop_program, "producer", "list", "--json"}, .environment = {{"OCOP_DATA", tablet.data()}}});
  CHECK(environment.out == first.out);
  CHECK(tablet.run({"producer", "find", "--json"}).exit_status == 2);
  CHECK(run_ocop({"producer", "find", "--data", tablet.data(), "--", "--json"}).exit_status == 0);
}

TEST_CASE("what later versions bring says so") {
  for (const Words& words : {Words{"report", "plan"}}) {
    const Outcome outcome = run_ocop(words);
    CHECK(outcome.exit_status == 1);
    CHECK(error_code(outcome) == "not_yet");
  }
}

TEST_CASE("no bytes in an argument crash the program") {
  for (const std::string& bytes : Words{"\xff\xfe", "\xc3", "name=\xed\xa0\x80", "--\xff", "\x80=\x80"}) {
    for (const Words& words : {Words{bytes}, Words{"producer", "add", bytes}, Words{"rules", "list", "--now", bytes},
                               Words{"rules", "check", bytes}, Words{"help", bytes}}) {
      const Outcome outcome = run_ocop(words);
      CHECK(outcome.signal == 0);
      CHECK(outcome.exit_status == 1);
      CHECK(error_code(outcome) == "invalid_input");
    }
  }
  for (const std::string& text :
       Words{"", "-", "--", "=", "\x01\x02", std::string(100'000, 'x'), "{0}{1}{99}", "%s%n"}) {
    const Outcome outcome = run_ocop({text, text});
    CHECK(outcome.signal == 0);
    CHECK(outcome.exit_status <= 2);
  }
}

TEST_CASE("an output that takes nothing is an error, not a success") {
  const Outcome outcome =
      ocop::test::run({.arguments = {ocop_program, "rules", "list"}, .standard_output = "/dev/full"});
  CHECK(outcome.exit_status == 1);
  CHECK(error_code(outcome) == "storage_full");
}
