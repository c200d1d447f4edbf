#include "tests/support/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace ocop::test {
namespace {

constexpr int poll_ms = 10;
constexpr std::size_t piece_bytes_max = 16 * 1024;

int connect_to(std::uint16_t port) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return connection;
  close(connection);
  return -1;
}

void send_small_pieces_at_once(int connection) {
  const int yes = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Follows requests or answers on one connection: where heads end, and how long the bodies are that they announce.
class Messages {
 public:
  // How many bytes of `piece` belong to bodies.
  std::uint64_t read(std::string_view piece) {
    std::uint64_t body = 0;
    for (; !piece.empty();) {
      if (body_left_ > 0) {
        const auto taken = std::min<std::uint64_t>(body_left_, piece.size());
        body += taken;
        body_left_ -= taken;
        piece.remove_prefix(taken);
      } else {
        head_ += piece.front();
        piece.remove_prefix(1);
        if (head_.ends_with("\r\n\r\n")) end_head();
      }
    }
    return body;
  }
  bool is_between() const { return head_.empty() && body_left_ == 0; }
  const std::string& last_head() const { return last_head_; }
  void expect_no_body(bool expects_none) { expects_no_body_ = expects_none; }  // the answer to a HEAD

 private:
  void end_head() {
    last_head_ = std::move(head_);
    head_.clear();
    std::string lower = last_head_;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto at = lower.find("\r\ncontent-length:");
    if (at != std::string::npos && !expects_no_body_) body_left_ = std::strtoull(lower.c_str() + at + 17, nullptr, 10);
  }

  std::string head_, last_head_;
  std::uint64_t body_left_ = 0;
  bool expects_no_body_ = false;
};

}  // namespace

class Proxy::Connection {
 public:
  Connection(Proxy& proxy, int tablet) : proxy_(proxy), tablet_(tablet), thread_([this] { serve(); }) {}
  ~Connection() {
    end();
    thread_.join();
  }
  void end() { is_ending_ = true; }

 private:
  enum class Way { None, Up, Down };

  void serve() {
    server_ = connect_to(proxy_.server_port_);
    send_small_pieces_at_once(tablet_);
    if (server_ >= 0) {
      send_small_pieces_at_once(server_);
      while (!is_ending_ && pass_piece()) {
      }
      close(server_);
    }
    close(tablet_);
  }

  // Waits for something from either side and passes it on; false when the connection is over.
  bool pass_piece() {
    pollfd sides[] = {{tablet_, POLLIN, 0}, {server_, POLLIN, 0}};
    if (poll(sides, 2, poll_ms) <= 0) return true;
    const Way way = sides[0].revents != 0 ? Way::Up : Way::Down;
    const Link link = current_link();
    std::string piece(piece_bytes(link), '\0');
    const ssize_t got = recv(way == Way::Up ? tablet_ : server_, piece.data(), piece.size(), 0);
    if (got <= 0) return false;
    piece.resize(static_cast<std::size_t>(got));
    wait_as_the_link_does(link, way, piece.size());
    return way == Way::Up ? pass_up(link, piece) : pass_down(link, piece);
  }

  Link current_link() const {
    const std::lock_guard lock(proxy_.mutex_);
    return proxy_.link_;
  }

  // At most a tenth of a second's worth, so that a slow link is slow evenly.
  static std::size_t piece_bytes(const Link& link) {
    if (link.bytes_per_second == 0) return piece_bytes_max;
    return std::min(piece_bytes_max, static_cast<std::size_t>(std::max(1, link.bytes_per_second / 10)));
  }

