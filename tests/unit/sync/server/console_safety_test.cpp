// What the office's page says of backups and of what is missing.
#include "sync/server/office.h"
#include "tests/unit/sync/server/backups.h"
#include "tests/unit/sync/server/photos.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

constexpr std::int64_t day_ms = 24LL * 3'600'000;

struct Office : World {
  TestDevice device{*this, 1, {ba_dinh}};
  std::string token = draw_office_token(entropy);

  Office() { REQUIRE_OK(keep_office_token(*province, token)); }
  bool page_holds(const std::string& text, const std::string& path = "/") {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = {{"lang", "en"}};
    request.headers["authorization"] = "Bearer " + token;
    const HttpResponse response = respond(*province, request);
    CHECK(response.status == 200);
    return as_text(response.body).find(text) != std::string_view::npos;
  }
};

}  // namespace

TEST_CASE("the page says in red that there is no backup, or that the last is more than seven days old") {
  Office office;
  CHECK(office.page_holds("<span class=\"chip error\">There is no backup"));
  office.device.sync({office.device.seal({office.device.dossier(office.device.new_id(), ba_dinh)})});
  BackupFolder one, two;
  back_up(office, one);
  CHECK(office.page_holds("<span class=\"chip good\">Last backup"));
  CHECK(office.page_holds("one place only"));
  back_up(office, two);
  CHECK(office.page_holds("two places at least"));
  office.clock.advance_ms(7 * day_ms);
  CHECK(office.page_holds("<span class=\"chip good\">Last backup"));
  office.clock.advance_ms(1);
  CHECK(office.page_holds("<span class=\"chip error\">The last backup is more than 7 days old"));
}

TEST_CASE("the page tells the generation, when the province was restored, and what is missing") {
  Office office;
  const auto generation = [&] {
    return std::to_string(*office.province->database().integer("SELECT generation FROM province_order").value());
  };
  CHECK(office.page_holds("Generation " + generation()));
  CHECK_FALSE(office.page_holds("was restored from a backup"));
  CHECK(office.page_holds("Nothing is missing"));
  const Id dossier = office.device.new_id();
  office.device.sync({office.device.seal(
      {office.device.dossier(dossier, ba_dinh),
       office.device.change(dossier, office.device.new_id(), "evidence", {field("thumbnail", blob_value({1, 2}))})})});
  CHECK(office.page_holds("1 photo file cited in dossiers has not arrived"));
  CHECK(office.page_holds("1 photo file cited", "/dossiers/" + dossier.hex()));
  REQUIRE_OK(office.province->database().run("INSERT INTO vouched VALUES (?, 5, 1, 1, zeroblob(32), zeroblob(32), 7)",
                                             dossier));
  CHECK(office.page_holds("1 change came back by another tablet", "/dossiers/" + dossier.hex()));
  BackupFolder folder;
  back_up(office, folder);
  lose_and_restore(office, folder);
  CHECK(office.page_holds("Generation " + generation()));
  CHECK(office.page_holds("was restored from a backup"));
}
