// The port to the network: one HTTP request, one response. Blocking; one thread at a time per object.
//
// Errors: Unreachable (no connection, or it broke), TimedOut, TlsFailed, PlainHttpRefused, ClockUnbelievable (the
// certificate is not valid at what our clock says), LimitExceeded (a body longer than response_bytes_max), Cancelled.
// Any status is a response and no error. sync/client has the real one.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop::engine {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string path;  // from the server's address on: "/v1/sync"
  Headers headers;
  Bytes body;
  std::size_t response_bytes_max = 0;
};

struct HttpResponse {
  int status = 0;
  Headers headers;  // names in lower case
  Bytes body;

  // Empty when there is none.
  std::string header(std::string_view lower_case_name) const;
};

// Counted since the transport was made: headers and bodies, of everything that was tried.
struct Traffic {
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual Result<HttpResponse> perform(const HttpRequest& request) = 0;
  virtual Traffic traffic() const = 0;
};

}  // namespace ocop::engine
