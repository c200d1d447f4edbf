#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/cli/program.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;

// What came from a file's name or a server may be no UTF-8: replaced, never thrown about.
std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

Status print_line(std::string_view line) {
  std::string whole(line);
  whole += '\n';
  errno = 0;
  const bool is_written =
      std::fwrite(whole.data(), 1, whole.size(), stdout) == whole.size() && std::fflush(stdout) == 0;
  if (is_written) return {};
  return Error{errno == ENOSPC ? ErrorCode::StorageFull : ErrorCode::StorageFault,
               std::string("standard output: ") + std::strerror(errno)};
}

std::string json_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  Json object = Json::object();
  for (const auto& [key, value] : members) object[std::string(key)] = std::string(value);
  return one_line(object);
}

std::string json_list(std::string_view key, const std::vector<std::string>& items) {
  Json list = Json::array();
  for (const std::string& item : items) list.push_back(item);
  return one_line(Json{{std::string(key), std::move(list)}});
}

int report_error(text::Language language, const Error& error) {
  Json object = Json::object();
  object["error"] = std::string(error.name());
  object["message"] = std::string(text::sentence(text::error_sentence(error.code), language));
  if (!error.detail.empty()) object["detail"] = error.detail;
  const std::string line = one_line(object) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  return error_row(error.code).exit_status;
}

std::string phrase(const Program& program, text::Key key, std::initializer_list<std::string_view> words) {
  return text::fill(key, program.language, words);
}

}  // namespace ocop::cli
