// A bad link on demand: a proxy on a free port of 127.0.0.1 between a tablet and its province, which passes plain HTTP
// on as it comes, or slowly, or up to a byte, or twice, or with other answers than the server gave.
//
//   Proxy proxy(province.url());
//   proxy.set({.cut_up_after = 2'500'000});     // that many bytes reach the server; then the link is dead until set
//   again
//
// It counts what the tablet put on the wire, also what was thrown away. One thread accepts, one serves each connection;
// set, counts and reset_counts may be called from the test's thread at any time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ocop::test {

inline constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

struct Link {
  int delay_ms = 0;                    // each way, whenever the direction turns
  int bytes_per_second = 0;            // each way; 0: as fast as the machine
  std::uint64_t cut_up_after = never;  // bytes since set(), over all connections; beyond, every connection is closed
  std::uint64_t cut_down_after = never;
  bool doubles = false;                // every request reaches the server twice; the first answer is lost
  // What the tablet gets instead of a whole answer of the server, head and body; the connection is closed behind it.
  std::function<std::string(const std::string& answer)> rewrite = {};
};

struct LinkCounts {
  std::uint64_t up = 0, down = 0;  // from the tablet; to the tablet
  std::uint64_t body_up = 0;       // of these up, without the heads of requests
  std::uint64_t connections = 0;
};

class Proxy {
 public:
  explicit Proxy(const std::string& server_url);  // "http://127.0.0.1:PORT"
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void set(Link link);  // closes every connection, and holds from now on
  LinkCounts counts() const;
  void reset_counts();

 private:
  class Connection;

  void accept_all();
  void close_all();

  std::uint16_t server_port_ = 0;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> is_stopping_{false};
  mutable std::mutex mutex_;  // of all below
  Link link_;
  std::uint64_t up_since_set_ = 0, down_since_set_ = 0;
  LinkCounts counts_;
  std::vector<std::unique_ptr<Connection>> connections_;  // also those that have ended
  std::thread thread_;
};

}  // namespace ocop::test
