#include "sync/server/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/base/limits.h"
#include "sync/server/command_line.h"
#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

HttpOptions loopback() { return {"127.0.0.1", 0, "", "", false}; }

class Socket {
 public:
  explicit Socket(const std::string& url, int patience_s = 20) {
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const timeval patience{patience_s, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(socket_); }

  void say(std::string_view text) { static_cast<void>(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) >= 0); }
  void hang_up_writing() { shutdown(socket_, SHUT_WR); }
  std::string hear() {  // the first line of the answer
    std::string out;
    char c = 0;
    while (recv(socket_, &c, 1, 0) == 1 && c != '\r') out += c;
    return out;
  }

 private:
  int socket_ = -1;
};

std::string ask(const std::string& url, const std::string& request) {
  Socket socket(url);
  socket.say(request);
  return socket.hear();
}

std::string post(std::string_view path, std::size_t announced, std::string_view body) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(announced) +
         "\r\n\r\n" + std::string(body);
}

}  // namespace

TEST_CASE("a request arrives whole, with its headers in lower case, its query and its body") {
  HttpRequest seen;
  const auto server = HttpServer::start(loopback(), [&](const HttpRequest& request) {
    seen = request;
    return HttpResponse{207, {{"X-Word", "tea"}}, {}};
  });
  REQUIRE_OK(server);
  CHECK(ask((*server)->url(), "POST /a%20b?q=tr%C3%A0&e= HTTP/1.1\r\nHost: x\r\nOcop-Device: AB\r\nContent-Length: "
                              "3\r\n\r\nabc") == "HTTP/1.1 207 Multi-Status");
  CHECK(seen.method == "POST");
  CHECK(seen.path == "/a b");
  CHECK(seen.parameter("q") == "trà");
  CHECK(seen.header("ocop-device") == "AB");
  CHECK(as_text(seen.body) == "abc");
  CHECK_FALSE(seen.is_encrypted);
}

