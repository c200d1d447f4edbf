// A tablet and a province for tests: a data folder, and the real programs run on it.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/places.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

inline const std::string ocop_program = OCOP_BIN_DIR "/ocop";
inline const std::string server_program = OCOP_BIN_DIR "/ocop-server";
inline const std::string photos_folder = OCOP_SOURCE_DIR "/platform/fake/photos";

// Runs `ocop` with these words and nothing else.
Outcome run_ocop(Words words);
// The one line of JSON on standard output; fails the test when the program was refused.
Json ocop_json(Words words);
// {"error": …} of standard error, the only line there; empty when there is none.
std::string error_code(const Outcome& outcome);
// What all holders of a dossier agree on: everything that `show` prints but how far it has travelled.
Json without_travel(Json dossier);

class Tablet {
 public:
  Tablet() : Tablet("Nguyễn Thị Mai") {}
  explicit Tablet(const std::string& officer, const std::string& units = "00004");

  std::string data() const { return folder_ / "data"; }
  Outcome run(Words words) const;        // with --data
  Json json(Words words) const;          // with --data and --json; fails the test when it was refused
  std::string file(std::string_view name) const { return folder_ / name; }

  std::string add_producer(const std::string& name = "Hợp tác xã Đặc sản Ba Đình") const;
  std::string new_dossier(const std::string& producer, const std::string& product = "Mật ong hoa nhãn",
                          const std::string& set = "ocop-26-2026/07") const;
  std::string add_photo(const std::string& dossier, const std::string& name = "product_coffee.jpg") const;

 private:
  TempFolder folder_;
};

// ocop-server on a free port of 127.0.0.1, ended with the object.
class Province {
 public:
  Province();

  std::string url() const { return url_; }
  std::string data() const { return folder_ / "province"; }
  Json json(Words words) const;  // ocop-server with --data and --json
  void enrol(const Tablet& tablet, const std::string& officer, const std::string& units = "00004") const;
  void stop();                   // with SIGTERM, waiting for its end
  void start();                  // again, on the same port

 private:
  TempFolder folder_;
  std::string url_;
  std::string listen_ = "127.0.0.1:0";
  std::unique_ptr<Process> server_;
};

// The criteria of a set of the current pack, in their order, read from the pack's own file.
struct Criterion {
  std::string code;
  std::vector<std::string> options;
};
std::vector<Criterion> criteria_of(int set_number);

}  // namespace ocop::test
