// TLS between the real programs: a province with an authority of its own, strangers, certificates out of their time,
// and plain HTTP where it is not for this machine alone.
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <iostream>
#include <optional>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"
#include "tests/support/certificate.h"

using namespace ocop::test;

namespace {

const std::string long_ago = "20190101000000Z", past = "20200101000000Z", future = "20980101000000Z",
                  far_future = "20990101000000Z";

// A province that can be started with one certificate and again with another, always on the same port.
class TlsProvince {
 public:
  void start(const std::string& certificate) {
    server_.reset();
    server_.emplace(
        Launch{.arguments = {server_program, "serve", "--data", folder_ / "province", "--listen", listen_, "--tls-cert",
                             folder_ / certificate + ".crt", "--tls-key", folder_ / certificate + ".key"}});
    url_ = server_->wait_for_line("listening on ");
    INFO("standard error: " << server_->err());
    REQUIRE(url_.starts_with("https://127.0.0.1:"));
    listen_ = url_.substr(url_.rfind('/') + 1);
  }
  std::string make(const std::string& name, const std::string& from, const std::string& to) const {
    make_certificate(folder_.path(), name, from, to);
    return folder_ / name + ".crt";
  }
  Json json(Words words) const {
    words.insert(words.begin(), server_program);
    words.insert(words.end(), {"--data", folder_ / "province", "--json"});
    const Outcome outcome = ocop::test::run({.arguments = words});
    INFO(outcome.err);
    REQUIRE(outcome.exit_status == 0);
    return Json::parse(outcome.out);
  }
  std::string invite() const { return json({"invite", "--officer", "Nguyễn Thị Mai", "--units", "00004"})["code"]; }
  const std::string& url() const { return url_; }

 private:
  TempFolder folder_;
  std::string listen_ = "127.0.0.1:0", url_;
  std::optional<Process> server_;
};

// An IPv4 address of this machine that is not the loopback's; empty where there is none.
std::string outer_address() {
  ifaddrs* all = nullptr;
  std::string found;
  if (getifaddrs(&all) != 0) return found;
  for (const ifaddrs* at = all; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET || (at->ifa_flags & IFF_LOOPBACK) != 0) continue;
    char text[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(at->ifa_addr)->sin_addr, text, sizeof text);
    found = text;
  }
  freeifaddrs(all);
  return found;
}

}  // namespace

TEST_CASE(
    "a tablet that has the province's certificate enrols and syncs over TLS, without it or with another it refuses") {
  TlsProvince province;
  const std::string own = province.make("own", past, far_future);
  const std::string other = province.make("other", past, far_future);
  province.start("own");
  const Tablet mai;
  const std::string code = province.invite();
  const std::string key = own.substr(0, own.rfind('.')) + ".key";  // of the server, and no certificate
  for (const std::string& file : {std::string("/nowhere/ca.pem"), key}) {
    CHECK(error_code(mai.run({"enrol", "--server", province.url(), "--code", code, "--ca", file})) == "not_found");
  }
  for (const Words& authority : {Words{}, Words{"--ca", other}}) {
    Words words = {"enrol", "--server", province.url(), "--code", code};
    words.insert(words.end(), authority.begin(), authority.end());
    const Outcome refused = mai.run(words);
    CHECK(refused.exit_status == 1);
    CHECK(error_code(refused) == "tls_failed");
  }
  mai.json({"enrol", "--server", province.url(), "--code", code, "--ca", own});
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.add_photo(dossier);
  const Json sent = mai.json({"sync"});
  CHECK(sent["unsent"] == Json{{"changes", 0}, {"photos", 0}});
  CHECK(without_travel(province.json({"show", dossier})) == without_travel(mai.json({"dossier", "show", dossier})));

  province.start("other");  // somebody else on the province's address
  mai.json({"score", dossier, "1.1", "b"});
  const Json failed = failed_sync(mai);
  CHECK(failed["error"] == "tls_failed");
  CHECK(failed["unsent"]["changes"] == 1);
  province.start("own");
  CHECK(mai.json({"sync"})["unsent"]["changes"] == 0);
}

TEST_CASE("a certificate that is over or has not begun names the clock, and what waits is kept") {
  TlsProvince province;
  const std::string good = province.make("good", past, far_future);
  const std::string over = province.make("over", long_ago, past);
  const std::string early = province.make("early", future, far_future);
  province.start("good");
  const Tablet mai;
  const std::string all = mai.file("all.pem");
  write_text(all, read_text(good) + read_text(over) + read_text(early));
  mai.json({"enrol", "--server", province.url(), "--code", province.invite(), "--ca", all});
  const std::string dossier = mai.new_dossier(mai.add_producer());
  for (const char* certificate : {"over", "early"}) {
    INFO(certificate);
    province.start(certificate);
    const Json failed = failed_sync(mai);
    CHECK(failed["error"] == "clock_unbelievable");
    CHECK(failed["unsent"]["changes"].get<int>() >= 2);
  }
  province.start("good");
  CHECK(mai.json({"sync"})["unsent"]["changes"] == 0);
  CHECK(province.json({"show", dossier})["id"] == dossier);
}

TEST_CASE("a clock in 1970 or 2099 disturbs no sync, for no clock decides anything") {
  const Office office;
  const Tablet mai;
  office.enrol(mai);
  const std::string dossier = mai.new_dossier(mai.add_producer());
  for (const std::string now : {"1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"}) {
    INFO(now);
    mai.json({"dossier", "set", dossier, "note=" + now, "--now", now});
    CHECK(mai.json({"sync", "--now", now})["unsent"]["changes"] == 0);
    check_converged(mai, office.province, dossier);
  }
}

TEST_CASE("plain HTTP over a real network needs to be allowed on both sides") {
  const std::string address = outer_address();
  if (address.empty()) {
    std::cerr << "skipped: plain HTTP over a network: this machine has the loopback only\n";
    return;
  }
  const TempFolder folder;
  Words serve = {server_program, "serve", "--data", folder / "province", "--listen", address + ":0"};
  const Outcome unserved = ocop::test::run({.arguments = serve}, 20'000);
  CHECK(unserved.exit_status == 1);
  CHECK(error_code(unserved) == "plain_http_refused");
  serve.push_back("--allow-plain-http");
  Process server({.arguments = serve});
  const std::string url = server.wait_for_line("listening on ");
  REQUIRE_FALSE(url.empty());
  const Outcome invitation = ocop::test::run({.arguments = {server_program, "invite", "--officer", "Mai", "--units",
                                                            "00004", "--data", folder / "province", "--json"}});
  const std::string code = Json::parse(invitation.out)["code"];
  const Tablet mai;
  const Outcome refused = mai.run({"enrol", "--server", url, "--code", code});
  CHECK(refused.exit_status == 1);
  CHECK(error_code(refused) == "plain_http_refused");
  mai.json({"enrol", "--server", url, "--code", code, "--allow-plain-http"});
  CHECK(mai.json({"sync"})["ok"] == true);
}
