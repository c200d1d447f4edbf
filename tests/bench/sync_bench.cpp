// What the link costs, with the programs in use: a tablet folder here, `ocop-server` as a process on the loopback,
// plain HTTP. Prints one line of JSON each, beside its budget and a baseline in the same run.
//
//   build/release/bin/bench_sync [RECORDS]
//
// push, pull: RECORDS (10,000) records of 31 fields, about 965 bytes as JSON, each a root of its own,
// from one tablet to the province and on to a second one. Baseline: the same records as JSON lines in one zstd frame of
// level 9 (bytes), and inserted as plain rows in 40 transactions with synchronous=FULL (seconds). one_score, nothing:
// bodies without headers. Baseline: the bare JSON of the same score.
#include <sqlite3.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "core/base/text.h"
#include "core/journal/value_codec.h"
#include "core/service/commands.h"
#include "core/service/sync_service.h"
#include "core/store/register_codec.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/system_clock.h"
#include "sync/client/curl_transport.h"
#include "sync/client/enrol.h"
#include "sync/engine/run_session.h"
#include "tests/bench/measure.h"
#include "tests/bench/need.h"
#include "tests/bench/province_sample.h"
#include "tests/support/process.h"

namespace {

using namespace ocop;
using bench::need;
using bench::now_ms;
using bench::Report;

const std::string unit = "00004";

class Tablet {
 public:
  Tablet(const std::string& place, const std::string& officer)
      : place_(place),
        files_((std::filesystem::create_directories(place), need(platform::PosixFiles::open(place + "/photos")))),
        folder_(need(service::Folder::create(place + "/ocop.sqlite", {files_, clock_, entropy_}, {officer, {unit}}))) {}

  service::Folder& folder() { return folder_; }

  void enrol(const std::string& url, const std::string& code) {
    client::TransportOptions options;
    options.server_url = url;
    client::CurlTransport transport(options);
    const KeyPair keys = need(folder_.device_key());
    const auto enrolled = need(client::enrol(transport, code, keys, "bench"));
    service::EnrolmentAnswer answer;
    answer.identity = {url, "", true, keys.public_key, keys.secret_key, enrolled.enrolment.province, enrolled.mac_key,
                       {}};
    answer.officer = {enrolled.enrolment.officer, enrolled.enrolment.units};
    need(service::save_enrolment(folder_, answer));
  }

  engine::Summary sync() {
    service::SyncService control(folder_);
    const auto identity = need(control.identity());
    client::TransportOptions options;
    options.server_url = identity.server_url;
    client::CurlTransport transport(options);
    engine::Session session(control, entropy_, {service::PhotoPolicy::None, engine::Waiting::None});
    const auto sleep = [](std::int64_t ms) {
      std::this_thread::sleep_for(std::chrono::milliseconds(ms));
      return true;
    };
    auto summary = engine::run_session(session, transport, clock_, sleep);
    if (!summary.ok) need(Status(summary.error.value_or(Error{ErrorCode::Unreachable, "no reason given"})));
    return summary;
  }

  void write(std::vector<journal::Change> changes) {
    store::Touched touched;
    auto transaction = need(store::Transaction::begin(folder_.database()));
    std::uint64_t command = 1;
    for (journal::Change& change : changes) {
      change.replica = need(folder_.replica());
      change.about = need(folder_.about());
      need(folder_.journal().write_own(std::move(change), ++command, touched));
    }
    need(transaction.commit());
  }