  void wait_as_the_link_does(const Link& link, Way way, std::size_t bytes) {
    std::int64_t wait_ms = way != last_way_ ? link.delay_ms : 0;
    last_way_ = way;
    if (link.bytes_per_second > 0) wait_ms += static_cast<std::int64_t>(bytes) * 1000 / link.bytes_per_second;
    for (; wait_ms > 0 && !is_ending_; wait_ms -= poll_ms)
      std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(wait_ms, poll_ms)));
  }

  bool pass_up(const Link& link, std::string_view piece) {
    const std::uint64_t body = requests_.read(piece);
    if (link.doubles) double_when_whole(piece);
    answers_.expect_no_body(requests_.last_head().starts_with("HEAD "));
    const std::uint64_t passing = [&] {
      const std::lock_guard lock(proxy_.mutex_);
      proxy_.counts_.up += piece.size();
      proxy_.counts_.body_up += body;
      return take(proxy_.up_since_set_, proxy_.link_.cut_up_after, piece.size());
    }();
    return send_all(server_, piece.substr(0, passing)) && passing == piece.size();
  }

  void double_when_whole(std::string_view piece) {
    request_ += piece;
    if (!requests_.is_between()) return;
    const int other = connect_to(proxy_.server_port_);
    if (other < 0) return;
    Messages answer;
    answer.expect_no_body(requests_.last_head().starts_with("HEAD "));
    char bytes[4096];
    send_all(other, std::exchange(request_, {}));
    for (bool is_over = false; !is_over && !is_ending_;) {
      const ssize_t got = recv(other, bytes, sizeof bytes, 0);
      if (got > 0) answer.read({bytes, static_cast<std::size_t>(got)});
      is_over = got <= 0 || answer.is_between();
    }
    close(other);
  }

  bool pass_down(const Link& link, std::string_view piece) {
    if (!link.rewrite) return send_down(piece);
    answer_ += piece;
    answers_.read(piece);
    if (!answers_.is_between()) return true;
    send_down(link.rewrite(answer_));
    return false;
  }

  bool send_down(std::string_view piece) {
    const std::uint64_t passing = [&] {
      const std::lock_guard lock(proxy_.mutex_);
      const auto fitting = take(proxy_.down_since_set_, proxy_.link_.cut_down_after, piece.size());
      proxy_.counts_.down += fitting;
      return fitting;
    }();
    return send_all(tablet_, piece.substr(0, passing)) && passing == piece.size();
  }

  // How many of `wanted` still get through a link that carried `carried` and bears `limit` in all.
  static std::uint64_t take(std::uint64_t& carried, std::uint64_t limit, std::uint64_t wanted) {
    const std::uint64_t fitting = std::min(wanted, limit - std::min(limit, carried));
    carried += fitting;
    return fitting;
  }

  Proxy& proxy_;
  int tablet_;
  int server_ = -1;
  std::atomic<bool> is_ending_{false};
  Way last_way_ = Way::None;
  Messages requests_, answers_;
  std::string request_;  // so far, while requests are doubled
  std::string answer_;   // so far, while answers are rewritten
  std::thread thread_;
};

Proxy::Proxy(const std::string& server_url)
    : server_port_(static_cast<std::uint16_t>(std::stoi(server_url.substr(server_url.rfind(':') + 1)))) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0) std::abort();
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { accept_all(); });
}

Proxy::~Proxy() {
  is_stopping_ = true;
  thread_.join();
  close_all();
  close(listener_);
}

void Proxy::set(Link link) {
  close_all();
  const std::lock_guard lock(mutex_);
  link_ = std::move(link);
  up_since_set_ = down_since_set_ = 0;
}

LinkCounts Proxy::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Proxy::reset_counts() {
  const std::lock_guard lock(mutex_);
  counts_ = {};
}

void Proxy::accept_all() {
  while (!is_stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (poll(&waiting, 1, poll_ms) <= 0) continue;
    const int tablet = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (tablet < 0) continue;
    const std::lock_guard lock(mutex_);
    ++counts_.connections;
    if (up_since_set_ >= link_.cut_up_after || down_since_set_ >= link_.cut_down_after)
      close(tablet);
    else
      connections_.push_back(std::make_unique<Connection>(*this, tablet));
  }
}

void Proxy::close_all() {
  std::vector<std::unique_ptr<Connection>> ending;
  {
    const std::lock_guard lock(mutex_);
    ending.swap(connections_);
  }
  ending.clear();  // joins their threads, which take the mutex
}

}  // namespace ocop::test
