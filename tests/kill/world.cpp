#include "tests/kill/world.h"

#include <sqlite3.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "tests/support/places.h"

namespace ocop::kill {
namespace {

const std::string program = OCOP_BIN_DIR "/ocop";
const std::string server_program = OCOP_BIN_DIR "/ocop-server";
const std::string window_program = OCOP_BIN_DIR "/ocop-field";
const std::string screen_program = "/usr/bin/Xvfb";

Json must(const std::optional<Json>& json) {
  if (!json) std::exit(1);  // the fault was printed
  return *json;
}

test::Process start_ocop(Words words, const std::string& data) {
  words.insert(words.begin(), program);
  words.insert(words.end(), {"--data", data, "--json"});
  return test::Process({.arguments = words});
}

// How far a dossier has travelled differs between its holders; all else is the same.
Json without_travel(Json dossier) {
  dossier.erase("unsent");
  dossier.erase("not_arrived");
  for (Json& evidence : dossier["evidence"]) {
    evidence.erase("state");
    for (const char* size : {"original", "review", "thumbnail"}) {
      if (!evidence.contains(size) || !evidence[size].is_object()) continue;
      evidence[size].erase("state");
      evidence[size].erase("is_here");
    }
  }
  return dossier;
}

std::string value_in(const Json& shown, const std::string& field) {
  if (!field.starts_with("score ")) return shown["fields"].value(field, "");
  const Json score = shown.value(Json::json_pointer("/assessments/self/scores/" + field.substr(6)), Json::object());
  return score.value("option", "");
}

// The rows of a database that a program may have open.
std::vector<std::pair<std::string, std::int64_t>> read_rows(const std::string& path, const char* sql) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  sqlite3* connection = nullptr;
  sqlite3_stmt* query = nullptr;
  if (sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
    sqlite3_busy_timeout(connection, 10'000);
    if (sqlite3_prepare_v2(connection, sql, -1, &query, nullptr) == SQLITE_OK)
      while (sqlite3_step(query) == SQLITE_ROW)
        out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(query, 0)), sqlite3_column_int64(query, 1));
  }
  sqlite3_finalize(query);
  sqlite3_close(connection);
  return out;
}

}  // namespace

World::World(std::uint32_t seed) : chance_(seed) {
  must(run({"init", "--officer", "Nguyễn Thị Mai", "--units", "00004"}));
  const std::string producer = must(run({"producer", "add", "name=Hợp tác xã"}))["id"];
  dossier_ = must(run({"dossier", "new", "--producer", producer, "--product", "Chè", "--set", "7"}))["id"];
  start_screen();
  if (!std::filesystem::exists(server_program)) {
    std::cerr << "skipped: sync and ingest: there is no ocop-server\n";
    return;
  }
  start_province();
  proxy_ = std::make_unique<test::Proxy>(url_);
  enrol_all();
}

void World::enrol_all() {
  const auto code = [&](const std::string& officer) {
    return server({"invite", "--officer", officer, "--units", "00004"}).value("code", "");
  };
  must(run({"enrol", "--server", proxy_->url(), "--code", code("Nguyễn Thị Mai"), "--allow-plain-http"}));
  must(run({"sync"}));
  run_colleague({"init", "--officer", "Lê Văn An", "--units", "00004"});
  run_colleague({"enrol", "--server", proxy_->url(), "--code", code("Lê Văn An"), "--allow-plain-http"});
  run_colleague({"sync"});
}

int World::upto(int n) { return std::uniform_int_distribution<int>(0, n)(chance_); }

test::Process World::start(Words words) const { return start_ocop(std::move(words), folder_ / "tablet"); }

test::Process World::start_window(Words words) const {
  words.insert(words.begin(), window_program);
  words.insert(words.end(), {"--data", folder_ / "tablet"});
  return test::Process({.arguments = words, .environment = {{"DISPLAY", display_}, {"LIBGL_ALWAYS_SOFTWARE", "1"}}});
}

test::Process World::start_server(Words words) const {
  words.insert(words.begin(), server_program);
  words.insert(words.end(), {"--data", folder_ / "province", "--json"});
  return test::Process({.arguments = words});
}

void World::start_screen() {
  if (!std::filesystem::exists(window_program) || !std::filesystem::exists(screen_program)) {
    std::cerr << "skipped: typing in the window: there is no ocop-field or no Xvfb\n";
    return;
  }
  screen_ = std::make_unique<test::Process>(test::Launch{
      .arguments = {screen_program, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}});
  const std::string number = screen_->wait_for_line("");
  if (number.empty()) return fault("Xvfb does not start: " + screen_->err());
  display_ = ":" + number;
}

