#include "tests/simulation/link.h"

#include <algorithm>
#include <cctype>

namespace ocop::simulation {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

server::HttpRequest to_server(const engine::HttpRequest& request) {
  server::HttpRequest out;
  out.method = request.method;
  out.path = request.path;
  for (const auto& [name, value] : request.headers) out.headers[lower(name)] = value;
  out.body = request.body;
  out.is_encrypted = true;
  return out;
}

engine::HttpResponse to_engine(const server::HttpResponse& response) {
  engine::HttpResponse out;
  out.status = response.status;
  for (const auto& [name, value] : response.headers) out.headers.emplace_back(lower(name), value);
  out.body = response.body;
  return out;
}

}  // namespace

void Link::deliver_late() {
  if (late_.empty()) return;
  const std::size_t at = chance_.below(late_.size());
  const server::HttpRequest request = late_[at];
  late_.erase(late_.begin() + static_cast<std::ptrdiff_t>(at));
  door_.answer(request);
}

Result<engine::HttpResponse> Link::pass(const server::HttpRequest& request) {
  const auto response = to_engine(door_.answer(request));
  traffic_.bytes_down += response.body.size();
  return response;
}

Result<engine::HttpResponse> Link::perform(const engine::HttpRequest& asked) {
  traffic_.bytes_up += asked.body.size();
  server::HttpRequest request = to_server(asked);
  if (is_sound) return pass(request);
  if (chance_.one_in(4)) deliver_late();
  const std::size_t what = chance_.below(24);
  if (what < 7) ++faults;
  switch (what) {
    case 0: return Error{ErrorCode::Unreachable, "the request was lost"};
    case 1:  // cut on the way up; what came whole counts
      request.body.resize(chance_.below(request.body.size() + 1));
      door_.answer(request);
      return Error{ErrorCode::Unreachable, "the request was cut"};
    case 2:
      door_.answer(request);
      return Error{ErrorCode::TimedOut, "the answer was lost"};
    case 3:
      door_.answer(request);
      return pass(request);  // doubled: the second answer arrives
    case 4:
      late_.push_back(request);
      return Error{ErrorCode::TimedOut, "it will arrive late"};
    case 5:
      late_.push_back(request);  // arrives now, and once more later
      return pass(request);
    case 6: {
      auto response = pass(request);
      if (response) response->body.resize(chance_.below(response->body.size() + 1));
      return response;  // cut on the way down, by something that does not say so
    }
    default: return pass(request);
  }
}

}  // namespace ocop::simulation
