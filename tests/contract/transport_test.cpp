// What sync/engine counts on from any transport, tried on the real one.
#include <chrono>
#include <thread>

#include "sync/client/curl_transport.h"
#include "sync/client/enrol.h"
#include "tests/contract/loopback_server.h"
#include "tests/support/catch.h"
#include "tests/unit/sync/engine/fakes.h"

using namespace ocop;
using namespace ocop::client;
using ocop::contract::LoopbackServer;
using ocop::contract::response;

namespace {

LoopbackServer::Script always(LoopbackServer::Reply reply) {
  return [reply](std::size_t) { return reply; };
}

TransportOptions to(const LoopbackServer& server) {
  TransportOptions out;
  out.server_url = server.url();
  out.connect_timeout_ms = 2'000;
  out.stall_timeout_ms = 1'000;
  return out;
}

engine::HttpRequest post(std::string_view body) {
  const ByteView bytes = as_bytes(body);
  return {"POST", "/v1/sync", {{"Ocop-Test", "yes"}}, Bytes(bytes.begin(), bytes.end()), 1'000};
}

}  // namespace

TEST_CASE("a request goes out as it is, and its response comes back with headers in lower case") {
  LoopbackServer server(always({response(409, "abc", "Upload-Offset: 17\r\n")}));
  CurlTransport transport(to(server));
  const auto got = transport.perform(post("hello"));
  REQUIRE_OK(got);
  CHECK(got->status == 409);
  CHECK(as_text(got->body) == "abc");
  CHECK(got->header("upload-offset") == "17");
  REQUIRE(server.requests().size() == 1);
  const std::string raw = server.requests()[0];
  CHECK(raw.substr(0, 23) == "POST /v1/sync HTTP/1.1\r");
  CHECK(raw.find("Ocop-Test: yes\r\n") != std::string::npos);
  CHECK(raw.find("Expect") == std::string::npos);
  CHECK(raw.substr(raw.size() - 9) == "\r\n\r\nhello");
  CHECK(transport.traffic().bytes_up == raw.size());
  CHECK(transport.traffic().bytes_down == response(409, "abc", "Upload-Offset: 17\r\n").size());
}

TEST_CASE("every method of the protocol works, and the connection is kept") {
  LoopbackServer server([](std::size_t request) {
    // A HEAD's response has no body, whatever its length says.
    return LoopbackServer::Reply{request == 0 ? "HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\n" : response(200, "12345")};
  });
  CurlTransport transport(to(server));
  for (const char* method : {"HEAD", "GET", "PATCH", "POST", "POST"}) {
    auto request = post(method == std::string("PATCH") ? "chunk" : "");
    request.method = method;
    const auto got = transport.perform(request);
    REQUIRE_OK(got);
    CHECK(got->body.size() == (method == std::string("HEAD") ? 0 : 5));
  }
  CHECK(server.connections() == 1);
  CHECK(server.requests()[2].substr(0, 6) == "PATCH ");
}

TEST_CASE("a kept connection that the server has closed meanwhile is replaced, once and without a word") {
  LoopbackServer server([](std::size_t request) {
    LoopbackServer::Reply reply{response(200, "ok")};
    reply.keeps_open = request != 0;
    return reply;
  });
  CurlTransport transport(to(server));
  REQUIRE_OK(transport.perform(post("1")));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  REQUIRE_OK(transport.perform(post("2")));
  CHECK(server.connections() == 2);
}

TEST_CASE("a kept connection that breaks under the next request is retried on a new one") {
  LoopbackServer server([](std::size_t request) {
    LoopbackServer::Reply reply{response(200, "ok")};
    reply.closes_first = request == 1;
    return reply;
  });
  CurlTransport transport(to(server));
  REQUIRE_OK(transport.perform(post("1")));
  REQUIRE_OK(transport.perform(post("2")));
  CHECK(server.requests().size() == 3);
}

TEST_CASE("half a body, nothing at all and noise are a link that broke") {
  const auto bytes = GENERATE(as<std::string>{}, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "",
                              "HTTP/1.1 200 OK\r\nContent-");
  LoopbackServer server(always({bytes, false}));
  CurlTransport transport(to(server));
  REQUIRE_ERROR(transport.perform(post("x")), Unreachable);
}

TEST_CASE("what is no HTTP is no province") {
  LoopbackServer server(always({"SSH-2.0-OpenSSH_9.2\r\n\r\n", false}));
  CurlTransport transport(to(server));
  REQUIRE_ERROR(transport.perform(post("x")), ServerGarbage);
}

TEST_CASE("a server that says nothing for too long is timed out") {
  LoopbackServer::Reply slow{response(200, "late")};
  slow.pause_ms = 10'000;
  LoopbackServer server(always(slow));
  CurlTransport transport(to(server));
  REQUIRE_ERROR(transport.perform(post("x")), TimedOut);
}

TEST_CASE("a body beyond the limit is not read to its end") {
  LoopbackServer server(always({response(200, std::string(1'001, 'x'))}));
  CurlTransport transport(to(server));
  REQUIRE_ERROR(transport.perform(post("x")), LimitExceeded);
}

TEST_CASE("nobody there is unreachable") {
  std::string url;
  {
    LoopbackServer server(always({}));
    url = server.url();
  }
  TransportOptions options;
  options.server_url = url;
  CurlTransport transport(options);
  REQUIRE_ERROR(transport.perform(post("x")), Unreachable);
}

TEST_CASE("a server without TLS, asked for it, is a TLS failure") {
  LoopbackServer server(always({response(200, "ok"), false}));
  auto options = to(server);
  options.server_url.replace(0, 4, "https");
  CurlTransport transport(options);
  const auto got = transport.perform(post("x"));
  REQUIRE_FALSE(got.has_value());
  CHECK((got.error().code == ErrorCode::TlsFailed || got.error().code == ErrorCode::TimedOut));
}

TEST_CASE("plain HTTP goes to this machine alone, unless it was allowed") {
  for (const char* url :
       {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:80/x", "https://a.gov.vn", "HTTPS://a"}) {
    CHECK(is_url_safe(url));
  }
  for (const char* url : {"http://a.gov.vn", "http://127.a.gov.vn", "http://localhost.a.vn", "http://127.0.0.1@a.vn",
                          "http://localhost:1@a.vn/", "ftp://127.0.0.1", "", "127.0.0.1"}) {
    CHECK_FALSE(is_url_safe(url));
  }
  TransportOptions options;
  options.server_url = "http://ocop.example.invalid";
  CurlTransport transport(options);
  REQUIRE_ERROR(transport.perform(post("x")), PlainHttpRefused);
}

TEST_CASE("a request under way can be cancelled from another thread") {
  LoopbackServer::Reply slow{response(200, "late")};
  slow.pause_ms = 10'000;
  LoopbackServer server(always(slow));
  auto options = to(server);
  options.stall_timeout_ms = 60'000;
  CurlTransport transport(options);
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    transport.cancel();
  });
  const auto got = transport.perform(post("x"));
  other.join();
  REQUIRE_ERROR(got, Cancelled);
  REQUIRE_ERROR(transport.perform(post("x")), Cancelled);
}

namespace {

const KeyPair province = samples::key_pair(2);

std::string invitation_code() {
  protocol::Invitation invitation;
  invitation.print = protocol::print_of(province.public_key);
  return protocol::invitation_code(invitation);
}

std::string enrolment_for(const PublicKey& device, const KeyPair& signer) {
  protocol::Enrolment enrolment{signer.public_key, "Nguyễn Thị Hoa", {"01-00001"}, 1, 2, {}};
  protocol::sign_enrolment(enrolment, device, signer.secret_key);
  return std::string(as_text(protocol::write_enrolment(enrolment)));
}

}  // namespace

TEST_CASE("enrolling gives an enrolment that is signed, and the key that the province computes too") {
  const KeyPair device = samples::key_pair(1);
  LoopbackServer server(always({response(200, enrolment_for(device.public_key, province))}));
  CurlTransport transport(to(server));
  const auto enrolled = enrol(transport, invitation_code(), device, "test 1");
  REQUIRE_OK(enrolled);
  CHECK(enrolled->enrolment.officer == "Nguyễn Thị Hoa");
  CHECK(enrolled->mac_key ==
        *agree_mac_key(province.secret_key, device.public_key, device.public_key, province.public_key));
}

TEST_CASE("enrolling believes neither another province, nor another's enrolment, nor a page") {
  const KeyPair device = samples::key_pair(1);
  const KeyPair other = samples::key_pair(9);
  const auto attempt = [&](const std::string& reply) {
    LoopbackServer server(always({reply}));
    CurlTransport transport(to(server));
    return enrol(transport, invitation_code(), device, "test 1");
  };
  REQUIRE_ERROR(attempt(response(200, enrolment_for(device.public_key, other))), EnrolmentRefused);
  REQUIRE_ERROR(attempt(response(200, enrolment_for(other.public_key, province))), EnrolmentRefused);
  REQUIRE_ERROR(attempt(response(200, "<html>")), ServerGarbage);
  REQUIRE_ERROR(attempt(response(500, "<html>")), ServerFailed);
  const std::string refusal(as_text(protocol::write_refusal({"enrolment_refused", "spent"})));
  REQUIRE_ERROR(attempt(response(403, refusal)), EnrolmentRefused);
  LoopbackServer server(always({}));
  CurlTransport transport(to(server));
  REQUIRE_ERROR(enrol(transport, "ABCD", device, "test 1"), InvalidInput);
  CHECK(server.requests().empty());
}
