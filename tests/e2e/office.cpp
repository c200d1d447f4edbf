#include "tests/e2e/office.h"

#include <map>

#include "app/text/text.h"
#include "tests/support/catch.h"

namespace ocop::test {
namespace {

std::string vietnamese_sentence(const std::string& code) {
  for (const ErrorRow& row : error_table)
    if (row.name == code)
      return std::string(text::sentence(text::error_sentence(row.code), text::Language::Vietnamese));
  return "no such error: " + code;
}

}  // namespace

void Office::enrol(const Tablet& tablet, const std::string& officer, const std::string& units) const {
  const std::string code = province.json({"invite", "--officer", officer, "--units", units})["code"];
  tablet.json({"enrol", "--server", link.url(), "--code", code});
}

Json failed_sync(const Tablet& tablet) {
  const Outcome outcome = tablet.run({"sync", "--json"});
  INFO("standard output: " << outcome.out << "\nstandard error: " << outcome.err);
  CHECK(outcome.signal == 0);
  CHECK(outcome.exit_status == 1);
  Json counts = Json::parse(outcome.out, nullptr, false);
  REQUIRE(counts.is_object());
  CHECK(counts["ok"] == false);
  for (const char* key : {"exchanges", "requests", "body_up", "body_down", "bytes_up", "bytes_down", "changes_up",
                          "changes_down", "photos_up", "photos_down", "conflicts", "waiting", "held"}) {
    INFO(key);
    CHECK(counts[key].is_number_unsigned());
  }
  const std::string code = error_code(outcome);
  CHECK(Json::parse(outcome.err)["message"] == vietnamese_sentence(code));
  counts["error"] = code;
  return counts;
}

void check_converged(const Tablet& tablet, const Province& province, const std::string& dossier) {
  const Json counts = tablet.json({"sync"});
  CHECK(counts["unsent"] == Json{{"changes", 0}, {"photos", 0}});
  CHECK(counts["held"] == 0);
  CHECK(counts["waiting"] == 0);
  CHECK(without_travel(tablet.json({"dossier", "show", dossier})) == without_travel(province.json({"show", dossier})));
  CHECK(tablet.json({"verify"})["ok"] == true);
  CHECK(province.json({"verify"})["ok"] == true);
}

std::uint64_t photo_bytes(const Json& shown) {
  std::map<std::string, std::uint64_t> files;
  for (const Json& evidence : shown["evidence"])
    for (const char* size : {"original", "review", "thumbnail"})
      files[evidence[size]["sha256"]] = evidence[size]["bytes"].get<std::uint64_t>();
  std::uint64_t sum = 0;
  for (const auto& [name, bytes] : files) sum += bytes;
  return sum;
}

}  // namespace ocop::test
