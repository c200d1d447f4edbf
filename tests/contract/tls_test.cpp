// TLS as a tablet meets it: a province with its own authority, a stranger, and a clock (or certificate) out of its
// time.
#include "sync/client/curl_transport.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using namespace ocop::client;

namespace {

constexpr std::string_view settings = R"([ca]
default_ca = d
[d]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = p
x509_extensions = e
[p]
commonName = supplied
[e]
subjectAltName = IP:127.0.0.1
basicConstraints = CA:TRUE
[req]
distinguished_name = dn
prompt = no
[dn]
CN = 127.0.0.1
)";

// A certificate that is its own authority, valid between two dates, and a server that shows it.
class TlsServer {
 public:
  TlsServer(const std::string& valid_from, const std::string& valid_to) {
    test::write_text(folder_ / "ca.cnf", settings);
    test::write_text(folder_ / "index.txt", "");
    test::write_text(folder_ / "serial", "01\n");
    openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
             "-out", "request.pem", "-config", "ca.cnf"});
    openssl({"ca", "-batch", "-selfsign", "-keyfile", "key.pem", "-in", "request.pem", "-out", "cert.pem", "-startdate",
             valid_from, "-enddate", valid_to, "-config", "ca.cnf", "-notext"});
    process_.emplace(launch({"s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-www"}));
    address_ = process_->wait_for_line("ACCEPT ");
    REQUIRE_FALSE(address_.empty());
  }

  TransportOptions options() const {
    TransportOptions out;
    out.server_url = "https://" + address_;
    out.ca_file = folder_ / "cert.pem";
    return out;
  }

 private:
  test::Launch launch(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "/usr/bin/openssl");
    test::Launch out;
    out.arguments = std::move(arguments);
    out.work_folder = folder_.path();
    return out;
  }
  void openssl(std::vector<std::string> arguments) const {
    const auto outcome = test::run(launch(std::move(arguments)));
    INFO(outcome.err);
    REQUIRE(outcome.exit_status == 0);
  }

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
