// The drawn window: ocop-field itself, with a real window and OpenGL on an Xvfb of its own. Everything else about
// screens is tried without a display; here it is enough that the window opens, obeys a finger, and that pixels change.
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

using namespace ocop::test;

namespace {

const std::string window_program = OCOP_BIN_DIR "/ocop-field";
const std::string screen_program = "/usr/bin/Xvfb";
constexpr int start_ms_max = 60'000;  // a loaded machine draws by its processor

class Display {
 public:
  Display() {
    if (!std::filesystem::exists(screen_program)) {
      std::cerr << "skipped: the drawn window: there is no Xvfb\n";
      return;
    }
    server_ = std::make_unique<Process>(
        Launch{.arguments = {screen_program, "-displayfd", "1", "-screen", "0", "800x800x24", "-nolisten", "tcp"}});
    number_ = server_->wait_for_line("", start_ms_max);
    INFO("Xvfb: " << server_->err());
    REQUIRE_FALSE(number_.empty());
  }
  bool is_there() const { return !number_.empty(); }
  Launch launch(std::vector<std::string> words) const {
    words.insert(words.begin(), window_program);
    // Graphics drivers keep what they allocated; that is no leak of ours.
    return {.arguments = words,
            .environment = {{"DISPLAY", ":" + number_},
                            {"LIBGL_ALWAYS_SOFTWARE", "1"},
                            {"ASAN_OPTIONS", "detect_leaks=0"}}};
  }

 private:
  std::unique_ptr<Process> server_;
  std::string number_;
};

// A picture of one colour compresses to a few hundred bytes, one with text on it does not.
constexpr std::size_t drawn_bytes_min = 10'000;

}  // namespace

TEST_CASE("the window opens on a new folder, shows the list and ends, upright and lying") {
  const Display display;
  if (!display.is_there()) return;
  for (const char* size : {"400x640", "640x400"}) {
    INFO(size);
    const TempFolder folder;
    const Outcome outcome = run(display.launch({"--data", folder / "data", "--officer", "Nguyễn Thị Mai", "--units",
                                                "00004", "--size", size, "--script", "start"}),
                                start_ms_max);
    INFO(outcome.err);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.out == "usable\n");
  }
}

TEST_CASE("a finger in the drawn window makes a dossier, and what it sees is drawn") {
  const Display display;
  if (!display.is_there()) return;
  const TempFolder folder;
  const std::string pictures = folder / "pictures";
  std::filesystem::create_directory(pictures);
  Process visit(display.launch({"--data", folder / "data", "--officer", "Nguyễn Thị Mai", "--units", "00004", "--size",
                                "400x640", "--script", "visit", "--screenshots", pictures}));
  visit.wait_for_line("04  the dossier is made", start_ms_max);
  visit.signal(SIGKILL);
  const Outcome outcome = visit.wait();
  INFO(outcome.out << outcome.err);
  CHECK(outcome.signal == SIGKILL);
  const std::string first = read_text(pictures + "/01-home.png"), last = read_text(pictures + "/04-overview-new.png");
  CHECK(first.size() > drawn_bytes_min);
  CHECK(last.size() > drawn_bytes_min);
  CHECK(first != last);
}

TEST_CASE("without a display the window says so and ends with a status of its own") {
  const TempFolder folder;
  const Outcome outcome = run({.arguments = {window_program, "--data", folder / "data", "--script", "start"},
                               .environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}}},
                              start_ms_max);
  CHECK(outcome.exit_status == 1);
  CHECK_FALSE(outcome.err.empty());
}
