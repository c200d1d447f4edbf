// What the officer waits for: a saved edit and a search, in a tablet of 10,000 dossiers. Prints one line of JSON each.
//
//   build/release/bin/bench_store [DOSSIERS]
//
// saved_edit: p99 of a score saved through the command, beside a plain INSERT with synchronous=FULL on the same disk,
// the two taking turns. Budget: at most twice the baseline. search: p99 of one keystroke, every prefix
// of names as one types. Budget: 16 ms.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/base/text.h"
#include "core/service/commands.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/system_clock.h"
#include "tests/bench/measure.h"
#include "tests/bench/need.h"
#include "tests/bench/province_sample.h"

namespace {

using namespace ocop;
using bench::need;
using bench::now_ms;
using bench::quantile;
using bench::Report;

// A plain table, a plain row of about the size of what a score writes.
class Baseline {
 public:
  explicit Baseline(const std::string& path) {
    if (sqlite3_open(path.c_str(), &connection_) != SQLITE_OK) std::exit(1);
    sqlite3_exec(connection_,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, "
                 "value BLOB)",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(connection_, "INSERT INTO t (value) VALUES (randomblob(1024))", -1, &insert_, nullptr);
  }
  ~Baseline() {
    sqlite3_finalize(insert_);
    sqlite3_close(connection_);
  }
  void insert() {
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
  }

 private:
  sqlite3* connection_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

void measure_edits(service::Folder& folder, const std::vector<Id>& dossiers, const std::string& place) {
  constexpr int edits = 2000;
  Baseline baseline(place + "/baseline.sqlite");
  bench::Chance chance(11);
  std::vector<double> ours, theirs;
  double our_cpu_ms = 0, their_cpu_ms = 0;
  for (int i = 0; i < edits; ++i) {
    const Id dossier = dossiers[chance.below(dossiers.size())];
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = "1.4";
    command.option = i % 2 == 0 ? "a" : "b";
    const double start_ms = now_ms(), start_cpu_ms = bench::cpu_ms();
    need(service::set_score(folder, command));
    const double middle_ms = now_ms(), middle_cpu_ms = bench::cpu_ms();
    baseline.insert();
    theirs.push_back(now_ms() - middle_ms);
    ours.push_back(middle_ms - start_ms);
    their_cpu_ms += bench::cpu_ms() - middle_cpu_ms;
    our_cpu_ms += middle_cpu_ms - start_cpu_ms;
  }
  Report("saved_edit")
      .add("p50_ms", quantile(ours, 0.5))
      .add("p99_ms", quantile(ours, 0.99))
      .add("baseline_p50_ms", quantile(theirs, 0.5))
      .add("baseline_p99_ms", quantile(theirs, 0.99))
      .add("ratio_p50", quantile(ours, 0.5) / quantile(theirs, 0.5))
      .add("ratio_p99", quantile(ours, 0.99) / quantile(theirs, 0.99))
      .add("mean_cpu_ms", our_cpu_ms / edits)
      .add("baseline_mean_cpu_ms", their_cpu_ms / edits)
      .add("budget_ratio", 2)
      .print();
}

void measure_search(service::Folder& folder, std::size_t dossiers) {
  bench::Chance chance(13);
  std::vector<double> keystrokes;
  for (int i = 0; i < 60; ++i) {
    const std::string name = bench::product_name(chance);
    for (std::size_t letters = 1; letters <= 12; ++letters) {
      service::DossierQuery query;
      query.search = first_characters(name, letters);
      query.count_max = 50;
      const double start_ms = now_ms();
      need(service::list_dossiers(folder, query));
      keystrokes.push_back(now_ms() - start_ms);
    }
  }
  Report("search")
      .add("dossiers", static_cast<double>(dossiers))
      .add("p50_ms", quantile(keystrokes, 0.5))
      .add("p99_ms", quantile(keystrokes, 0.99))
      .add("budget_p99_ms", 16)
      .print();
}

}  // namespace

int main(int count, char** arguments) {
  const int dossiers = count > 1 ? std::atoi(arguments[1]) : 10'000;
  const auto place = std::filesystem::current_path() / ("bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(place);
  {
    auto files = need(platform::PosixFiles::open((place / "photos").string()));
    platform::SystemClock clock;
    SystemEntropy entropy;
    auto folder = need(
        service::Folder::create((place / "ocop.sqlite").string(), {files, clock, entropy}, {"Cán bộ mẫu", {"00004"}}));
    const double start_ms = now_ms();
    const auto roots = need(bench::fill_tablet(folder, dossiers));
    Report("fill").add("dossiers", dossiers).add("seconds", (now_ms() - start_ms) / 1000).print();
    measure_search(folder, roots.size());
    measure_edits(folder, roots, place.string());
  }
  std::filesystem::remove_all(place);
  return 0;
}
