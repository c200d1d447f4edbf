// The network of a machine, through libcurl: sync/engine's port Transport.
//
// One connection, kept open between requests and reused; a request that finds it closed by the server is sent once more
// on a new one (every request of ours may be repeated). 15 s to connect, 60 s without a byte in either direction:
// TimedOut. No proxy, no redirect. TLS is verified, against `ca_file` or the system's authorities; plain HTTP only to
// this machine itself, or where it was allowed: PlainHttpRefused otherwise.
// One thread at a time, but cancel() may come from any: perform then returns Cancelled within a second.
#pragma once

#include <atomic>
#include <memory>

#include "sync/engine/transport.h"

namespace ocop::client {

struct TransportOptions {
  std::string server_url;  // "https://host:port", without a trailing slash
  std::string ca_file;     // PEM; empty: the system's own authorities
  bool allows_plain_http = false;
  std::int64_t connect_timeout_ms = 15'000;
  std::int64_t stall_timeout_ms = 60'000;  // whole seconds, at least one
  std::string program = "ocop/1";          // the User-Agent
};

class CurlTransport final : public engine::Transport {
 public:
  explicit CurlTransport(TransportOptions options);
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override;
  engine::Traffic traffic() const override { return traffic_; }

  void cancel() { is_cancelled_ = true; }

 private:
  struct Handle;
  struct Exchange;

  void prepare(const engine::HttpRequest& request, Exchange& exchange);
  void prepare_tls();
  int run(Exchange& exchange);

  TransportOptions options_;
  std::unique_ptr<Handle> handle_;
  engine::Traffic traffic_;
  std::atomic<bool> is_cancelled_{false};
};

// True when `url` begins with "https://", or with "http://" and names this machine itself (127.*, [::1], localhost).
bool is_url_safe(std::string_view url);

}  // namespace ocop::client