TEST_CASE("a body over the limit is refused before and after it was announced") {
  std::atomic<int> calls = 0;
  const auto server = HttpServer::start(loopback(), [&](const HttpRequest&) { ++calls; return HttpResponse{}; });
  REQUIRE_OK(server);
  CHECK(ask((*server)->url(), post("/v1/sync", limits::body_bytes_max + 1, "")) ==
        "HTTP/1.1 413 Content Too Large");
  Socket socket((*server)->url());
  socket.say("POST /v1/sync HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string piece = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
  for (int i = 0; i < 5; ++i) socket.say(piece);
  socket.say("0\r\n\r\n");
  CHECK(socket.hear() == "HTTP/1.1 413 Content Too Large");
  CHECK(calls == 0);
}

TEST_CASE("more requests than the queue holds are answered that the province is busy, and the rest in turn") {
  std::atomic<bool> may_go = false;
  const auto server = HttpServer::start(loopback(), [&](const HttpRequest&) {
    while (!may_go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return HttpResponse{};
  });
  REQUIRE_OK(server);
  std::vector<std::unique_ptr<Socket>> sockets;
  for (std::size_t i = 0; i < limits::server_queue_max + 20; ++i) {
    sockets.push_back(std::make_unique<Socket>((*server)->url()));
    sockets.back()->say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    if (i == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the writer takes the first
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  may_go = true;
  int busy = 0;
  int done = 0;
  for (const auto& socket : sockets) {
    const std::string line = socket->hear();
    busy += line.substr(0, 12) == "HTTP/1.1 503" ? 1 : 0;
    done += line.substr(0, 12) == "HTTP/1.1 200" ? 1 : 0;
  }
  CHECK(busy + done == static_cast<int>(sockets.size()));
  CHECK(busy >= 1);
  CHECK(done >= static_cast<int>(limits::server_queue_max));
}

TEST_CASE("closing answers what waits, and ends") {
  auto server = HttpServer::start(loopback(), [](const HttpRequest&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return HttpResponse{};
  });
  REQUIRE_OK(server);
  Socket first((*server)->url());
  Socket second((*server)->url());
  first.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  second.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  server->reset();
  SUCCEED();
}

TEST_CASE("a sync request that broke off reaches the writer with what came") {
  std::atomic<std::size_t> bytes = 0;
  const auto server = HttpServer::start(loopback(), [&](const HttpRequest& request) {
    bytes = request.body.size();
    return HttpResponse{};
  });
  REQUIRE_OK(server);
  {
    Socket socket((*server)->url());
    socket.say(post("/v1/sync", 100, std::string(60, 'x')));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  for (int i = 0; i < 2000 && bytes == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(bytes == 60);
}

TEST_CASE("noise on the line ends nothing") {
  World world;
  const auto server = HttpServer::start(loopback(), [&](const HttpRequest& request) {
    return respond(*world.province, request);
  });
  REQUIRE_OK(server);
  fake::SeededEntropy noise(3);
  for (int i = 0; i < 60; ++i) {
    Bytes bytes(1 + noise.draw_64() % 3000);
    noise.fill(bytes);
    Socket socket((*server)->url(), 1);  // some noise is the beginning of a request that never ends
    socket.say(i % 2 == 0 ? std::string(as_text(bytes)) : post("/v1/sync", bytes.size(), as_text(bytes)));
    socket.hang_up_writing();
    socket.hear();
  }
  for (const char* request : {"GET /%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                              "PATCH /v1/blobs/zz HTTP/1.1\r\nHost: x\r\n\r\n",
                              "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "GET /?%ff=%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                              "POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n\xff"}) {
    CHECK(ask((*server)->url(), request).substr(0, 10) == "HTTP/1.1 4");
  }
  world.check_whole();
}

TEST_CASE("plain HTTP is for the loopback unless it is allowed") {
  const auto nothing = [](const HttpRequest&) { return HttpResponse{}; };
  REQUIRE_ERROR(HttpServer::start({"0.0.0.0", 0, "", "", false}, nothing), PlainHttpRefused);
  REQUIRE_OK(HttpServer::start({"0.0.0.0", 0, "", "", true}, nothing));
  REQUIRE_OK(HttpServer::start({"localhost", 0, "", "", false}, nothing));
  REQUIRE_ERROR(HttpServer::start({"no.such.host.invalid", 0, "", "", true}, nothing), Unreachable);
  REQUIRE_ERROR(HttpServer::start({"127.0.0.1", 0, "no certificate", "no key", false}, nothing), TlsFailed);
  const auto first = HttpServer::start(loopback(), nothing);
  REQUIRE_OK(first);
  HttpOptions taken = loopback();
  taken.port = static_cast<std::uint16_t>(std::stoi((*first)->url().substr((*first)->url().rfind(':') + 1)));
  REQUIRE_ERROR(HttpServer::start(taken, nothing), Unreachable);
}

TEST_CASE("an address to listen on is a host and a port") {
  const auto read = read_listen_address("[::1]:8443");
  REQUIRE_OK(read);
  CHECK(read->host == "::1");
  CHECK(read->port == 8443);
  for (const char* wrong : {"", "localhost", ":80", "x:", "x:70000", "x:8a", "x:-1"}) {
    REQUIRE_ERROR(read_listen_address(wrong), Usage);
  }
}

TEST_CASE("options stand anywhere on the command line, and what no command knows is refused") {
  const auto read = [](std::vector<std::string> arguments) { return read_command_line(arguments); };
  const auto line = read({"--data=x", "invite", "--json", "--units", "a,b", "--officer", "Mai"});
  REQUIRE_OK(line);
  CHECK(line->words == std::vector<std::string>{"invite"});
  CHECK(line->value("data") == "x");
  CHECK(line->has("json"));
  CHECK(split_units(line->value("units")) == std::vector<std::string>{"a", "b"});
  REQUIRE_ERROR(line->required("listen"), Usage);
  REQUIRE_OK(read({"show", "--", "--odd"}));
  REQUIRE_ERROR(read({}), Usage);
  REQUIRE_ERROR(read({"dance"}), Usage);
  REQUIRE_ERROR(read({"show"}), Usage);
  REQUIRE_ERROR(read({"list", "more"}), Usage);
  REQUIRE_ERROR(read({"list", "--listen", "x:1"}), Usage);
  REQUIRE_ERROR(read({"list", "--nonsense"}), Usage);
  REQUIRE_ERROR(read({"list", "--data"}), Usage);
  REQUIRE_ERROR(read({"list", "--json=yes"}), Usage);
  REQUIRE_ERROR(read({"list", "--json", "--json"}), Usage);
  REQUIRE_ERROR(read({"list", "\xff"}), InvalidInput);
  REQUIRE_ERROR(read({"list", "--data", "\xff"}), InvalidInput);
  CHECK(usage().find("serve") != std::string::npos);
}
