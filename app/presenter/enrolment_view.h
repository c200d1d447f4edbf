// What the enrolment screen shows, and what a finger may mean on it: where the province's server is, the code of the
// invitation, and what became of it.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ocop::presenter {

struct EnrolmentView {
  bool is_loaded = false;
  std::string server, server_error;
  std::string code, code_error;
  std::string ca_file, ca_file_error;  // optional: the province's own authority
  bool is_plain_http = false;  // the address begins with http://: the officer must allow it
  bool allows_plain_http = false;
  bool is_asking = false;
  std::string failed;  // the sentence of what went wrong; empty
  bool is_enrolled = false;
  std::string done;  // "Đã ghi danh với …"
  std::string officer;
  std::vector<std::string> communes;
};

namespace enrolment {
struct TypeServer {
  std::string text;
};
struct TypeCode {
  std::string text;
};
struct TypeCaFile {
  std::string text;
};
struct AllowPlainHttp {
  bool is_allowed = false;
};
struct Start {};
struct Finish {};
}  // namespace enrolment

using EnrolmentIntent = std::variant<enrolment::TypeServer, enrolment::TypeCode, enrolment::TypeCaFile,
                                     enrolment::AllowPlainHttp, enrolment::Start, enrolment::Finish>;

}  // namespace ocop::presenter
