// What a slow link, a long history and a new tablet cost: the real tablet, engine and province in one process, with a
// link between them in virtual time. Bytes and turns are the protocol's own, heads of HTTP/1.1 included; TLS and what
// the two machines compute are not counted. Prints one line of JSON each.
//
//   build/release/bin/bench_link [CHANGES]
//
// slow_link: a dossier of 31 scores and 40 photos over 40 kbit/s and 300 ms each way: seconds until the scores are at
// the province, until the thumbnails. Baseline: its canonical changes and thumbnails, bare, in one piece.
// history_N: one changed score, with N (1,000, 10,000, CHANGES = 100,000) changes at the province: its time, of which
// the database's. Baseline: a plain row with synchronous=FULL, taking turns. Budget: growth as the logarithm at most.
// new_tablet: the first sync of a tablet with 60 dossiers in its scope, of 10,000 that the province has. Baseline: a
// province that has these 60 alone.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/journal/value_codec.h"
#include "core/rules/library.h"
#include "core/service/commands.h"
#include "core/service/sync_service.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "sync/client/enrol.h"
#include "sync/engine/run_session.h"
#include "sync/server/api.h"
#include "sync/server/devices.h"
#include "tests/bench/measure.h"
#include "tests/bench/need.h"
#include "tests/bench/province_sample.h"

namespace {

using namespace ocop;
using bench::need;
using bench::now_ms;
using bench::quantile;
using bench::Report;
using domain::Value;

// A data folder: the database on the disk, photos in memory.
struct Machine {
  explicit Machine(const std::string& name, std::uint64_t seed) : path(name + ".sqlite"), entropy(seed) {}
  service::Ports ports() { return {files, clock, entropy}; }

  std::string path;
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;
};

class Office {
 public:
  explicit Office(const std::string& name)
      : machine_(name, 1),
        blobs_(machine_.files),
        province_(need(server::Province::open(machine_.path, machine_.ports(), blobs_, server::IfMissing::Create))) {}

  std::string invite(const std::string& unit) { return need(server::invite(province_, "Cán bộ mẫu", {unit})); }
  server::HttpResponse respond(const server::HttpRequest& request) { return server::respond(province_, request); }

 private:
  Machine machine_;
  server::FolderBlobStore blobs_;
  server::Province province_;
};

struct Speed {
  double bytes_per_second = 0;  // each way; 0: no time at all
  std::int64_t delay_ms = 0;    // each way
};

// Kept open: opening it takes one turn, each request another.
class VirtualLink final : public engine::Transport {
 public:
  VirtualLink(Office& office, fake::FakeClock& clock, const Speed& speed)
      : office_(office), clock_(clock), speed_(speed) {
    clock_.advance_ms(2 * speed_.delay_ms);
  }

  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override {
    std::string head = request.method + " " + request.path + " HTTP/1.1\r\n";
    head += "Host: ocop.example.gov.vn\r\nUser-Agent: ocop/1\r\nAccept: */*\r\n";
    server::HttpRequest arrived{request.method, request.path, {}, {}, request.body, true};
    for (const auto& [name, value] : request.headers) {
      head += name + ": " + value + "\r\n";
      arrived.headers[lower(name)] = value;
    }
    if (!request.body.empty()) {
      head += "Content-Type: application/octet-stream\r\n";
      head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    const std::uint64_t up = head.size() + 2 + request.body.size();
    const double start_ms = now_ms(), start_cpu_ms = bench::cpu_ms();
    const server::HttpResponse answer = office_.respond(arrived);
    province_ms_.push_back(now_ms() - start_ms);
    province_cpu_ms_ += bench::cpu_ms() - start_cpu_ms;

    engine::HttpResponse out{answer.status, {}, answer.body};
    head = "HTTP/1.1 200 OK\r\nDate: Mon, 02 Nov 2026 00:00:00 GMT\r\n";
    head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const auto& [name, value] : answer.headers) {
      head += name + ": " + value + "\r\n";
      out.headers.emplace_back(lower(name), value);
    }
    const std::uint64_t down = head.size() + 2 + (request.method == "HEAD" ? 0 : answer.body.size());
    traffic_.bytes_up += up;
    traffic_.bytes_down += down;
    clock_.advance_ms(2 * speed_.delay_ms + time_ms(up + down));
    return out;
  }
  engine::Traffic traffic() const override { return traffic_; }
  std::vector<double>& province_ms() { return province_ms_; }
  double province_cpu_ms() const { return province_cpu_ms_; }

