#include "tests/contract/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace ocop::contract {
namespace {

constexpr int poll_ms = 20;

bool is_readable(int socket) {
  pollfd waiting{socket, POLLIN, 0};
  return poll(&waiting, 1, poll_ms) > 0;
}

// True when `raw` holds a whole request.
bool is_whole(const std::string& raw) {
  const auto end = raw.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const auto length = raw.find("Content-Length: ");
  const std::size_t body = length < end ? std::stoul(raw.substr(length + 16)) : 0;
  return raw.size() >= end + 4 + body;
}

}  // namespace

std::string response(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         headers + "\r\n" + body;
}

LoopbackServer::LoopbackServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  listen(listener_, 8);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
  is_stopping_ = true;
  thread_.join();
  close(listener_);
}

std::vector<std::string> LoopbackServer::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LoopbackServer::serve() {
  while (!is_stopping_) {
    if (!is_readable(listener_)) continue;
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    ++connections_;
    serve_connection(connection);
    close(connection);
  }
}

void LoopbackServer::serve_connection(int connection) {
  std::string raw;
  while (!is_stopping_) {
    if (is_readable(listener_)) return;  // the client has gone elsewhere
    if (!is_readable(connection)) continue;
    char buffer[16 * 1024];
    const ssize_t count = recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    raw.append(buffer, static_cast<std::size_t>(count));
    if (!is_whole(raw)) continue;
    std::size_t number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = requests_.size();
      requests_.push_back(raw);
    }
    raw.clear();
    const Reply reply = script_(number);
    for (int waited = 0; waited < reply.pause_ms && !is_stopping_; waited += poll_ms) {
      std::this_thread::sleep_for(std::chrono::milliseconds(poll_ms));
    }
    if (reply.closes_first) return;
    if (send(connection, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL) < 0) return;
    if (!reply.keeps_open) return;
  }
}

}  // namespace ocop::contract
