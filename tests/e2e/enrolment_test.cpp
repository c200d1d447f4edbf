// Codes that are wrong, spent or too old, and answers to an enrolment that get lost.
#include "tests/e2e/office.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

Outcome enrol(const Tablet& tablet, const std::string& url, const std::string& code) {
  return tablet.run({"enrol", "--server", url, "--code", code});
}

std::string detail(const Outcome& outcome) { return Json::parse(outcome.err).value("detail", ""); }

}  // namespace

TEST_CASE("a code of another province, a spent and an expired one are refused, each with its reason") {
  const Office office;
  const Province elsewhere;
  const Tablet mai, an;
  const Words invite = {"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"};

  const std::string foreign = elsewhere.json(invite)["code"];
  const Outcome wrong = enrol(mai, office.link.url(), foreign);
  CHECK(wrong.exit_status == 1);
  CHECK(error_code(wrong) == "enrolment_refused");

  const std::string code = office.province.json(invite)["code"];
  CHECK(enrol(mai, office.link.url(), code).exit_status == 0);
  const Outcome spent = enrol(an, office.link.url(), code);
  CHECK(spent.exit_status == 1);
  CHECK(error_code(spent) == "enrolment_refused");

  Words long_ago = invite;
  long_ago.insert(long_ago.end(), {"--now", "2020-01-01T00:00:00Z"});
  const std::string old = office.province.json(long_ago)["code"];
  const Outcome expired = enrol(an, office.link.url(), old);
  CHECK(expired.exit_status == 1);
  CHECK(error_code(expired) == "enrolment_refused");
  CHECK(detail(expired) != detail(spent));
  CHECK(error_code(an.run({"sync"})) == "not_enrolled");
}

TEST_CASE("an enrolment whose answer was lost is repeated with the same code") {
  Office office;
  const Tablet mai;
  const std::string code = office.province.json({"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"})["code"];
  office.link.set({.rewrite = [](const std::string&) { return std::string(); }});
  const Outcome lost = enrol(mai, office.link.url(), code);
  CHECK(lost.exit_status == 1);
  CHECK(error_code(lost) == "unreachable");
  CHECK(error_code(mai.run({"sync"})) == "not_enrolled");
  office.link.set({});
  CHECK(enrol(mai, office.link.url(), code).exit_status == 0);
  CHECK(mai.json({"sync"})["ok"] == true);
}

TEST_CASE("a portal's page in place of an enrolment enrols nobody") {
  Office office;
  const Tablet mai;
  const std::string code = office.province.json({"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"})["code"];
  office.link.set({.rewrite = [](const std::string&) {
    return std::string("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>");
  }});
  const Outcome refused = enrol(mai, office.link.url(), code);
  CHECK(refused.exit_status == 1);
  CHECK(error_code(refused) == "server_garbage");
  office.link.set({});
  CHECK(enrol(mai, office.link.url(), code).exit_status == 0);
}
