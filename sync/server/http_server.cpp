#include "sync/server/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "sync/protocol/authentication.h"
#include "sync/protocol/blobs.h"

namespace ocop::server {
namespace {

constexpr unsigned io_threads = 2;
constexpr unsigned idle_seconds = 120;  // a slow link sends something within that
constexpr std::size_t header_memory_bytes = 64 * 1024;
constexpr std::size_t header_values_max = 64;

// One request, from its first header to its last byte out. Made by a thread of libmicrohttpd; belongs to the writer
// while `is_waiting`; freed by libmicrohttpd's thread, or by the writer when the connection is gone.
struct Call {
  HttpRequest request;
  HttpResponse response;
  MHD_Connection* connection = nullptr;
  bool is_too_large = false;
  bool is_submitted = false;
  bool is_answered = false;
};

HttpResponse busy() {
  HttpResponse out = refuse(Error{ErrorCode::ServerBusy, {}});
  out.headers.emplace_back("Retry-After", "5");
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

using Values = std::map<std::string, std::string>;

MHD_Result collect(void* to, MHD_ValueKind kind, const char* name, const char* value) {
  auto& values = *static_cast<Values*>(to);
  if (name == nullptr || values.size() >= header_values_max) return MHD_YES;
  const std::string text = value == nullptr ? "" : value;
  if (!is_valid_utf8(name) || !is_valid_utf8(text)) return MHD_YES;  // nothing of ours is
  values.emplace(kind == MHD_HEADER_KIND ? lower(name) : std::string(name), text);
  return MHD_YES;
}

MHD_Result send(MHD_Connection* connection, const HttpResponse& response) {
  auto* body = const_cast<std::uint8_t*>(response.body.data());
  MHD_Response* out = MHD_create_response_from_buffer(response.body.size(), body, MHD_RESPMEM_MUST_COPY);
  if (out == nullptr) return MHD_NO;
  for (const auto& [name, value] : response.headers) MHD_add_response_header(out, name.c_str(), value.c_str());
  const MHD_Result result = MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return result;
}

bool is_loopback(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return (ntohl(in.sin_addr.s_addr) >> 24) == 127;
  }
  sockaddr_in6 in6{};
  std::memcpy(&in6, &address, sizeof in6);
  return IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr) != 0;
}

Result<sockaddr_storage> resolve(const HttpOptions& options) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(options.port);
  if (getaddrinfo(options.host.c_str(), port.c_str(), &hints, &found) != 0 || found == nullptr) {
    return Error{ErrorCode::Unreachable, "no address: " + options.host};
  }
  sockaddr_storage out{};
  std::memcpy(&out, found->ai_addr, std::min<std::size_t>(found->ai_addrlen, sizeof out));
  freeaddrinfo(found);
  return out;
}

void say_nothing(void*, const char*, va_list) {}

}  // namespace

struct HttpServer::State {
  Respond respond;
  MHD_Daemon* daemon = nullptr;
  std::string url;
  bool is_encrypted = false;

  std::mutex mutex;
  std::condition_variable arrived;
  std::deque<Call*> waiting;
  bool is_closing = false;
  std::thread writer;

  // With the mutex held.
  bool has_room() const { return !is_closing && waiting.size() < limits::server_queue_max; }

  void write() {
    for (;;) {
      Call* call = nullptr;
      bool is_refused = false;
      {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [this] { return is_closing || !waiting.empty(); });
        if (waiting.empty()) return;
        call = waiting.front();
        waiting.pop_front();
        is_refused = is_closing;
      }
      call->response = is_refused ? busy() : respond(call->request);
      if (call->connection == nullptr) {
        delete call;
        continue;
      }
      MHD_Connection* connection = call->connection;
      call->is_answered = true;  // from here on the call is libmicrohttpd's again
      MHD_resume_connection(connection);
    }
  }

  MHD_Result submit(Call& call, MHD_Connection* connection) {
    std::unique_lock lock(mutex);
    if (!has_room()) {
      lock.unlock();
      return send(connection, busy());
    }
    call.is_submitted = true;
    call.connection = connection;
    MHD_suspend_connection(connection);
    waiting.push_back(&call);
    arrived.notify_one();
    return MHD_YES;
  }

  // A sync request that broke off. True: the writer frees it.
  bool submit_cut(Call* call) {
    const bool is_worth_it = call->request.method == "POST" && call->request.path == protocol::sync_path &&
                             !call->request.body.empty() && !call->is_too_large;
    if (!is_worth_it) return false;
    const std::lock_guard lock(mutex);
    if (!has_room()) return false;
    call->is_submitted = true;
    call->connection = nullptr;
    waiting.push_back(call);
    arrived.notify_one();
    return true;
  }
};

namespace {

MHD_Result begin_call(HttpServer::State& state, MHD_Connection* connection, const char* path, const char* method,
                      void** context) {
  auto call = std::make_unique<Call>();
  call->request.method = method;
  call->request.path = path;
  call->request.is_encrypted = state.is_encrypted;
  MHD_get_connection_values(connection, MHD_HEADER_KIND, collect, &call->request.headers);
  MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, collect, &call->request.query);
  Call* begun = call.release();
  *context = begun;
  const auto announced = protocol::read_decimal(begun->request.header("content-length"));
  begun->is_too_large = announced && *announced > limits::body_bytes_max;
  // Refused before it is read: the connection closes.
  return begun->is_too_large ? send(connection, refuse(Error{ErrorCode::LimitExceeded, {}})) : MHD_YES;
}