 private:
  static std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  }
  std::int64_t time_ms(std::uint64_t bytes) const {
    if (speed_.bytes_per_second == 0) return 0;
    return static_cast<std::int64_t>(static_cast<double>(bytes) * 1000 / speed_.bytes_per_second);
  }

  Office& office_;
  fake::FakeClock& clock_;
  Speed speed_;
  engine::Traffic traffic_;
  std::vector<double> province_ms_;
  double province_cpu_ms_ = 0;
};

class Tablet {
 public:
  Tablet(const std::string& name, std::uint64_t seed, Office& office, const std::string& unit)
      : machine_(name, seed),
        office_(office),
        folder_(need(service::Folder::create(machine_.path, machine_.ports(), {"Cán bộ mẫu", {unit}}))) {
    VirtualLink link(office_, machine_.clock, {});
    const KeyPair keys = need(folder_.device_key());
    const auto enrolled = need(client::enrol(link, office_.invite(unit), keys, "bench"));
    service::EnrolmentAnswer answer;
    answer.identity = {"https://ocop.example.gov.vn", "", false, keys.public_key, keys.secret_key,
                       enrolled.enrolment.province, enrolled.mac_key, {}};
    answer.officer = {enrolled.enrolment.officer, enrolled.enrolment.units};
    need(service::save_enrolment(folder_, answer));
  }

  service::Folder& folder() { return folder_; }
  fake::FakeClock& clock() { return machine_.clock; }

  engine::Summary sync(VirtualLink& link, service::PhotoPolicy photos, const engine::Progress& progress = {}) {
    service::SyncService control(folder_);
    engine::Session session(control, machine_.entropy, {photos, engine::Waiting::None});
    const auto sleep = [this](std::int64_t ms) {
      machine_.clock.advance_ms(ms);
      return true;
    };
    auto summary = engine::run_session(session, link, machine_.clock, sleep, progress);
    if (!summary.ok) need(Status(summary.error.value_or(Error{ErrorCode::Unreachable, "no reason given"})));
    return summary;
  }
  void sync_at_once() {
    VirtualLink link(office_, machine_.clock, {});
    sync(link, service::PhotoPolicy::None);
  }

  // Dossiers as this officer's own, in one transaction; nothing is derived for this tablet's lists.
  void write(std::vector<journal::Change> changes) {
    store::Touched touched;
    auto transaction = need(store::Transaction::begin(folder_.database()));
    std::uint64_t command = need(folder_.journal().next_command());
    for (journal::Change& change : changes) {
      change.replica = need(folder_.replica());
      change.about = need(folder_.about());
      need(folder_.journal().write_own(std::move(change), command++, touched));
    }
    need(transaction.commit());
  }

 private:
  Machine machine_;
  Office& office_;
  service::Folder folder_;
};

// `changes` more, about four for each dossier, sent in pieces.
void fill(Tablet& tablet, bench::Chance& chance, std::size_t changes, const std::string& unit) {
  constexpr std::size_t piece = 4'000;
  std::vector<journal::Change> made;
  for (std::size_t sent = 0; sent < changes;) {
    for (auto& change : bench::dossier_changes(chance, 1, unit)) made.push_back(std::move(change));
    if (made.size() < piece && sent + made.size() < changes) continue;
    sent += made.size();
    tablet.write(std::exchange(made, {}));
    tablet.sync_at_once();
  }
}

Id a_dossier(service::Folder& folder, const std::string& unit) {
  const Id producer = need(service::add_producer(
      folder, {{{"name", Value::text("HTX mẫu"), {}}, {"unit", Value::text(unit), {}}}}));
  return need(service::new_dossier(folder, {producer, "Chè mẫu", "11", "first", false}));
}

void set_score(service::Folder& folder, const Id& dossier, const std::string& criterion, const std::string& option) {
  service::SetScore command;
  command.dossier = dossier;
  command.criterion = criterion;
  command.option = option;
  need(service::set_score(folder, command));
}

// ---- a slow link

