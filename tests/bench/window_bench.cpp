// What the officer sees and the battery feels: ocop-field's start, a frame of its list, and a minute in which nothing
// happens, with 10,000 dossiers on the tablet. Prints one line of JSON each, beside its budget.
//
//   build/release/bin/bench_window [--dossiers N] [--seconds S]
//
// cold_start: from starting the process to the first frame in which the list can be used, on an Xvfb of its own, the
//   files in the system's memory. Baseline: this program with --empty: the same window, fonts and renderer, and one
//   frame of nothing; the two take turns. A line is noticed within 5 ms.
// frame: our own code for one frame of the list (its first limits::search_results_max rows; the rest is searched),
// while a finger drags it, without a renderer. Baseline: an empty frame. idle: processor time of ocop-field on its home
// screen for S (60) seconds. Baseline: `sleep` beside it.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "app/presenter/application.h"
#include "app/screen/screens.h"
#include "app/shell/driver.h"
#include "platform/fake/fake_window.h"
#include "platform/fake/fake_world.h"
#include "platform/linux/glfw_window.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/system_clock.h"
#include "tests/bench/measure.h"
#include "tests/bench/need.h"
#include "tests/bench/province_sample.h"
#include "tests/support/process.h"

namespace {

using namespace ocop;
using bench::give_up;
using bench::need;
using bench::now_ms;
using bench::quantile;
using bench::Report;

// --- frames ---------------------------------------------------------------------------------------------------------

class Nothing final : public shell::Application {
  void frame(ui::Ui&) override {}
};

class NoMachine final : public presenter::Outside {
  bool has_camera() const override { return false; }
  void take_photo(std::function<void(Result<Bytes>)>) override {}
  presenter::Network network() const override { return presenter::Network::None; }
  void start_sync(service::PhotoPolicy) override {}
  void stop_sync() override {}
  void enrol(const presenter::EnrolmentRequest&, std::function<void(Status)>) override {}
  void export_text(const presenter::TextFile&, std::function<void(Result<std::string>)>) override {}
  void export_bundle(std::function<void(Result<std::string>)>) override {}
  void find_bundles(std::function<void(Result<presenter::BundleFiles>)>) override {}
  Result<std::optional<service::ReceiptView>> read_receipt(service::Folder&, const Id&) const override {
    return std::optional<service::ReceiptView>{};
  }
  Result<service::StatementView> state_unsent(service::Folder&) const override { return ErrorCode::NotYet; }
  void import_bundle(const std::string&, std::function<void(Result<service::Imported>)>) override {}
};

class NoPictures final : public screen::Pictures {
  screen::PictureTexture find(const Hash&) override { return {}; }
};

// The application and its screens on one thread: its questions are answered before a frame, outside the measurement.
class Screens final : public shell::Application {
 public:
  Screens(service::Folder& folder, const Clock& clock)
      : desk_(folder, database_, screen_), application_({desk_, machine_, clock, {}}) {}

  void answer_questions() {
    do application_.tick();
    while (database_.drain() + screen_.drain() > 0);
  }

 private:
  void frame(ui::Ui& ui) override {
    const auto view = application_.view();
    screen::Stage stage{ui, view, pictures_, intents_};
    screen::draw(stage);
  }
  void after_frame() override { application_.apply(std::exchange(intents_, {})); }

