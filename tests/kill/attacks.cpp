#include "tests/kill/attacks.h"

#include <algorithm>
#include <chrono>

#include "tests/support/sample_photo.h"

namespace ocop::kill {
namespace {

constexpr int edits_per_round = 8;
constexpr int photos_per_round = 4;
constexpr std::size_t photo_bytes = 400'000;

// Ten times the distance of the loopback, so that a session is long beside the start of a program and most blows fall
// between its requests and into them.
const test::Link slow_link = {.delay_ms = 15, .bytes_per_second = 2'000'000};
// Hardly slower than this machine: most of the time is the province's own.
const test::Link fast_link = {.bytes_per_second = 20'000'000};

class Stopwatch {
 public:
  int ms() const {
    const auto passed = std::chrono::steady_clock::now() - start_;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// One that nobody has yet.
std::string new_photo(World& world, const std::string& name = "photo.jpg") {
  const std::string path = world.file(name);
  test::write_text(path, test::padded_photo(photo_bytes, static_cast<std::uint64_t>(world.upto(1'000'000'000))));
  return path;
}

// Something was reported when a whole line of it stands on standard output, whatever became of the process then.
bool is_reported(const test::Process& process) {
  const std::string out = process.out();
  return !out.empty() && out.back() == '\n';
}

int next_number() {
  static int number = 0;
  return ++number;
}

// One edit: a score or a note.
struct Edit {
  std::string field, value;
  Words words;
};

Edit make_edit(World& world) {
  if (world.upto(1) == 0) {
    const std::string criterion = "1." + std::to_string(1 + world.upto(2));
    const std::string option = world.upto(1) == 0 ? "a" : "b";
    return {"score " + criterion, option, {"score", world.dossier(), criterion, option}};
  }
  const std::string text = "ghi chép số " + std::to_string(next_number()) + std::string(1000, '.');
  return {"note", text, {"dossier", "set", world.dossier(), "note=" + text}};
}

// The blow falls into one of several edits, each a program of its own, or between two.
Blow kill_saving(World& world, int delay_ms) {
  const Stopwatch watch;
  for (int i = 0; i < edits_per_round; ++i) {
    const Edit edit = make_edit(world);
    test::Process process = world.start(edit.words);
    const bool was_running = world.kill_after(process, delay_ms == no_blow ? no_blow : delay_ms - watch.ms());
    const int took_ms = watch.ms();
    const test::Outcome outcome = process.wait();
    if (is_reported(process)) world.saved(edit.field, edit.value);
    else if (was_running) world.perhaps(edit.field, edit.value);
    else world.fault(edit.words[0] + " ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err);
    if (was_running || took_ms >= delay_ms) return {was_running, took_ms};
  }
  return {false, watch.ms()};
}

// Several in one go, so that the program is at work for most of its life; each is saved by itself, and told at the end.
Blow kill_photo(World& world, int delay_ms) {
  Words words = {"evidence", "add", world.dossier()};
  for (int i = 0; i < photos_per_round; ++i) words.push_back(new_photo(world, std::to_string(i) + ".jpg"));
  words.insert(words.end(), {"--kind", "product_photo"});
  const Stopwatch watch;
  test::Process process = world.start(words);
  const bool was_running = world.kill_after(process, delay_ms);
  const int took_ms = watch.ms();
  const test::Outcome outcome = process.wait();
  if (is_reported(process)) {
    const Json told = Json::parse(outcome.out);
    for (const Json& id : told["ids"]) world.saved_photo(id);
  } else if (!was_running) {
    world.fault("evidence add ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err);
  }
  return {was_running, took_ms};
}

// Work that a session then carries: some edits and a photo, and what a colleague sent for this tablet to fetch.
void write_something(World& world) {
  world.set_link({});
  for (int i = 0; i < 3; ++i) {
    const Edit edit = make_edit(world);
    if (world.run(edit.words)) world.saved(edit.field, edit.value);
  }
  const auto added = world.run({"evidence", "add", world.dossier(), new_photo(world), "--kind", "other"});
  if (added) world.saved_photo((*added)["ids"][0]);
  const std::string proposal = "của An, lần " + std::to_string(next_number());
  world.run_colleague({"dossier", "set", world.dossier(), "proposal=" + proposal});
  world.run_colleague({"evidence", "add", world.dossier(), new_photo(world), "--kind", "other"});
  world.run_colleague({"sync"});
}

Blow kill_sync(World& world, int delay_ms) {
  write_something(world);
  world.set_link(slow_link);
  const Stopwatch watch;
  test::Process process = world.start({"sync"});
  const bool was_running = world.kill_after(process, delay_ms);
  const int took_ms = watch.ms();
  process.wait();
  world.set_link({});
  return {was_running, took_ms};
}

Blow kill_ingest(World& world, int delay_ms) {
  write_something(world);
  world.set_link(fast_link);
  const Stopwatch watch;
  test::Process process = world.start({"sync"});
  const bool was_running = world.wait_until(process, delay_ms);
  const int took_ms = watch.ms();
  if (delay_ms != no_blow) world.kill_province();
  process.wait();  // done, or refused with a failed link: both are honest
  world.set_link({});
  if (delay_ms != no_blow) world.start_province();
  return {was_running, took_ms};
}

// Into one of two folders that are written again and again, or a new one. The province serves meanwhile.
Blow kill_backup(World& world, int delay_ms) {
  write_something(world);
  world.run({"sync"});
  const int which = world.upto(2);
  const std::string folder = world.file("backup-" + std::to_string(which < 2 ? which : 1000 + next_number()));
  const Stopwatch watch;
  test::Process process = world.start_server({"backup", "--to", folder});
  const bool was_running = world.kill_after(process, delay_ms);
  const int took_ms = watch.ms();
  const test::Outcome outcome = process.wait();
  if (is_reported(process)) {
    world.backed_up(folder, Json::parse(outcome.out)["position"].get<std::int64_t>());
  } else {
    world.perhaps_backed_up(folder);
    if (!was_running)
      world.fault("backup ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err);
  }
  return {was_running, took_ms};
}

// What the window said last, in its last whole line.
std::optional<std::string> last_saved(const std::string& out) {
  const auto end = out.rfind('\n');
  if (end == std::string::npos) return std::nullopt;
  const auto begin = end == 0 ? std::string::npos : out.rfind('\n', end - 1);
  const std::string line = out.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin + 1));
  if (!line.starts_with("saved ")) return std::nullopt;
  return line.substr(6);
}

// The window appends to one text: what is there must begin with what it said last.
Blow kill_typing(World& world, int delay_ms) {
  test::Process process = world.start_window({"--script", "type"});
  process.wait_for_line("saved ", 30'000);
  const Stopwatch watch;
  const bool was_running = world.kill_after(process, delay_ms);
  const Blow blow{was_running, watch.ms()};
  const test::Outcome outcome = process.wait();
  const auto said = last_saved(outcome.out);
  if (!was_running || !said) {
    world.fault("ocop-field ended with " + std::to_string(outcome.exit_status) + ": " + outcome.out + outcome.err);
    return blow;
  }
  const auto shown = world.run({"dossier", "show", world.dossier()});
  if (!shown) return blow;
  const std::string found = (*shown)["fields"].value("signed_by", "");
  if (!found.starts_with(*said)) world.fault("the window said it saved: " + *said + ", and there is: " + found);
  world.saved("signed_by", found);
  return blow;
}

constexpr Attack all[] = {
    {"saving", Needs::Nothing, 0, kill_saving},
    {"photo import", Needs::Nothing, 0, kill_photo},
    {"sync", Needs::Province, 0, kill_sync},
    {"server ingest", Needs::Province, 0, kill_ingest},
    {"typing in the window", Needs::Screen, 1500, kill_typing},
    {"backup", Needs::Province, 0, kill_backup},
};

}  // namespace

std::span<const Attack> attacks() { return all; }

}  // namespace ocop::kill