// A picture that is bytes alone: what travels is the same.
std::uint64_t add_photo(service::Folder& folder, const Id& dossier, bench::Chance& chance) {
  Bytes bytes(14'000 + chance.below(2'000));
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(chance.draw());
  const Hash sha = sha256(bytes);
  const Id id = chance.id();
  const auto size = static_cast<std::int64_t>(bytes.size());
  need(service::edit_record(
      folder, {{dossier, id},
               "evidence",
               {{"dossier", Value::text(dossier.hex()), {}},
                {"kind", Value::text("product_photo"), {}},
                {"taken", Value::list({Value::text("2026-11-02T08:00:00"), Value::text("exif")}), {}},
                {"thumbnail", Value::list({Value::bytes({sha.bytes.begin(), sha.bytes.end()}), Value::integer(size),
                                           Value::integer(320), Value::integer(240)}), {}}}}));
  auto transaction = need(store::Transaction::begin(folder.database()));
  need(folder.photos().put(sha, bytes));
  need(folder.photos().cite({sha, bytes.size(), 0, dossier, true, false, {}, false}));
  need(transaction.commit());
  return bytes.size();
}

void measure_slow_link(const std::string& place) {
  constexpr Speed edge{5'000, 300};
  constexpr int photos = 40;
  const std::string unit = "00004";
  Office office(place + "/slow");
  Tablet tablet(place + "/slow-tablet", 2, office, unit);
  const Id dossier = a_dossier(tablet.folder(), unit);
  tablet.sync_at_once();
  const auto found = need(rules::find_set("11"));
  std::size_t scores = 0;
  for (const rules::Criterion* criterion : found.set->criteria()) {
    set_score(tablet.folder(), dossier, criterion->code, criterion->options.front().id);
    ++scores;
  }
  bench::Chance chance(5);
  std::uint64_t content = 0;
  for (int i = 0; i < photos; ++i) content += add_photo(tablet.folder(), dossier, chance);
  content += static_cast<std::uint64_t>(
      need(tablet.folder().database().integer("SELECT sum(length(bytes)) FROM changes WHERE state < 2")).value_or(0));

  const std::int64_t start_ms = tablet.clock().monotonic_ms();
  double scores_s = 0, thumbnails_s = 0;
  const auto changes = need(tablet.folder().journal().count_not_sent());
  VirtualLink link(office, tablet.clock(), edge);
  const auto summary = tablet.sync(link, service::PhotoPolicy::Thumbnails, [&](const engine::Summary& so_far) {
    const double s = static_cast<double>(tablet.clock().monotonic_ms() - start_ms) / 1000;
    if (scores_s == 0 && so_far.changes_up >= changes) scores_s = s;
    if (thumbnails_s == 0 && so_far.photos_up >= photos) thumbnails_s = s;
  });
  Report("slow_link")
      .add("scores", static_cast<double>(scores))
      .add("photos", static_cast<double>(summary.photos_up))
      .add("scores_seconds", scores_s)
      .add("thumbnails_seconds", thumbnails_s)
      .add("requests", static_cast<double>(summary.requests))
      .add("bytes_up", static_cast<double>(summary.bytes_up))
      .add("bytes_down", static_cast<double>(summary.bytes_down))
      .add("content_bytes", static_cast<double>(content))
      .add("bytes_over_content",
           static_cast<double>(summary.bytes_up + summary.bytes_down) / static_cast<double>(content) - 1)
      .add("baseline_seconds", static_cast<double>(content) / edge.bytes_per_second + 1.2)
      .print();
}

// ---- a long history

class Plain {
 public:
  explicit Plain(const std::string& path) {
    sqlite3_open(path.c_str(), &connection_);
    sqlite3_exec(connection_,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, "
                 "value BLOB)",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(connection_, "INSERT INTO t (value) VALUES (randomblob(1024))", -1, &insert_, nullptr);
  }
  ~Plain() {
    sqlite3_finalize(insert_);
    sqlite3_close(connection_);
  }
  double insert_ms() {
    const double start_ms = now_ms();
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
    return now_ms() - start_ms;
  }

 private:
  sqlite3* connection_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

void measure_history(const std::string& place, std::size_t changes_most) {
  constexpr int rounds = 201;
  const std::string unit = "00004";
  Office office(place + "/history");
  Tablet others(place + "/history-others", 3, office, unit), tablet(place + "/history-tablet", 4, office, unit);
  Plain plain(place + "/plain.sqlite");
  bench::Chance chance(9);
  const Id dossier = a_dossier(tablet.folder(), unit);
  std::size_t there = 0;
  for (const std::size_t changes : {std::size_t{1'000}, std::size_t{10'000}, changes_most}) {
    if (changes <= there) continue;
    fill(others, chance, changes - there, unit);
    there = changes;
    tablet.sync_at_once();
    VirtualLink link(office, tablet.clock(), {});
    std::vector<double> plain_ms;
    double body_up = 0, body_down = 0, exchanges = 0;
    for (int i = 0; i < rounds; ++i) {
      set_score(tablet.folder(), dossier, "1.2", i % 2 == 0 ? "a" : "b");
      const auto summary = tablet.sync(link, service::PhotoPolicy::None);
      body_up = std::max(body_up, static_cast<double>(summary.body_up));
      body_down = std::max(body_down, static_cast<double>(summary.body_down));
      exchanges += static_cast<double>(summary.exchanges);
      plain_ms.push_back(plain.insert_ms());
    }
    Report("history_" + std::to_string(changes))
        .add("exchanges_each", exchanges / rounds)
        .add("body_up_most", body_up)
        .add("body_down_most", body_down)
        .add("province_p50_ms", quantile(link.province_ms(), 0.5))
        .add("province_p99_ms", quantile(link.province_ms(), 0.99))
        .add("province_mean_cpu_ms", link.province_cpu_ms() / exchanges)
        .add("baseline_p50_ms", quantile(plain_ms, 0.5))
        .add("baseline_p99_ms", quantile(plain_ms, 0.99))
        .print();
  }
}

// ---- a new tablet

struct FirstSync {
  engine::Summary summary;
  double seconds = 0, province_cpu_ms = 0;
};

FirstSync first_sync(const std::string& place, std::size_t dossiers, std::size_t in_scope) {
  constexpr Speed edge{5'000, 300};
  const std::string here = "00082", elsewhere = "00004";
  Office office(place);
  {
    Tablet writer(place + "-writer", 6, office, elsewhere), neighbour(place + "-neighbour", 7, office, here);
    bench::Chance chance(21), same(22);
    fill(writer, chance, (dossiers - in_scope) * 2, elsewhere);
    fill(neighbour, same, in_scope * 4, here);
    fill(writer, chance, (dossiers - in_scope) * 2, elsewhere);
  }
  Tablet tablet(place + "-new", 8, office, here);
  VirtualLink link(office, tablet.clock(), edge);
  FirstSync out;
  const std::int64_t start_ms = tablet.clock().monotonic_ms();
  out.summary = tablet.sync(link, service::PhotoPolicy::Thumbnails);
  out.seconds = static_cast<double>(tablet.clock().monotonic_ms() - start_ms) / 1000;
  out.province_cpu_ms = link.province_cpu_ms();
  return out;
}

void measure_new_tablet(const std::string& place) {
  constexpr std::size_t dossiers = 10'000, in_scope = 60;
  const FirstSync ours = first_sync(place + "/many", dossiers, in_scope);
  const FirstSync alone = first_sync(place + "/alone", in_scope, in_scope);
  Report("new_tablet")
      .add("dossiers", dossiers)
      .add("dossiers_in_scope", in_scope)
      .add("changes_down", static_cast<double>(ours.summary.changes_down))
      .add("exchanges", static_cast<double>(ours.summary.exchanges))
      .add("bytes", static_cast<double>(ours.summary.bytes_up + ours.summary.bytes_down))
      .add("seconds", ours.seconds)
      .add("province_cpu_ms", ours.province_cpu_ms)
      .add("baseline_bytes", static_cast<double>(alone.summary.bytes_up + alone.summary.bytes_down))
      .add("baseline_seconds", alone.seconds)
      .add("baseline_province_cpu_ms", alone.province_cpu_ms)
      .print();
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t changes = count > 1 ? static_cast<std::size_t>(std::atoll(arguments[1])) : 100'000;
  const auto place = std::filesystem::current_path() / ("bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(place);
  measure_slow_link(place.string());
  measure_new_tablet(place.string());
  measure_history(place.string(), changes);
  std::filesystem::remove_all(place);
  return 0;
}
