// The only file that knows libcurl; its codes are translated here, once.
#include "sync/client/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>

#include "core/base/assert.h"

namespace ocop::client {
namespace {

constexpr std::size_t headers_bytes_max = 64 * 1024;
constexpr std::string_view http = "http://";
constexpr std::string_view https = "https://";

void ensure_curl() {
  static const bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  OCOP_ASSERT(is_ready);
}

std::string_view host_of(std::string_view url) {
  std::string_view rest = url.substr(http.size());
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (rest.find('@') != std::string_view::npos) return {};  // nobody's name may stand before the host's
  if (!rest.empty() && rest.front() == '[') return rest.substr(0, rest.find(']') + 1);
  return rest.substr(0, rest.find(':'));
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (host.substr(0, 4) != "127.") return false;
  return host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trim_line(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_certificate_out_of_time(long verify_result) {
  constexpr long not_yet_valid = 9;  // X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
  constexpr long has_expired = 10;
  return verify_result == not_yet_valid || verify_result == has_expired;
}

ErrorCode code_of(int code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return ErrorCode::TimedOut;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR: return ErrorCode::TlsFailed;
    case CURLE_ABORTED_BY_CALLBACK: return ErrorCode::Cancelled;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return ErrorCode::InvalidInput;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return ErrorCode::ServerGarbage;
    default: return ErrorCode::Unreachable;
  }
}

}  // namespace

bool is_url_safe(std::string_view url) {
  const std::string begin = lower(url.substr(0, https.size()));
  if (begin == https) return true;
  return begin.substr(0, http.size()) == http && is_loopback(host_of(url));
}

struct CurlTransport::Handle {
  CURL* easy = curl_easy_init();
  Handle() { OCOP_ASSERT(easy != nullptr); }
  ~Handle() { curl_easy_cleanup(easy); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
};

struct CurlTransport::Exchange {
  engine::HttpResponse response;
  std::size_t body_bytes_max = 0;
  std::size_t headers_bytes = 0;
  bool is_too_long = false;
  bool has_all_headers = false;  // their empty last line came: curl is content without it
  engine::Traffic traffic;
  curl_slist* headers = nullptr;
  char reason[CURL_ERROR_SIZE] = {};

  Exchange() = default;
  ~Exchange() { curl_slist_free_all(headers); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    Bytes& body = exchange.response.body;
    exchange.is_too_long = count > exchange.body_bytes_max - body.size();
    if (exchange.is_too_long) return 0;
    append(body, as_bytes({bytes, count}));
    return count;
  }

  static std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    const std::string_view line(bytes, count);
    exchange.headers_bytes += count;
    exchange.is_too_long = exchange.headers_bytes > headers_bytes_max;
    if (exchange.is_too_long) return 0;
    exchange.has_all_headers = line == "\r\n" || line == "\n";
    if (line.substr(0, 5) == "HTTP/") exchange.response.headers.clear();  // after a 1xx comes the real one
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return count;
    exchange.response.headers.emplace_back(lower(trim_line(line.substr(0, colon))),
                                           std::string(trim_line(line.substr(colon + 1))));
    return count;
  }

  // What curl itself counts as a request's size now and then includes the body.
  static int on_traffic(CURL*, curl_infotype type, char*, std::size_t count, void* self) {
    engine::Traffic& traffic = static_cast<Exchange*>(self)->traffic;
    if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT) traffic.bytes_up += count;
    if (type == CURLINFO_HEADER_IN || type == CURLINFO_DATA_IN) traffic.bytes_down += count;
    return 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(self)->load() ? 1 : 0;
  }

  void restart() {
    response = {};
    headers_bytes = 0;
    is_too_long = false;
    has_all_headers = false;
    traffic = {};
  }
};

CurlTransport::CurlTransport(TransportOptions options) : options_(std::move(options)) {
  ensure_curl();
  handle_ = std::make_unique<Handle>();
}

CurlTransport::~CurlTransport() = default;

void CurlTransport::prepare_tls() {
  CURL* easy = handle_->easy;
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
}

void CurlTransport::prepare(const engine::HttpRequest& request, Exchange& exchange) {
  CURL* easy = handle_->easy;
  curl_easy_reset(easy);  // keeps the connection
  prepare_tls();
  curl_easy_setopt(easy, CURLOPT_URL, (options_.server_url + request.path).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.program.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout_ms));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  const std::int64_t stall_s = std::max<std::int64_t>(options_.stall_timeout_ms / 1000, 1);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(stall_s));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange.reason);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);  // for on_traffic; nothing is printed
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &Exchange::on_traffic);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &Exchange::on_progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &is_cancelled_);

  for (const auto& [name, value] : request.headers) {
    exchange.headers = curl_slist_append(exchange.headers, (name + ": " + value).c_str());
  }
  exchange.headers = curl_slist_append(exchange.headers, "Expect:");  // a round trip for nothing
  if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    exchange.headers = curl_slist_append(exchange.headers, "Content-Type: application/octet-stream");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.empty() ? "" : as_text(request.body).data());
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange.headers);
}

int CurlTransport::run(Exchange& exchange) {
  exchange.restart();
  const CURLcode code = curl_easy_perform(handle_->easy);
  traffic_.bytes_up += exchange.traffic.bytes_up;
  traffic_.bytes_down += exchange.traffic.bytes_down;
  return code;
}

Result<engine::HttpResponse> CurlTransport::perform(const engine::HttpRequest& request) {
  if (!options_.allows_plain_http && !is_url_safe(options_.server_url)) {
    return Error{ErrorCode::PlainHttpRefused, options_.server_url};
  }
  if (is_cancelled_) return ErrorCode::Cancelled;
  CURL* easy = handle_->easy;
  Exchange exchange;
  exchange.body_bytes_max = request.response_bytes_max;
  prepare(request, exchange);
  int code = run(exchange);

  long connections_made = 0;
  curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections_made);
  const bool is_broken = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
  if (is_broken && connections_made == 0 && exchange.headers_bytes == 0) {
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    code = run(exchange);
  }
  if (exchange.is_too_long) return Error{ErrorCode::LimitExceeded, "the response"};
  if (code != CURLE_OK) {
    long verify_result = 0;
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verify_result);
    // Curl's word for an answer that is no HTTP is the one for an address of another scheme; then nothing was sent.
    if (code == CURLE_UNSUPPORTED_PROTOCOL && exchange.traffic.bytes_up > 0) {
      return Error{ErrorCode::ServerGarbage, exchange.reason};
    }
    const bool is_out_of_time = code_of(code) == ErrorCode::TlsFailed && is_certificate_out_of_time(verify_result);
    const char* detail = exchange.reason[0] != '\0' ? exchange.reason : curl_easy_strerror(static_cast<CURLcode>(code));
    return Error{is_out_of_time ? ErrorCode::ClockUnbelievable : code_of(code), detail};
  }
  if (!exchange.has_all_headers) return Error{ErrorCode::Unreachable, "the response ends inside its headers"};
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  return std::move(exchange.response);
}

}  // namespace ocop::client
