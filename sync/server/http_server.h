// HTTP on a port, through libmicrohttpd: the only files that know it are named http_*.
//
// Connections are bounded, and so are bodies (413). libmicrohttpd's threads only read and write; whole requests wait in
// a queue for the one writer, which holds the database, and beyond limits::server_queue_max are answered 503. A sync
// request that broke off is given to the writer too, without anybody to answer: what came whole counts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "sync/server/api.h"

namespace ocop::server {

struct HttpOptions {
  std::string host;         // an address, or a name that has one
  std::uint16_t port = 0;   // 0: any free one
  std::string certificate;  // PEM texts; both, or neither for plain HTTP
  std::string key;
  bool allows_plain_http = false;  // on other addresses than the loopback
};

// "127.0.0.1:8443", "[::1]:0", "localhost:80". Usage.
Result<HttpOptions> read_listen_address(const std::string& text);

class HttpServer {
 public:
  // Called on the writer's thread, one request after the other.
  using Respond = std::function<HttpResponse(const HttpRequest&)>;

  // PlainHttpRefused; TlsFailed (certificate or key); Unreachable (the address cannot be listened on).
  static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, Respond respond);
  ~HttpServer();  // answers what waits with 503, closes all

  const std::string& url() const;  // "http://127.0.0.1:40123"

  struct State;

 private:
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ocop::server
