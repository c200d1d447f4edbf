#include "sync/server/console.h"

#include "core/service/commands.h"
#include "sync/protocol/blobs.h"
#include "sync/server/office.h"
#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

struct Office {
  Office() {
    token = draw_office_token(world.entropy);
    REQUIRE_OK(keep_office_token(*world.province, token));
  }

  HttpResponse get(const std::string& path, const std::map<std::string, std::string>& query = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.headers["authorization"] = "Bearer " + token;
    return respond(*world.province, request);
  }
  std::string page(const std::string& path, const std::map<std::string, std::string>& query = {}) {
    const HttpResponse response = get(path, query);
    CHECK(response.status == 200);
    return std::string(as_text(response.body));
  }

  World world;
  std::string token;
};

bool holds(const std::string& page, const std::string& text) { return page.find(text) != std::string::npos; }

std::string header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

// A dossier with product and producer, as a tablet sends it.
Id send_dossier(TestDevice& device, const std::string& product_name) {
  const Id producer = device.new_id();
  const Id product = device.new_id();
  const Id dossier = device.new_id();
  device.sync({device.seal(
      {device.change(producer, producer, "producer", {text_field("name", "HTX Sen"), text_field("unit", ba_dinh)}),
       device.change(producer, product, "product",
                     {text_field("name", product_name), text_field("producer", producer.hex())}),
       device.dossier(dossier, ba_dinh,
                      {text_field("producer", producer.hex()), text_field("product", product.hex()),
                       text_field("set", "ocop-26-2026/07"), text_field("kind", "first")})})});
  return dossier;
}

}  // namespace

TEST_CASE("without the office token every page is closed, and says so") {
  Office office;
  for (const char* path : {"/", "/dossiers/00", "/photos/00", "/nothing"}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    CHECK(respond(*office.world.province, request).status == 401);
    request.headers["authorization"] = "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    CHECK(respond(*office.world.province, request).status == 401);
    request.headers["authorization"] = "Bearer \xff'; DROP TABLE office_tokens";
    CHECK(respond(*office.world.province, request).status == 401);
  }
}

TEST_CASE("a token in the address becomes a cookie that scripts cannot read, and leaves the address") {
  Office office;
  HttpRequest request;
  request.method = "GET";
  request.path = "/dossiers/a\r\nb";
  request.query["token"] = office.token;
  request.is_encrypted = true;
  const auto response = respond(*office.world.province, request);
  CHECK(response.status == 303);
  CHECK(header_of(response, "Location") == "/dossiers/a%0D%0Ab");
  const std::string cookie = header_of(response, "Set-Cookie");
  CHECK(holds(cookie, "HttpOnly"));
  CHECK(holds(cookie, "Secure"));
  request.query.clear();
  request.path = "/";
  request.headers["cookie"] = "other=1; " + cookie.substr(0, cookie.find(';'));
  CHECK(respond(*office.world.province, request).status == 200);
  request.query["token"] = "wrong";
  CHECK(respond(*office.world.province, request).status == 401);
  request.query["token"] = office.token;
  request.path = "//elsewhere.example";
  CHECK(header_of(respond(*office.world.province, request), "Location") == "/");
}

TEST_CASE("the list shows dossiers in both languages, finds them, and escapes what people wrote") {
  Office office;
  TestDevice mai(office.world, 1, {ba_dinh});
  const Id id = send_dossier(mai, "Trà <script>alert(1)</script> sen");
  const std::string list = office.page("/");
  CHECK(holds(list, "1 hồ sơ"));
  CHECK(holds(list, "Trà &lt;script&gt;"));
  CHECK_FALSE(holds(list, "<script>"));
  CHECK(holds(list, "/dossiers/" + id.hex()));
  CHECK(holds(list, "HTX Sen"));
  CHECK(holds(list, "Mai"));
  CHECK(holds(office.page("/", {{"lang", "en"}}), "1 dossier"));
  CHECK(holds(office.page("/", {{"q", "tra sen"}}), id.hex()));
  CHECK_FALSE(holds(office.page("/", {{"q", "ca phe"}}), id.hex()));
  CHECK_FALSE(holds(office.page("/", {{"q", "\"><script>"}}), "<script>"));
  CHECK_FALSE(holds(office.page("/", {{"conflicts", "1"}}), id.hex()));
}

