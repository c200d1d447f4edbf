#include "tests/simulation/link.h"

#include <algorithm>
#include <cctype>

namespace ocop::simulation {
namespace {

constexpr std::size_t late_max = 16;  // requests that are still on their way

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
  tally_.count("link: arrived late, out of order");
  static_cast<void>(door_.answer(request));
}

void Link::keep_for_later(const server::HttpRequest& request) {
  if (late_.size() >= late_max) late_.erase(late_.begin());
  late_.push_back(request);
}

Result<engine::HttpResponse> Link::pass(const server::HttpRequest& request) {
  const auto response = door_.answer(request);
  if (!response) return Error{ErrorCode::Unreachable, "the province died"};
  traffic_.bytes_down += response->body.size();
  return to_engine(*response);
}

Result<engine::HttpResponse> Link::perform(const engine::HttpRequest& asked) {
  traffic_.bytes_up += asked.body.size();
  server::HttpRequest request = to_server(asked);
  if (is_sound) return pass(request);
  if (chance_.one_in(6)) deliver_late();
  return spoil(std::move(request), chance_.below(30));
}

Result<engine::HttpResponse> Link::spoil(server::HttpRequest request, std::size_t what) {
  switch (what) {
    case 0: tally_.count("link: request lost"); return Error{ErrorCode::Unreachable, "the request was lost"};
    case 1:  // what came whole counts
      tally_.count("link: request cut");
      request.body.resize(chance_.below(request.body.size() + 1));
      static_cast<void>(door_.answer(request));
      return Error{ErrorCode::Unreachable, "the request was cut"};
    case 2:
      tally_.count("link: answer lost");
      static_cast<void>(door_.answer(request));
      return Error{ErrorCode::TimedOut, "the answer was lost"};
    case 3:
      tally_.count("link: request doubled");
      static_cast<void>(door_.answer(request));
      return pass(request);  // the second answer arrives
    case 4:
      tally_.count("link: request delayed");
      keep_for_later(request);
      return Error{ErrorCode::TimedOut, "it will arrive late"};
    case 5:
      tally_.count("link: request doubled, the second late");
      keep_for_later(request);
      return pass(request);
    case 6: {  // by something that does not say so
      auto response = pass(request);
      if (!response) return response;
      tally_.count("link: answer cut");
      response->body.resize(chance_.below(response->body.size() + 1));
      return response;
    }
    case 7: {
      tally_.count("link: answer of a portal");
      const std::string_view page = "<html>Wi-Fi</html>";
      return engine::HttpResponse{200, {{"content-type", "text/html"}}, Bytes(page.begin(), page.end())};
    }
    case 8:
      tally_.count("link: request altered");
      alter(request.body);
      return pass(request);
    case 9: {
      auto response = pass(request);
      if (!response) return response;
      tally_.count("link: answer altered");
      alter(response->body);
      return response;
    }
    default: return pass(request);
  }
}

void Link::alter(Bytes& body) {
  if (!body.empty()) body[chance_.below(body.size())] ^= static_cast<std::uint8_t>(1 + chance_.below(255));
}

}  // namespace ocop::simulation