std::optional<Json> World::finished(test::Process process, const Words& words) {
  const test::Outcome outcome = process.wait();
  Json json = Json::parse(outcome.out, nullptr, false);
  if (outcome.exit_status == 0 && !json.is_discarded()) return json;
  fault(words[0] + " ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err + outcome.out);
  return std::nullopt;
}

std::optional<Json> World::run(const Words& words) { return finished(start(words), words); }

void World::run_colleague(const Words& words) { must(finished(start_ocop(words, folder_ / "colleague"), words)); }

bool World::wait_until(test::Process& process, int delay_ms) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(delay_ms);
  while (process.is_running() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  return process.is_running();
}

bool World::kill_after(test::Process& process, int delay_ms) {
  const bool is_running = wait_until(process, delay_ms);
  process.signal(SIGKILL);
  return is_running;
}

void World::kill_province() {
  server_->signal(SIGKILL);
  server_->wait();
}

void World::start_province() {
  server_ = std::make_unique<test::Process>(
      test::Launch{.arguments = {server_program, "serve", "--data", folder_ / "province", "--listen", listen_,
                                 "--allow-plain-http"}});
  url_ = server_->wait_for_line("listening on ");
  if (url_.empty()) {
    fault("ocop-server does not start: " + server_->err());
    std::exit(1);
  }
  listen_ = url_.substr(url_.rfind('/') + 1);
}

void World::saved(const std::string& field, const std::string& value) {
  saved_[field] = value;
  perhaps_.erase(field);
}

void World::backed_up(const std::string& folder, std::int64_t position) { backups_[folder] = position; }

void World::check() {
  check_whole();
  check_backups();
  const auto shown = run({"dossier", "show", dossier_});
  if (shown) check_saved(*shown);
  if (has_province()) check_converged();
}

void World::fault(const std::string& what) {
  ++faults_;
  std::cout << "FAULT: " << what << std::endl;
}

Json World::server(Words words) {
  const test::Outcome outcome = start_server(words).wait();
  Json json = Json::parse(outcome.out, nullptr, false);
  if (outcome.exit_status == 0 && !json.is_discarded()) return json;
  fault("ocop-server " + words[0] + " ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err +
        outcome.out);
  return Json::object();
}

void World::check_whole() {
  run({"verify"});  // refused with status 3 when anything is found
  if (has_province()) server({"verify"});
}

void World::check_saved(const Json& shown) {
  for (const auto& [field, value] : saved_) {
    const std::string found = value_in(shown, field);
    if (found != value && !perhaps_[field].contains(found))
      fault(field + " was reported as saved: " + value + ", and is now: " + found);
  }
  for (const auto& [field, values] : perhaps_) {
    const std::string found = value_in(shown, field);
    if (values.contains(found)) saved_[field] = found;  // it was saved, unsaid; from now on it must stay
  }
  perhaps_.clear();
  std::set<std::string> ids;
  for (const Json& evidence : shown["evidence"]) ids.insert(evidence["id"].get<std::string>());
  for (const std::string& id : photos_)
    if (!ids.contains(id)) fault("the photo " + id + " was reported as saved and is gone");
}

void World::check_converged() {
  const auto sync = run({"sync"});
  if (!sync) return;
  if ((*sync)["unsent"] != Json{{"changes", 0}, {"photos", 0}}) fault("unsent after a whole sync: " + sync->dump());
  if ((*sync)["held"] != 0 || (*sync)["waiting"] != 0) fault("held or waiting after a whole sync: " + sync->dump());
  const auto here = run({"dossier", "show", dossier_});
  const Json there = server({"show", dossier_});
  if (here && without_travel(*here) != without_travel(there))
    fault("tablet and province differ:\n" + here->dump() + "\n" + there.dump());
  check_whole();
}

void World::check_backups() {
  if (backups_.empty()) return;
  std::map<std::string, std::int64_t> counted;
  const std::string database = folder_ / "province/ocop.sqlite";
  for (const auto& [folder, position] : read_rows(database, "SELECT path, position FROM backups"))
    counted[folder] = position;
  for (const auto& [folder, told] : backups_) {
    check_backup(folder, told, counted.contains(folder) ? counted[folder] : 0);
    counted.erase(folder);
  }
  for (const auto& [folder, position] : counted) fault(folder + " is counted as a backup and none was made there");
}

void World::check_backup(const std::string& folder, std::int64_t told, std::int64_t counted) {
  const test::Outcome verified = test::run({.arguments = {server_program, "verify", "--data", folder, "--json"}});
  const bool is_none = verified.err.find("no_data_folder") != std::string::npos;
  if (verified.exit_status != 0 && !is_none)
    fault("verify of " + folder + " ended with " + std::to_string(verified.exit_status) + ": " + verified.out +
          verified.err);
  const auto rows = read_rows(folder + "/ocop.sqlite", "SELECT '', position FROM province_order");
  const std::int64_t held = rows.empty() || is_none ? 0 : rows[0].second;
  if (told > counted || counted > held)
    fault(folder + " was told to hold all up to " + std::to_string(told) + ", counts up to " + std::to_string(counted) +
          " and holds " + std::to_string(held));
}

}  // namespace ocop::kill