TEST_CASE("a dossier's page shows fields, scores, gates, photos and conflicts") {
  Office office;
  TestDevice mai(office.world, 1, {ba_dinh});
  TestDevice lan(office.world, 2, {ba_dinh});
  const Id id = send_dossier(mai, "Trà sen");
  const Id sheet = service::assessment_id(id, "self");
  const auto score = [&](TestDevice& device, const std::string& option) {
    return device.change(id, sheet, "assessment", {text_field("1.1.option", option), text_field("assessor", "self"),
                                                   text_field("dossier", id.hex())});
  };
  mai.sync({mai.seal({score(mai, "a"), mai.change(id, id, "dossier", {text_field("from_the_future", "x < y")})})});
  const std::string before = office.page("/dossiers/" + id.hex());
  CHECK(holds(before, "Trà sen"));
  CHECK(holds(before, "HTX Sen"));
  CHECK(holds(before, "Tự đánh giá"));
  CHECK(holds(before, "from_the_future"));
  CHECK(holds(before, "x &lt; y"));
  CHECK(holds(before, "chưa có ảnh"));
  CHECK_FALSE(holds(before, "Cần người quyết định"));
  CHECK(lan.sync({lan.seal({score(lan, "b")})}).answers[0].outcome == protocol::Outcome::Conflict);
  const std::string after = office.page("/dossiers/" + id.hex());
  CHECK(holds(after, "Cần người quyết định"));
  CHECK(holds(after, "chưa so với đồng hồ tỉnh"));
  CHECK(holds(office.page("/", {{"conflicts", "1"}}), id.hex()));
  CHECK(holds(office.page("/dossiers/" + id.hex(), {{"lang", "en"}}), "Self-assessment"));
}

TEST_CASE("photos are counted and shown once they are here, and only to the office") {
  Office office;
  TestDevice mai(office.world, 1, {ba_dinh});
  const Id id = send_dossier(mai, "Trà sen");
  const Bytes file(300, 7);
  const Hash hash = sha256(file);
  const auto blob = domain::Value::list({domain::Value::bytes(Bytes(hash.bytes.begin(), hash.bytes.end())),
                                         domain::Value::integer(300), domain::Value::integer(1),
                                         domain::Value::integer(1)});
  const Id evidence = mai.new_id();
  mai.sync({mai.seal({mai.change(id, evidence, "evidence", {field("thumbnail", blob), text_field("kind", "other")})})});
  CHECK(holds(office.page("/"), "0 trên 1 ảnh đã về"));
  CHECK(office.get("/photos/" + hash.hex()).status == 404);
  CHECK(holds(office.page("/dossiers/" + id.hex()), "Ảnh chưa về"));

  HttpRequest put;
  put.method = "PATCH";
  put.path = protocol::blob_path(hash);
  put.body = file;
  put.headers = {{"ocop-device", protocol::name_of(mai.keys.public_key).hex()},
                 {"ocop-nonce", protocol::Nonce{}.hex()},
                 {"upload-offset", "0"},
                 {"upload-length", "300"}};
  put.headers["ocop-mac"] =
      protocol::blob_request_mac(mai.mac_key, {protocol::BlobMethod::Patch, hash, 0, 300, {}}, file).hex();
  CHECK(respond(*office.world.province, put).status == 204);
  CHECK(holds(office.page("/"), "1 trên 1 ảnh đã về"));
  CHECK(office.get("/photos/" + hash.hex()).body == file);
  CHECK(holds(office.page("/dossiers/" + id.hex()), "src=\"/photos/" + hash.hex()));
}

TEST_CASE("a page that is not there, a dossier that has not come and a page that is written to are answered") {
  Office office;
  CHECK(office.get("/nothing").status == 404);
  CHECK(office.get("/dossiers/xyz").status == 404);
  CHECK(office.get("/dossiers/" + Id{}.hex()).status == 404);
  HttpRequest request;
  request.method = "DELETE";
  request.path = "/";
  CHECK(respond(*office.world.province, request).status == 405);
}

TEST_CASE("what is held apart is shown with the officer and the reason") {
  Office office;
  TestDevice mai(office.world, 1, {ba_dinh});
  TestDevice stranger(office.world, 2, {});
  auto batch = mai.seal({mai.dossier(mai.new_id(), ba_dinh)});
  journal::seal(batch, stranger.keys.secret_key);
  mai.sync({batch});
  CHECK(holds(office.page("/"), "Mai: 1 gói, lý do chữ ký không đúng"));
}
