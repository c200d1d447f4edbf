// A server on 127.0.0.1 that says exactly what a test tells it to, right or wrong, byte by byte. One connection after
// the other, on a thread of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ocop::contract {

class LoopbackServer {
 public:
  // What to do with the n-th request: the bytes to send back, and whether the connection then stays open.
  struct Reply {
    std::string bytes;
    bool keeps_open = true;
    int pause_ms = 0;            // before the bytes
    bool closes_first = false;   // closes without a word, before the request is read
  };
  using Script = std::function<Reply(std::size_t request)>;

  explicit LoopbackServer(Script script);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests();  // as they came, with their bodies
  std::size_t connections() const { return connections_; }

 private:
  void serve();
  void serve_connection(int connection);

  Script script_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_{false};
  std::atomic<std::size_t> connections_{0};
  std::mutex mutex_;
  std::vector<std::string> requests_;  // guarded by mutex_
  std::thread thread_;
};

std::string response(int status, const std::string& body, const std::string& headers = "");

}  // namespace ocop::contract