  NoMachine machine_;
  NoPictures pictures_;
  presenter::Intents intents_;
  fake::SteppedExecutor database_, screen_;
  presenter::Desk desk_;
  presenter::Application application_;
};

struct Stage {
  fake::FakeWindow window;
  fake::FakeClock clock;
  shell::NullRenderer renderer;
};

std::vector<double> empty_frames(int count) {
  Stage stage;
  Nothing nothing;
  const auto shell = need(shell::Shell::start(stage.window, stage.renderer, stage.clock, nothing));
  std::vector<double> out;
  for (int i = 0; i < count; ++i) {
    shell->redraw().owe();
    stage.clock.advance_ms(16);
    const double start_ms = now_ms();
    shell->turn();
    out.push_back(now_ms() - start_ms);
  }
  return out;
}

std::string first_row(const ui::Inspection& items) {
  for (const auto& item : items.items)
    if (item.path.starts_with("home/dossier ") && item.visible.height > 0) return item.path;
  give_up("no dossier on the screen:\n" + items.print());
}

void measure_frames(service::Folder& folder, int dossiers) {
  Stage stage;
  Screens screens(folder, stage.clock);
  const auto shell = need(shell::Shell::start(stage.window, stage.renderer, stage.clock, screens));
  std::vector<double> frames, questions;
  shell::Driver driver(*shell, [&] {
    stage.clock.advance_ms(16);
    const double asked_ms = now_ms();
    screens.answer_questions();
    const double start_ms = now_ms();
    const auto drawn = shell->frames_drawn();
    shell->turn();
    if (shell->frames_drawn() == drawn) return;
    questions.push_back(start_ms - asked_ms);
    frames.push_back(now_ms() - start_ms);
  });
  need(driver.settle());
  const auto begun = frames.size();
  for (int i = 0; i < 20; ++i) need(driver.drag(first_row(driver.items()), i % 4 == 3 ? 250.0F : -250.0F));
  frames.erase(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(begun));
  const auto baseline = empty_frames(static_cast<int>(frames.size()));
  Report("frame")
      .add("dossiers", dossiers)
      .add("frames", static_cast<double>(frames.size()))
      .add("p50_ms", quantile(frames, 0.5))
      .add("p99_ms", quantile(frames, 0.99))
      .add("questions_p99_ms", quantile(questions, 0.99))
      .add("baseline_p50_ms", quantile(baseline, 0.5))
      .add("baseline_p99_ms", quantile(baseline, 0.99))
      .add("budget_ms", 16)
      .print();
}

// --- processes ------------------------------------------------------------------------------------------------------

// The baseline of a start: everything but the application.
int show_empty_window() {
  const auto window = need(platform::GlfwWindow::open({}));
  platform::SystemClock clock;
  shell::GlRenderer renderer;
  Nothing nothing;
  const auto shell = need(shell::Shell::start(*window, renderer, clock, nothing));
  shell->redraw().owe();
  while (shell->frames_drawn() == 0) shell->turn();
  std::puts("usable");
  std::fflush(stdout);
  return 0;
}

class Display {
 public:
  Display() : server_({{"/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}}) {
    const std::string number = server_.wait_for_line("");
    if (number.empty()) give_up("no Xvfb: " + server_.err());
    name_ = ":" + number;
  }
  test::Launch launch(std::vector<std::string> words) const {
    return {.arguments = std::move(words), .environment = {{"DISPLAY", name_}, {"LIBGL_ALWAYS_SOFTWARE", "1"}}};
  }

 private:
  test::Process server_;
  std::string name_;
};

double start_ms_of(const test::Launch& launch) {
  const double start_ms = now_ms();
  test::Process process(launch);
  process.wait_for_line("usable");
  const double end_ms = now_ms();
  const auto outcome = process.wait();
  if (outcome.out.find("usable\n") == std::string::npos) give_up(launch.arguments[0] + ": " + outcome.err);
  return end_ms - start_ms;
}

void measure_start(const Display& display, const std::string& self, const std::string& field, const std::string& data,
                   int dossiers) {
  constexpr int rounds = 11;
  std::vector<double> ours, theirs;
  for (int i = 0; i < rounds; ++i) {
    ours.push_back(start_ms_of(display.launch({field, "--data", data, "--script", "start"})));
    theirs.push_back(start_ms_of(display.launch({self, "--empty"})));
  }
  Report("cold_start")
      .add("dossiers", dossiers)
      .add("rounds", rounds)
      .add("p50_ms", quantile(ours, 0.5))
      .add("best_ms", quantile(ours, 0))
      .add("baseline_p50_ms", quantile(theirs, 0.5))
      .add("baseline_best_ms", quantile(theirs, 0))
      .add("budget_ms", 300)
      .print();
}

void measure_idle(const Display& display, const std::string& field, const std::string& data, int seconds) {
  test::Process ours(display.launch({field, "--data", data}));
  test::Process theirs({{"/usr/bin/sleep", std::to_string(seconds + 60)}});
  std::this_thread::sleep_for(std::chrono::seconds(5));  // until all that starting brings is over
  const double ours_ms = bench::cpu_ms_of(ours.pid()), theirs_ms = bench::cpu_ms_of(theirs.pid());
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  if (!ours.is_running()) give_up("ocop-field ended: " + ours.err());
  const double percent = 100.0 / (seconds * 1000.0);
  Report("idle")
      .add("seconds", seconds)
      .add("start_cpu_ms", ours_ms)
      .add("cpu_ms", bench::cpu_ms_of(ours.pid()) - ours_ms)
      .add("cpu_percent", (bench::cpu_ms_of(ours.pid()) - ours_ms) * percent)
      .add("baseline_cpu_ms", bench::cpu_ms_of(theirs.pid()) - theirs_ms)
      .add("budget_cpu_percent", 0.1)
      .print();
}

}  // namespace

int main(int count, char** arguments) {
  int dossiers = 10'000, seconds = 60;
  if (count == 2 && std::strcmp(arguments[1], "--empty") == 0) return show_empty_window();
  for (int at = 1; at + 1 < count; at += 2) {
    if (std::strcmp(arguments[at], "--dossiers") == 0) dossiers = std::atoi(arguments[at + 1]);
    if (std::strcmp(arguments[at], "--seconds") == 0) seconds = std::atoi(arguments[at + 1]);
  }
  const std::string self = std::filesystem::canonical("/proc/self/exe");
  const std::string field = (std::filesystem::path(self).parent_path() / "ocop-field").string();
  const auto place = std::filesystem::current_path() / ("bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(place);
  {
    auto files = need(platform::PosixFiles::open((place / "photos").string()));
    platform::SystemClock clock;
    SystemEntropy entropy;
    auto folder = need(
        service::Folder::create((place / "ocop.sqlite").string(), {files, clock, entropy}, {"Cán bộ mẫu", {"00004"}}));
    need(bench::fill_tablet(folder, dossiers));
    measure_frames(folder, dossiers);
  }
  const Display display;
  measure_start(display, self, field, place.string(), dossiers);
  measure_idle(display, field, place.string(), seconds);
  std::filesystem::remove_all(place);
  return 0;
}