 private:
  std::string place_;
  platform::SystemClock clock_;
  SystemEntropy entropy_;
  platform::PosixFiles files_;
  service::Folder folder_;
};

std::string json_text(const std::string& line, const std::string& key) {
  const auto at = line.find("\"" + key + "\":\"");
  if (at == std::string::npos) return {};
  const auto from = at + key.size() + 4;
  return line.substr(from, line.find('"', from) - from);
}

std::string invite(const std::string& server, const std::string& data, const std::string& officer) {
  const auto outcome = test::run({{server, "invite", "--data", data, "--officer", officer, "--units", unit, "--json"}});
  return json_text(outcome.out, "code");
}

struct Baseline {
  std::size_t json_bytes = 0;
  std::size_t zstd_bytes = 0;       // level 9
  std::size_t zstd_best_bytes = 0;  // level 19
  std::size_t gzip_bytes = 0;       // level 9, which is `gzip -9` but for its header
  double insert_seconds = 0;
};

std::size_t zstd_bytes(const std::string& lines, int level) {
  std::vector<char> packed(ZSTD_compressBound(lines.size()));
  return ZSTD_compress(packed.data(), packed.size(), lines.data(), lines.size(), level);
}

std::size_t gzip_bytes(const std::string& lines) {
  uLongf size = compressBound(lines.size());
  std::vector<Bytef> packed(size);
  compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(lines.data()), lines.size(), Z_BEST_COMPRESSION);
  return size;
}

Baseline measure_baseline(const std::string& path, const std::vector<journal::Change>& changes) {
  Baseline out;
  std::vector<std::string> rows;
  std::string lines;
  for (const journal::Change& change : changes) {
    journal::Registers registers;
    for (const auto& field : change.fields) registers[field.name] = {{change.stamp(), field.value}};
    rows.push_back(store::document_of(registers));
    lines += "{\"id\":\"" + change.record.hex() + "\"," + rows.back().substr(1) + "\n";
  }
  out.json_bytes = lines.size();
  out.zstd_bytes = zstd_bytes(lines, 9);
  out.zstd_best_bytes = zstd_bytes(lines, 19);
  out.gzip_bytes = gzip_bytes(lines);
  sqlite3* connection = nullptr;
  sqlite3_stmt* insert = nullptr;
  sqlite3_open(path.c_str(), &connection);
  sqlite3_exec(connection,
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, "
               "value TEXT)",
               nullptr, nullptr, nullptr);
  sqlite3_prepare_v2(connection, "INSERT INTO t (value) VALUES (?)", -1, &insert, nullptr);
  const double start_ms = now_ms();
  const std::size_t piece = rows.size() / 40 + 1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % piece == 0) sqlite3_exec(connection, i == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr);
    sqlite3_bind_text(insert, 1, rows[i].data(), static_cast<int>(rows[i].size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr);
  out.insert_seconds = (now_ms() - start_ms) / 1000;
  sqlite3_finalize(insert);
  sqlite3_close(connection);
  return out;
}

