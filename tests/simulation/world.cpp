#include "tests/simulation/world.h"

#include <algorithm>
#include <cstdio>

#include "core/service/prune.h"
#include "core/service/sync_service.h"
#include "sync/client/enrol.h"
#include "sync/engine/session.h"
#include "sync/server/devices.h"
#include "tests/simulation/checks.h"
#include "tests/simulation/office.h"
#include "tests/simulation/officers.h"
#include "tests/simulation/sticks.h"
#include "tests/simulation/stranger.h"

namespace ocop::simulation {
namespace {

constexpr std::size_t tablets_max = 8;
constexpr std::size_t steps_between_checks = 300;  // A3, of one folder by turns

class World {
 public:
  explicit World(const Options& options)
      : options_(options),
        chance_(options.seed, options.drawn_first),
        office_((FaultDisk::instance().wipe(), options.seed * 77 + 1), chance_, outcome_.tally),
        officers_(chance_, ledger_, outcome_.tally, [this](const std::string& what) { fail(what); }),
        sticks_(office_, chance_, outcome_.tally),
        stranger_(options.seed * 55 + 1, office_, chance_, outcome_.tally) {
    expect(office_.open(), "the province opens");
    has_two_communes_ = chance_.one_in(2);
    const std::size_t count = 2 + chance_.below(4);
    for (std::size_t n = 0; n < count && outcome_.failures.empty(); ++n) give_out_a_tablet();
    has_stranger_ = chance_.one_in(2);
    if (has_stranger_) expect(stranger_.enrol(communes()[0]), "a stranger is enrolled");
    office_.is_sound = false;
  }

  Outcome run() {
    for (step_ = 0; step_ < options_.steps && outcome_.failures.empty(); ++step_) step();
    if (outcome_.failures.empty()) become_quiet();
    if (outcome_.failures.empty()) check_at_rest(ledger_, office_.province(), tablets_, outcome_);
    return std::move(outcome_);
  }

 private:
  void fail(const std::string& what) {
    outcome_.failures.push_back("step " + std::to_string(step_) + ": " + what);
  }
  template <typename Outcome>
  bool expect(const Outcome& result, const std::string& what) {
    if (!result) fail(what + ": " + std::string(result.error().name()) + " " + result.error().detail);
    return result.has_value();
  }
  void tell(const std::string& what) const {
    if (options_.is_told) std::printf("%4zu %s\n", step_, what.c_str());
  }
  void count(std::string_view kind) { outcome_.tally.count(kind); }
  void report(const Problems& problems, const Tablet& tablet) {
    for (const std::string& problem : problems) fail(tablet.officer + ": " + problem);
  }

  // ---- tablets come and go

  std::set<std::string> draw_units() {
    if (!has_two_communes_) return {communes()[0]};
    if (tablets_.empty() || chance_.one_in(3)) return {communes().begin(), communes().end()};
    return {chance_.pick(communes())};
  }

  Tablet& make_tablet(std::set<std::string> units) {
    const std::size_t number = tablets_.size();
    tablets_.push_back(std::make_unique<Tablet>(number, options_.seed * 1000 + number, std::move(units), office_,
                                                chance_, outcome_.tally));
    tablets_.back()->life = ++lives_;
    return *tablets_.back();
  }

  void give_out_a_tablet() {
    Tablet& tablet = make_tablet(draw_units());
    const std::vector<std::string> units(tablet.units.begin(), tablet.units.end());
    auto folder = service::Folder::create(tablet.machine.path(), tablet.machine.ports(), {tablet.officer, units},
                                          FaultDisk::name);
    if (!expect(folder, "a new tablet")) return;
    tablet.folder.emplace(std::move(*folder));
    const bool was_sound = office_.is_sound;
    office_.is_sound = true;
    enrol(tablet, units);
    office_.is_sound = was_sound;
    tablet.link.is_sound = false;
  }

