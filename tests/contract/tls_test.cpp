// TLS as a tablet meets it: a province with its own authority, a stranger, and a clock (or certificate) out of its
// time.
#include "sync/client/curl_transport.h"
#include "tests/support/catch.h"
#include "tests/support/certificate.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using namespace ocop::client;

namespace {

// A certificate that is its own authority, valid between two dates, and a server that shows it.
class TlsServer {
 public:
  TlsServer(const std::string& valid_from, const std::string& valid_to) {
    test::make_certificate(folder_.path(), "own", valid_from, valid_to);
    process_.emplace(test::Launch{.arguments = {"/usr/bin/openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",
                                                "own.crt", "-key", "own.key", "-www"},
                                  .work_folder = folder_.path()});
    address_ = process_->wait_for_line("ACCEPT ");
    REQUIRE_FALSE(address_.empty());
  }

  TransportOptions options() const {
    TransportOptions out;
    out.server_url = "https://" + address_;
    out.ca_file = folder_ / "own.crt";
    return out;
  }

 private:
  test::TempFolder folder_;
  std::optional<test::Process> process_;
  std::string address_;
};

engine::HttpRequest get() { return {"GET", "/", {}, {}, 1'000'000}; }

}  // namespace

TEST_CASE("a province with its own authority is believed by whom has its certificate, and by nobody else") {
  const TlsServer server("20200101000000Z", "20990101000000Z");
  CurlTransport transport(server.options());
  const auto got = transport.perform(get());
  REQUIRE_OK(got);
  CHECK(got->status == 200);
  auto stranger = server.options();
  stranger.ca_file.clear();
  CurlTransport unbelieving(stranger);
  REQUIRE_ERROR(unbelieving.perform(get()), TlsFailed);
  stranger.ca_file = "/nowhere/ca.pem";
  CurlTransport lost(stranger);
  REQUIRE_ERROR(lost.perform(get()), TlsFailed);
}

TEST_CASE("a certificate that is over, or has not begun, by our clock names the clock") {
  const auto [from, to] = GENERATE(table<std::string, std::string>(
      {{"20190101000000Z", "20200101000000Z"}, {"20980101000000Z", "20990101000000Z"}}));
  const TlsServer server(from, to);
  CurlTransport transport(server.options());
  REQUIRE_ERROR(transport.perform(get()), ClockUnbelievable);
}