void measure_one_score(Tablet& tablet, const Id& dossier) {
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = "1.2";
  command.option = "b";
  need(service::set_score(tablet.folder(), command));
  const auto summary = tablet.sync();
  const std::string bare = "{\"dossier\":\"" + dossier.hex() + "\",\"criterion\":\"1.2\",\"option\":\"b\"}";
  Report("one_score")
      .add("body_up", static_cast<double>(summary.body_up))
      .add("body_down", static_cast<double>(summary.body_down))
      .add("bytes_up", static_cast<double>(summary.bytes_up))
      .add("bytes_down", static_cast<double>(summary.bytes_down))
      .add("exchanges", static_cast<double>(summary.exchanges))
      .add("baseline_json_bytes", static_cast<double>(bare.size()))
      .add("budget_up", 300)
      .add("budget_down", 200)
      .print();
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t records = count > 1 ? static_cast<std::size_t>(std::atoi(arguments[1])) : 10'000;
  const std::string server = (std::filesystem::path(arguments[0]).parent_path() / "ocop-server").string();
  const auto place = std::filesystem::current_path() / ("bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(place);
  {
    const std::string data = (place / "province").string();
    test::Process province({{server, "serve", "--data", data, "--listen", "127.0.0.1:0", "--allow-plain-http"}});
    const std::string url = province.wait_for_line("listening on ");
    if (url.empty()) return std::fprintf(stderr, "ocop-server did not start: %s\n", province.err().c_str()), 1;

    bench::Chance chance(17);
    std::vector<journal::Change> changes;
    for (std::size_t i = 0; i < records; ++i) changes.push_back(bench::wide_record(chance, unit));
    const Baseline baseline = measure_baseline((place / "baseline.sqlite").string(), changes);

    Tablet first((place / "first").string(), "Cán bộ A"), second((place / "second").string(), "Cán bộ B");
    first.enrol(url, invite(server, data, "Cán bộ A"));
    second.enrol(url, invite(server, data, "Cán bộ B"));
    first.write(changes);
    const double push_ms = now_ms(), push_cpu_ms = bench::cpu_ms(), push_server_ms = bench::cpu_ms_of(province.pid());
    const auto push = first.sync();
    const double pull_ms = now_ms(), pull_cpu_ms = bench::cpu_ms(), pull_server_ms = bench::cpu_ms_of(province.pid());
    const auto pull = second.sync();
    const double end_ms = now_ms(), end_cpu_ms = bench::cpu_ms(), end_server_ms = bench::cpu_ms_of(province.pid());
    Report("push")
        .add("records", static_cast<double>(push.changes_up))
        .add("body_up", static_cast<double>(push.body_up))
        .add("body_down", static_cast<double>(push.body_down))
        .add("exchanges", static_cast<double>(push.exchanges))
        .add("seconds", (pull_ms - push_ms) / 1000)
        .add("tablet_cpu_seconds", (pull_cpu_ms - push_cpu_ms) / 1000)
        .add("province_cpu_seconds", (pull_server_ms - push_server_ms) / 1000)
        .add("baseline_json_bytes", static_cast<double>(baseline.json_bytes))
        .add("baseline_zstd_bytes", static_cast<double>(baseline.zstd_bytes))
        .add("baseline_zstd_19_bytes", static_cast<double>(baseline.zstd_best_bytes))
        .add("baseline_gzip_9_bytes", static_cast<double>(baseline.gzip_bytes))
        .add("baseline_insert_seconds", baseline.insert_seconds)
        .add("budget_bytes", 2'200'000)
        .add("budget_exchanges", 40)
        .add("budget_seconds", 1.5)
        .print();
    Report("pull")
        .add("records", static_cast<double>(pull.changes_down))
        .add("body_down", static_cast<double>(pull.body_down))
        .add("body_up", static_cast<double>(pull.body_up))
        .add("exchanges", static_cast<double>(pull.exchanges))
        .add("seconds", (end_ms - pull_ms) / 1000)
        .add("tablet_cpu_seconds", (end_cpu_ms - pull_cpu_ms) / 1000)
        .add("province_cpu_seconds", (end_server_ms - pull_server_ms) / 1000)
        .add("baseline_insert_seconds", baseline.insert_seconds)
        .add("budget_bytes", 2'200'000)
        .add("budget_seconds", 1.5)
        .print();

    const Id producer = need(service::add_producer(
        first.folder(), {{{"name", domain::Value::text("HTX mẫu"), {}}, {"unit", domain::Value::text(unit), {}}}}));
    const Id dossier = need(service::new_dossier(first.folder(), {producer, "Chè mẫu", "11", "first", false}));
    service::SetScore begin;
    begin.dossier = dossier;
    begin.criterion = "1.1";
    begin.option = "a";
    need(service::set_score(first.folder(), begin));
    first.sync();
    measure_one_score(first, dossier);
    const auto nothing = first.sync();
    Report("nothing")
        .add("body_up", static_cast<double>(nothing.body_up))
        .add("body_down", static_cast<double>(nothing.body_down))
        .add("exchanges", static_cast<double>(nothing.exchanges))
        .add("budget_each_way", 150)
        .print();
  }
  std::filesystem::remove_all(place);
  return 0;
}
