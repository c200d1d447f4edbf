// The paths of the province, apart from how HTTP is spoken: a request that arrived whole, the response to send.
//
//   POST /v1/sync   POST /v1/enrol   HEAD PATCH GET /v1/blobs/{sha256}      PROTOCOL.md
//   everything else                                                        the office's pages (console.h)
//
// Whatever a client sends gets an answer; nothing in it can end the program. One thread at a time, as Province.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sync/server/province.h"

namespace ocop::server {

struct HttpRequest {
  std::string method;  // "GET", "POST", …
  std::string path;    // without the query, percent-decoded
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> headers;  // names in lower case
  Bytes body;
  bool is_encrypted = false;  // it came over TLS

  std::string header(const std::string& lower_case_name) const;
  std::string parameter(const std::string& name) const;
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  Bytes body;
};

HttpResponse respond(Province& province, const HttpRequest& request);

// What travels when a request of a tablet is refused.
HttpResponse refuse(const Error& error);

}  // namespace ocop::server
