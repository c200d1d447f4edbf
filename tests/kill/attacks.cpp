#include "tests/kill/attacks.h"

#include <chrono>

namespace ocop::kill {
namespace {

const std::string photos[] = {"product_coffee.jpg", "product_fig.jpg", "workshop_brushes.jpg"};

std::string photo(World& world) {
  return OCOP_SOURCE_DIR "/platform/fake/photos/" + photos[static_cast<std::size_t>(world.upto(2))];
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

bool kill_saving(World& world) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(world.upto(300));
  for (;;) {
    const Edit edit = make_edit(world);
    test::Process process = world.start(edit.words);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    const bool was_running = world.kill_after(process, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    const test::Outcome outcome = process.wait();
    if (is_reported(process)) world.saved(edit.field, edit.value);
    else if (was_running) world.perhaps(edit.field, edit.value);
    else world.fault(edit.words[0] + " ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err);
    if (was_running || left.count() <= 0) return was_running;
  }
}

bool kill_photo(World& world) {
  test::Process process = world.start({"evidence", "add", world.dossier(), photo(world), "--kind", "product_photo"});
  const bool was_running = world.kill_after(process, world.upto(250));
  const test::Outcome outcome = process.wait();
  if (is_reported(process)) {
    for (const Json& id : Json::parse(outcome.out)["ids"]) world.saved_photo(id);
  } else if (!was_running) {
    world.fault("evidence add ended with " + std::to_string(outcome.exit_status) + ": " + outcome.err);
  }
  return was_running;
}

// Work that a session then carries: some edits and a photo.
void write_something(World& world) {
  for (int i = 0; i < 3; ++i) {
    const Edit edit = make_edit(world);
    if (world.run(edit.words)) world.saved(edit.field, edit.value);
  }
  const auto added = world.run({"evidence", "add", world.dossier(), photo(world), "--kind", "other"});
  if (added) world.saved_photo((*added)["ids"][0]);
}

bool kill_sync(World& world) {
  write_something(world);
  test::Process process = world.start({"sync"});
  const bool was_running = world.kill_after(process, world.upto(200));
  process.wait();
  return was_running;
}

bool kill_ingest(World& world) {
  write_something(world);
  test::Process process = world.start({"sync"});
  world.kill_province_after(world.upto(200));
  const bool was_running = process.is_running();
  process.wait();  // done, or refused with a failed link: both are honest
  world.start_province();
  return was_running;
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
bool kill_typing(World& world) {
  test::Process process = world.start_window({"--script", "type"});
  process.wait_for_line("saved ", 30'000);
  const bool was_running = world.kill_after(process, world.upto(1500));
  const test::Outcome outcome = process.wait();
  const auto said = last_saved(outcome.out);
  if (!was_running || !said) {
    world.fault("ocop-field ended with " + std::to_string(outcome.exit_status) + ": " + outcome.out + outcome.err);
    return was_running;
  }
  const auto shown = world.run({"dossier", "show", world.dossier()});
  if (!shown) return was_running;
  const std::string found = (*shown)["fields"].value("signed_by", "");
  if (!found.starts_with(*said)) world.fault("the window said it saved: " + *said + ", and there is: " + found);
  world.saved("signed_by", found);
  return was_running;
}

constexpr Attack all[] = {
    {"saving", Needs::Nothing, kill_saving},
    {"photo import", Needs::Nothing, kill_photo},
    {"sync", Needs::Province, kill_sync},
    {"server ingest", Needs::Province, kill_ingest},
    {"typing in the window", Needs::Screen, kill_typing},
};

}  // namespace

std::span<const Attack> attacks() { return all; }

}  // namespace ocop::kill