  void enrol(Tablet& tablet, const std::vector<std::string>& units) {
    const auto code = server::invite(office_.province(), tablet.officer, units);
    const auto keys = tablet.folder->device_key();
    if (!expect(code, "an invitation") || !expect(keys, "a key")) return;
    const auto enrolled = client::enrol(tablet.link, *code, *keys, "simulation");
    if (!expect(enrolled, "enrolment")) return;
    service::SyncIdentity identity;
    identity.server_url = "https://province";
    identity.device = tablet.device = keys->public_key;
    identity.device_secret = keys->secret_key;
    identity.province = enrolled->enrolment.province;
    identity.mac_key = enrolled->mac_key;
    expect(service::save_enrolment(*tablet.folder, {identity, {enrolled->enrolment.officer, enrolled->enrolment.units},
                                                    protocol::write_enrolment(enrolled->enrolment)}), "enrolment kept");
  }

  Tablet& pick_tablet() {
    for (;;) {
      Tablet& tablet = *tablets_[chance_.below(tablets_.size())];
      if (!tablet.is_lost) return tablet;
    }
  }
  std::size_t living() const {
    return static_cast<std::size_t>(
        std::count_if(tablets_.begin(), tablets_.end(), [](const auto& tablet) { return !tablet->is_lost; }));
  }

  // ---- what happens