void take_body(Call& call, const char* data, std::size_t size) {
  Bytes& body = call.request.body;
  if (call.is_too_large || size > limits::body_bytes_max - std::min(body.size(), limits::body_bytes_max)) {
    call.is_too_large = true;
    body = {};
    return;
  }
  append(body, as_bytes(std::string_view(data, size)));
}

MHD_Result handle(void* server, MHD_Connection* connection, const char* path, const char* method, const char*,
                  const char* data, std::size_t* size, void** context) {
  auto& state = *static_cast<HttpServer::State*>(server);
  if (*context == nullptr) return begin_call(state, connection, path, method, context);
  Call& call = *static_cast<Call*>(*context);
  if (*size > 0) {
    take_body(call, data, *size);
    *size = 0;
    return MHD_YES;
  }
  if (call.is_answered) return send(connection, call.response);
  if (call.is_too_large) return send(connection, refuse(Error{ErrorCode::LimitExceeded, {}}));
  return state.submit(call, connection);
}

void complete(void* server, MHD_Connection*, void** context, MHD_RequestTerminationCode how) {
  auto* call = static_cast<Call*>(*context);
  *context = nullptr;
  if (call == nullptr) return;
  const bool is_cut = how != MHD_REQUEST_TERMINATED_COMPLETED_OK && !call->is_submitted;
  if (is_cut && static_cast<HttpServer::State*>(server)->submit_cut(call)) return;
  delete call;
}

MHD_Daemon* start_daemon(HttpServer::State& state, const HttpOptions& options, const sockaddr_storage& address) {
  unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  if (address.ss_family == AF_INET6) flags |= MHD_USE_IPv6;
  std::vector<MHD_OptionItem> more;
  if (state.is_encrypted) {
    flags |= MHD_USE_TLS;
    more.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(options.certificate.c_str())});
    more.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(options.key.c_str())});
  }
  more.push_back({MHD_OPTION_END, 0, nullptr});
  return MHD_start_daemon(flags, options.port, nullptr, nullptr, &handle, &state,
                          MHD_OPTION_EXTERNAL_LOGGER, &say_nothing, nullptr,
                          MHD_OPTION_SOCK_ADDR, reinterpret_cast<const sockaddr*>(&address),
                          MHD_OPTION_THREAD_POOL_SIZE, io_threads,
                          MHD_OPTION_CONNECTION_LIMIT, static_cast<unsigned>(limits::server_connections_max),
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, header_memory_bytes,
                          MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
                          MHD_OPTION_NOTIFY_COMPLETED, &complete, &state,
                          MHD_OPTION_ARRAY, more.data(), MHD_OPTION_END);
}

std::string url_of(const HttpServer::State& state, const HttpOptions& options, std::uint16_t port) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  return std::string(state.is_encrypted ? "https://" : "http://") + (is_v6 ? "[" + options.host + "]" : options.host) +
         ":" + std::to_string(port);
}

}  // namespace

Result<HttpOptions> read_listen_address(const std::string& text) {
  const auto colon = text.rfind(':');
  const Error usage{ErrorCode::Usage, "--listen HOST:PORT"};
  if (colon == std::string::npos || colon == 0) return usage;
  HttpOptions out;
  out.host = text.substr(0, colon);
  const bool is_bracketed = out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']';
  if (is_bracketed) out.host = out.host.substr(1, out.host.size() - 2);
  const std::string digits = text.substr(colon + 1);
  const bool is_number = !digits.empty() && digits.size() <= 5 &&
                         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || std::stoi(digits) > 65535) return usage;
  out.port = static_cast<std::uint16_t>(std::stoi(digits));
  return out;
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, Respond respond) {
  TRY_ASSIGN(const sockaddr_storage address, resolve(options));
  const bool is_encrypted = !options.certificate.empty();
  if (!is_encrypted && !options.allows_plain_http && !is_loopback(address)) {
    return Error{ErrorCode::PlainHttpRefused, options.host};
  }
  auto state = std::make_unique<State>();
  state->respond = std::move(respond);
  state->is_encrypted = is_encrypted;
  state->daemon = start_daemon(*state, options, address);
  if (state->daemon == nullptr) {
    const ErrorCode code = is_encrypted ? ErrorCode::TlsFailed : ErrorCode::Unreachable;
    return Error{code, options.host + ":" + std::to_string(options.port)};
  }
  const MHD_DaemonInfo* info = MHD_get_daemon_info(state->daemon, MHD_DAEMON_INFO_BIND_PORT);
  state->url = url_of(*state, options, info == nullptr ? options.port : info->port);
  state->writer = std::thread([raw = state.get()] { raw->write(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer() {
  const MHD_socket listening = MHD_quiesce_daemon(state_->daemon);
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_closing = true;
  }
  state_->arrived.notify_all();
  state_->writer.join();
  MHD_stop_daemon(state_->daemon);
  if (listening != MHD_INVALID_SOCKET) close(listening);
}

const std::string& HttpServer::url() const { return state_->url; }

}  // namespace ocop::server
