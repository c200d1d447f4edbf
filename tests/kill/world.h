// A tablet and a province that are killed again and again, and what they reported as saved. A colleague's tablet, which
// nobody harms, writes beside them; between tablets and province lies a link that is as slow as an attack wants it.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/proxy.h"
#include "tests/support/temp_folder.h"

namespace ocop::kill {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

class World {
 public:
  explicit World(std::uint32_t seed);  // a tablet, enrolled, with one dossier that the province has

  bool has_province() const { return server_ != nullptr; }
  bool has_screen() const { return !display_.empty(); }  // an Xvfb of its own, and ocop-field
  int upto(int n);  // 0 to n, at random

  test::Process start(Words words) const;  // `ocop` on the tablet, running
  test::Process start_window(Words words) const;  // `ocop-field`, likewise
  test::Process start_server(Words words) const;  // `ocop-server` on the province's folder, likewise
  std::optional<Json> run(const Words& words);  // to its end; nothing, and a fault, when it is refused
  void run_colleague(const Words& words);       // likewise, on the colleague's tablet
  std::string file(std::string_view name) const { return folder_ / name; }
  bool wait_until(test::Process& process, int delay_ms);  // false when it ended before
  bool kill_after(test::Process& process, int delay_ms);  // likewise; then it is killed
  void kill_province();
  void start_province();
  void set_link(const test::Link& link) { proxy_->set(link); }

  // What somebody was told, and what may have been saved without anybody being told.
  void saved(const std::string& field, const std::string& value);
  void perhaps(const std::string& field, const std::string& value) { perhaps_[field].insert(value); }
  void saved_photo(const std::string& id) { photos_.insert(id); }
  void backed_up(const std::string& folder, std::int64_t position);  // everything up to there is in it
  void perhaps_backed_up(const std::string& folder) { backups_[folder]; }

  // After a kill: both verify clean, nothing that was reported is missing; then a sync to the end, and both agree. A
  // backup's folder verifies clean too, or is refused as no data folder; it holds at least what the province counts it
  // for, and counts for what was told. One that was cut off thus counts for nothing more than before.
  void check();

  void fault(const std::string& what);
  int faults() const { return faults_; }
  const std::string& dossier() const { return dossier_; }

 private:
  Json server(Words words);
  std::optional<Json> finished(test::Process process, const Words& words);
  void enrol_all();
  void start_screen();
  void check_whole();
  void check_saved(const Json& shown);
  void check_converged();
  void check_backups();
  void check_backup(const std::string& folder, std::int64_t told, std::int64_t counted);

  std::mt19937 chance_;
  test::TempFolder folder_;
  std::unique_ptr<test::Process> server_;
  std::unique_ptr<test::Process> screen_;
  std::string display_;  // ":7"
  std::string listen_ = "127.0.0.1:0";
  std::string url_;
  std::unique_ptr<test::Proxy> proxy_;
  std::string dossier_;
  std::map<std::string, std::string> saved_;              // "note" or "score 1.1"
  std::map<std::string, std::set<std::string>> perhaps_;
  std::set<std::string> photos_;
  std::map<std::string, std::int64_t> backups_;  // by folder the position that was told; 0: none yet
  int faults_ = 0;
};

}  // namespace ocop::kill