  void step() {
    Tablet& tablet = pick_tablet();
    tablet.machine.clock.advance_ms(static_cast<std::int64_t>(chance_.below(100'000)));
    switch (chance_.below(40)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
      case 5: synchronise(tablet); break;
      case 6: kill(tablet, "tablet: killed between commands"); break;
      case 7: jump(tablet); break;
      case 8: fill_up_or_clear(tablet); break;
      case 9:
      case 10:
      case 11: work_with_a_failing_disk(tablet); break;
      case 12: befall(tablet); break;
      case 13:
      case 14:
        if (has_stranger_) meet_the_stranger();
        break;
      case 15: carry(tablet); break;
      case 16:
        if (chance_.one_in(3)) work_at_the_office(tablet);
        break;
      default: officers_.work(tablet);
    }
    report(ledger_.take_problems(), tablet);
    if (step_ % steps_between_checks == steps_between_checks - 1) check_one();
    if (!office_.problem.empty()) fail(office_.problem);
  }

  void meet_the_stranger() {
    Problems problems;
    stranger_.act(ledger_, problems);
    for (const std::string& problem : problems) fail(problem);
  }

  // Without a network: a stick is written, taken in, or brought to the province; sometimes all of it at once.
  void carry(Tablet& tablet) {
    Problems problems;
    const std::size_t what = chance_.below(6);
    if (what == 0 || what >= 3) sticks_.write(tablet, problems);
    if (what == 1 || what >= 3) sticks_.bring_to_the_province(problems);
    if (what == 2 || what >= 3) sticks_.take_in(tablet, problems);
    ledger_.harvest(tablet, problems);
    report(problems, tablet);
  }

  // What happens seldom.
  void befall(Tablet& tablet) {
    switch (chance_.below(12)) {
      case 0:
      case 1:
      case 2: tablet.backup = tablet.machine.copy(); return;
      case 3:
      case 4: put_back(tablet); return;
      case 5: copy_to_another(tablet); return;
      case 6: lose(tablet); return;
      case 7:
      case 8: stop_and_start(tablet); return;
      default: tablet.link.deliver_late();
    }
  }

  void jump(Tablet& tablet) {
    count("tablet: clock jumps");
    tablet.machine.clock.set_wall_ms(static_cast<std::int64_t>(chance_.below(4'000'000'000'000)));
  }

  void fill_up_or_clear(Tablet& tablet) {
    const bool fills = chance_.one_in(3);
    if (fills) count("tablet: storage runs out");
    tablet.machine.files.set_free_bytes(fills ? chance_.below(1'000'000) : std::uint64_t{1} << 40);
  }

  // A fault at the n-th write of a few commands.
  void work_with_a_failing_disk(Tablet& tablet) {
    FaultPlan& plan = tablet.machine.plan();
    const bool is_full = chance_.one_in(4);
    plan.fail_at(1 + chance_.below(30), is_full ? FaultKind::Full : FaultKind::PowerLoss, FaultPlan::Counts::Writes);
    for (std::size_t n = 0; n < 4 && !plan.has_failed(); ++n) officers_.work(tablet);
    if (!plan.has_failed()) return plan.heal();
    if (!is_full) return kill(tablet, "tablet: killed at a write of a command");
    count("tablet: full at a write of a command");
    plan.heal();
    check_promises(tablet);
  }

  void kill(Tablet& tablet, std::string_view how) {
    count(how);
    const auto end = Machine::draw_end(chance_);
    constexpr const char* ends[] = {"", ", power lost", ", power lost, torn"};
    tell(std::string(how) + ends[static_cast<std::size_t>(end)] + ", " + tablet.officer);
    if (end == Machine::End::Dropped) count("power lost: what was not synced is gone");
    if (end == Machine::End::Torn) count("power lost: what was not synced is torn");
    tablet.die(end, chance_);
    start(tablet);
  }

  // Starts the program; now and then it is killed while it starts.
  void start(Tablet& tablet) {
    if (chance_.one_in(6)) {
      FaultPlan& plan = tablet.machine.plan();
      plan.fail_at(1 + chance_.below(6), FaultKind::PowerLoss, FaultPlan::Counts::Writes);
      const bool is_started = tablet.start().has_value();
      if (plan.has_failed()) {
        count("tablet: killed while starting");
        tablet.die(Machine::draw_end(chance_), chance_);
      } else {
        plan.heal();
        if (is_started) return check_promises(tablet);
      }
    }
    if (expect(tablet.start(), tablet.officer + " starts again")) check_promises(tablet);
  }

  void stop_and_start(Tablet& tablet) {
    FaultPlan& plan = tablet.machine.plan();
    plan.fail_at(1 + chance_.below(12), FaultKind::PowerLoss, FaultPlan::Counts::Writes);
    tablet.stop();
    if (plan.has_failed()) {
      count("tablet: killed while stopping");
      tablet.machine.end(Machine::draw_end(chance_), chance_);
    }
    plan.heal();
    start(tablet);
  }

  void put_back(Tablet& tablet) {
    if (!tablet.backup) return;
    count("tablet: folder put back from a backup");
    tell("put back " + tablet.officer);
    tablet.die(Machine::End::Killed, chance_);
    tablet.machine.put(*tablet.backup);
    adopt(tablet, tablet.life);
  }

  // The folder is now a copy of what life `from` had, under a life of its own.
  void adopt(Tablet& tablet, Life from) {
    const Life before = tablet.life;
    tablet.life = ++lives_;
    tablet.harvested = 0;
    if (!expect(tablet.start(), "a copied folder opens")) return;
    ledger_.inherit(from, tablet);
    if (before == from) ledger_.forget(from);
    Problems problems;
    ledger_.harvest(tablet, problems);
    report(problems, tablet);
  }

  // Two machines go on from one folder; nobody told them. Half of the time the first is not even stopped.
  void copy_to_another(Tablet& tablet) {
    if (living() >= tablets_max) return;
    const bool runs_on = chance_.one_in(2);
    count(runs_on ? "tablet: folder copied while it ran, both go on" : "tablet: folder copied, both go on");
    tell("copied " + tablet.officer);
    if (!runs_on) tablet.die(Machine::End::Killed, chance_);
    Tablet& other = make_tablet(tablet.units);
    other.machine.put(tablet.machine.copy());
    other.device = tablet.device;
    other.link.is_sound = false;
    if (!runs_on) start(tablet);
    other.life = ++lives_;
    if (!expect(other.start(), "a copied folder opens")) return;
    ledger_.inherit(tablet.life, other);
  }

  void lose(Tablet& tablet) {
    if (living() < 3 || !chance_.one_in(2)) return;
    count("tablet: lost");
    tell("lost " + tablet.officer);
    tablet.die(Machine::End::Killed, chance_);
    tablet.is_lost = true;
    ledger_.forget(tablet.life);
    if (chance_.one_in(2)) give_out_a_tablet();
  }

  // ---- what the office does

  void work_at_the_office(Tablet& tablet) {
    switch (chance_.below(8)) {
      case 0:
      case 1: give_or_take_a_commune(tablet); return;
      case 2:
      case 3: back_up(); return;
      case 4: make_room(tablet); return;
      case 5:
        if (!has_stranger_) office_.take_image();
        return;
      default: go_back();
    }
  }

  void give_or_take_a_commune(Tablet& tablet) {
    const auto units = server::units_of(office_.province().database(), tablet.device);
    if (!expect(units, "communes of a device") || !has_two_communes_ || units->empty()) return;
    const bool gives = units->size() == 1;
    count(gives ? "province: another commune given" : "province: a commune taken away");
    const std::string unit = gives ? (units->front() == communes()[0] ? communes()[1] : communes()[0])
                                   : chance_.pick(*units);
    expect(gives ? server::grant(office_.province(), tablet.device, {unit})
                 : server::withdraw(office_.province(), tablet.device, {unit}), "communes of a device change");
    learn_communes();
  }

  // As the province has them; of devices that it does not know (any more) as they were.
  void learn_communes() {
    for (auto& tablet : tablets_) {
      const auto units = server::units_of(office_.province().database(), tablet->device);
      if (units && !units->empty()) tablet->units = {units->begin(), units->end()};
    }
  }

  void back_up() {
    if (has_stranger_) return;
    count("province: backup");
    expect(office_.back_up(chance_.below(2)), "a backup");
  }

  // Originals that are durable go from the tablet: those alone that are in both backups.
  void make_room(Tablet& tablet) {
    const auto before = originals_on(tablet);
    const auto pruned = service::prune_originals(*tablet.folder);
    if (!expect(pruned, "room made")) return;
    const auto after = originals_on(tablet);
    for (const Hash& original : before) {
      if (after.contains(original)) continue;
      count("tablet: original pruned");
      const bool is_durable = office_.is_in_backup(0, original) && office_.is_in_backup(1, original);
      if (!is_durable) fail("pruned before it was durable: " + original.hex());
    }
  }

  std::set<Hash> originals_on(Tablet& tablet) {
    std::set<Hash> out;
    auto query = tablet.folder->database().query("SELECT sha256 FROM photos WHERE size = 2 AND on_tablet = 1").value();
    while (query.next().value()) out.insert(query.fixed<Hash>(0));
    return out;
  }

  // The province's disk is lost. (A stranger would not offer again what it had sent.)
  void go_back() {
    const std::size_t which = chance_.below(3);
    if (has_stranger_ || (which < 2 && !office_.has_backup(which)) || (which == 2 && !office_.has_image())) return;
    count(which < 2 ? "province: goes back to a backup" : "province: its disk is put back to an image");
    tell("the province goes back");
    const Status opened = which < 2 ? office_.go_back_to_backup(which) : office_.go_back_to_image();
    if (!expect(opened, "the province opens")) return;
    ledger_.province_went_back(tablets_, office_.folder());
    learn_communes();
  }

  // ---- synchronising

  struct Met {
    engine::Summary summary;
    bool is_dead = false;
  };

  void synchronise(Tablet& tablet) {
    count("session");
    FaultPlan& plan = tablet.machine.plan();
    const bool is_full = chance_.one_in(20);
    if (is_full || chance_.one_in(4)) {
      plan.fail_at(1 + chance_.below(60), is_full ? FaultKind::Full : FaultKind::PowerLoss, FaultPlan::Counts::Writes);
    }
    const Met met = meet(tablet);
    if (met.is_dead) return;
    if (plan.has_failed()) count("tablet: full at a write of a session");
    plan.heal();
    conclude(tablet, met.summary);
  }

  Met meet(Tablet& tablet) {
    service::SyncService control(*tablet.folder);
    engine::Session session(control, tablet.machine.entropy, {service::PhotoPolicy::All, engine::Waiting::None});
    FaultPlan& plan = tablet.machine.plan();
    for (;;) {
      if (plan.is_off()) break;
      const auto now_ms = tablet.machine.clock.monotonic_ms();
      const auto next = session.next(now_ms);
      if (plan.is_off()) break;
      if (const auto* done = std::get_if<engine::Done>(&next)) return {done->summary, false};
      if (const auto* wait = std::get_if<engine::Wait>(&next)) {
        tablet.machine.clock.advance_ms(std::max<std::int64_t>(wait->until_ms - now_ms, 1));
        continue;
      }
      const auto response = tablet.link.perform(std::get<engine::Send>(next).request);
      tablet.machine.clock.advance_ms(static_cast<std::int64_t>(20 + chance_.below(3'000)));
      if (!is_quiet_ && chance_.one_in(4)) work_meanwhile(tablet);
      if (plan.is_off()) break;
      if (!is_quiet_ && chance_.one_in(60)) {  // killed before the answer is looked at
        session.cancel();
        kill(tablet, "tablet: killed in a session");
        return {{}, true};
      }
      if (response) session.on_response(*response, 20); else session.on_failure(response.error());
    }
    kill(tablet, "tablet: killed at a write of a session");
    return {{}, true};
  }

  void work_meanwhile(Tablet& tablet) {
    officers_.work(tablet);
    Tablet& other = pick_tablet();
    if (&other != &tablet) officers_.work(other);
  }

  void conclude(Tablet& tablet, const engine::Summary& summary) {
    tell(tablet.officer + " synchronised: " + (summary.ok ? "whole" : std::string(summary.error->name())) + ", up " +
         std::to_string(summary.changes_up) + ", down " + std::to_string(summary.changes_down));
    Problems problems;
    ledger_.harvest(tablet, problems);
    if (summary.ok && summary.unsent_changes == 0 && summary.unsent_photos == 0) {
      count("session that left nothing unsent");
      ledger_.check_sent(tablet.life, office_.folder(), problems);                                              // A2
    }
    report(problems, tablet);
  }

  void check_promises(Tablet& tablet) {                                                                         // A1
    Problems problems;
    ledger_.harvest(tablet, problems);
    ledger_.check_tablet(tablet, office_.folder(), problems);
    report(problems, tablet);
  }

  void check_one() {                                                                                            // A3
    Problems problems;
    Tablet& tablet = pick_tablet();
    check_whole(tablet.officer, *tablet.folder, problems);
    report(problems, tablet);
  }

  void become_quiet() {
    is_quiet_ = true;
    office_.is_sound = true;
    for (auto& tablet : tablets_) {
      for (int n = 0; n < 20; ++n) tablet->link.deliver_late();
      tablet->link.is_sound = true;
      tablet->machine.files.set_free_bytes(std::uint64_t{1} << 40);
    }
    for (int round = 0; round < 16; ++round) {
      Problems problems;
      bool has_moved = has_stranger_ && !stranger_.finish(problems);
      for (const std::string& problem : problems) fail(problem);
      for (auto& tablet : tablets_) {
        if (tablet->is_lost) continue;
        const auto met = meet(*tablet);
        conclude(*tablet, met.summary);
        if (!met.summary.ok) fail(tablet->officer + " cannot synchronise: " + std::string(met.summary.error->name()) +
                                  " " + met.summary.error->detail);
        has_moved |= met.summary.changes_up + met.summary.changes_down + met.summary.photos_up +
                     met.summary.photos_down > 0;
      }
      learn_communes();
      if (!has_moved || !outcome_.failures.empty()) return;
    }
    fail("does not come to rest");
  }

  Options options_;
  Outcome outcome_;
  Chance chance_;
  Office office_;
  Ledger ledger_;
  Officers officers_;
  Sticks sticks_;
  Stranger stranger_;
  bool has_stranger_ = false;
  Tablets tablets_;
  Life lives_ = 0;
  std::size_t step_ = 0;
  bool has_two_communes_ = false;
  bool is_quiet_ = false;
};

}  // namespace

Options drawn_by(const std::vector<std::uint8_t>& bytes) {
  constexpr std::size_t bytes_per_step = 16, steps_max = 400;
  Options out;
  out.steps = std::min(1 + bytes.size() / bytes_per_step, steps_max);
  out.drawn_first = bytes;
  return out;
}

Outcome run(const Options& options) { return World(options).run(); }

}  // namespace ocop::simulation
