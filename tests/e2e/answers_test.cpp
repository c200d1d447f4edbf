// Servers that answer wrongly: portals, proxies, failures, noise. The tablet says what it saw, keeps everything, and
// the next sync over a good link goes on.
#include <mutex>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

std::string message(const std::string& status, const std::string& body, const std::string& type = "text/html") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

struct WrongAnswer {
  const char* name;
  const char* code;
  std::string (*rewrite)(const std::string& answer);
};

const WrongAnswer wrong_answers[] = {
    {"a portal's page", "server_garbage",
     [](const std::string&) { return message("200 OK", "<html><body>Đăng nhập Wi-Fi</body></html>"); }},
    {"a portal's refusal", "server_garbage",
     [](const std::string&) { return message("403 Forbidden", "<html>Hết giờ</html>"); }},
    {"a portal's way elsewhere", "server_garbage",
     [](const std::string&) {
       return std::string("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n");
     }},
    {"a failure", "server_failed", [](const std::string&) { return message("500 Oops", "<h1>500</h1>"); }},
    {"a proxy without a server", "server_failed", [](const std::string&) { return message("502 Bad Gateway", ""); }},
    {"a busy server", "server_busy", [](const std::string&) { return message("503 Busy", ""); }},
    {"no room", "server_failed", [](const std::string&) { return message("507 Full", ""); }},
    {"an empty page", "server_garbage", [](const std::string&) { return message("200 OK", ""); }},
    {"noise", "server_garbage",
     [](const std::string&) { return std::string("\x16\x03\x01 not http\xFF\r\n\r\n", 18); }},
    {"half a body", "unreachable",
     [](const std::string& answer) {
       return answer.substr(0, answer.size() - (answer.size() - answer.find("\r\n\r\n")) / 2);
     }},
    {"half a head", "unreachable", [](const std::string& answer) { return answer.substr(0, 20); }},
    {"nothing", "unreachable", [](const std::string&) { return std::string(); }},
    {"a wrong MAC", "server_garbage",
     [](const std::string& answer) {
       std::string changed = answer;
       changed.back() = static_cast<char>(changed.back() ^ 1);
       return changed;
     }},
    {"a changed body", "server_garbage",
     [](const std::string& answer) {
       std::string changed = answer;
       char& byte = changed[changed.find("\r\n\r\n") + 12];
       byte = static_cast<char>(byte ^ 0x40);
       return changed;
     }},
};

}  // namespace

TEST_CASE("a wrong answer is refused with its sentence, nothing is lost, and the next sync goes on") {
  Office office;
  const Tablet mai("Nguyễn Thị Mai");
  office.enrol(mai);
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.json({"sync"});
  for (const WrongAnswer& wrong : wrong_answers) {
    INFO(wrong.name);
    const std::string note = std::string("trước ") + wrong.name;
    mai.json({"dossier", "set", dossier, "note=" + note});
    office.link.set({.rewrite = wrong.rewrite});
    const Json failed = failed_sync(mai);
    CHECK(failed["error"] == wrong.code);
    CHECK(failed["unsent"]["changes"] == 1);
    CHECK(mai.json({"verify"})["ok"] == true);
    CHECK(mai.json({"dossier", "show", dossier})["fields"]["note"] == note);
    office.link.set({});
    check_converged(mai, office.province, dossier);
  }
}

TEST_CASE("an answer to another question is not believed") {
  std::mutex mutex;
  std::string recorded;  // by the link's thread
  const auto record = [&](const std::string& answer) {
    const std::lock_guard lock(mutex);
    return recorded = answer;
  };
  const auto play = [&](const std::string&) {
    const std::lock_guard lock(mutex);
    return recorded;
  };
  Office office;
  const Tablet mai("Nguyễn Thị Mai");
  office.enrol(mai);
  const std::string dossier = mai.new_dossier(mai.add_producer());
  office.link.set({.rewrite = record});
  mai.json({"sync"});
  REQUIRE_FALSE(play({}).empty());

  mai.json({"score", dossier, "1.1", "b"});
  office.link.set({.rewrite = play});
  const Json failed = failed_sync(mai);
  CHECK(failed["error"] == "server_garbage");
  CHECK(failed["unsent"]["changes"] == 1);
  office.link.set({});
  check_converged(mai, office.province, dossier);
}

TEST_CASE("a province that closes every connection at once is unreachable") {
  Office office;
  const Tablet mai("Nguyễn Thị Mai");
  office.enrol(mai);
  const std::string dossier = mai.new_dossier(mai.add_producer());
  office.link.set({.cut_up_after = 0});
  CHECK(failed_sync(mai)["error"] == "unreachable");
  office.link.set({});
  check_converged(mai, office.province, dossier);
}
